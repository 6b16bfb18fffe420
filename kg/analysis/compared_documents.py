"""Two documents compared: what both name, what only one names, what is asked for and paid.

Relies on pairing for the join and on one module for targets, money and parties each. That a
document does not name a thing means no more than that, since documents differ in scope.
"""

from collections.abc import Iterator, Sequence

from kg.analysis import money_change, target_change
from kg.analysis.contrast import (
    Change,
    Contrast,
    alone,
    grouped,
    join_text,
    side_of,
)  # fmt: skip
from kg.analysis.involvement import bodies, partners
from kg.analysis.named import kept_apart, links, named_on, things
from kg.analysis.pairing import Join, Pair, Thing, groups, pair
from kg.namespaces import Iri
from kg.reading import Reading

# What a document words for itself is reworded; what bears a name has a counterpart.
_WORDED = frozenset({"goal", "challenge", "measure"})
_TOLD_APART = frozenset({"target", "money", "body"})  # each has rows of its own kind


def contrasts(
    reading: Reading, documents: tuple[Iri, Iri], topic: Iri | None = None
) -> list[Contrast]:
    """Tell two documents side by side, of one topic or all.

    The join looks at all that both name: what stands beside the topic in one of them is no new
    thing in the other.
    """
    sides = [things(reading, document) for document in documents]
    named = [[t for t in side if t.aspect not in ("target", "money")] for side in sides]
    pairs = pair(named[0], named[1], links(reading), kept_apart(reading))
    only = None
    if topic is not None:
        only = {thing for document in documents for thing in named_on(reading, document, topic)}
        sides = [[t for t in side if t.iri in only] for side in sides]
        ours = [p for p in pairs if p.before.iri in only or p.after.iri in only]
    else:
        ours = pairs
    nodes = [[[t for t in side if t.aspect == a] for side in sides] for a in ("target", "money")]
    return [
        *_named(reading, sides, ours),
        *target_change.contrasts(reading, nodes[0][0], nodes[0][1], pairs),
        *money_change.contrasts(reading, nodes[1][0], nodes[1][1], pairs),
        *bodies(reading, documents, pairs, only),
        *partners(reading, documents, only),
    ]


def _named(
    reading: Reading, sides: Sequence[Sequence[Thing]], pairs: Sequence[Pair]
) -> Iterator[Contrast]:
    """Tell what stands in both documents or one, and what shares a topic only."""
    for one in pairs:
        if _aspect(one) != "body":
            yield _pair(reading, one)
    gone = {one.before.iri for one in pairs}, {one.after.iri for one in pairs}
    rest = [
        [t for t in side if t.iri not in paired and t.aspect not in _TOLD_APART]
        for side, paired in zip(sides, gone, strict=True)
    ]
    for thing in rest[0]:
        yield alone(thing.aspect, Change.ABSENT, side_of(reading, thing), thing.weight)
    for thing in rest[1]:
        yield alone(thing.aspect, Change.NEW, side_of(reading, thing), thing.weight)
    for group in groups(rest[0], rest[1]):
        yield grouped(reading, group, lambda thing: reading.labels.of(thing.iri))


def _pair(reading: Reading, one: Pair) -> Contrast:
    (top, named), (other_top, other_named) = one.before.weight, one.after.weight
    return Contrast(
        _aspect(one), _change(one), side_of(reading, one.before), side_of(reading, one.after),
        join_text(reading, one), (max(top, other_top), named + other_named), one.links,
    )  # fmt: skip


def _aspect(one: Pair) -> str:
    """File a pair of two kinds of thing alike from both sides; under bodies only two bodies."""
    kinds = {one.before.aspect, one.after.aspect}
    return min(kinds - {"body"} or kinds)


def _change(one: Pair) -> Change:
    match one.join:
        case Join.IDENTITY:
            return Change.KEPT
        case Join.NAME:
            return Change.SAME_NAME
        case Join.SUCCESSION:
            return Change.SUCCEEDED
        case _:
            return Change.REWORDED if _aspect(one) in _WORDED else Change.COUNTERPART
