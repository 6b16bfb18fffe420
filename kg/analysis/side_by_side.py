"""Two sides told as the rows of one answer: counts first, the weightiest rows of each aspect.

Relies on contrasts and on the ontology's labels for the names of aspects.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.contrast import Change, Contrast, Side
from kg.analysis.named import lines_of
from kg.answers import Answer, AnswerRow, Cell, CitationList, Column
from kg.namespaces import Iri, iri
from kg.reading import Reading

CITED = 2  # statements of one side that a row cites: the first that name the thing
_CHANGES = {
    "ja": ("強化", "緩和", "増額", "減額", "変更", "言い換え", "改称", "後継", "役割の変化", "同名",
           "新規", "{after}に現れない", "継続", "並置", "話題のみ同じ"),
    "en": ("tightened", "loosened", "more", "less", "changed", "reworded", "renamed", "succeeded",
           "roles changed", "same name", "new", "not named in {after}", "kept", "side by side",
           "same topic"),
}  # fmt: skip
# Of places and years first what both have, then the first side's own.
_BESIDE_FIRST = (
    Change.KEPT, Change.BESIDE, *(c for c in Change if c not in (
        Change.KEPT, Change.BESIDE, Change.ABSENT, Change.NEW, Change.TOPIC)),
    Change.ABSENT, Change.NEW, Change.TOPIC,
)  # fmt: skip
_EXCLUSIVE = {
    "ja": {Change.NEW: "{after}のみ", Change.ABSENT: "{before}のみ", Change.KEPT: "両方"},
    "en": {Change.NEW: "{after} only", Change.ABSENT: "{before} only", Change.KEPT: "in both"},
}
_ASPECTS = {
    "goal": "Goal", "target": "Target", "money": "Money", "strategy": "Strategy",
    "programme": "Programme", "field": "Field", "technology": "Technology", "measure": "Measure",
    "challenge": "Challenge", "body": "Organisation", "partner": "", "standards-body": "",
    "standard": "Standard", "use-case": "UseCase", "facility": "", "event": "Event",
    "period": "Period", "observation": "Observation",
}  # fmt: skip
_OWN_WORDS = {
    "ja": {"partner": "連携相手の国・地域", "standards-body": "標準化機関",
           "facility": "施設・システム・製品"},
    "en": {"partner": "partner countries", "standards-body": "standards bodies",
           "facility": "facilities, systems, products"},
}  # fmt: skip
ASPECTS = tuple(_ASPECTS)
_HEADINGS = {
    "ja": ("観点", "変化", "行", "対応の根拠", "内訳"),
    "en": ("aspect", "change", "lines", "joined by", "all in all"),
}


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared: a title, the short names of both sides, the documents searched.

    `exclusive`: the sides are places or years; what one has alone is neither new nor dropped.
    """

    title: str
    before: str
    after: str
    searched: tuple[str, ...]
    exclusive: bool = False


def told(
    reading: Reading, sides: Sides, contrasts: Iterable[Contrast], most: Mapping[str, int] | None
) -> Answer:
    """Tell contrasts as rows by aspect, the weightiest first.

    `most`: rows of each change by aspect (`""`: of any other), with the counts of every aspect
    before them; None: all rows, no counts.
    """
    order = _BESIDE_FIRST if sides.exclusive else tuple(Change)
    ordered = sorted(contrasts, key=lambda one: _rank(one, order))
    cited = CitationList(reading.evidence)
    teller = _Teller(reading, sides, cited, most is not None)
    rows: list[AnswerRow] = []
    if most is not None:
        rows = [teller.count(aspect, ordered) for aspect in ASPECTS if _has(aspect, ordered)]
        ordered = _heaviest(ordered, most)
    rows += [teller.row(one) for one in ordered]
    return Answer(
        sides.title, _columns(reading, sides), tuple(rows), tuple(cited.citations), sides.searched
    )


def aspect_name(reading: Reading, aspect: str) -> str:
    """Name an aspect as the ontology does, in words of our own where it has no class for it."""
    own = _OWN_WORDS[reading.lang].get(aspect)
    return own or reading.labels.of(iri(_ASPECTS[aspect]))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns contrasts into rows of one answer."""

    reading: Reading
    sides: Sides
    cited: CitationList
    brief: bool

    def row(self, one: Contrast) -> AnswerRow:
        """Tell one contrast, citing both sides and the link that joins them."""
        statements = [s for side in (one.before, one.after) if side for s in self._cited(side)]
        return AnswerRow(
            {
                "aspect": _plain(aspect_name(self.reading, one.aspect)),
                "change": _plain(self._word(one.change)),
                **self._side("before", one.before),
                **self._side("after", one.after),
                "joined_by": _plain(one.join),
            },
            self.cited.add([*statements, *one.links]),
        )

    def count(self, aspect: str, contrasts: Sequence[Contrast]) -> AnswerRow:
        """Count one aspect: how many things each side has, and what became of them."""
        cells = {
            "aspect": _plain(aspect_name(self.reading, aspect)),
            "change": _plain(_HEADINGS[self.reading.lang][4]),
            "joined_by": _plain(""),
        }
        for name in ("before", "after"):
            counts: Counter[Change] = Counter()
            for one in contrasts:
                side = one.before if name == "before" else one.after
                # A group tells again of things that have rows of their own.
                if one.aspect == aspect and side and one.change != Change.TOPIC:
                    counts[one.change] += side.things
            cells |= {name: _plain(self._counted(counts)), f"{name}_lines": _plain("")}
        return AnswerRow({column: cells[column] for column in _COLUMNS})

    def _counted(self, counts: Counter[Change]) -> str:
        ja = self.reading.lang == "ja"
        parts = [f"{self._word(change)} {counts[change]}" for change in Change if counts[change]]
        inner = ("、" if ja else ", ").join(parts)
        total = f"{counts.total()}件" if ja else str(counts.total())
        return f"{total}（{inner}）" if ja and inner else f"{total} ({inner})" if inner else total

    def _word(self, change: Change) -> str:
        word = _CHANGES[self.reading.lang][list(Change).index(change)]
        if self.sides.exclusive:
            word = _EXCLUSIVE[self.reading.lang].get(change, word)
        return word.format(before=self.sides.before, after=self.sides.after)

    def _side(self, name: str, side: Side | None) -> dict[str, Cell]:
        if side is None:
            return {name: _plain(""), f"{name}_lines": _plain("")}
        label = side.short if self.brief and side.short else side.text
        lines = lines_of(self.reading, self._cited(side))
        text = Cell(side.iri.value if side.iri else None, label, side.text)
        return {name: text, f"{name}_lines": _plain(lines)}

    def _cited(self, side: Side) -> tuple[Iri, ...]:
        if not self.brief and side.things > 1:
            return side.statements
        # Statements of one line say the same to a reader: the first of each.
        distinct = {lines_of(self.reading, (s,)): s for s in reversed(side.statements)}
        kept = set(distinct.values())
        return tuple(s for s in side.statements if s in kept)[:CITED]


_COLUMNS = ("aspect", "change", "before", "before_lines", "after", "after_lines", "joined_by")


def _columns(reading: Reading, sides: Sides) -> dict[str, Column]:
    aspect, change, lines, joined, _ = _HEADINGS[reading.lang]
    headings = (aspect, change, sides.before, lines, sides.after, lines, joined)
    return {name: Column(text) for name, text in zip(_COLUMNS, headings, strict=True)}


def _plain(text: str) -> Cell:
    return Cell(None, text, text)


def _has(aspect: str, contrasts: Sequence[Contrast]) -> bool:
    return any(one.aspect == aspect for one in contrasts)


def _rank(one: Contrast, order: Sequence[Change]) -> tuple[int, int, int, int, str]:
    text = "\0".join(side.text for side in (one.before, one.after) if side)
    place = order.index(one.change)
    return (ASPECTS.index(one.aspect), place, -one.weight[0], -one.weight[1], text)


def _heaviest(ordered: Sequence[Contrast], most: Mapping[str, int]) -> list[Contrast]:
    seen: Counter[tuple[str, Change]] = Counter()
    kept = []
    for one in ordered:
        seen[one.aspect, one.change] += 1
        if seen[one.aspect, one.change] <= most.get(one.aspect, most[""]):
            kept.append(one)
    return kept
