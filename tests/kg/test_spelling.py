import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spelling import alike, held, key, keys, shared, slips, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("submarine cables", "Submarine Cable", id="plural"),
        pytest.param("flying taxis", "flying taxi", id="plural-after-i"),
        pytest.param("AI factories", "AI factory", id="plural-y"),
        pytest.param("processes", "process", id="plural-es"),
        pytest.param("NICT Innovation Centre", "NICT innovation center", id="centre"),
        pytest.param("standardisation programme", "standardization program", id="isation"),
        pytest.param("labour behaviour", "labor behavior", id="our"),
        pytest.param("ageing", "aging", id="ageing"),
        pytest.param("modelling", "modeling", id="doubled-l"),
        pytest.param("defence licence", "defense license", id="ence"),
        pytest.param("O-RAN", "ORAN", id="hyphen"),
        pytest.param("ディジタル", "デジタル", id="di"),
        pytest.param("インターフェイス", "インタフェース", id="drawn-out"),
        pytest.param("the R&D of light", "R&D light", id="small-words"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("glass", "gla"), ("four", "for"), ("science", "sense"), ("5G", "6G"), ("総務省", "総務")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_a_japanese_text_is_cut_where_its_script_changes() -> None:
    assert words("企業向けアンケートの結果2025年") == (
        "企業向", "ケ", "アンケト", "結果", "2025", "年"
    )  # fmt: skip


def test_a_word_is_held_whole_or_by_its_beginning_and_in_japanese_anywhere() -> None:
    name = key("Quantum networking 量子暗号通信")

    assert held("quantum", name) == 1.0
    assert 0 < held("network", name) < 1
    assert held("work", name) == held("qu", name) == 0
    assert held("暗号", name) == 1.0
    assert held("号暗", name) == 0


def test_a_japanese_word_is_shared_by_pairs_of_characters() -> None:
    assert shared("自由流通", key("自由なデータ流通")) == pytest.approx(2 / 3)
    assert shared("自由貿易", key("自由なデータ流通")) == 0
    assert shared("free", key("free flow")) == 0


def test_a_slip_is_one_of_long_words_only() -> None:
    assert set(slips("quantam", ["quantum", "quality"])) == {"quantum"}
    assert slips("ai", ["ia"]) == {}


@given(st.lists(st.text(max_size=12), max_size=5))
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert keys(names) == [(key(name), alike(name)) for name in names]


@given(st.text())
def test_width_and_case_never_matter(text: str) -> None:
    assert alike(text.upper().lower()) == alike(text.upper().lower().casefold())
