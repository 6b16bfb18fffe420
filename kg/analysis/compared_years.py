"""Two years compared: which money, targets, events and plans fall in each.

Relies on the stated times of n-ary nodes, whichever document states them.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph

from kg.analysis import money_change
from kg.analysis.contrast import Change, Contrast, Side, alone, join_text, owned
from kg.analysis.named import in_order, on_topic
from kg.analysis.pairing import Join, Pair, Thing
from kg.namespaces import Iri, curie, iri
from kg.reading import Reading
from kg.store import stated_in
from kg.times import Interval, bounds, overlaps

DEFAULT = DefaultGraph()
_OWNED = {"money": "moneyOf", "target": "targetOf", "event": "eventOf", "period": "periodOf"}


def contrasts(
    reading: Reading, years: tuple[Interval, Interval], topic: Iri | None = None
) -> list[Contrast]:
    """Tell what falls in each of two years, of one topic or all."""
    found = {aspect: list(_dated(reading, aspect, topic)) for aspect in _OWNED}
    money = [[node for node, _, when in found["money"] if _falls(when, year)] for year in years]
    owners = {owner for _, owner, _ in found["money"]}
    same = [_same(Thing(owner, "money")) for owner in owners]
    return [
        *money_change.contrasts(reading, money[0], money[1], same),
        *_nodes(reading, "target", [(n, o, _due(w)) for n, o, w in found["target"]], years),
        *_nodes(reading, "event", found["event"], years),
        *_nodes(reading, "period", found["period"], years),
    ]


_Dated = tuple[Thing, Iri, Interval]


def _nodes(
    reading: Reading, aspect: str, dated: Iterable[_Dated], years: tuple[Interval, Interval]
) -> Iterator[Contrast]:
    """Tell targets, events or periods: in both years, or in one alone."""
    for node, owner, when in dated:
        inside = [_falls(when, year) for year in years]
        side = _side(reading, node, owner)
        weight = (0, len(node.statements))
        if all(inside):
            join = join_text(reading, _same(node))
            yield Contrast(aspect, Change.KEPT, side, side, join, weight)
        elif any(inside):
            yield alone(aspect, Change.ABSENT if inside[0] else Change.NEW, side, weight)


def _dated(reading: Reading, aspect: str, topic: Iri | None) -> Iterator[_Dated]:
    """Give the nodes of one kind with owner and time."""
    for quad in reading.store.quads(None, iri(_OWNED[aspect]), graph=DEFAULT):
        node, owner = quad.subject, quad.object
        if not (isinstance(node, Iri) and isinstance(owner, Iri)):
            continue
        if topic is None or on_topic(reading, owner, topic):
            when = _time(reading, node)
            said = reading.store.quads(node, iri(_OWNED[aspect]), owner)
            statements = in_order(reading, (s for q in said if (s := stated_in(q))))
            yield Thing(node, aspect, statements=statements), owner, when


def _falls(when: Interval, year: Interval) -> bool:
    """Say whether a time touches a year; of one open at one end, the stated end alone."""
    if when.earliest and when.latest:
        return overlaps(when, year)
    day = when.earliest or when.latest
    return day is not None and overlaps(Interval(day, day), year)


def _due(when: Interval) -> Interval:
    """Take of a target's time its deadline; where it has none, its beginning."""
    return Interval(when.latest, when.latest) if when.latest else when


def _time(reading: Reading, node: Iri) -> Interval:
    """Read when a node is; a time without end is its beginning as written.

    From 2025 on is the calendar year 2025, which falls in FY2025: its last day counts.
    """
    written = reading.labels.text(node, iri("when"))
    calendar = next(iter(reading.store.quads(node, iri("calendar"), graph=DEFAULT)), None)
    named = calendar.object if calendar else None
    counted = curie(named).partition("-")[2] if isinstance(named, Iri) else "cy"
    try:
        when = bounds(written, counted)
        if when.latest is None and when.earliest is not None:
            return Interval(None, bounds(written.partition("/")[0], counted).latest)
    except ValueError:
        return Interval(None, None)
    return when


def _side(reading: Reading, node: Thing, owner: Iri) -> Side:
    label, when = reading.labels.of(node.iri), reading.labels.when(node.iri)
    dated = f"{label} ({when})" if when and when not in label else label
    text = owned(reading, reading.labels.of(owner)) + dated
    return Side(text, node.statements, node.iri)


def _same(thing: Thing) -> Pair:
    return Pair(thing, thing, Join.IDENTITY)
