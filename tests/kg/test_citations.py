from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.citations import Citation, Source, Span, count, format_lines, parse_lines, passage

POLICY = Source("2026-mic-ict-rd-policy", "推進方策", "総務省", "2026-03-09")


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(1, 5000), max_size=12)))
    edges = edges[: len(edges) // 2 * 2]
    return tuple(Span(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True))


@given(spans())
def test_formatted_lines_parse_back_to_the_same_spans(lines: tuple[Span, ...]) -> None:
    assert parse_lines(format_lines(lines)) == lines


@given(spans())
def test_count_is_the_number_of_distinct_lines(lines: tuple[Span, ...]) -> None:
    held = {line for span in lines for line in range(span.first, span.last + 1)}
    assert count(lines) == len(held)


@given(spans())
def test_parsed_spans_are_sorted_and_apart(lines: tuple[Span, ...]) -> None:
    assert all(a.last < b.first for a, b in pairwise(parse_lines(format_lines(lines))))


@pytest.mark.parametrize("text", ["216", "216-219", "216-219; 299", "1; 2; 4-5"])
def test_canonical_lines_are_written_as_they_were_read(text: str) -> None:
    assert format_lines(parse_lines(text)) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("219-216", r"reversed\. Write it as '216-219'", id="reversed"),
        pytest.param("0", r"below line 1\. Count", id="zero"),
        pytest.param("0-3", r"below line 1\. Count", id="zero-start"),
        pytest.param("l.216", r"not a line.*\. Write", id="words"),
        pytest.param("216–219", r"not a line.*\. Write", id="en-dash"),
        pytest.param("２１６", r"not a line.*\. Write", id="full-width"),
        pytest.param("216, 219", r"not a line.*\. Write", id="comma"),
        pytest.param("216;", r"not a line.*\. Write", id="empty-part"),
        pytest.param("216-219; 219-230", r"overlaps.*\. Join", id="overlapping"),
        pytest.param("299; 216-219", r"\. Sort", id="unsorted"),
        pytest.param("5; 5", r"overlaps.*\. Join", id="repeated"),
    ],
)
def test_faulty_lines_are_refused_with_a_way_out(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_lines(text)


def test_no_lines_are_no_spans() -> None:
    assert parse_lines("") == ()
    assert count(()) == 0


def test_a_span_of_one_line_is_written_as_one_number() -> None:
    assert format_lines(parse_lines("216-216")) == "216"


@pytest.mark.parametrize(
    ("section", "lines", "printed"),
    [
        ("重点分野", "161-164", "総務省『推進方策』(2026年3月)「重点分野」l.161–164"),
        ("", "161-164; 170", "総務省『推進方策』(2026年3月)l.161–164, 170"),
        ("重点分野", "", "総務省『推進方策』(2026年3月)「重点分野」"),
    ],
)
def test_a_japanese_citation_names_document_section_and_lines(
    section: str, lines: str, printed: str
) -> None:
    assert Citation("", POLICY, section, lines, "stated").text("ja") == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param(
            Source("x", "R&D Policy", "MIC", "2026-03-09"),
            "MIC, “R&D Policy” (2026-03), “Goals”, l. 161–164",
            id="line",
        ),
        pytest.param(
            Source("x", "R&D Policy", "MIC", "2026", "page"),
            "MIC, “R&D Policy” (2026), “Goals”, p. 161–164",
            id="page",
        ),
        pytest.param(
            Source("x", "R&D Policy", "", ""),
            "“R&D Policy”, “Goals”, l. 161–164",
            id="no-publisher",
        ),
    ],
)
def test_an_english_citation_is_a_comma_list(source: Source, printed: str) -> None:
    assert Citation("", source, "Goals", "161-164", "stated").text("en") == printed


def test_a_page_citation_in_japanese_counts_pages() -> None:
    source = Source("x", "方策", "総務省", "2026", "page")
    assert Citation("", source, "", "3", "stated").text("ja") == "総務省『方策』(2026年)p.3"


def test_a_passage_is_the_cited_lines_with_their_numbers(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes("一\n二\u2028\x0c続き\r\n三\n\n五".encode())
    assert passage(copy, parse_lines("2-3; 5")) == [(2, "二\u2028\x0c続き"), (3, "三"), (5, "五")]


def test_a_passage_beyond_the_last_line_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text("一\n二\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"beyond the last line, 2, of 'copy\.txt'\. Check"):
        passage(copy, parse_lines("2-3"))
