"""Ways to please the checker without the truth: each is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.check.citations import MOST_ANCHORED, MOST_EXCUSED
from kg.check.names import no_names
from kg.coverage import Coverage, coverage
from kg.errors import Violation
from kg.tables import Package

if TYPE_CHECKING:
    from conftest import Planted


WRONG = {"object": "goal-terminals"}  # s07-1 states goal-resilience on line 7


def measured(planted: Planted) -> Coverage:
    return coverage(Package.read(planted.root), planted.root / "texts", STRATEGY)[0]


STRATEGY = "2031-aoba-network-strategy"


def names(planted: Planted) -> list[Violation]:
    return list(no_names(Package.read(planted.root)))


@pytest.mark.parametrize("column", ["alt_ja", "alt_en", "hidden"])
@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("を", "too short a name"),
        ("網", "too short a name"),
        ("A", "too short a name"),
        ("\u200b", "too short a name"),
        ("、。", "too short a name"),
        ("技術", "word for a kind of thing"),
        ("Ｓｔｒａｔｅｇｙ", "word for a kind of thing"),
    ],
)
def test_an_alias_that_any_line_may_hold_is_reported(
    planted: Planted, column: str, alias: str, words: str
) -> None:
    planted.change("entities/goal", "goal-terminals", **{column: alias})

    [fault] = names(planted)

    assert (fault.file, fault.column) == ("entities/goal.csv", column)
    assert words in fault.what


@pytest.mark.parametrize("column", ["alt_ja", "hidden"])
@pytest.mark.parametrize(
    "alias",
    ["全国光網の完成は災害に強い通信を支える", "全国光網の完成により強くなる通信", "あ" * 26],
)
def test_an_alias_that_is_a_clause_is_reported(planted: Planted, column: str, alias: str) -> None:
    planted.change("entities/goal", "goal-terminals", **{column: alias})

    [fault] = names(planted)

    assert "is a clause, no name" in fault.what


@pytest.mark.parametrize(
    "alias", ["全国光網の完成は災害に強い通信を支える。", "通信を開発する", "名" * 61]
)
def test_even_an_official_name_is_no_sentence(planted: Planted, alias: str) -> None:
    planted.change("entities/programme", "programme-rainbow", hidden=alias)

    [fault] = names(planted)

    assert "is a clause, no name" in fault.what


def test_an_official_name_may_be_long_and_hold_particles(planted: Planted) -> None:
    official = "月舟及び周辺地域における虹光通信の高度化を促進するための開発事業"

    planted.change("entities/programme", "programme-rainbow", alt_ja=official)

    assert names(planted) == []


def test_an_alias_that_stands_on_many_lines_is_reported(planted: Planted) -> None:
    planted.change("entities/goal", "goal-terminals", hidden="虹光")
    planted.change("statements", "s13-1", object="goal-terminals")

    common = [fault for fault in planted.uncited() if "lines of 2031-aoba" in fault.what]

    assert [(fault.file, fault.column) for fault in common] == [("entities/goal.csv", "hidden")]


def test_a_span_padded_with_other_lines_is_reported(planted: Planted) -> None:
    planted.change("statements", "s07-1", lines="7-18")

    assert any("carry no part of the fact" in said for said in planted.said("statements", "s07-1"))


@pytest.mark.parametrize("lines", ["7-8", "8-10"])
def test_a_span_that_begins_or_ends_on_an_empty_line_is_reported(
    planted: Planted, lines: str
) -> None:
    planted.change("statements", "s07-1", lines=lines)

    assert any("on an empty line" in said for said in planted.said("statements", "s07-1"))


def test_a_span_that_stops_within_a_name_is_reported(planted: Planted) -> None:
    planted.rewrite_text(
        lambda text: text.replace(
            "は、災害に強い通信を支える。\n\n", "は、災害\nに強い通信を支える。\n"
        )
    )
    planted.change("entities/goal", "goal-resilience", hidden="災害")
    planted.change("statements", "s07-1", lines="7")

    assert "lines: goal-resilience is named in full only on l.7-8" in planted.said(
        "statements", "s07-1"
    )


def test_a_heading_that_holds_both_ends_does_not_excuse_irrelevant_lines(
    planted: Planted,
) -> None:
    planted.change("statements", "s07-1", lines="32", heading="7")

    assert planted.said("statements", "s07-1") == [
        "lines: no line of l.32 itself names an end or prints a figure"
    ]


def test_a_heading_of_a_whole_chapter_is_reported(planted: Planted) -> None:
    planted.change("statements", "s16-1", heading="1-15", object="goal-national-light")

    assert planted.said("statements", "s16-1") == [
        "heading: the heading 1-15 is longer than 3 lines"
    ]


def test_a_literal_on_lines_that_do_not_hold_its_words_is_reported(planted: Planted) -> None:
    planted.add(
        "statements", id="s32-9", subject="aoba", predicate="feature",
        object="量子暗号による盗聴の防止@ja", lines="32", status="stated",
    )  # fmt: skip

    assert planted.said("statements", "s32-9") == [
        "object: '量子暗号による盗聴の防止@ja' shares no words with l.32"
    ]


def test_a_literal_whose_lines_hold_nothing_of_the_row_is_reported(planted: Planted) -> None:
    planted.add(
        "statements", id="s32-9", subject="tech-light-parts", predicate="feature",
        object="光部品の一種@ja", lines="32", heading="15", status="stated",
    )  # fmt: skip

    assert planted.said("statements", "s32-9") == [
        "lines: no line of l.32 itself names an end or prints a figure"
    ]


def test_a_translation_of_nothing_is_reported(planted: Planted) -> None:
    planted.add(
        "statements", id="s15-9", subject="tech-light-parts", predicate="feature",
        object="cheap and unbreakable@en", lines="15", status="stated",
    )  # fmt: skip

    assert planted.said("statements", "s15-9") == [
        "object: 'cheap and unbreakable' translates no Japanese wording of the same lines"
    ]


def test_the_words_of_an_event_come_from_its_lines(planted: Planted) -> None:
    planted.change("events", "e31-1", event_ja="衛星打上げ")

    assert planted.said("events", "e31-1") == ["event_ja: '衛星打上げ' shares no words with l.31"]


def test_an_anchored_row_with_one_end_still_cites_lines_that_carry_something(
    planted: Planted,
) -> None:
    planted.change("events", "e31-1", lines="20", anchor="implied", note="because")

    assert "lines: no line of l.20 itself names an end or prints a figure" in planted.said(
        "events", "e31-1"
    )


def test_an_anchor_does_not_excuse_a_figure(planted: Planted) -> None:
    planted.change("money", "m24-1", amount="999", anchor="table", note="in the picture")

    assert "amount: amount 999 is not printed in l.24 ∪ 23" in planted.said("money", "m24-1")


def test_an_anchor_on_everything_is_reported(planted: Planted) -> None:
    header, rows = planted.rows("statements")
    for row in rows:
        row |= {"object": "goal-terminals", "anchor": "implied", "note": "all of them"}
        row["predicate"] = "supports"
    planted.write("statements", header, rows)

    found = [fault for fault in planted.uncited() if "rows of 2031-aoba" in fault.what]

    assert [(f.file, f.line, f.column) for f in found] == [("documents.csv", 2, "anchor")]
    assert f"at most {MOST_ANCHORED:.0%}" in found[0].fix


def test_a_document_may_not_be_excused_at_large(planted: Planted) -> None:
    planted.add("uncited", id="u05-1", lines="5-42", reason="rhetoric")

    found = [fault for fault in planted.uncited() if "are excused" in fault.what]

    assert [(f.file, f.line, f.column) for f in found] == [("documents.csv", 2, "lines")]
    assert f"at most {MOST_EXCUSED:.0%}" in found[0].fix


def test_an_excuse_of_several_lines_excuses_none_of_their_figures(planted: Planted) -> None:
    header, _ = planted.rows("observations")
    planted.write("observations", header, [])
    planted.add("uncited", id="u32-1", lines="32-33", reason="rhetoric", note="「45％」「2030年」")

    found = measured(planted).open_things()

    assert {thing.text for thing in found} >= {"45％", "2030年"}


def test_an_excuse_of_one_line_excuses_the_figures_that_it_quotes(planted: Planted) -> None:
    header, _ = planted.rows("observations")
    planted.write("observations", header, [])
    planted.add("uncited", id="u32-1", lines="32", reason="rhetoric", note="「45％」")

    found = {thing.text for thing in measured(planted).open_things() if thing.line == 32}

    assert "45％" not in found
    assert "2030年" in found


def test_a_percentage_that_only_a_wording_holds_is_no_measured_value(planted: Planted) -> None:
    assert measured(planted).open_percentages() == []
    header, _ = planted.rows("observations")
    planted.write("observations", header, [])
    planted.add("statements", id="s32-9", subject="aoba", predicate="feature",
                object="光回線普及率45％@ja", lines="32", status="stated")  # fmt: skip

    assert [thing.text for thing in measured(planted).open_percentages()] == ["45％"]


def test_a_citation_holds_the_date_of_access_and_the_work_its_date_of_issue(
    planted: Planted,
) -> None:
    planted.rewrite_text(
        lambda text: text.replace("白書』(https", "白書』2029年8月（2031年3月31日参照）(https")
    )

    def dates() -> set[str]:
        return {thing.text for thing in measured(planted).open_things() if thing.line == 34}

    assert dates() == {"2029年8月"}
    planted.change("documents", "doc-strait-white-paper", issued="2029-08")
    assert dates() == set()


def test_a_section_titled_by_one_letter_does_not_cite_its_line(planted: Planted) -> None:
    before = len(measured(planted).open_lines())
    header, rows = planted.rows("uncited")
    planted.write("uncited", header, [row for row in rows if row["id"] != "u43-1"])
    planted.add("sections", id="section-end", title_ja="通", title_en="C", first="43", last="43")

    assert len(measured(planted).open_lines()) == before + 1


@pytest.mark.parametrize("cells", [{"kind": "cited"}, {"file": ""}], ids=["kind", "file"])
def test_a_document_cannot_escape_by_naming_no_text(
    planted: Planted, cells: dict[str, str]
) -> None:
    planted.change("documents", STRATEGY, **cells)

    found = planted.uncited()

    assert [(fault.file, fault.line) for fault in found] == [("documents.csv", 2)]
    assert "it has rows, and no text to compare them with" in found[0].what
