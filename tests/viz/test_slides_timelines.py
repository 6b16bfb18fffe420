"""Timelines on slides: native shapes, legible, a few slides, every moment told in the notes."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE

from kg.errors import UsageError
from kg.graph import Graph
from tests.viz.decks import (
    box,
    dates,
    noted,
    opened,
    outside,
    overlaps,
    printed,
    shapes,
    sizes,
    text,
    undressed,
)  # fmt: skip
from viz.charts.moments import Moment, Timeline, timeline_of
from viz.lettering import plain
from viz.slides.deck import Deck, Heading
from viz.slides.timelines import draw, timeline_slides

LONG = "長い名前" * 300
HOSTILE = ("<script>alert(1)</script>", "=cmd()", "a\x00b\u202ec", LONG, "]]>&amp;")
CITED = ("総務省『白書』(2026年) l.12",)
YEARS = (date(2020, 1, 1), date(2025, 12, 31))


def crowd(count: int) -> Timeline:
    made = tuple(
        Moment(
            f"事業{n // 4:02}", f"{2001 + n % 30}年 出来事{n}", "Event", "出来事",
            date(2001 + n % 30, 1, 1), date(2001 + n % 30, 12, 31), CITED,
        )
        for n in range(count)
    )  # fmt: skip
    return Timeline("虹", "ja", made, ("総務省『白書』(2026)",), "総務省 2026")


@pytest.fixture
def few() -> Timeline:
    """A span, a day, an open beginning, an open end, and something undated."""
    made = (
        Moment(
            "虹", "2020年～2025年", "Period", "期間", date(2020, 1, 1), date(2025, 12, 31), CITED
        ),
        Moment("虹", "2024年6月19日 指定", "Event", "出来事", date(2024, 6, 19), date(2024, 6, 19)),
        Moment("虹", "～2030年", "Target", "達成指標", None, date(2030, 12, 31)),
        Moment("虹", "2026年～", "Period", "期間", date(2026, 1, 1), None),
        Moment("虹", "いつか", "Event", "出来事", cited=CITED),
    )
    return Timeline("虹", "ja", made, ("総務省『白書』(2026)",), "総務省 2026")


def named(slide: Any, name: str) -> list[Any]:
    found = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    return [shape for shape in found if shape.name == f"虹: {name}"]


def test_spans_are_rectangles_days_are_circles_and_years_are_lines(few: Timeline) -> None:
    [slide] = opened(timeline_slides(few)).slides
    [span], [day] = named(slide, "2020年～2025年"), named(slide, "2024年6月19日 指定")
    lines = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.LINE]

    assert span.auto_shape_type == MSO_SHAPE.RECTANGLE
    assert day.auto_shape_type == MSO_SHAPE.OVAL
    assert box(span)[0] < box(day)[0] < box(span)[2], "2024 lies between 2020 and 2025"
    assert [s for s in lines if s.width == 0], "a line for each year"
    assert {"2020", "2025"} <= {text(s) for s in slide.shapes if s.has_text_frame}


def test_an_open_end_is_dashed_beside_the_known_one(few: Timeline) -> None:
    [slide] = opened(timeline_slides(few)).slides
    tail, known = named(slide, "～2030年")

    assert tail.line.dash_style is not None
    assert known.line.dash_style is None
    assert box(tail)[2] == pytest.approx(box(known)[0], abs=0.1)
    assert "破線:始期・終期の記載なし" in {text(s) for s in slide.shapes if s.has_text_frame}


@pytest.mark.parametrize("count", [1, 9, 60, 150])
def test_any_number_fits_few_slides_in_18_pt(count: int) -> None:
    content = timeline_slides(crowd(count))
    deck = opened(content)

    assert min(sizes(content)) >= 18
    assert undressed(content, "ja-JP") == []
    assert overlaps(deck) == outside(deck) == []
    assert 1 <= len(deck.slides) <= 4
    assert not [1 for _, s in shapes(deck) if s.shape_type == MSO_SHAPE_TYPE.PICTURE]


@pytest.mark.parametrize("count", [9, 150])
def test_the_notes_tell_every_moment_once_with_its_citations(count: int) -> None:
    deck = opened(timeline_slides(crowd(count)))
    notes = "\n".join(noted(slide) for slide in deck.slides).split("\n")

    for one in crowd(count).moments:
        told = f"{one.subject} | 出来事 | {one.text}: 総務省『白書』(2026年) l.12"
        assert notes.count(told) == 1


def test_what_is_left_out_or_undated_is_counted_on_the_slide(few: Timeline) -> None:
    [slide] = opened(timeline_slides(few)).slides
    crowded = opened(timeline_slides(crowd(150))).slides[0]

    assert "出典:総務省2026（ノートに題名と行、時期の記載のない1件）" in text(
        list(slide.shapes)[-1]
    )
    assert "いつか" in noted(slide)
    assert "、ほか" in text(list(crowded.shapes)[-1])


def test_hostile_labels_stay_text() -> None:
    made = tuple(
        Moment(name, plain(name), "Event", name, date(2020 + n, 1, 1), None, (name,))
        for n, name in enumerate(HOSTILE)
    )
    content = timeline_slides(Timeline(HOSTILE[0], "en", made, HOSTILE, HOSTILE[2]))
    notes = "".join(noted(slide) for slide in opened(content).slides)

    assert "<script>alert(1)</script>" in notes
    assert plain(LONG) in notes
    assert outside(opened(content)) == []


def test_the_same_timeline_gives_the_same_bytes(few: Timeline) -> None:
    assert timeline_slides(few) == timeline_slides(few)
    assert dates(timeline_slides(few)) == {(1980, 1, 1), (2000, 1, 1)}


def test_a_part_of_a_slide_holds_what_tells_most() -> None:
    deck = Deck("ja", "概要")
    slide = deck.slide(Heading.of("概要", ""))
    area = (30.0, 200.0, 930.0, 420.0)
    shown = draw(deck, slide, crowd(60), area)
    places = [box(shape) for shape in slide.shapes if shape != slide.shapes.title]

    assert 3 <= len(shown.placed) < 60
    assert min(top for _, top, _, _ in places) >= 199.9
    assert max(bottom for *_, bottom in places) <= 420.1


def test_nothing_with_a_date_is_refused(few: Timeline) -> None:
    with pytest.raises(UsageError, match="時期の述べられたものがない"):
        timeline_slides(Timeline("虹", "ja", few.undated))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["topic-rd-policy", "topic-quantum-communication", "nict"])
def test_real_timelines_fit_their_slides(real_graph: Graph, name: str, lang: str) -> None:
    made = timeline_of(real_graph.timeline(name), lang)  # type: ignore[arg-type]
    content = timeline_slides(made)
    deck = opened(content)

    assert min(sizes(content)) >= 18
    assert overlaps(deck) == outside(deck) == []
    assert len(deck.slides) <= 4


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Impress")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
def test_libreoffice_opens_and_prints_every_slide(few: Timeline, tmp_path: Path) -> None:
    [image] = printed(timeline_slides(few), tmp_path)

    assert image.stat().st_size > 2000  # an empty page has 400
