"""Changes of targets: what each asks for, which answer to each other, which is the stricter.

Relies on the n-ary nodes of targets; nothing is converted and no direction is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import DefaultGraph, Literal
from rapidfuzz import fuzz

from kg.analysis.contrast import (
    Change,
    Contrast,
    Side,
    alone,
    grouped,
    join_text,
    listing,
    owned,
)  # fmt: skip
from kg.analysis.named import in_order, topics
from kg.analysis.pairing import NEAR, Join, Pair, Thing, bare, groups
from kg.namespaces import Iri, Term, curie, iri
from kg.reading import Reading

DEFAULT = DefaultGraph()
# Metrics of one owner may be worded more freely than those of two: read on all targets of one
# unit, the three pairs of one owner from 80 on are one target, the nearest below (67) are two.
SAME_OWNER_NEAR = 80.0
_ROUGH = re.compile("[~?%X]")  # marks of EDTF: about, perhaps, a year not told
_RELATED = iri("skos:related")
_UPWARD = {"at-least": 0, "more-than": 1}  # of one value, the second asks for more
_DOWNWARD = {"at-most": 0, "rank-within": 0, "less-than": 1}


@dataclass(frozen=True, slots=True)
class Due:
    """When a target is to be met, as ISO dates; `rough`: about then, or in that decade."""

    earliest: str = ""
    latest: str = ""
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """What a target asks for, apart from whom; `unit` and `modality` as stored."""

    comparator: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    due: Due
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
    owners = _owners(reading, ours, theirs, pairs)
    paired: set[Iri] = set()
    for one, other, join in pair_aims(ours, theirs, owners):
        paired |= {one.thing.iri, other.thing.iri}
        change = change_of(one.demand, other.demand)
        if change == Change.KEPT and one.metric != other.metric:
            change = Change.REWORDED
        sides = _side(reading, one), _side(reading, other)
        yield Contrast("target", change, *sides, join_text(reading, join), (2, 0), join.links)
    for join, parts in _beside(ours, theirs, owners, paired):
        paired |= {aim.thing.iri for part in parts for aim in part}
        sides = _several(reading, parts[0]), _several(reading, parts[1])
        text = join_text(reading, join)
        yield Contrast("target", Change.BESIDE, *sides, text, (2, 0), join.links)
    for change, side in ((Change.ABSENT, ours), (Change.NEW, theirs)):
        for aim in side:
            if aim.thing.iri not in paired:
                # A figure says more than a state to be reached.
                weight = (int(aim.demand.value is not None), int(bool(aim.demand.due.latest)))
                yield alone("target", change, _side(reading, aim), weight)
    known = {aim.thing.iri: aim for aim in (*ours, *theirs)}
    rest = (
        [_with_topics(reading, aim) for aim in side if aim.thing.iri not in paired]
        for side in (ours, theirs)
    )
    for group in groups(*rest):
        yield grouped(reading, group, lambda thing: _side(reading, known[thing.iri]).text)


_Owners = Mapping[tuple[Iri, Iri], Pair]


def pair_aims(
    before: Iterable[Aim], after: Iterable[Aim], owners: _Owners
) -> list[tuple[Aim, Aim, Pair]]:
    """Pair targets of one unit: the owners joined and the metrics alike, or the metrics near.

    `owners`: how an earlier and a later owner are joined. Each target is paired at most once.
    """
    candidates: list[tuple[int, float, Aim, Aim, Pair]] = []
    others = list(after)
    for one in before:
        for other in others:
            if one.demand.unit != other.demand.unit:
                continue
            likeness = fuzz.ratio(one.metric, other.metric)
            if owner := owners.get((one.owner, other.owner)):
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
    """Compare the deadlines: 1 sooner, 0 equal, -1 later.

    None where only one has any, or one of two that differ is rough: FY2030 may be before or
    after “about 2030”.
    """
    one, other = before.due, after.due
    if one == other:
        return 0
    if one.rough or other.rough or not (one.latest and other.latest):
        return None
    return (other.latest < one.latest) - (other.latest > one.latest)


def _owners(
    reading: Reading, before: Sequence[Aim], after: Sequence[Aim], pairs: Iterable[Pair]
) -> _Owners:
    """Join owners as they are paired, a field also as a technology related to it is."""
    joins = {(one.before.iri, one.after.iri): one for one in pairs}
    kin = {aim.owner: _kin(reading, aim.owner) for aim in (*before, *after)}
    found = {}
    for one in {aim.owner for aim in before}:
        for other in {aim.owner for aim in after}:
            ends = [(a, b) for a in kin[one] for b in kin[other] if (a, b) in joins]
            if ends:
                found[one, other] = joins[ends[0]]
    return found


def _kin(reading: Reading, owner: Iri) -> tuple[Iri, ...]:
    """Give an owner and, of a field, what it is related to; the owner first."""
    if "Field" not in reading.kinds(owner):
        return (owner,)
    found = reading.store.quads(owner, _RELATED, graph=DEFAULT)
    others = {quad.object for quad in found if isinstance(quad.object, Iri)} - {owner}
    return (owner, *sorted(others, key=str))


def _beside(
    before: Sequence[Aim], after: Sequence[Aim], owners: _Owners, paired: Iterable[Iri]
) -> Iterator[tuple[Pair, tuple[list[Aim], list[Aim]]]]:
    """Give what two joined owners ask for apart from the targets paired, each target once."""
    taken = set(paired)
    for ends in sorted(owners, key=lambda ends: (ends[0].value, ends[1].value)):
        parts = tuple(
            [aim for aim in side if aim.owner == owner and aim.thing.iri not in taken]
            for owner, side in zip(ends, (before, after), strict=True)
        )
        if all(parts):
            taken |= {aim.thing.iri for part in parts for aim in part}
            yield owners[ends], (parts[0], parts[1])


def _with_topics(reading: Reading, aim: Aim) -> Thing:
    return replace(aim.thing, topics=topics(reading, aim.owner))


def _side(reading: Reading, aim: Aim) -> Side:
    text = owned(reading, reading.labels.of(aim.owner)) + reading.labels.of(aim.thing.iri)
    return Side(text, aim.thing.statements, aim.thing.iri)


def _several(reading: Reading, told: Sequence[Aim]) -> Side:
    """Tell what one owner asks for."""
    head = owned(reading, reading.labels.of(told[0].owner))
    whole, short = listing(reading, [reading.labels.of(aim.thing.iri) for aim in told], head)
    statements = tuple(s for aim in told for s in in_order(reading, aim.thing.statements))
    return Side(whole, statements, told[0].owner, short, len(told))


def _demand(values: Mapping[Iri, Term]) -> Demand:
    def text(name: str) -> str:
        return _text(values.get(iri(name)))

    def concept(name: str) -> str:
        found = values.get(iri(name))
        return curie(found).partition("-")[2] if isinstance(found, Iri) else ""

    figures = [Decimal(figure) if (figure := text(n)) else None for n in ("value", "valueHigh")]
    return Demand(
        concept("comparator"), figures[0], figures[1], text("unit"),
        Due(text("earliest"), text("latest"), bool(_ROUGH.search(text("when")))),
        bare(text("scope")), concept("modality"),
    )  # fmt: skip


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
