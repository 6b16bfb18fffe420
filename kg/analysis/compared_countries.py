"""Two countries on one topic: policies, money, targets, bodies and figures side by side.

Relies on the saved questions of countries. Things are set side by side by year, kind or
indicator; that two stand in one row says no more than that.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from pyoxigraph import DefaultGraph

from kg.analysis.contrast import Change, Contrast, Side, alone, join_text, listing, owned
from kg.analysis.named import as_iri, asked, in_order, on_topic
from kg.analysis.pairing import Join, Pair, Thing
from kg.answers import statements_in
from kg.namespaces import Iri, Term, curie, iri
from kg.reading import Reading
from kg.store import Binding, stated_in
from kg.vocabulary import TYPE
from kg.wording import date_text

DEFAULT = DefaultGraph()
_ASPECT_OF = {
    "Strategy": "strategy", "Programme": "programme", "Project": "programme",
    "Measure": "measure", "Facility": "facility", "Goal": "goal", "Money": "money",
}  # fmt: skip
_SAME = {
    "ja": {"year": "同じ年（{}）", "kind": "同じ種別（{}）", "indicator": "同じ指標（{}）"},
    "en": {"year": "same year ({})", "kind": "same kind ({})", "indicator": "same indicator ({})"},
}  # fmt: skip
_EVENTS = {"ja": "（{}）", "en": " ({})"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a country while its rows are read.

    `sort`: what kind of likeness `key` is, `year`, `kind` or `indicator`.
    """

    aspect: str
    iri: Iri
    sort: str
    key: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    owner: list[str] = field(default_factory=list)
    statements: list[Iri] = field(default_factory=list)


Entries = dict[tuple[str, Iri], Entry]


def contrasts(reading: Reading, places: tuple[Iri, Iri], topic: Iri) -> list[Contrast]:
    """Tell two places on one topic, aspect by aspect."""
    sides = [_read(reading, place, topic) for place in places]
    return [*_both(reading, sides[0], sides[1]), *_aligned(reading, sides[0], sides[1])]


def _read(reading: Reading, place: Iri, topic: Iri) -> Entries:
    entries: Entries = {}
    for row in asked(reading, "countries-side-by-side", topic=topic, country=place):
        _policy(reading, entries, row)
    # A thing of two classes stands under the first of them.
    order = [*dict.fromkeys(_ASPECT_OF.values())]
    filed = {thing: aspect for aspect, thing in sorted(entries, key=lambda k: -order.index(k[0]))}
    entries = {key: entry for key, entry in entries.items() if filed[key[1]] == key[0]}
    for row in asked(reading, "targets-by-country", topic=topic, country=place, year=None):
        _target(reading, entries, row)
    for row in asked(reading, "bodies-by-country", topic=topic, country=place, kind=None):
        _body(reading, entries, row)
    for node in _paid(reading, place, topic):
        entry = entries.setdefault(("money", node), Entry("money", node, "year"))
        _once(entry.owner, reading.labels.link(node, iri("moneyOf")))
        _once(entry.key, reading.labels.text(node, iri("when")).lstrip("./")[:4])
        entry.statements.extend(s for q in reading.store.quads(node, TYPE) if (s := stated_in(q)))
    for row in asked(reading, "figures-by-country-and-topic", topic=topic, country=place):
        _figure(reading, entries, row)
    return entries


def _paid(reading: Reading, place: Iri, topic: Iri) -> Iterator[Iri]:
    """Give the sums on a topic that a place pays or bears, or that its bodies administer."""
    found: dict[Iri, None] = {}
    for name in ("side", "payer"):
        found |= dict.fromkeys(_subjects(reading, name, place))
    for body in _subjects(reading, "inCountry", place):
        for owner in _subjects(reading, "administeredBy", body):
            found |= dict.fromkeys(_subjects(reading, "moneyOf", owner))
    for node in found:
        owners = reading.store.quads(node, iri("moneyOf"), graph=DEFAULT)
        if any(isinstance(q.object, Iri) and on_topic(reading, q.object, topic) for q in owners):
            yield node


def _subjects(reading: Reading, predicate: str, object: Iri) -> list[Iri]:
    found = reading.store.quads(None, iri(predicate), object, graph=DEFAULT)
    return [quad.subject for quad in found if isinstance(quad.subject, Iri)]


def _entry(entries: Entries, aspect: str, thing: Term, sort: str, row: Binding) -> Entry | None:
    if not isinstance(thing, Iri):
        return None
    entry = entries.setdefault((aspect, thing), Entry(aspect, thing, sort))
    for name, term in row.items():
        if name.lower().endswith(("statement", "statements")):
            entry.statements.extend(statements_in(term))
    return entry


def _policy(reading: Reading, entries: Entries, row: Binding) -> None:
    """Read a policy, programme, goal or sum with one of its events."""
    aspect = _ASPECT_OF[curie(as_iri(row["aspect"]))]
    entry = _entry(entries, aspect, row["item"], "year", row)
    if entry is None:
        return
    when = _when(reading, row)
    if "belongsTo" in row:
        _once(entry.owner, reading.labels.of(row["belongsTo"]))
    if aspect not in ("money", "goal") and (stage := row.get("stage")):
        _once(entry.details, " ".join(t for t in (reading.labels.of(stage), when) if t))
    if "when" in row:
        _once(entry.key, _text(row["when"]).lstrip("./")[:4])


def _target(reading: Reading, entries: Entries, row: Binding) -> None:
    """Read a target; its node is what its statement types."""
    for statement in statements_in(row["statement"]):
        for quad in reading.store.quads(None, TYPE, iri("Target"), graph=statement):
            entry = _entry(entries, "target", quad.subject, "year", row)
            if entry is not None:
                _once(entry.owner, reading.labels.of(row["owner"]))
                if "when" in row:
                    _once(entry.key, _text(row["when"]).rpartition("/")[2].lstrip(".")[:4])


def _body(reading: Reading, entries: Entries, row: Binding) -> None:
    """Read a body with one of its parts."""
    entry = _entry(entries, "body", row["organisation"], "kind", row)
    if entry is not None:
        _once(entry.key, reading.labels.of(row["kind"]))
        _once(entry.details, reading.labels.of(row["object"]))


def _figure(reading: Reading, entries: Entries, row: Binding) -> None:
    """Read the figures of one indicator."""
    entry = _entry(entries, "observation", row["indicator"], "indicator", row)
    if entry is not None:
        parts = [reading.labels.of(row[n]) for n in ("item", "group") if n in row]
        when = _when(reading, row)
        _once(entry.details, " ".join(t for t in (*parts, _text(row["value"]), when) if t))
        _once(entry.key, reading.labels.of(row["indicator"]))


def _both(reading: Reading, before: Entries, after: Entries) -> Iterator[Contrast]:
    """Tell what both places share: joint projects and the like, and one indicator's figures."""
    for key in before:
        if key in after:
            one, other = before[key], after[key]
            thing = Thing(one.iri, one.aspect)
            change = Change.BESIDE if one.aspect == "observation" else Change.KEPT
            join = join_text(reading, Pair(thing, thing, Join.IDENTITY))
            if change is Change.BESIDE:
                join = _likeness(reading, one)
            yield Contrast(
                one.aspect, change, _side(reading, one), _side(reading, other), join,
                (0, len(one.statements)),
            )  # fmt: skip


def _aligned(reading: Reading, before: Entries, after: Entries) -> Iterator[Contrast]:
    """Set the rest side by side: the like of one aspect in one row, one of each."""
    rest: tuple[_Keyed, _Keyed] = (defaultdict(list), defaultdict(list))
    for mine, entries, others in ((rest[0], before, after), (rest[1], after, before)):
        for name in sorted(entries, key=lambda k: (k[0], k[1].value)):
            if name not in others:
                entry = entries[name]
                mine[entry.aspect, min(entry.key, default="")].append(entry)
    for key in sorted({*rest[0], *rest[1]}):
        for one, other in zip_longest(rest[0].get(key, ()), rest[1].get(key, ())):
            if one and other and key[1]:
                yield Contrast(
                    key[0], Change.BESIDE, _side(reading, one), _side(reading, other),
                    _likeness(reading, one), _recent(key[1]),
                )  # fmt: skip
                continue
            for change, entry in ((Change.ABSENT, one), (Change.NEW, other)):
                if entry:
                    yield alone(key[0], change, _side(reading, entry), _recent(key[1]))


_Keyed = defaultdict[tuple[str, str], list[Entry]]


def _side(reading: Reading, entry: Entry) -> Side:
    label = reading.labels.of(entry.iri)
    head = owned(reading, entry.owner[0]) + label if entry.owner else label
    statements = in_order(reading, entry.statements)
    if entry.aspect in ("body", "observation") and entry.details:
        whole, short = listing(reading, entry.details, owned(reading, head))
        return Side(whole, statements, entry.iri, short)
    if not entry.details:
        return Side(head, statements, entry.iri)
    between = "、" if reading.lang == "ja" else "; "
    return Side(
        head + _EVENTS[reading.lang].format(between.join(entry.details)), statements, entry.iri
    )


def _likeness(reading: Reading, entry: Entry) -> str:
    return _SAME[reading.lang][entry.sort].format(min(entry.key, default=""))


def _recent(key: str) -> tuple[int, int]:
    """Put the latest year first."""
    return (0, int(key) if key.isdigit() else 0)


def _when(reading: Reading, row: Binding) -> str:
    fiscal = str(row.get("calendar", "")).endswith("-fy>")
    when = _text(row.get("when"))
    return date_text(when, fiscal=fiscal, lang=reading.lang) if when else ""


def _once(texts: list[str], text: str) -> None:
    if text and text not in texts:
        texts.append(text)


def _text(term: Term | None) -> str:
    return getattr(term, "value", "")
