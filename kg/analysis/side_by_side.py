"""Two sides told as the rows of one answer: counts first, then row by row.

Relies on contrasts and on the ontology's labels for the names of aspects.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.analysis.contrast import SHOWN, Change, Contrast, Side, with_reason
from kg.analysis.main_rows import Reads, main_rows
from kg.analysis.named import in_order, lines_of
from kg.answers import Answer, AnswerRow, Cell, CitationList, Column
from kg.namespaces import Iri, iri
from kg.reading import Reading

CITED = 2  # statements of one side that a row cites: the first that name the thing
_CHANGES = {
    "ja": ("強化", "緩和", "増額", "減額", "変更", "別の指標", "言い換え", "相当", "後続",
           "役割が異なる", "新規", "{after}に現れない", "継続", "名称のみ同じ", "話題のみ同じ"),
    "en": ("tightened", "loosened", "more", "less", "changed", "other indicators", "reworded",
           "counterpart", "followed", "roles differ", "new", "not named in {after}", "kept",
           "same name only", "same topic"),
}  # fmt: skip
# Of places and years first what both have, then the first side's own.
_BESIDE_FIRST = (
    Change.KEPT, Change.BESIDE, *(c for c in Change if c not in (
        Change.KEPT, Change.BESIDE, Change.ABSENT, Change.NEW, Change.TOPIC)),
    Change.ABSENT, Change.NEW, Change.TOPIC,
)  # fmt: skip
_EXCLUSIVE = {
    "ja": {Change.NEW: "{after}のみ", Change.ABSENT: "{before}のみ", Change.KEPT: "両方",
           Change.BESIDE: "並置"},
    "en": {Change.NEW: "{after} only", Change.ABSENT: "{before} only", Change.KEPT: "in both",
           Change.BESIDE: "side by side"},
}  # fmt: skip
_ASPECTS = {
    "goal": "Goal", "target": "Target", "money": "Money", "strategy": "Strategy",
    "programme": "Programme", "field": "Field", "technology": "Technology", "measure": "Measure",
    "challenge": "Challenge", "body": "Organisation", "partner": "", "standards-body": "",
    "standard": "Standard", "use-case": "UseCase", "facility": "", "event": "Event",
    "period": "Period", "observation": "Observation",
}  # fmt: skip
_OWN_WORDS = {
    "ja": {"partner": "他の国・地域", "standards-body": "標準化機関",
           "facility": "施設・システム・製品"},
    "en": {"partner": "other countries", "standards-body": "standards bodies",
           "facility": "facilities, systems, products"},
}  # fmt: skip
ASPECTS = tuple(_ASPECTS)
_HEADINGS = {
    "ja": ("観点", "変化", "{}の行", "対応の根拠"),
    "en": ("aspect", "change", "lines of {}", "joined by"),
}
_SAME = {"ja": "同左", "en": "the same"}
_COUNTED = {"ja": ("件数", "{}件", "現れない", "新規"), "en": ("count", "{}", "not named", "new")}


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
    reading: Reading, sides: Sides, contrasts: Iterable[Contrast], *,
    people: bool = False, reads: Reads | None = None,
) -> Answer:  # fmt: skip
    """Tell contrasts as rows by aspect, the weightiest first.

    `people`: short texts and one line of counts for each aspect before them; `reads`: which rows
    of each aspect people read first, where not all.
    """
    order = _BESIDE_FIRST if sides.exclusive else tuple(Change)
    ordered = sorted(contrasts, key=lambda one: _rank(one, order))
    cited = CitationList(reading.evidence)
    teller = _Teller(reading, sides, cited, people, 1 if reads else CITED)
    rows: list[AnswerRow] = []
    if people:
        rows = [teller.count(aspect, ordered) for aspect in ASPECTS if _has(aspect, ordered)]
    if reads:
        ordered = main_rows(reading, ordered, reads, len(rows))
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
    """Turns contrasts into rows of one answer; `most`: statements that a row cites of a side."""

    reading: Reading
    sides: Sides
    cited: CitationList
    people: bool
    most: int

    def row(self, one: Contrast) -> AnswerRow:
        """Tell one contrast, citing both sides and the link that joins them."""
        before, after = (self._cited(side) for side in (one.before, one.after))
        word = self._word(one.change)
        read = with_reason(self.reading, word, one) if self.people else word
        return AnswerRow(
            {
                "aspect": _plain(aspect_name(self.reading, one.aspect)),
                "change": Cell(None, read, word),
                **self._side("before", one.before, before),
                **self._side("after", one.after, after, one.before),
                "joined_by": _plain(one.join),
            },
            self.cited.add([*before, *after, *one.links]),
        )

    def count(self, aspect: str, contrasts: Sequence[Contrast]) -> AnswerRow:
        """Count one aspect: how many things each side has, how many of them it has alone."""
        # A group tells again of things that have rows of their own.
        ours = [one for one in contrasts if one.aspect == aspect and one.change != Change.TOPIC]
        cells = dict.fromkeys(_COLUMNS, _plain(""))
        cells["aspect"] = _plain(aspect_name(self.reading, aspect))
        cells["change"] = _plain(_COUNTED[self.reading.lang][0])
        for name, change in (("before", Change.ABSENT), ("after", Change.NEW)):
            counts: Counter[Change] = Counter()
            for one in ours:
                if side := (one.before if name == "before" else one.after):
                    counts[one.change] += side.things
            cells[name] = _plain(self._counted(counts.total(), counts[change], change))
        return AnswerRow(cells)

    def _counted(self, total: int, alone: int, change: Change) -> str:
        _, number, absent, new = _COUNTED[self.reading.lang]
        text = number.format(total)
        word = absent if change is Change.ABSENT else new
        if self.sides.exclusive or not alone:
            return text
        if self.reading.lang == "ja":
            return f"{text}（{word}{alone}）"
        return f"{text} ({alone} {word})"

    def _word(self, change: Change) -> str:
        word = _CHANGES[self.reading.lang][list(Change).index(change)]
        if self.sides.exclusive:
            word = _EXCLUSIVE[self.reading.lang].get(change, word)
        return word.format(before=self.sides.before, after=self.sides.after)

    def _side(
        self, name: str, side: Side | None, cited: Sequence[Iri], other: Side | None = None
    ) -> dict[str, Cell]:
        """Tell a side; for people short, and by one word where it is as the other side."""
        if side is None:
            return {name: _plain(""), f"{name}_lines": _plain("")}
        lines = lines_of(self.reading, cited)
        label = side.text
        if self.people:
            same = other is not None and other.text == side.text
            label = _SAME[self.reading.lang] if same else side.short or side.text
            label = self._placed(label, lines, cited)
        text = Cell(side.iri.value if side.iri else None, label, side.text)
        return {name: text, f"{name}_lines": _plain(lines)}

    def _placed(self, label: str, lines: str, cited: Sequence[Iri]) -> str:
        """Put the lines after a text, as citations print them."""
        if not lines:
            return label
        one = replace(self.reading.evidence.citation(cited[0]), section="", lines=lines)
        place = one.place(self.reading.lang)
        return f"{label}（{place}）" if self.reading.lang == "ja" else f"{label} ({place})"

    def _cited(self, side: Side | None) -> tuple[Iri, ...]:
        if side is None:
            return ()
        if side.things > 1:
            return side.statements[:SHOWN] if self.people else side.statements
        # Statements of one line say the same to a reader: the first of each.
        distinct: dict[str, Iri] = {}
        for statement in in_order(self.reading, side.statements):
            distinct.setdefault(lines_of(self.reading, (statement,)), statement)
        return tuple(distinct.values())[: self.most]


_COLUMNS = ("aspect", "change", "before", "before_lines", "after", "after_lines", "joined_by")


def _columns(reading: Reading, sides: Sides) -> dict[str, Column]:
    """Name the columns; people read lines and reasons in the cells before them."""
    aspect, change, lines, joined = _HEADINGS[reading.lang]
    return {
        "aspect": Column(aspect),
        "change": Column(change),
        "before": Column(sides.before),
        "before_lines": Column(lines.format(sides.before), detail=True),
        "after": Column(sides.after),
        "after_lines": Column(lines.format(sides.after), detail=True),
        "joined_by": Column(joined, detail=True),
    }


def _plain(text: str) -> Cell:
    return Cell(None, text, text)


def _has(aspect: str, contrasts: Sequence[Contrast]) -> bool:
    return any(one.aspect == aspect for one in contrasts)


def _rank(one: Contrast, order: Sequence[Change]) -> tuple[int, int, int, int, str]:
    text = "\0".join(side.text for side in (one.before, one.after) if side)
    place = order.index(one.change)
    return (ASPECTS.index(one.aspect), place, -one.weight[0], -one.weight[1], text)
