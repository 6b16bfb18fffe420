"""Likely doubles: two entities of one class that share a name, or almost.

Relies on folding and rapidfuzz; `different_from` says that two like-named things are two.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from kg.check.names import LISTS, names_of
from kg.errors import Violation
from kg.folding import fold
from kg.tables import Package, Row, Table

ALIKE = 93  # ratio of two folded labels above which they are almost one
LONG = 8  # characters; shorter labels differ in one letter and mean two things

EDGE = 4  # characters that a block of compared labels shares
BLOCK = 400  # labels compared at most in one block

Entity = tuple[Table, Row]


def likely_doubles(package: Package) -> Iterator[Violation]:
    """List pairs of entities of one class that are likely one thing."""
    seen: set[frozenset[str]] = set()
    entities = [e for e in package.rows("entities") if "status" not in e[1].cells]
    for one, other, why in [*_same_name(entities), *_alike(entities)]:
        ids = frozenset((one[1].cells["id"], other[1].cells["id"]))
        if len(ids) == 2 and ids not in seen and not _told_apart(one, other):
            seen.add(ids)
            what = f"'{other[1].cells['id']}' may be '{one[1].cells['id']}': {why}"
            fix = "merge them, or name the one in the other's different_from"
            yield Violation(other[0].name, other[1].line, "label_ja", what, fix)


def _same_name(entities: list[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """Pair entities of one class that share a label or alias."""
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for table, row in entities:
        for kind in row.cells.get("type", "").split(LISTS):
            for name in {fold(name) for name in names_of(row, hidden=False)}:
                named[kind, name].append((table, row))
    for (_, name), found in sorted(named.items(), key=lambda item: item[0]):
        for one, other in combinations(found, 2):
            yield one, other, f"both are called '{name}'"


def _alike(entities: list[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """Pair entities of one class whose Japanese labels are almost the same.

    Only labels that begin or end alike are compared, so that the work stays near linear.
    """
    blocks: dict[tuple[str, str], list[tuple[str, Entity]]] = defaultdict(list)
    for table, row in entities:
        label, kind = fold(row.cells.get("label_ja", "")), row.cells.get("type", "")
        if len(label) >= LONG:
            for key in (f"{label[:EDGE]}…", f"…{label[-EDGE:]}"):
                blocks[kind, key].append((label, (table, row)))
    for _, found in sorted(blocks.items(), key=lambda item: item[0]):
        for (label, one), (near, other) in combinations(found[:BLOCK], 2):
            if fuzz.ratio(label, near, score_cutoff=ALIKE):
                yield one, other, f"'{label}' and '{near}' are almost the same"


def _told_apart(one: Entity, other: Entity) -> bool:
    """Say whether either names the other as different, or as a close match."""
    for a, b in ((one[1].cells, other[1].cells), (other[1].cells, one[1].cells)):
        told = a.get("different_from", "").split(LISTS) + a.get("close_match", "").split(LISTS)
        if b["id"] in told:
            return True
    return False
