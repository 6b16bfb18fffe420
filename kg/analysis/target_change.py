"""Changes of targets: what each asks for, which answer to each other, which is the stricter.

Relies on the n-ary nodes of targets; nothing is converted and no direction is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import DefaultGraph, Literal
from rapidfuzz import fuzz

from kg.analysis.contrast import Change, Contrast, Side, alone, grouped, join_text, owned
from kg.analysis.named import topics
from kg.analysis.pairing import NEAR, Join, Pair, Thing, bare, groups
from kg.namespaces import Iri, Term, curie, iri
from kg.reading import Reading

DEFAULT = DefaultGraph()
# Metrics of one owner may be worded more freely than those of two.
SAME_OWNER_NEAR = 60.0
_UPWARD = {"at-least": 0, "more-than": 1}  # of one value, the second asks for more
_DOWNWARD = {"at-most": 0, "rank-within": 0, "less-than": 1}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a target asks for, apart from whom; `unit` and `modality` as stored."""

    comparator: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    earliest: str
    latest: str
    scope: str
    modality: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of one side: its node as a thing, its owner, metric and demand."""

    thing: Thing
    owner: Iri
    metric: str
    demand: Demand


def aims(reading: Reading, targets: Iterable[Thing]) -> list[Aim]:
    """Read the targets among some things; one without an owner has nothing to be compared."""
    found = []
    for thing in targets:
        values = {
            quad.predicate: quad.object
            for quad in reading.store.quads(thing.iri, graph=DEFAULT)
            if not isinstance(quad.object, Literal) or quad.object.language in (None, "ja")
        }
        owner = values.get(iri("targetOf"))
        if isinstance(owner, Iri):
            metric = bare(_text(values.get(iri("metric"))))
            found.append(Aim(thing, owner, metric, _demand(values)))
    return found


def contrasts(
    reading: Reading, before: Iterable[Thing], after: Iterable[Thing], pairs: Iterable[Pair]
) -> Iterator[Contrast]:
    """Tell the targets of two sides; `pairs`: how the things of both sides are joined."""
    ours, theirs = aims(reading, before), aims(reading, after)
    owners = {one.before.iri: one for one in pairs}
    paired: set[Iri] = set()
    for one, other, join in pair_aims(ours, theirs, owners):
        paired |= {one.thing.iri, other.thing.iri}
        change = change_of(one.demand, other.demand)
        if change == Change.KEPT and one.metric != other.metric:
            change = Change.REWORDED
        sides = _side(reading, one), _side(reading, other)
        yield Contrast("target", change, *sides, join_text(reading, join), (2, 0), join.links)
    for change, side in ((Change.ABSENT, ours), (Change.NEW, theirs)):
        for aim in side:
            if aim.thing.iri not in paired:
                # A figure says more than a state to be reached.
                weight = (int(aim.demand.value is not None), int(bool(aim.demand.latest)))
                yield alone("target", change, _side(reading, aim), weight)
    known = {aim.thing.iri: aim for aim in (*ours, *theirs)}
    rest = (
        [_with_topics(reading, aim) for aim in side if aim.thing.iri not in paired]
        for side in (ours, theirs)
    )
    for group in groups(*rest):
        yield grouped(reading, group, lambda thing: _side(reading, known[thing.iri]).text)


def pair_aims(
    before: Iterable[Aim], after: Iterable[Aim], owners: Mapping[Iri, Pair]
) -> list[tuple[Aim, Aim, Pair]]:
    """Pair targets of one unit: the owners paired and the metrics alike, or the metrics near.

    `owners`: the pair of each owner of the earlier side. Each target is paired at most once.
    """
    candidates: list[tuple[int, float, Aim, Aim, Pair]] = []
    others = list(after)
    for one in before:
        owner = owners.get(one.owner)
        for other in others:
            if one.demand.unit != other.demand.unit:
                continue
            likeness = fuzz.ratio(one.metric, other.metric)
            if owner is not None and owner.after.iri == other.owner:
                if likeness >= SAME_OWNER_NEAR:
                    candidates.append((0, -likeness, one, other, owner))
            elif likeness >= NEAR:
                near = Pair(one.thing, other.thing, Join.NEARNESS, likeness)
                candidates.append((1, -likeness, one, other, near))
    candidates.sort(
        key=lambda c: (c[0], c[1], sorted((c[2].thing.iri.value, c[3].thing.iri.value)))
    )
    taken: set[Iri] = set()
    found = []
    for _, _, one, other, join in candidates:
        # A target is of one document, so that one set serves both sides.
        if one.thing.iri not in taken and other.thing.iri not in taken:
            taken |= {one.thing.iri, other.thing.iri}
            found.append((one, other, join))
    return found


def change_of(before: Demand, after: Demand) -> Change:
    """Judge whether the later target asks for more.

    Tightened: whatever meets it meets the earlier one, in level and in time, and not the other
    way round. Judged only where unit, scope and modality agree and both are bounds of one
    direction, or equal figures; all else is changed.
    """
    if before == after:
        return Change.KEPT
    if any(getattr(before, name) != getattr(after, name) for name in ("unit", "scope", "modality")):
        return Change.CHANGED
    steps = (_stricter(before, after), _sooner(before, after))
    if None in steps or {1, -1} <= set(steps):
        return Change.CHANGED
    total = sum(step for step in steps if step is not None)
    return Change.TIGHTENED if total > 0 else Change.LOOSENED if total < 0 else Change.KEPT


def _stricter(before: Demand, after: Demand) -> int | None:
    """Compare the levels: 1 stricter, 0 equal, -1 laxer, None not comparable."""
    one, other = (before.comparator, before.value), (after.comparator, after.value)
    if (*one, before.high) == (*other, after.high):
        return 0
    if before.value is None or after.value is None or before.high or after.high:
        return None
    for strictness, sign in ((_UPWARD, 1), (_DOWNWARD, -1)):
        if before.comparator in strictness and after.comparator in strictness:
            levels = [
                (demand.value * sign, strictness[demand.comparator])
                for demand in (before, after)
                if demand.value is not None
            ]
            return (levels[1] > levels[0]) - (levels[1] < levels[0])
    return None


def _sooner(before: Demand, after: Demand) -> int | None:
    """Compare the deadlines: 1 sooner, 0 equal, -1 later, None where only one has any."""
    if before.latest and after.latest:
        return (after.latest < before.latest) - (after.latest > before.latest)
    return 0 if (before.earliest, before.latest) == (after.earliest, after.latest) else None


def _with_topics(reading: Reading, aim: Aim) -> Thing:
    return replace(aim.thing, topics=topics(reading, aim.owner))


def _side(reading: Reading, aim: Aim) -> Side:
    labels = reading.labels
    # A target without a figure has two blanks before its time.
    text = owned(reading, labels.of(aim.owner)) + " ".join(labels.of(aim.thing.iri).split())
    return Side(text, aim.thing.statements, aim.thing.iri)


def _demand(values: Mapping[Iri, Term]) -> Demand:
    def text(name: str) -> str:
        return _text(values.get(iri(name)))

    def concept(name: str) -> str:
        found = values.get(iri(name))
        return curie(found).partition("-")[2] if isinstance(found, Iri) else ""

    figures = [Decimal(figure) if (figure := text(n)) else None for n in ("value", "valueHigh")]
    return Demand(
        concept("comparator"), figures[0], figures[1], text("unit"), text("earliest"),
        text("latest"), bare(text("scope")), concept("modality"),
    )  # fmt: skip


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
