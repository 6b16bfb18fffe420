from datetime import date, timedelta
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.times import Interval, bounds, dates, overlaps, parse_in

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
ENDS = st.one_of(st.none(), DAYS)
PRINTED = st.text(
    alphabet="0129年月日度代令和平成元RHSFY~～-ー./()（）,億円頃春補正から X \n", max_size=40
)


def interval(text: str) -> Interval:
    first, _, last = text.partition(" ")
    return Interval(*(date.fromisoformat(day) if day != ".." else None for day in (first, last)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = draw(ENDS), draw(ENDS)
    if first and last and last < first:
        first, last = last, first
    return Interval(first, last)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2026", "2026-01-01 2026-12-31"),
        ("2026-03", "2026-03-01 2026-03-31"),
        ("2024-02", "2024-02-01 2024-02-29"),
        ("2026-03-09", "2026-03-09 2026-03-09"),
        ("2030~", "2030-01-01 2030-12-31"),
        ("2030?", "2030-01-01 2030-12-31"),
        ("2030%", "2030-01-01 2030-12-31"),
        ("2026-03~", "2026-03-01 2026-03-31"),
        ("2026-03-XX", "2026-03-01 2026-03-31"),
        ("203X", "2030-01-01 2039-12-31"),
        ("20XX", "2000-01-01 2099-12-31"),
        ("2030/..", "2030-01-01 .."),
        ("../2030", ".. 2030-12-31"),
        ("2030~/..", "2030-01-01 .."),
        ("2030/", "2030-01-01 .."),
        ("/2030", ".. 2030-12-31"),
        ("/", ".. .."),
        ("2025-04/2028-03", "2025-04-01 2028-03-31"),
        ("2025/2029", "2025-01-01 2029-12-31"),
        ("2026-21", "2026-03-01 2026-05-31"),
        ("2026-22", "2026-06-01 2026-08-31"),
        ("2026-23", "2026-09-01 2026-11-30"),
        ("2026-24", "2026-12-01 2027-02-28"),
    ],
)
def test_edtf_values_have_a_first_and_a_last_day(when: str, days: str) -> None:
    assert bounds(when) == interval(days)


@pytest.mark.parametrize(
    ("when", "calendar", "days"),
    [
        ("2026", "jp-fy", "2026-04-01 2027-03-31"),
        ("2026/2030", "jp-fy", "2026-04-01 2031-03-31"),
        ("203X", "jp-fy", "2030-04-01 2040-03-31"),
        ("2030~/..", "jp-fy", "2030-04-01 .."),
        ("2026-03", "jp-fy", "2026-03-01 2026-03-31"),
        ("2026-03-09", "jp-fy", "2026-03-09 2026-03-09"),
        ("2025", "us-fy", "2024-10-01 2025-09-30"),
        ("2025/2026", "us-fy", "2024-10-01 2026-09-30"),
    ],
)
def test_fiscal_calendars_move_years_and_nothing_else(when: str, calendar: str, days: str) -> None:
    assert bounds(when, calendar) == interval(days)


@pytest.mark.parametrize(
    "when",
    "|words|2026-13|2026-00|2026-02-30|2026-02-29|2026-02-30~|2026-25|0000|26|2026-3| 2026"
    "|２０２６|2030/2020|2026/2027/2028|XXXX-02-19".split("|"),
)
def test_times_that_do_not_exist_are_refused(when: str) -> None:
    with pytest.raises(ValueError, match=r"\. (Write|Swap)"):
        bounds(when)


def test_an_unknown_calendar_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="Use cy, jp-fy or us-fy"):
        bounds("2026", "fy")


@settings(deadline=None, max_examples=40)
@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), DAYS)
def test_bounds_agree_with_the_edtf_package(day: date, form: str, later: date) -> None:
    start, end = sorted([day, later])
    for when in (day.strftime(form), f"{start.strftime(form)}/{end.strftime(form)}"):
        value = parse_edtf(when)
        expected = (date(*value.lower_strict()[:3]), date(*value.upper_strict()[:3]))
        assert (bounds(when).earliest, bounds(when).latest) == expected


@given(st.integers(2, 9997), st.sampled_from(["cy", "jp-fy", "us-fy"]))
def test_fiscal_years_follow_one_another_without_a_gap(year: int, calendar: str) -> None:
    this, following = bounds(f"{year:04}", calendar), bounds(f"{year + 1:04}", calendar)
    assert this.earliest and this.latest and this.earliest < this.latest
    assert this.latest + timedelta(days=1) == following.earliest


@pytest.mark.parametrize(
    ("text", "when", "calendar"),
    [
        ("2026", "2026", "cy"),
        ("2026-03", "2026-03", "cy"),
        ("FY2026", "2026", "jp-fy"),
        ("fy 2026", "2026", "jp-fy"),
        ("令和8年度", "2026", "jp-fy"),
        ("令和８年", "2026", "cy"),
        ("R8年度", "2026", "jp-fy"),
        ("平成30年度", "2018", "jp-fy"),
        ("H30", "2018", "cy"),
        ("令和元年", "2019", "cy"),
        ("2026年度", "2026", "jp-fy"),
        ("2026 年 3 月 9 日", "2026-03-09", "cy"),
        ("R6～R11年度", "2024/2029", "jp-fy"),
        ("US FY2025", "2025", "us-fy"),
        ("2025-04/2028-03", "2025-04/2028-03", "cy"),
        ("203X", "203X", "cy"),
    ],
)
def test_users_may_type_a_time_as_documents_print_it(text: str, when: str, calendar: str) -> None:
    assert parse_in(text) == bounds(when, calendar)


@pytest.mark.parametrize("text", ["", "soon", "令和0年", "2月19日", "2026年13月", "令和8年度予算"])
def test_other_words_after_in_are_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="Write 2026"):
        parse_in(text)


@given(intervals(), intervals())
def test_overlap_is_mutual_and_holds_with_itself(one: Interval, other: Interval) -> None:
    assert overlaps(one, one)
    assert overlaps(one, other) == overlaps(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2030/..", "2026/2030", True),
        ("2030/..", "2026/2029", False),
        ("../2025", "2025-12-31", True),
        ("/", "1900", True),
        ("2026-03", "2026-04", False),
    ],
)
def test_times_overlap_when_they_share_a_day(one: str, other: str, expected: bool) -> None:
    assert overlaps(bounds(one), bounds(other)) is expected


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("2026年3月9日", "2026-03-09 cy"),
        ("２０２５年にはAI", "2025 cy"),
        ("2025（令和7）年3月", "2025-03 cy"),
        ("2023年（令和5年）10月6日", "2023-10-06 cy"),
        ("2030年頃に", "2030~ cy"),
        ("2040年\n頃高齢者", "2040~ cy"),
        ("2030年代のAI社会", "203X cy"),
        ("2030年度に", "2030 jp-fy"),
        ("(2026～2030年度)", "2026/2030 jp-fy"),
        ("（2025～27年度）", "2025/2027 jp-fy"),
        ("(2001-2003年)", "2001/2003 cy"),
        ("（1994ー1996年）", "1994/1996 cy"),
        ("(2021-2025)", "2021/2025 cy"),
        ("2021年1月-2023年6月", "2021-01/2023-06 cy"),
        ("2025年7月~9月に公募", "2025-07/2025-09 cy"),
        ("（2021年11-12月）", "2021-11/2021-12 cy"),
        ("5月26日～6月3日", "XXXX-05-26/XXXX-06-03 cy"),
        ("令和7年11月4日", "2025-11-04 cy"),
        ("平成30年12月 ~ 令和元年5月", "2018-12/2019-05 cy"),
        ("平成 30 年度から令和 11 年度", "2018/2029 jp-fy"),
        ("R7補正予算", "2025 jp-fy"),
        ("R8当初予算（案）", "2026 jp-fy"),
        ("2025年補正を活用", "2025 jp-fy"),
        ("R7.12月", "2025-12 cy"),
        ("（ R1.8.6 ）", "2019-08-06 cy"),
        ("R6～R11年度", "2024/2029 jp-fy"),
        ("（H28-R2）", "2016/2020 cy"),
        ("H30～光ネットワーク", "2018/.. cy"),
        ("（R3年度～）", "2021/.. jp-fy"),
        ("（～2025 年）", "../2025 cy"),
        ("（2022.10）", "2022-10 cy"),
        ("短信』2024/8/1", "2024-08-01 cy"),
        ("2月19日までに", "XXXX-02-19 cy"),
        ("6月8日・9日", "XXXX-06-08 cy; XXXX-XX-09 cy"),
        ("25 年度中に", "XX25 jp-fy"),
        ("2025 年春に", "2025-21 cy"),
        ("総務省（2024）", "2024 cy"),
        ("R3年\t2021年", "2021 cy; 2021 cy"),
    ],
)
def test_printed_dates_are_read_as_edtf(text: str, mentions: str) -> None:
    assert "; ".join(f"{d.interval} {d.calendar}" for d in dates(text)) == mentions


@pytest.mark.parametrize(
    "text",
    "5G・6G|ITU-T Y.3800|TRL 1～3|2,025円|20,250年|3年間|15日間|計画2030|規則2021/2085"
    "|H2ステーション|2025年13月|2026年2月29日|1日あたり|3-15 日本".split("|"),
)
def test_figures_and_names_are_not_read_as_dates(text: str) -> None:
    assert dates(text) == []


@given(PRINTED)
def test_date_mentions_stand_in_order_and_quote_the_text(text: str) -> None:
    mentions = dates(text)
    assert all(mention.text == text[mention.start : mention.end] for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(DAYS)
def test_a_printed_day_reads_back_as_its_edtf_value(day: date) -> None:
    (mention,) = dates(f"{day.year}年{day.month}月{day.day}日")
    assert bounds(mention.interval) == Interval(day, day)
