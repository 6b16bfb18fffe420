"""What happens when: the rows of the saved question `timeline` as values that can be drawn.

Relies on the question's columns only.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.answers import Answer, AnswerRow
from viz.lettering import plain
from viz.picture import Lang
from viz.sources import dated, titled

_HAPPENED = ("stated", "agreed", "observed")  # what else is said of a time is not yet so
_KINDS = ("Period", "Target", "Event", "Money")  # what tells most of a thing comes first
_OWN = re.compile(r" ?[(（]([^()（）]+)[)）]")
_MARKS = {"ja": "［{}］", "en": " [{}]"}
_BETWEEN = {"ja": "・", "en": ", "}


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said of one thing at one time, once however many documents say it.

    `subject`: the thing; `text`: what is said, with its time; `kind`: local name of its class
    (`Money`); `first`, `last`: days; a missing end is open, without both it is undated; `cited`:
    as printed.
    """

    subject: str
    text: str
    kind: str
    kind_label: str
    first: date | None = None
    last: date | None = None
    cited: tuple[str, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it has a place in time."""
        return bool(self.first or self.last)

    @property
    def order(self) -> tuple[date, date]:
        """Its place among others: by its first known day, then by its last."""
        return self.first or self.last or date.max, self.last or date.max


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline, complete in itself.

    `moments`: those of one thing together, the thing with the earliest first, the undated last;
    `sources`: the documents as printed; `dated`: their publishers and dates alone.
    """

    title: str
    lang: Lang
    moments: tuple[Moment, ...]
    sources: tuple[str, ...] = ()
    dated: str = ""

    @property
    def placed(self) -> tuple[Moment, ...]:
        """What has a place in time."""
        return tuple(moment for moment in self.moments if moment.placed)

    @property
    def undated(self) -> tuple[Moment, ...]:
        """What has none."""
        return tuple(moment for moment in self.moments if not moment.placed)

    def telling(self, most: int) -> "Timeline":
        """Keep the `most` moments that tell most, and all that is undated.

        Each thing keeps one before any keeps two; things and moments with more citations come
        first, and what lasts or is aimed at before events and money.
        """
        weights = Counter[str]()
        for moment in self.placed:
            weights[moment.subject] += len(moment.cited) or 1
        weights[self.title] += len(self.moments)
        ranked = sorted(self.placed, key=lambda m: (_rank(m.kind), -len(m.cited), m.order))
        turns = Counter[str]()
        places: dict[Moment, tuple[int, int]] = {}
        for moment in ranked:
            places[moment] = (turns[moment.subject], -weights[moment.subject])
            turns[moment.subject] += 1
        kept = set(sorted(places, key=lambda moment: places[moment])[:most])
        shown = tuple(m for m in self.moments if m in kept or not m.placed)
        return replace(self, moments=shown)


def timeline_of(answer: Answer, lang: Lang) -> Timeline:
    """Read the rows of the question `timeline`; its title is the answer's."""
    rows: dict[tuple[str, ...], list[AnswerRow]] = {}
    for row in answer.rows:
        same = ("subject", "class", "what", "earliest", "latest")
        rows.setdefault(tuple(_text(row, column) for column in same), []).append(row)
    moments = _without_openings([_moment(some, answer, lang) for some in rows.values()])
    cited = answer.citations
    return Timeline(
        plain(answer.question), lang, _arranged(moments, plain(answer.question)),
        titled(cited, lang), dated(cited, lang),
    )  # fmt: skip


def _moment(rows: Sequence[AnswerRow], answer: Answer, lang: Lang) -> Moment:
    """Read the rows that say the same; what is only planned or foreseen is said so."""
    row = rows[0]
    subject, when, text = (_text(row, column) for column in ("subject", "when", "what"))
    for ending in (f"（{subject}）", f" ({subject})", f"({subject})"):
        text = text.removesuffix(ending) or text
    if alone := _OWN.fullmatch(text.removeprefix(subject)):  # nothing but the thing and its time
        text = alone[1]
    if when not in text:
        text = f"{when} {text}"
    stated = {_local(r.cells["status"].iri): r.cells["status"].label for r in rows}
    if not stated.keys() & _HAPPENED:
        text += _MARKS[lang].format(_BETWEEN[lang].join(stated.values()))
    cited = (answer.citations[place].text(lang) for row in rows for place in row.citations)
    return Moment(
        subject, text, _local(row.cells["class"].iri), _text(row, "class"),
        _day(row, "earliest"), _day(row, "latest"), tuple(dict.fromkeys(cited)),
    )  # fmt: skip


def _without_openings(moments: Sequence[Moment]) -> list[Moment]:
    """Drop a period without an end where another document states its end."""
    ended: dict[tuple[str, date], Moment] = {}
    for moment in moments:
        if moment.kind == "Period" and moment.first and moment.last:
            ended.setdefault((moment.subject, moment.first), moment)
    found = {id(moment): moment for moment in moments}
    for moment in moments:
        whole = ended.get((moment.subject, moment.first)) if moment.first else None
        if whole and moment.kind == "Period" and moment.last is None:
            found[id(whole)] = _joined(found[id(whole)], moment)
            del found[id(moment)]
    return [*found.values()]


def _joined(moment: Moment, other: Moment) -> Moment:
    return replace(moment, cited=tuple(dict.fromkeys((*moment.cited, *other.cited))))


def _arranged(moments: Sequence[Moment], title: str) -> tuple[Moment, ...]:
    """Gather the moments of each thing; the thing asked for comes first, then the earliest."""
    starts: dict[str, date] = {}
    for moment in moments:
        day = min(starts.get(moment.subject, date.max), moment.order[0])
        starts[moment.subject] = day

    def place(moment: Moment) -> tuple[bool, bool, date, str, tuple[date, date]]:
        own = moment.subject != title
        return (not moment.placed, own, starts[moment.subject], moment.subject, moment.order)

    return tuple(sorted(moments, key=place))


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _local(iri: str | None) -> str:
    return (iri or "").rpartition("#")[2]


def _text(row: AnswerRow, column: str) -> str:
    return plain(row.cells[column].label) if column in row.cells else ""


def _day(row: AnswerRow, column: str) -> date | None:
    value = row.cells[column].value if column in row.cells else ""
    return date.fromisoformat(value) if value else None
