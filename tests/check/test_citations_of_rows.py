"""The citation check: what the cited lines of a row must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Planted


FIGURE = "is not printed in l."


def test_the_mini_package_cites_what_it_states(planted: Planted) -> None:
    assert planted.uncited() == []


@pytest.mark.parametrize(
    ("column", "other"),
    [("subject", "programme-night-sky"), ("object", "goal-terminals")],
)
def test_an_end_that_the_lines_do_not_name_is_reported(
    planted: Planted, column: str, other: str
) -> None:
    planted.change("statements", "s07-1", **{column: other})

    assert planted.said("statements", "s07-1") == [f"{column}: '{other}' is not named in l.7"]


def test_a_row_whose_lines_name_neither_end_is_reported_for_both(planted: Planted) -> None:
    planted.change("statements", "s07-1", lines="32")

    assert planted.said("statements", "s07-1") == [
        "lines: no line of l.32 itself names an end or prints a figure",
        "object: 'goal-resilience' is not named in l.32",
        "subject: 'goal-national-light' is not named in l.32",
    ]


def test_the_report_names_file_line_and_column_and_how_to_mend_it(planted: Planted) -> None:
    planted.change("statements", "s07-1", object="goal-terminals")
    line = planted.line("statements", "s07-1")

    [fault] = planted.uncited()

    file = "sources/2031-aoba-network-strategy/statements.csv"
    assert str(fault).startswith(f"{file}:{line}:object: 'goal-terminals' is not named in l.7. ")


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("money", "m24-1", "amount", "1234000001"),
        ("money", "m24-1", "amount", "123400000"),
        ("money", "m24-1", "currency", "USD"),
        ("targets", "t12-1", "value", "61"),
        ("observations", "o32-1", "value", "46"),
        ("observations", "o32-1", "high", "50"),
    ],
)
def test_a_figure_that_the_lines_do_not_print_is_reported(
    planted: Planted, table: str, row: str, column: str, value: str
) -> None:
    planted.change(table, row, **{column: value})

    assert [said for said in planted.said(table, row) if FIGURE in said]


@pytest.mark.parametrize(
    "printed",
    [
        "12億3,400万円",
        "１２億３４００万円",
        "1,234百万円",
        "12.34億円",
        "1234000千円",
    ],
)
def test_a_sum_is_found_however_it_is_printed(planted: Planted, printed: str) -> None:
    planted.rewrite_text(lambda text: text.replace("12億3,400万円", printed, 1))

    assert planted.said("money", "m24-1") == []


@pytest.mark.parametrize(
    "printed",
    ["令和13年度", "令和１３年度", "R13年度", "Ｒ１３年度", "2031年度", "２０３１年度", "FY2031"],
)
def test_a_fiscal_year_is_found_however_it_is_printed(planted: Planted, printed: str) -> None:
    planted.rewrite_text(lambda text: text.replace("令和13年度", printed))

    assert planted.said("money", "m24-1") == []


@pytest.mark.parametrize("printed", ["令和12年度", "R12年度", "2032年度", "平成31年度", "次年度"])
def test_another_fiscal_year_is_reported(planted: Planted, printed: str) -> None:
    planted.rewrite_text(lambda text: text.replace("令和13年度", printed))

    assert [said for said in planted.said("money", "m24-1") if said.startswith("when: when 2031")]


@pytest.mark.parametrize("printed", ["平成30年", "H30年", "Ｈ３０年", "2018年"])
def test_a_heisei_year_is_found_however_it_is_printed(planted: Planted, printed: str) -> None:
    planted.rewrite_text(lambda text: text.replace("2030年の青葉国", f"{printed}の青葉国"))
    planted.change("observations", "o32-1", when="2018")

    assert planted.said("observations", "o32-1") == []


@pytest.mark.parametrize("when", ["2031-05-21", "2031-06-20", "2030-05-20", "2031-05-20/2032"])
def test_a_date_that_differs_in_any_part_is_reported(planted: Planted, when: str) -> None:
    planted.change("events", "e31-1", when=when)

    assert planted.said("events", "e31-1") == [f"when: when {when} is not printed in l.31"]


@pytest.mark.parametrize("lines", ["999", "40-44", "7; 500"])
def test_lines_beyond_the_document_are_reported(planted: Planted, lines: str) -> None:
    planted.change("statements", "s41-1", lines=lines)

    beyond = [said for said in planted.said("statements", "s41-1") if "is beyond" in said]
    assert beyond == [
        f"lines: line {lines.split('-')[-1].split()[-1]} is beyond the document's last, 43"
    ]


def test_an_excuse_and_a_section_beyond_the_document_are_reported(planted: Planted) -> None:
    planted.change("uncited", "u43-1", lines="44").change("sections", "section-whole", last="999")

    assert "is beyond the document's last, 43" in planted.said("uncited", "u43-1")[0]
    assert "is beyond the document's last, 43" in planted.said("sections", "section-whole")[0]


def test_a_heading_below_the_lines_is_reported(planted: Planted) -> None:
    planted.change("statements", "s07-1", heading="10")

    assert planted.said("statements", "s07-1") == ["heading: heading 10 stands below line 7"]


def test_a_heading_names_an_end_that_the_lines_leave_out(planted: Planted) -> None:
    planted.change("statements", "s14-1", lines="27", object="programme-rainbow")
    planted.change("statements", "s14-1", heading="14")

    assert planted.said("statements", "s14-1") == []


def test_a_row_with_an_anchor_may_leave_one_end_unnamed(planted: Planted) -> None:
    planted.change(
        "statements", "s07-1", object="goal-terminals", anchor="implied", note="the page is on it"
    )

    assert planted.said("statements", "s07-1") == []


def test_an_anchor_without_a_note_is_reported(planted: Planted) -> None:
    planted.change("statements", "s07-1", object="goal-terminals", anchor="implied")

    assert planted.said("statements", "s07-1") == ["anchor: an anchor without a note"]


def test_an_anchor_that_is_not_needed_is_reported(planted: Planted) -> None:
    planted.change("statements", "s07-1", anchor="implied", note="to be safe")

    assert planted.said("statements", "s07-1") == ["anchor: all ends are named without it"]


def test_an_anchor_on_a_row_that_names_no_end_is_reported(planted: Planted) -> None:
    planted.change("statements", "s07-1", lines="32", anchor="implied", note="somewhere")

    assert "anchor: no end is named in l.32" in planted.said("statements", "s07-1")


def test_an_end_is_named_by_alias_hidden_label_and_english_name(planted: Planted) -> None:
    planted.rewrite_text(
        lambda text: text.replace(
            "全国光網の完成は、災害に強い通信を支える。",
            "全国光綱の完成は、 R e s i l i e n t  Ｃｏｍｍｕｎｉｃａｔｉｏｎｓ を支える。",
        )
    )

    assert planted.said("statements", "s07-1") == []


def test_a_latin_name_is_not_found_inside_a_word(planted: Planted) -> None:
    planted.rewrite_text(lambda text: text.replace("青葉通信省が虹光", "CAMCORDERが虹光"))

    assert planted.said("statements", "s17-1") == ["object: 'aoba-ministry' is not named in l.17"]


def test_a_text_of_another_edition_is_reported_and_not_compared(planted: Planted) -> None:
    path = planted.root / "texts" / "2031-aoba-network-strategy.txt"
    path.write_text("別の版\n", "utf-8")

    [fault] = planted.uncited()

    assert (fault.file, fault.line, fault.column) == ("documents.csv", 2, "sha256")
    assert "is not the text that was curated" in fault.what


def test_a_missing_text_is_reported(planted: Planted) -> None:
    (planted.root / "texts" / "2031-aoba-network-strategy.txt").unlink()

    [fault] = planted.uncited()

    assert (fault.file, fault.column, fault.fix) == ("documents.csv", "file", "put your copy there")


@pytest.mark.parametrize(
    ("rank", "printed", "held"),
    [
        ("1", "光回線が最も多い。2030年", True),
        ("2", "青葉国は光回線で白波国に次ぐ。2030年", True),
        ("3", "光回線は白波国、海峡国、青葉国の順である。2030年", True),
        ("1", "青葉国に次いで白波国の光回線が多い。2030年", True),
        ("1", "青葉国の光回線が多い。2030年", False),
        ("2", "青葉国の光回線が最も多い。2030年", False),
    ],
)
def test_a_rank_may_be_given_in_words(
    planted: Planted, rank: str, printed: str, held: bool
) -> None:
    planted.rewrite_text(
        lambda text: text.replace("2030年の青葉国の光回線普及率は45％であった。", printed)
    )
    planted.change("observations", "o32-1", measure="rank", value=rank, unit="rank")

    wrong = [said for said in planted.said("observations", "o32-1") if FIGURE in said]

    assert (wrong == []) == held
