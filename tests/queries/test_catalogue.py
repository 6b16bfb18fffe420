"""The page of all saved questions: current, complete, harmless, made without a built graph."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.__main__ import application
from kg.catalogue import Names, catalogue
from kg.errors import UsageError
from kg.project import DATA, ONTOLOGY, QUERIES
from kg.questions import listed

MEND = "run `kg questions -O md -o queries/README.md` and read the difference"
HOSTILE = """#+ summary: {ja: "<b>甲|乙</b>", en: "<script>*a*|[b](c)</script>"}
#+ description: {ja: "`甲`", en: "</details>"}
#+ tags: [HOME]
#+ params:
#+   goal: {type: "ist:Goal", label: {ja: 目標, en: goal}, choices: queries/pick/goals.rq}
#+ columns:
#+   goal: {ja: 目標, en: goal}
#+   amount: {ja: 金額, en: amount, as: money}
#+   currency: {ja: 通貨, en: currency, detail: true}
#+   empty: {ja: 空, en: empty}
#+ view: table
SELECT ?goal ?amount ?currency ?empty WHERE {
  VALUES ?goal { id:goal-national-light }
} ORDER BY ?goal
"""


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.read(DATA, ONTOLOGY)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with one hostile question and its answer."""
    for name in ("themes.csv", "competency.csv", "unanswered.csv"):
        shutil.copy(QUERIES / name, tmp_path / name)
    (tmp_path / "hostile.rq").write_text(HOSTILE.replace("HOME", "goals"), "utf-8")
    (tmp_path / "expected").mkdir()
    rows = "goal,amount,currency,empty,lines\n" + 3 * (
        "goal-national-light,7000000000,JPY,,2026-mic-ict-rd-policy:7-9\n"
    )
    (tmp_path / "expected" / "hostile.csv").write_text(rows, "utf-8")
    return tmp_path


def entry(page: str) -> str:
    return page.split('<a id="hostile"></a>')[1].split("</details>")[0]


def test_the_page_of_all_questions_is_current(names: Names) -> None:
    assert catalogue(QUERIES, names) == (QUERIES / "README.md").read_text("utf-8"), MEND


def test_every_question_stands_on_the_page_once() -> None:
    page = (QUERIES / "README.md").read_text("utf-8")
    for path in listed(QUERIES):
        assert page.count(f'<a id="{path.stem}"></a>') == 1, MEND


def test_every_link_of_the_page_has_its_end() -> None:
    page = (QUERIES / "README.md").read_text("utf-8")
    for target in {part.split(")")[0] for part in page.split("](")[1:]}:
        if target.startswith("#"):
            assert f'<a id="{target[1:]}"></a>' in page, target
        else:
            assert (QUERIES / target).is_file(), target


def test_an_entry_names_things_and_sums_and_leaves_out_what_is_empty(few: Path, mini: Path) -> None:
    text = entry(catalogue(few, Names.read(mini, ONTOLOGY)))

    assert "全国光網の完成 Completion of the national light network `goal-national-light`" in text
    assert "| 目標 | 金額 | 根拠 lines |" in text
    assert text.count("| 全国光網の完成 | 70億円 | 2026: 7-9 |") == 2
    assert "3列 columns, 3行 rows" in text


def test_a_hostile_header_stays_text(few: Path, mini: Path) -> None:
    text = entry(catalogue(few, Names.read(mini, ONTOLOGY)))

    for markup in ("<b>", "<script>", "*a*", "[b](c)", "甲|乙"):
        assert markup not in text
    assert "&lt;/details&gt;" in text


def test_a_question_without_a_theme_is_named_with_the_way_out(few: Path, names: Names) -> None:
    (few / "hostile.rq").write_text(HOSTILE.replace("HOME", "stray"), "utf-8")

    with pytest.raises(
        UsageError, match=r"hostile: 'stray' is no theme\. use a tag of themes\.csv"
    ):
        catalogue(few, names)


def test_a_missing_file_is_named(few: Path, names: Names) -> None:
    (few / "themes.csv").unlink()

    with pytest.raises(UsageError, match=r"themes\.csv"):
        catalogue(few, names)


def test_the_command_writes_the_page_and_still_lists_in_other_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where no graph has been built

    page = CliRunner().invoke(application(), ["questions", "-O", "md"])
    table = CliRunner().invoke(application(), ["questions", "-O", "csv"])

    assert page.exit_code == 0 and page.stdout.startswith("# 質問の一覧")
    assert table.exit_code == 0 and table.stdout.startswith("名前,質問")
