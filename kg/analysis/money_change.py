"""Changes of money: the sums that each side gives to a thing, without overlap, and their change.

Relies on the n-ary nodes of money; sums of two currencies are never set against each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from pyoxigraph import DefaultGraph, Literal

from kg.analysis.contrast import (
    Change,
    Contrast,
    Side,
    alone,
    join_text,
    listing,
    owned,
    topic_text,
)  # fmt: skip
from kg.analysis.named import in_order, topics
from kg.analysis.pairing import Pair, Thing, groups
from kg.namespaces import Iri, Term, curie, iri
from kg.reading import Reading

DEFAULT = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: its node as a thing, whose it is, the figure, what it can be compared with.

    `like`: kind, stage, term, payer's side, account and payer; `whole`: the sum it is a part of;
    `first`: the sum it restates.
    """

    thing: Thing
    owner: Iri
    amount: Decimal
    currency: str
    when: str
    like: tuple[str, ...]
    whole: Iri | None
    first: Iri | None


def sums(reading: Reading, money: Iterable[Thing]) -> list[Sum]:
    """Read the sums among some things, the earliest time first."""
    found = []
    for thing in money:
        values = {q.predicate: q.object for q in reading.store.quads(thing.iri, graph=DEFAULT)}
        owner = values.get(iri("moneyOf"))
        if isinstance(owner, Iri) and iri("amount") in values:
            like = tuple(
                _name(values, name)
                for name in ("kind", "stage", "per", "bound", "side", "account", "payer")
            )
            found.append(
                Sum(
                    thing, owner, Decimal(_text(values, "amount")), _text(values, "currency"),
                    _text(values, "when"), like, _link(values, "amountPartOf"),
                    _link(values, "restates"),
                )
            )  # fmt: skip
    return sorted(found, key=lambda s: (s.when, s.thing.iri.value))


def contrasts(
    reading: Reading, before: Iterable[Thing], after: Iterable[Thing], pairs: Iterable[Pair]
) -> Iterator[Contrast]:
    """Tell the money of two sides owner by owner, then by shared topic where no owner joins."""
    ours, theirs = (_by_owner(sums(reading, side)) for side in (before, after))
    every = [*chain.from_iterable(ours.values()), *chain.from_iterable(theirs.values())]
    joins = {one.before.iri: one for one in pairs}
    rest: list[Thing] = []
    others = dict(theirs)
    heavy = _Weights(Counter(one.currency for one in every))
    for owner, stated in ours.items():
        join = joins.get(owner)
        answer = others.pop(join.after.iri, None) if join else None
        if join is None or answer is None:
            rest.append(_owner(reading, owner))
            side = _side(reading, owner, stated, every)
            yield alone("money", Change.ABSENT, side, heavy.of(stated))
            continue
        change = change_of(without_overlap(stated, every), without_overlap(answer, every))
        sides = (
            _side(reading, owner, stated, every), _side(reading, join.after.iri, answer, every)
        )  # fmt: skip
        weight = heavy.of([*stated, *answer])
        yield Contrast("money", change, *sides, join_text(reading, join), weight, join.links)
    for owner, stated in others.items():
        side = _side(reading, owner, stated, every)
        yield alone("money", Change.NEW, side, heavy.of(stated))
    for group in groups(rest, (_owner(reading, owner) for owner in others)):
        told = [
            _several(reading, [s for owner in part for s in money[owner.iri]], every)
            for part, money in ((group.before, ours), (group.after, theirs))
        ]
        yield Contrast("money", Change.TOPIC, told[0], told[1], topic_text(reading, group.topic))


def without_overlap(stated: Sequence[Sum], every: Iterable[Sum]) -> list[Sum]:
    """Leave out of some sums what is stated again and each part whose whole is among them.

    `every`: all sums of the side, through which a part of a part is followed.
    """
    known = {one.thing.iri: one for one in every}
    present = {one.thing.iri for one in stated}

    def overlaps(one: Sum) -> bool:
        seen = {one.thing.iri}
        queue = [one.whole, one.first]
        while queue:
            node = queue.pop()
            if node is None or node in seen:
                continue
            if node in present:
                return True
            seen.add(node)
            if node in known:
                queue += [known[node].whole, known[node].first]
        return False

    return [one for one in stated if not overlaps(one)]


def change_of(before: Sequence[Sum], after: Sequence[Sum]) -> Change:
    """Judge how the money of one thing changed: only a sum against its like, one to one.

    More or less is said where both sides give one sum of one currency, kind and stage, each for
    a span of one length; all else is changed.
    """
    if {_figure(one) for one in before} == {_figure(one) for one in after}:
        return Change.KEPT
    if len(before) == len(after) == 1 and _alike(before[0], after[0]):
        more = after[0].amount - before[0].amount
        return Change.MORE if more > 0 else Change.LESS if more < 0 else Change.KEPT
    return Change.CHANGED


@dataclass(frozen=True, slots=True)
class _Weights:
    """Ranks sums by amount within a currency, the commonest currency first."""

    commonness: Counter[str]

    def of(self, stated: Iterable[Sum]) -> tuple[int, int]:
        """Give the rank of the heaviest of some sums."""
        return max((self.commonness[one.currency], int(one.amount)) for one in stated)


def _by_owner(stated: Iterable[Sum]) -> dict[Iri, list[Sum]]:
    found: dict[Iri, list[Sum]] = defaultdict(list)
    for one in stated:
        found[one.owner].append(one)
    return dict(found)


def _owner(reading: Reading, owner: Iri) -> Thing:
    return Thing(owner, "money", topics=topics(reading, owner))


def _side(reading: Reading, owner: Iri, stated: Sequence[Sum], every: Iterable[Sum]) -> Side:
    told = without_overlap(stated, every)
    texts = [reading.labels.of(one.thing.iri) for one in told]
    whole, short = listing(reading, texts, owned(reading, reading.labels.of(owner)))
    return Side(whole, _statements(reading, told), owner, short)


def _several(reading: Reading, stated: Sequence[Sum], every: Iterable[Sum]) -> Side:
    """Tell the sums of several owners, each with its owner; none is added to another."""
    told = without_overlap(stated, every)
    labels = reading.labels
    texts = [owned(reading, labels.of(one.owner)) + labels.of(one.thing.iri) for one in told]
    whole, short = listing(reading, texts)
    return Side(whole, _statements(reading, told), short=short, things=len(told))


def _statements(reading: Reading, told: Iterable[Sum]) -> tuple[Iri, ...]:
    ordered = (s for one in told for s in in_order(reading, one.thing.statements))
    return tuple(dict.fromkeys(ordered))


def _alike(one: Sum, other: Sum) -> bool:
    # A year against a span of years is no comparison.
    spans = ["/" in stated.when or not stated.when for stated in (one, other)]
    return (one.currency, one.like) == (other.currency, other.like) and not any(spans)


def _figure(one: Sum) -> tuple[object, ...]:
    # One document may name the payer whom the other leaves out: the figure is the same.
    return (one.amount, one.currency, one.when, one.like[:-1])


def _link(values: dict[Iri, Term], name: str) -> Iri | None:
    found = values.get(iri(name))
    return found if isinstance(found, Iri) else None


def _name(values: dict[Iri, Term], name: str) -> str:
    found = values.get(iri(name))
    return curie(found) if isinstance(found, Iri) else ""


def _text(values: dict[Iri, Term], name: str) -> str:
    found = values.get(iri(name))
    return found.value if isinstance(found, Literal) else ""
