"""Contrasts: what stands on one side, and what answers to it on the other.

Relies on labels and the join; every comparison (documents, countries, years) is made of these.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.analysis.named import in_order
from kg.analysis.pairing import Group, Pair, Thing
from kg.namespaces import Iri
from kg.reading import Reading

SHOWN = 4  # things of a list that people read; files hold all


class Change(StrEnum):
    """What became of a thing; those that matter most first."""

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    MORE = "more"
    LESS = "less"
    CHANGED = "changed"
    BESIDE = "beside"
    REWORDED = "reworded"
    COUNTERPART = "counterpart"
    SUCCEEDED = "succeeded"
    ROLES = "roles"
    NEW = "new"
    ABSENT = "absent"
    KEPT = "kept"
    SAME_NAME = "same-name"
    TOPIC = "topic"


_JOINS = {
    "ja": {"identity": "同一", "crosswalk": "{}対応付け", "succession": "{}前後関係",
           "name": "名称が同じ", "nearness": "表記が近い、{:.0f}点"},
    "en": {"identity": "same thing", "crosswalk": "matched {}", "succession": "succession, {}",
           "name": "equal names", "nearness": "near names, {:.0f} of 100"},
}  # fmt: skip
_BY = {"ja": ("編集者による", "文書による"), "en": ("by the editors", "by a document")}
# What says no more than the change itself.
_PLAIN = frozenset(_JOINS[lang][join] for lang in ("ja", "en") for join in ("identity", "name"))
_TOPIC_ONLY = {"ja": "同じ話題：{}", "en": "same topic: {}"}
_MORE = {"ja": " ほか{}件", "en": " and {} more"}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contrast; `short`: for people, where `text` is long; `things`: told in it."""

    text: str
    statements: tuple[Iri, ...]
    iri: Iri | None = None
    short: str = ""
    things: int = 1


@dataclass(frozen=True, slots=True)
class Contrast:
    """One row: at least one side; `weight`: what matters more stands first."""

    aspect: str
    change: Change
    before: Side | None
    after: Side | None
    join: str = ""
    weight: tuple[int, int] = (0, 0)
    links: tuple[Iri, ...] = ()


def join_text(reading: Reading, one: Pair) -> str:
    """Say why two things are paired; a link by who draws it, a near name by its score."""
    text = _JOINS[reading.lang][one.join]
    if not one.links:
        return text.format(one.score)
    curated = all(reading.evidence.citation(s).status == "curated" for s in one.links)
    return text.format(_BY[reading.lang][0 if curated else 1])


def with_reason(reading: Reading, word: str, one: Contrast) -> str:
    """Put why two things are paired after the word of their change, where it says more."""
    if one.change is Change.TOPIC:
        return one.join
    if not one.join or one.join in _PLAIN:
        return word
    return f"{word}（{one.join}）" if reading.lang == "ja" else f"{word}: {one.join}"


def topic_text(reading: Reading, topic: Iri) -> str:
    """Say that things share a topic and nothing else."""
    return _TOPIC_ONLY[reading.lang].format(reading.labels.of(topic))


def alone(aspect: str, change: Change, side: Side, weight: tuple[int, int] = (0, 0)) -> Contrast:
    """Tell a thing that one side has alone: what is absent later stands before, the new after."""
    before, after = (side, None) if change is Change.ABSENT else (None, side)
    return Contrast(aspect, change, before, after, weight=weight)


def side_of(reading: Reading, thing: Thing) -> Side:
    """Make a side of one thing, named by its label."""
    return Side(reading.labels.of(thing.iri), thing.statements, thing.iri)


def grouped(reading: Reading, group: Group, name: Callable[[Thing], str]) -> Contrast:
    """Tell what shares a topic only, the weightiest first, one statement of each thing."""
    before, after = (_several(reading, part, name) for part in (group.before, group.after))
    weight = (0, before.things + after.things)
    join = topic_text(reading, group.topic)
    return Contrast(group.aspect, Change.TOPIC, before, after, join, weight)


def _several(reading: Reading, things: Sequence[Thing], name: Callable[[Thing], str]) -> Side:
    ordered = sorted(things, key=lambda t: (-t.weight[0], -t.weight[1], t.iri.value))
    whole, short = listing(reading, [name(thing) for thing in ordered])
    statements = tuple(s for t in ordered for s in in_order(reading, t.statements)[:1])
    return Side(whole, statements, short=short, things=len(ordered))


def listing(reading: Reading, texts: Sequence[str], head: str = "") -> tuple[str, str]:
    """Write a list whole, and short for people, the rest of it by count."""
    between = "、" if reading.lang == "ja" else "; "
    whole = head + between.join(texts)
    if len(texts) <= SHOWN:
        return whole, whole
    rest = _MORE[reading.lang].format(len(texts) - SHOWN)
    return whole, head + between.join(texts[:SHOWN]) + rest


def owned(reading: Reading, owner: str) -> str:
    """Write an owner before what is its own."""
    return f"{owner}：" if reading.lang == "ja" else f"{owner}: "
