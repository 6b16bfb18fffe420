from pathlib import Path

import pytest

from kg.errors import DataError
from kg.references import broken_references
from kg.tables import Package
from kg.vocabulary import Vocabulary

A = "sources/2031-aoba-network-strategy"
GOALS, STATEMENTS, MONEY = "entities/goal.csv", f"{A}/statements.csv", f"{A}/money.csv"
HEADER = "id,type,kind,label_ja,label_en,label_en_by,alt_ja,alt_en,hidden,country,"
FIRST = "goal-national-light,Goal,,"  # the beginning of the first row, line 2


def faults(root: Path, vocabulary: Vocabulary) -> list[str]:
    package = Package.read(root)
    with pytest.raises(DataError) as raised:
        raise DataError([*package.violations, *broken_references(package, vocabulary)])
    return str(raised.value).splitlines()


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} does not stand in {name}"
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


FAULTS = {
    "unknown class": (
        GOALS,
        FIRST,
        "goal-national-light,Aim,,",
        f"{GOALS}:2:type: no class 'Aim' in the ontology. ",
    ),
    "unknown prefix": (
        GOALS,
        FIRST,
        "goal-national-light,foo:Goal,,",
        f"{GOALS}:2:type: prefix 'foo:' is unknown. use one of",
    ),
    "duplicated id": (
        GOALS,
        FIRST,
        "goal-resilience,Goal,,",
        f"{GOALS}:3:id: 'goal-resilience' stands already at {GOALS}:2. give one of them another id",
    ),
    "unknown concept": (
        "entities/organisation.csv",
        ",ministry,",
        ",ministries,",
        "entities/organisation.csv:2:kind: no concept 'ist:organisation-ministries'. use one of "
        "agency, alliance, ",
    ),
    "duplicated row id": (
        STATEMENTS,
        "s06-1,",
        "s07-1,",
        f"{STATEMENTS}:4:id: 's07-1' stands already at {STATEMENTS}:2",
    ),
    "row id of another table": (
        MONEY,
        "m24-1,",
        "s06-1,",
        f"{STATEMENTS}:2:id: 's06-1' stands already at {MONEY}:2",
    ),
    "dangling object": (
        STATEMENTS,
        ",goal-national-light,6",
        ",goal-nationel-light,6",
        f"{STATEMENTS}:2:object: no entity 'goal-nationel-light'. did you mean goal-national-light",
    ),
    "dangling subject": (
        STATEMENTS,
        "strategy-network-2031,hasGoal",
        "nobody-at-all-zzz,hasGoal",
        f"{STATEMENTS}:2:subject: no entity 'nobody-at-all-zzz'. ",
    ),
    "unknown predicate": (
        STATEMENTS,
        ",hasGoal,",
        ",hasGoals,",
        f"{STATEMENTS}:2:predicate: no property 'hasGoals' in the ontology. did you mean hasGoal",
    ),
    "dangling row": (
        MONEY,
        ",m24-1,,25,",
        ",m24-9,,25,",
        f"{MONEY}:3:part_of: no row 'm24-9'. did you mean m24-1",
    ),
    "date is no EDTF": (
        MONEY,
        ",2031,jp-fy",
        ",令和13年度,jp-fy",
        f"{MONEY}:2:when: '令和13年度' is not a time. Write EDTF level 1",
    ),
    "no such day": (
        MONEY,
        ",2031,jp-fy",
        ",2031-02-30,jp-fy",
        f"{MONEY}:2:when: '2031-02-30' names no real time",
    ),
    "time reversed": (
        MONEY,
        ",2031,jp-fy",
        ",2035/2031,jp-fy",
        f"{MONEY}:2:when: time ends 2032-03-31, before 2035",
    ),
    "span reversed": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,9-7,",
        f"{STATEMENTS}:4:lines: span '9-7' is reversed. Write it as '7-9'",
    ),
    "spans overlap": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,7-8; 8-9,",
        f"{STATEMENTS}:4:lines: '8-9' overlaps '7-8'. Join them",
    ),
    "spans unsorted": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,9; 7,",
        f"{STATEMENTS}:4:lines: '7' stands after '9'. Sort",
    ),
    "span too long": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,7-19,",
        f"{STATEMENTS}:4:lines: 13 lines cited, at most 12 are allowed",
    ),
    "line zero": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,0,",
        f"{STATEMENTS}:4:lines: span '0' starts below line 1",
    ),
    "three headings": (
        STATEMENTS,
        "goal-resilience,7,,",
        "goal-resilience,7,1; 2; 3,",
        f"{STATEMENTS}:4:heading: more than two headings. keep two",
    ),
    "folder without document": (
        "documents.csv",
        "2033-aoba-network-review,",
        "2034-aoba-network-review,",
        "sources/2033-aoba-network-review/statements.csv:1: no document "
        "'2033-aoba-network-review'. add it to documents.csv",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file_line_and_column(
    copy: Path, vocabulary: Vocabulary, name: str, old: str, new: str, fault: str
) -> None:
    edit(copy, name, old, new)

    assert [line for line in faults(copy, vocabulary) if line.startswith(fault)]
