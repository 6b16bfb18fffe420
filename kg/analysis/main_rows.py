"""The rows of a comparison that one reads first: the weightiest, as many as fit a page.

Relies on contrasts in the order in which they are told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.analysis.contrast import SHOWN, Change, Contrast, Side, listing
from kg.analysis.named import in_order
from kg.reading import Reading

PAGE = 42  # rows that one reads together, counts among them
# What is no difference of a pair: it gives way to those on a full page.
LESS = frozenset({Change.NEW, Change.ABSENT, Change.KEPT})


@dataclass(frozen=True, slots=True)
class Read:
    """How many rows of each change are read of an aspect; 0: none.

    `changed`: of pairs that differ; `alone`: of what one side has alone; `kept`: of what both
    have; `gathered`: changes whose things are told by their names in one row; of pairs only such
    whose two sides have one name.
    """

    changed: int = 0
    alone: int = 0
    kept: int = 0
    gathered: AbstractSet[Change] = frozenset()

    def of(self, change: Change) -> int:
        """Give the rows of one change; what shares a name or a topic only is none to read first."""
        match change:
            case Change.NEW | Change.ABSENT:
                return self.alone
            case Change.KEPT:
                return self.kept
            case Change.SAME_NAME | Change.TOPIC:
                return 0
            case _:
                return self.changed


Reads = Mapping[str, Read]


def main_rows(
    reading: Reading, ordered: Iterable[Contrast], reads: Reads, taken: int
) -> list[Contrast]:
    """Choose the first rows of each aspect and change, as many as fit a page.

    Pairs that differ stand in any case; the first of each other change comes before the second
    of any. `reads`: by aspect (`""`: of any other); `taken`: rows of the page that others fill.
    """
    parts: dict[tuple[str, Change], list[Contrast]] = defaultdict(list)
    for one in ordered:
        parts[one.aspect, one.change].append(one)
    ranked: list[tuple[int, int, Contrast]] = []
    for (aspect, change), part in parts.items():
        read = reads.get(aspect, reads[""])
        number = read.of(change)
        if number and change in read.gathered and len(part) > 1:
            part = [_gathered(reading, part)]
        for place, one in enumerate(part[:number]):
            turn = place if change in LESS else -1
            ranked.append((turn, len(ranked), one))
    first = sorted(ranked, key=lambda row: row[:2])
    differ = sum(turn < 0 for turn, _, _ in first)
    return [one for _, _, one in sorted(first[: max(PAGE - taken, differ)], key=lambda row: row[1])]


def _gathered(reading: Reading, part: Sequence[Contrast]) -> Contrast:
    """Tell things of one change in one row, the weightiest first, by their names."""
    joins = {one.join for one in part}
    before = _names(reading, [one.before for one in part if one.before])
    after = _names(reading, [one.after for one in part if one.after])
    join = joins.pop() if len(joins) == 1 else ""
    return Contrast(part[0].aspect, part[0].change, before, after, join)


def _names(reading: Reading, sides: Sequence[Side]) -> Side | None:
    if not sides:
        return None
    names = [reading.labels.of(side.iri) if side.iri else side.text for side in sides]
    whole, short = listing(reading, names)
    first = (s for side in sides[:SHOWN] for s in in_order(reading, side.statements)[:1])
    return Side(whole, tuple(dict.fromkeys(first)), short=short, things=len(sides))
