"""Timelines: what is one moment, what tells most, where it stands, and every format of it."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, groupby, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.__main__ import application
from kg.errors import UsageError
from kg.graph import Graph
from viz.charts.lanes import Axis, Lanes, pages, whole
from viz.charts.moments import Moment, Timeline, timeline_of
from viz.charts.page import page
from viz.charts.timeline import MOST, png, svg
from viz.maps.drawing import Area, overlap

LONG = "長い名前" * 300
HOSTILE = ("<script>alert(1)</script>", "=cmd()", "a\x00b\u202ec", LONG, "]]>&amp;")


def day(year: int, month: int = 1) -> date:
    return date(year, month, 1)


def moment(
    text: str, first: date | None, last: date | None = None, *,
    subject: str = "虹", kind: str = "Event", cited: tuple[str, ...] = ("総務省 l.1",),
) -> Moment:  # fmt: skip
    return Moment(subject, text, kind, kind.lower(), first, last, cited)


def line(*moments: Moment) -> Timeline:
    return Timeline("虹", "ja", moments, ("総務省『白書』(2026)",), "総務省 2026")


def crowd(count: int) -> Timeline:
    made = (
        moment(f"出来事{n}", day(2000 + n % 40), day(2001 + n % 40), subject=f"事業{n % 30}")
        for n in range(count)
    )
    return line(*sorted(made, key=lambda one: one.subject))


@pytest.fixture
def rainbow(mini_graph: Graph) -> Timeline:
    return timeline_of(mini_graph.timeline("programme-rainbow"), "ja")


def test_every_moment_has_its_citation(rainbow: Timeline) -> None:
    assert rainbow.moments
    assert all(one.cited for one in rainbow.moments)


def test_what_several_documents_say_is_one_moment_with_all_citations(rainbow: Timeline) -> None:
    sums = [one for one in rainbow.moments if one.kind == "Money"]
    texts = [(one.subject, one.text, one.first) for one in sums]

    assert len(texts) == len(set(texts))
    assert max(len(one.cited) for one in rainbow.moments) > 1


def test_a_period_without_an_end_joins_the_one_that_states_it(real_graph: Graph) -> None:
    found = timeline_of(real_graph.timeline("topic-quantum-communication"), "ja")
    [period] = [
        one for one in found.moments if "地上系" in one.subject and one.kind == "Period"
    ]  # fmt: skip

    # 2025-mic-ict-trends-survey says "from FY2020", two other documents say until when.
    assert (period.first, period.last) == (date(2020, 4, 1), date(2025, 3, 31))
    assert len(period.cited) == 3


def test_what_has_not_happened_is_said_so(real_graph: Graph) -> None:
    texts = {one.text for one in timeline_of(real_graph.timeline("tech-beyond-5g"), "ja").moments}

    assert "2030年代 Beyond 5Gの導入［予測・計画］" in texts


def test_the_moments_of_a_thing_stand_together_and_the_undated_last(real_graph: Graph) -> None:
    found = timeline_of(real_graph.timeline("topic-quantum-communication"), "ja")
    subjects = [name for name, _ in groupby(one.subject for one in found.placed)]

    assert len(subjects) == len(set(subjects))
    assert found.moments == (*found.placed, *found.undated)
    starts = [min(o.order for o in found.placed if o.subject == name) for name in subjects]
    assert starts == sorted(starts)


def test_the_telling_keeps_one_of_each_thing_before_two_of_any() -> None:
    made = line(
        moment("期間", day(2001), day(2005), kind="Period"),
        moment("予算", day(2002), kind="Money"),
        moment("発表", day(2003), subject="別の事業"),
        moment("期日なし", None),
    )

    assert [one.text for one in made.telling(2).moments] == ["期間", "発表", "期日なし"]


def test_an_open_end_is_short_and_apart_from_the_known_one() -> None:
    drawn = whole(line(moment("公募", day(2020)), moment("完成", None, day(2030))), (0, 0), 900, 14)
    opening, closing = drawn.marks

    assert opening.tail
    assert closing.tail
    assert opening.tail[0] == opening.area[2]
    assert closing.tail[2] == closing.area[0]
    assert closing.area[2] == pytest.approx(drawn.axis.x(date(2030, 1, 2)))


def test_what_is_shorter_than_a_month_is_a_dot() -> None:
    made = line(
        moment("会合", date(2024, 6, 19), date(2024, 6, 19)), moment("期間", day(2020), day(2030))
    )

    assert [mark.dot for mark in whole(made, (0, 0), 900, 14).marks] == [True, False]


def test_years_on_the_axis_are_in_order_and_apart() -> None:
    axis = Axis.of([moment("長い", day(1950), day(2050))], 100.0, 500.0)
    places = [x for x, _ in axis.ticks(18.0)]

    assert axis.x(day(1950)) < axis.x(date(1999, 7, 2)) < axis.x(day(2050)) <= 500.0
    assert all(b - a > 3 * 18.0 for a, b in pairwise(places))


def _areas(drawn: Lanes) -> Iterator[Area]:
    """Yield all that may not lie on anything else: marks, open ends, texts beside them."""
    for mark in drawn.marks:
        yield mark.area
        if mark.tail:
            yield mark.tail
        bar = mark.tail or mark.area
        if not (bar[0] <= mark.told[0] and mark.told[2] <= bar[2]):  # else it stands on its bar
            yield mark.told


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Draw a timeline of any moments: open, vague, of a day, of a century."""
    days = st.dates(date(1900, 1, 1), date(2100, 12, 30))
    words = st.text("量子暗号 abc MW漢字", min_size=1, max_size=60)
    made = []
    for number in range(draw(st.integers(1, 25))):
        first, last = draw(st.none() | days), draw(st.none() | days)
        if first and last and last < first:
            first, last = last, first
        subject = f"{draw(words)}{number // 3}"
        made.append(moment(draw(words), first, last, subject=subject))
    kept = tuple(sorted(made, key=lambda one: one.subject))
    return Timeline("題", draw(st.sampled_from(("ja", "en"))), kept)


@settings(max_examples=60, deadline=None)
@given(timelines())
def test_nothing_lies_on_anything_else(made: Timeline) -> None:
    if not made.placed:
        return
    box = (30.0, 100.0, 930.0, 500.0)
    for drawn in (whole(made, (30.0, 100.0), 900.0, 14.0), *pages(made, box, 18.0, 4)[0]):
        for a, b in combinations(_areas(drawn), 2):
            assert not overlap(a, b, margin=-0.2)
        for left, _, right, bottom in _areas(drawn):
            assert left >= 29.9
            assert right <= 930.1
            assert bottom <= drawn.bottom + 0.1


@settings(max_examples=30, deadline=None)
@given(timelines())
def test_pages_tell_what_tells_most_each_once(made: Timeline) -> None:
    if not made.placed:
        return
    found, shown = pages(made, (30.0, 100.0, 930.0, 500.0), 18.0, 3)
    told = [mark.moment for drawn in found for mark in drawn.marks]

    assert told == list(shown.placed)
    assert shown.undated == made.undated
    assert len(found) <= 3 or len(told) == 1


def test_the_drawing_is_text_and_names_sources_and_the_undated(rainbow: Timeline) -> None:
    drawn = svg(rainbow)
    texts = " ".join("".join(one.itertext()) for one in ElementTree.fromstring(drawn).iter())

    assert rainbow.title in texts
    assert "出典: 青葉国" in texts or "青葉国通信網戦略" in texts
    assert drawn == svg(rainbow)


def test_letters_are_14_px_and_the_drawing_fits_a_page_of_1280() -> None:
    root = ElementTree.fromstring(svg(crowd(20)))

    assert float(root.get("font-size", "0")) >= 14
    assert float(root.get("width", "0")) <= 1180
    assert not [1 for one in root.iter() if float(one.get("font-size", "14")) < 14]


def test_more_than_a_page_keeps_the_telling_and_counts_the_rest() -> None:
    drawn = svg(crowd(100))

    assert f"ほか{100 - MOST}件は図では省略。" in drawn
    assert drawn.count("出来事") == MOST


def test_hostile_labels_stay_text() -> None:
    made = Timeline(
        HOSTILE[0], "en",
        tuple(moment(text, day(2020 + n), subject=text) for n, text in enumerate(HOSTILE)),
        HOSTILE,
    )  # fmt: skip
    drawn = svg(made)

    assert "<script" not in drawn
    ElementTree.fromstring(drawn)


def test_a_picture_and_a_page_hold_the_same(rainbow: Timeline, mini_graph: Graph) -> None:
    answer = mini_graph.timeline("programme-rainbow")
    written = page(rainbow.title, svg(rainbow), answer, "ja")

    assert png(rainbow).startswith(b"\x89PNG")
    assert png(rainbow) == png(rainbow)
    assert svg(rainbow) in written
    assert all(row.cells["what"].label in written for row in answer.rows)


def test_nothing_with_a_date_is_refused(real_graph: Graph) -> None:
    for made in (line(), line(moment("いつか", None))):
        with pytest.raises(UsageError, match="時期の述べられたものがない"):
            svg(made)


def test_a_topic_gathers_all_that_bears_it(real_graph: Graph) -> None:
    answer = real_graph.timeline("topic-quantum-communication")

    assert len({row.cells["subject"].iri for row in answer.rows}) > 5


@pytest.mark.parametrize("form", ["svg", "png", "html", "pptx"])
def test_the_command_draws_in_every_format(form: str, tmp_path: Path, real_out: Path) -> None:
    file = tmp_path / f"timeline.{form}"
    order = ["timeline", "topic-beyond-5g", "-o", str(file), "--out", str(real_out)]
    done = CliRunner().invoke(application("timeline"), order)

    assert done.exit_code == 0, done.output
    starts = {"svg": b"<svg", "png": b"\x89PNG", "html": b"<!DOCTYPE", "pptx": b"PK"}
    assert file.read_bytes().startswith(starts[form])


def test_an_empty_answer_writes_no_drawing(tmp_path: Path, real_out: Path) -> None:
    file = tmp_path / "timeline.pptx"
    done = CliRunner().invoke(
        application("timeline"), ["timeline", "japan", "-o", str(file), "--out", str(real_out)]
    )

    assert done.exit_code == 1
    assert not file.exists()
