"""Labels break where a reader would break them, and always fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.lettering import LINES, longest, plain, width, wrap


@given(st.text(max_size=120), st.sampled_from([8.0, 10.0, 12.0, 18.0]))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    lines = wrap(text, room)
    assert 1 <= len(lines) <= LINES
    assert all(width(line) <= room + 0.01 for line in lines)


@given(st.text(alphabet="総務省の研究開発、・（）ーッAB 12", max_size=60))
def test_nothing_is_lost_unless_an_ellipsis_says_so(text: str) -> None:
    lines = wrap(text, 12.0)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("1,500億円（2025年度 補正）", ("1,500億円", "（2025年度 補正）")),
        ("国立研究開発法人情報通信研究機構", ("国立研究開発法人", "情報通信研究機構")),
        ("Beyond 5G新経営戦略センター", ("Beyond 5G", "新経営戦略センター")),
        ("≤ JPY 100 m (FY2025–FY2027, cap)", ("≤ JPY 100 m", "(FY2025–FY2027, cap)")),
    ],
)
def test_amounts_words_and_kanji_pairs_stay_whole(label: str, lines: tuple[str, ...]) -> None:
    assert wrap(label, 12.0) == lines


def test_no_line_begins_with_a_closing_mark_or_small_kana() -> None:
    lines = wrap("次世代のインテリジェントネットワーク、（試験）ッ。" * 2, 8.0)
    assert not any(line[0] in "、。）ッー" for line in lines)


def test_a_long_label_ends_in_an_ellipsis() -> None:
    assert wrap("研究開発" * 30, 12.0)[-1].endswith("…")


def test_invisible_and_direction_changing_characters_are_dropped() -> None:
    assert plain("a\u202eb\x00c\ud800\u2028d") == "a b c d"


def test_the_longest_word_sets_the_least_room() -> None:
    assert longest("R&D communications") == longest("communications") > longest("R&D")
