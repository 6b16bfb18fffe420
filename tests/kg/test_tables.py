from pathlib import Path

import pytest

from kg.errors import DataError, KgError, UsageError, Violation
from kg.project import DATA
from kg.references import broken_references
from kg.tables import Package, tidy
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


def test_the_mini_package_and_the_data_have_no_fault(mini: Path, vocabulary: Vocabulary) -> None:
    for root in (mini, DATA):
        package = Package.read(root)
        assert [*package.violations, *broken_references(package, vocabulary)] == []


FAULTS = {
    "missing column": (
        GOALS,
        "label_en,",
        "",
        f"{GOALS}:1:label_en: the column is missing. add it",
    ),
    "unknown column": (
        GOALS,
        "label_en,",
        "label_en,labels,",
        f"{GOALS}:1:labels: the column is unknown. remove it",
    ),
    "columns out of order": (
        GOALS,
        "id,type,kind",
        "type,id,kind",
        f"{GOALS}:1: columns out of order. write {HEADER}",
    ),
    "column twice": (GOALS, "id,type,", "id,id,", f"{GOALS}:1:id: the column stands twice. remove"),
    "blank first line": (
        GOALS,
        "id,type,",
        "\nid,type,",
        f"{GOALS}:1: there is no header. begin with {HEADER}",
    ),
    "unquoted comma": (
        GOALS,
        FIRST,
        f"{FIRST},",
        f"{GOALS}:2: 16 cells, the header has 15. quote commas",
    ),
    "blank line": (GOALS, "\ngoal-res", "\n\ngoal-res", f"{GOALS}:3: 0 cells, the header has 15"),
    "text after a quote": (
        GOALS,
        "全国光網の完成,",
        '"全国光網"の完成,',
        f"{GOALS}:2: not readable as CSV from here on",
    ),
    "quote never closed": (
        GOALS,
        "災害に強い通信,",
        '"災害に強い通信,',
        f"{GOALS}:3: not readable as CSV from here on",
    ),
    "malformed id": (GOALS, FIRST, "Goal_National,Goal,,", f"{GOALS}:2:id: 'Goal_National'"),
    "required cell empty": (GOALS, "全国光網の完成,", ",", f"{GOALS}:2:label_ja: '': "),
    "space at the end": (
        GOALS,
        "全国光網の完成,",
        "全国光網の完成\u3000,",
        f"{GOALS}:2:label_ja: space at the end of a cell. trim it",
    ),
    "space at the start": (
        GOALS,
        "全国光網の完成,",
        " 全国光網の完成,",
        f"{GOALS}:2:label_ja: space at the end of a cell. trim it",
    ),
    "list without space": (
        GOALS,
        "全国光綱の完成",
        "全国光綱の完成;光綱",
        f"{GOALS}:2:hidden: '全国光綱の完成;光綱' is not a list. write its items apart by '; '",
    ),
    "empty item of a list": (
        GOALS,
        "全国光綱の完成",
        "全国光綱の完成; ; 光綱",
        f"{GOALS}:2:hidden: '全国光綱の完成; ; 光綱'",
    ),
    "cell of a megabyte": (
        GOALS,
        "全国光網の完成,",
        "光" * 1_000_000 + ",",
        f"{GOALS}:2:label_ja: 1,000,000 characters in one cell. keep it under 20,000",
    ),
    "value not in the list": (GOALS, ",ours,", ",theirs,", f"{GOALS}:2:label_en_by: 'theirs': "),
    "amount is no decimal": (MONEY, "1234000000", "12億", f"{MONEY}:2:amount: '12億': "),
    "amount with commas": (
        MONEY,
        "1234000000",
        '"1,234,000,000"',
        f"{MONEY}:2:amount: '1,234,000,000': ",
    ),
    "lines are no numbers": (
        STATEMENTS,
        "goal-resilience,7,",
        "goal-resilience,p. 7,",
        f"{STATEMENTS}:4:lines: 'p. 7': ",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file_line_and_column(
    copy: Path, vocabulary: Vocabulary, name: str, old: str, new: str, fault: str
) -> None:
    edit(copy, name, old, new)

    assert [line for line in faults(copy, vocabulary) if line.startswith(fault)]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(lambda raw: b"", f"{GOALS}:1: there is no header.", id="empty file"),
        pytest.param(
            lambda raw: raw.decode().encode("cp932"),
            f"{GOALS}:2: not UTF-8 at byte 149; it looks like CP932. save the file as UTF-8",
            id="CP932",
        ),
        pytest.param(
            lambda raw: raw.decode().encode("utf-16"),
            f"{GOALS}:1: not UTF-8 at byte 0; it looks like another encoding.",
            id="UTF-16",
        ),
        pytest.param(
            lambda raw: b"\xef\xbb\xbf" + raw, f"{GOALS}:1: begins with a BOM. save", id="BOM"
        ),
        pytest.param(
            lambda raw: raw.replace(b"\n", b"\r\n"), f"{GOALS}:1: holds a CR. use LF", id="CR LF"
        ),
        pytest.param(
            lambda raw: raw.replace(b"\n", b"\r"), f"{GOALS}:1: holds a CR. use LF", id="CR alone"
        ),
        pytest.param(
            lambda raw: raw.replace(b"goal-res", b"goal-\0res"),
            f"{GOALS}:3: holds a NUL character. remove it",
            id="NUL",
        ),
    ],
)
def test_a_file_that_is_no_clean_text_is_refused(
    copy: Path, vocabulary: Vocabulary, damage: object, fault: str
) -> None:
    path = copy / GOALS
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]

    assert [line for line in faults(copy, vocabulary) if line.startswith(fault)]


def test_every_problem_of_a_run_is_listed_sorted_and_counted(
    copy: Path, vocabulary: Vocabulary
) -> None:
    edit(copy, STATEMENTS, ",hasGoal,", ",hasGoals,")
    edit(copy, MONEY, "1234000000", "12億")
    edit(copy, GOALS, ",ours,", ",theirs,")
    edit(copy, GOALS, "Spread of light terminals", " Spread of light terminals")

    lines = faults(copy, vocabulary)

    assert [line.split(": ")[0] for line in lines[:-1]] == [
        f"{GOALS}:2:label_en_by",
        f"{GOALS}:4:label_en",
        f"{MONEY}:2:amount",
        f"{STATEMENTS}:2:predicate",
    ]
    assert lines[-1] == "4 violation(s)"


def test_problems_before_a_broken_quote_are_still_listed(
    copy: Path, vocabulary: Vocabulary
) -> None:
    edit(copy, GOALS, ",ours,", ",theirs,")
    edit(copy, GOALS, "光端末の普及", '"光端末"の普及')

    lines = faults(copy, vocabulary)

    assert any(line.startswith(f"{GOALS}:2:label_en_by: 'theirs'") for line in lines)
    assert any(line.startswith(f"{GOALS}:4: not readable as CSV") for line in lines)


def test_a_row_without_id_is_reported_once(copy: Path, vocabulary: Vocabulary) -> None:
    edit(copy, GOALS, "goal-resilience,Goal", ",Goal")

    mine = [line for line in faults(copy, vocabulary) if line.startswith(GOALS)]

    assert [line.split(": ")[0] for line in mine] == [f"{GOALS}:3:id"]


def test_a_table_cited_by_its_anchor_may_span_forty_lines(
    copy: Path, vocabulary: Vocabulary
) -> None:
    edit(copy, STATEMENTS, "goal-resilience,7,,,", "goal-resilience,1-40,,table,")
    package = Package.read(copy)

    assert [*package.violations, *broken_references(package, vocabulary)] == []


def test_a_file_of_no_known_kind_is_refused_with_the_kinds(copy: Path) -> None:
    (copy / A / "budgets.csv").write_text("id\n", "utf-8")

    with pytest.raises(UsageError, match=r"budgets.csv: no table kind .* one of citations, "):
        Package.read(copy)


def test_a_folder_without_documents_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no documents.csv there"):
        Package.read(tmp_path)


def test_a_package_may_bring_its_own_schemas(copy: Path) -> None:
    (copy / "schemas").mkdir()

    with pytest.raises(UsageError, match=r"documents.csv: no table kind"):
        Package.read(copy)


def test_a_fault_prints_where_what_and_how_to_fix() -> None:
    fault = Violation("data/money.csv", 7, "amount", "'12,0' is not a number", "write 120")

    assert str(fault) == "data/money.csv:7:amount: '12,0' is not a number. write 120"
    assert (
        str(Violation("x.csv", 0, "", "it is gone", "restore it"))
        == "x.csv: it is gone. restore it"
    )


def test_errors_say_their_exit_code() -> None:
    assert (KgError.exit_code, DataError.exit_code, UsageError.exit_code) == (2, 1, 2)


def test_tidy_sorts_rows_and_writes_the_canonical_form(copy: Path, mini: Path) -> None:
    path = copy / GOALS
    header, *rows = path.read_text("utf-8").splitlines()
    first = rows[0].replace("全国光網の完成", '"全国光網の完成"')  # quoted without need
    path.write_text("\n".join([header, *rows[1:][::-1], first]) + "\n", "utf-8")
    assert [str(v) for v in Package.read(copy).violations] == [
        f"{GOALS}:3:id: 'goal-resilience' stands after 'goal-terminals'. run `make tidy`"
    ]

    assert tidy(copy) == [GOALS]

    assert path.read_bytes() == (mini / GOALS).read_bytes()
    assert tidy(copy) == []


def test_tidy_writes_nothing_where_there_are_other_faults(copy: Path) -> None:
    path = copy / GOALS
    header, *rows = path.read_text("utf-8").splitlines()
    unsorted = "\n".join([header, *rows[::-1]]) + "\n"
    path.write_text(unsorted, "utf-8")
    edit(copy, MONEY, "1234000000", "12億")

    with pytest.raises(DataError, match=r"amount: '12億'"):
        tidy(copy)

    assert path.read_text("utf-8") == unsorted


@pytest.mark.parametrize(
    "root", [Path(__file__).parents[1] / "data" / "mini", DATA], ids=["mini", "data"]
)
def test_the_tables_stand_in_canonical_form(root: Path, tmp_path: Path) -> None:
    for path in root.rglob("*.csv"):
        beside = tmp_path / path.relative_to(root)
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(path.read_bytes())

    assert tidy(tmp_path) == [], "run `make tidy`"
