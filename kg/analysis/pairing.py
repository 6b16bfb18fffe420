"""Pairing: which thing of one side answers to which of the other, and why one may say so.

Relies on values only. The order of trust: the same entity, a link that editors or a document
draw, the same or a near preferred name of the same class. A shared topic makes groups, never
pairs.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from kg.folding import fold
from kg.namespaces import Iri

# Read on all near names of any two of the five documents. Of preferred names with one distinction
# both pairs from 86 on mean the same, of the six between 80 and 86 two at most; of aliases, or of
# names whose distinctions differ, 14 of 17 from 86 on are two things.
NEAR = 86.0
# Only what a document words freely. Technologies, laws and bodies bear names: one word more
# (quantum network, national strategy) makes another thing, so their names must be equal.
WORDED_FREELY = frozenset({"goal", "challenge", "measure", "field"})
_DISTINCTION = re.compile(r"（([^（）]*)）$")
_FIGURES = re.compile(r"\d+")


class Join(StrEnum):
    """Why two things are paired, the most trusted first."""

    IDENTITY = "identity"
    CROSSWALK = "crosswalk"
    SUCCESSION = "succession"
    NAME = "name"
    NEARNESS = "nearness"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of one side.

    `name`: the preferred one by `bare`; `distinction`: what editors put in brackets after it;
    `weight`: how much of its side hangs on it; `statements`: those that name it, in no order.
    """

    iri: Iri
    aspect: str
    name: str = ""
    distinction: str = ""
    topics: tuple[Iri, ...] = ()
    weight: tuple[int, int] = (0, 0)
    statements: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A stated link that says two things answer to each other."""

    source: Iri
    join: Join
    target: Iri
    statements: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things, one of each side; `score`: nearness of names in 0…100; `links`: statements."""

    before: Thing
    after: Thing
    join: Join
    score: float = 100.0
    links: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one aspect that share a topic and nothing else; neither side is empty."""

    aspect: str
    topic: Iri
    before: tuple[Thing, ...]
    after: tuple[Thing, ...]


def bare(name: str) -> str:
    """Fold a name without the distinction in brackets that editors put at its end.

    >>> bare("量子暗号通信（重点分野）") == bare("量子暗号通信（2022年のコンテンツ）")
    True
    """
    return fold(_DISTINCTION.sub("", name))


def distinction(name: str) -> str:
    """Give the distinction in brackets that editors put at the end of a name.

    >>> distinction("量子暗号通信（重点分野）"), distinction("量子暗号通信")
    ('重点分野', '')
    """
    found = _DISTINCTION.search(name)
    return found[1] if found else ""


def nearness(one: str, other: str) -> float:
    """Give the likeness of two folded names in 0…100; 0 where one narrows the other.

    Other figures make another plan or year; words put before a name narrow it.

    >>> nearness("第6期基本計画", "第7期基本計画"), nearness("人材育成", "女性人材育成")
    (0.0, 0.0)
    >>> round(nearness("新たな価値の創造", "新たな付加価値の創造"))
    89
    """
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        return 0.0
    if one != other and (one.endswith(other) or other.endswith(one)):
        return 0.0
    return fuzz.ratio(one, other)


def pair(
    before: Iterable[Thing],
    after: Iterable[Thing],
    links: Iterable[Link] = (),
    apart: AbstractSet[frozenset[Iri]] = frozenset(),
) -> list[Pair]:
    """Pair the things of two sides, each at most once, the most trusted join first.

    `apart`: pairs that editors hold to be two things; these join under an equal name only.
    Swapping the sides swaps every pair and changes none.
    """
    rest_before = {thing.iri: thing for thing in before}
    rest_after = {thing.iri: thing for thing in after}
    found = []
    for candidates in (
        lambda: _identical(rest_before, rest_after),
        lambda: _linked(rest_before, rest_after, links),
        lambda: _named(rest_before, rest_after, apart),
    ):
        for one in _best(candidates):
            if one.before.iri in rest_before and one.after.iri in rest_after:
                del rest_before[one.before.iri], rest_after[one.after.iri]
                found.append(one)
    return found


def groups(before: Iterable[Thing], after: Iterable[Thing]) -> list[Group]:
    """Group what is left of two sides by aspect and topic, each thing in one group at most.

    A thing with several topics stands under the one that fewest things share.
    """
    sides: tuple[_Topics, _Topics] = (defaultdict(list), defaultdict(list))
    for side, things in zip(sides, (before, after), strict=True):
        for thing in things:
            for topic in thing.topics:
                side[thing.aspect, topic].append(thing)
    shared = [key for key in sides[0] if key in sides[1]]
    shared.sort(key=lambda key: (len(sides[0][key]) + len(sides[1][key]), key[0], key[1].value))
    taken: set[tuple[int, Iri]] = set()
    found = []
    for key in shared:
        parts = tuple(
            tuple(thing for thing in side[key] if (number, thing.iri) not in taken)
            for number, side in enumerate(sides)
        )
        if all(parts):
            taken |= {(number, thing.iri) for number, part in enumerate(parts) for thing in part}
            found.append(Group(key[0], key[1], parts[0], parts[1]))
    return found


_Topics = dict[tuple[str, Iri], list[Thing]]
_ORDER = tuple(Join)


def _best(candidates: Callable[[], Iterator[Pair]]) -> list[Pair]:
    """Order candidates alike from both sides: join, score, shared topics, the two ids."""

    def rank(one: Pair) -> tuple[int, float, int, list[str]]:
        shared = len({*one.before.topics} & {*one.after.topics})
        ids = sorted((one.before.iri.value, one.after.iri.value))
        return (_ORDER.index(one.join), -one.score, -shared, ids)

    return sorted(candidates(), key=rank)


def _identical(before: Mapping[Iri, Thing], after: Mapping[Iri, Thing]) -> Iterator[Pair]:
    for name, thing in before.items():
        if name in after:
            yield Pair(thing, after[name], Join.IDENTITY)


def _linked(
    before: Mapping[Iri, Thing], after: Mapping[Iri, Thing], links: Iterable[Link]
) -> Iterator[Pair]:
    for link in links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            if one in before and other in after:
                yield Pair(before[one], after[other], link.join, links=link.statements)


def _named(
    before: Mapping[Iri, Thing], after: Mapping[Iri, Thing], apart: AbstractSet[frozenset[Iri]]
) -> Iterator[Pair]:
    """Pair things of one aspect by equal names, and by near ones of the same distinction.

    An alias is the words of one line, which may leave out what the line before has said.
    """
    named: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    worded: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in after.values():
        named[thing.aspect, thing.name].append(thing)
        if thing.aspect in WORDED_FREELY:
            worded[thing.aspect, thing.distinction].append(thing)
    for one in before.values():
        for other in named[one.aspect, one.name] if one.name else ():
            yield Pair(one, other, Join.NAME)
        others = worded[one.aspect, one.distinction]
        # The plain ratio first, in C: it leaves a few of some hundred names to look at.
        near = process.extract(
            one.name, [o.name for o in others], scorer=fuzz.ratio, score_cutoff=NEAR, limit=None
        )
        for _, _, position in near:
            other = others[position]
            score = nearness(one.name, other.name)
            if NEAR <= score < 100.0 and frozenset((one.iri, other.iri)) not in apart:
                yield Pair(one, other, Join.NEARNESS, score)
