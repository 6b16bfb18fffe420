from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.figures import figures, mentions_date, mentions_figure, things

PRINTED = st.text(
    alphabet="0159０５,.，％%割億万兆千百円ドル位倍件社名人つかカ国年月日度三十の分野GHzkmR令和~～-（",
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("最大1億4,400万円", "144000000 JPY"),
        ("3兆2,000億円", "3200000000000 JPY"),
        ("**6,080億ドル**", "608000000000 USD"),
        ("９０.０億円", "9000000000 JPY"),
        ("１，５００円", "1500 JPY"),
        ("2,200億ウォン(約210億円)", "220000000000 KRW; 21000000000 JPY"),
        ("2870 億元（約 6 兆円）", "287000000000 CNY; 6000000000000 JPY"),
        ("25 億ポンド", "2500000000 GBP"),
        ("6,500万EUR", "65000000 EUR"),
        ("約21億8,000万ユーロ", "2180000000 EUR"),
        ("€116 million to", "116000000 EUR"),
        ("5百万円と12千円", "5000000 JPY; 12000 JPY"),
        ("～10億円/年・件", "1000000000 JPY"),
        ("1～10億円", "100000000 JPY; 1000000000 JPY"),
        ("【予算：12.7億、", "1270000000 "),
        ("シェア35%", "35 %"),
        ("最大23％向上", "23 %"),
        ("TOP１％、TOEIC900点", "1 %; 900 点"),
        ("１割を超える", "10 %"),
        ("7~9割程度", "70 %; 90 %"),
        ("5.0～7.6%", "5 %; 7.6 %"),
        ("第2位", "2 位"),
        ("2.６倍", "2.6 倍"),
        ("20カ国以上", "20 か国"),
        ("20 か 国", "20 か国"),
        ("3ヵ国・3ヶ国・3箇国", "3 か国; 3 か国; 3 か国"),
        ("3 개국と比較", "3 か国"),
        ("63 カ国・地域", "63 か国・地域"),
        ("全国51カ所", "51 か所"),
        ("職員1,287名", "1287 人"),
        ("約100万人/年", "1000000 人"),
        ("企業等12７社・団体", "127 社"),
        ("3年間、5カ年", "3 年; 5 年"),
        ("３つの視点、三つの柱", "3 つ; 3 つ"),
        ("第14次五カ年計画", "14 ; 5 年"),
        ("17の戦略分野", "17 分野"),
        ("以下の10の研究開発プロジェクト", "10 プロジェクト"),
        ("数百km、500km", "500 km"),
        ("300GHz帯、0.6 THz", "300 GHz; 0.6 THz"),
        ("100Gbps、1Pb/s", "100 Gbps; 1 Pbps"),
        ("毎秒10テラビット級", "10 Tbit"),
        ("250 μ m 外径", "250 μm"),
        ("11機体制、4機関", "11 機; 4 機関"),
        ("10 分間、3分野", "10 分; 3 分野"),
    ],
)
def test_printed_figures_are_read_in_full_units(text: str, read: str) -> None:
    assert "; ".join(f"{figure.value} {figure.unit}" for figure in figures(text)) == read


@pytest.mark.parametrize(
    "text",
    "Beyond 5G|5 Gならではの|B5G/6G|ITU-T Y.3800|IEEE802.11|3GPP|Society5.0|IMT-2030|CO2濃度"
    "|G7/G20|3.1.2.|数十億ドル|2026年3月9日|R7補正|図表 3-15 日本|※1|https://a.jp/2024/100"
    "|大阪・関西万博|一人取り残さない".split("|"),
)
def test_names_labels_and_dates_hold_no_figure(text: str) -> None:
    assert figures(text) == []


def test_money_is_told_from_other_numbers() -> None:
    assert [figure.kind for figure in figures("239億円、25名")] == ["money", "number"]


@given(PRINTED)
def test_things_stand_in_order_apart_and_quote_the_text(text: str) -> None:
    found = things(text)
    assert all(thing.text == text[thing.start : thing.end] for thing in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(0, 10**15))
def test_a_number_with_commas_reads_back(number: int) -> None:
    assert [figure.value for figure in figures(f"総額{number:,}円")] == [number]


@given(st.integers(1, 9999), st.sampled_from([("万", 4), ("億", 8), ("兆", 12)]))
def test_a_scaled_amount_is_mentioned_in_full_units(number: int, scale: tuple[str, int]) -> None:
    word, zeros = scale
    assert mentions_figure(f"約{number}{word}円を", Decimal(number).scaleb(zeros), "JPY")


@pytest.mark.parametrize(
    ("text", "value", "unit", "expected"),
    [
        ("令和7年度予算額 150億円", 15_000_000_000, "JPY", True),
        ("令和7年度予算額 150億円", 15_000_000_000, "円", True),
        ("令和7年度予算額 150億円", 15_000_000_000, "USD", False),
        ("令和7年度予算額 150億円", 150, "JPY", False),
        ("金額（億円）　239", 23_900_000_000, "JPY", True),
        ("【R4年度予算：12.7億、", 1_270_000_000, "JPY", True),
        ("3割程度", 30, "%", True),
        ("3割程度", 3, "割", True),
        ("25名、", 25, "人", True),
        ("20カ国", 20, "か国", True),
        ("20カ国", 20, None, True),
        ("20カ国", 20, "社", False),
        ("2030年に20", 2030, None, False),
    ],
)
def test_a_value_is_found_in_any_spelling_of_its_unit(
    text: str, value: int, unit: str | None, expected: bool
) -> None:
    assert mentions_figure(text, Decimal(value), unit) is expected


@pytest.mark.parametrize(
    ("text", "when", "calendar", "expected"),
    [
        ("令和8年度", "2026", "jp-fy", True),
        ("令和8年度", "2026", "cy", False),
        ("2025年補正", "2025", "jp-fy", True),
        ("2025年", "2025", "jp-fy", False),
        ("2025年の予算", "2025", "jp-fy", True),
        ("（H28-R2）", "2016/2020", "jp-fy", True),
        ("25 年度中に", "2025", "jp-fy", True),
        ("(2026～2030年度)", "2026/2030", "jp-fy", True),
        ("(2026～2030年度)", "2026/2029", "jp-fy", False),
        ("2026年3月9日", "2026-03-09", "cy", True),
        ("2026年3月9日", "2026-03-10", "cy", False),
        ("2026年3月9日", "2026-03", "cy", True),
        ("2019年6月8日・9日", "2019-06-09", "cy", True),
        ("2008年9月の…同年11月に", "2008-11", "cy", True),
        ("2025年7月~9月", "2025-07/2025-09", "cy", True),
        ("2030年頃", "2030~", "cy", True),
        ("2030年代", "203X", "cy", True),
        ("2030年以降", "2030/..", "cy", True),
        ("2024年夏まで", "2024-22", "cy", True),
        ("今夏の検証", "2024-22", "cy", True),
        ("2026\t2027\t2028", "2027", "cy", True),
        ("5G・6G", "2005", "cy", False),
    ],
)
def test_a_date_is_found_in_western_and_era_spelling(
    text: str, when: str, calendar: str, expected: bool
) -> None:
    assert mentions_date(text, when, calendar) is expected


def test_things_leave_out_bare_numbers() -> None:
    assert [thing.text for thing in things("第2章 2030年頃に20カ国以上 1,500.0億円")] == [
        "2030年頃",
        "20カ国",
        "1,500.0億円",
    ]
