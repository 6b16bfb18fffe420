import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.folding import fold, fold_loose, narrow


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Ｂｅｙｏｎｄ　５Ｇ", "beyond5g", id="full-width"),
        pytest.param("ﾃﾞｰﾀ", "データ", id="half-width-kana"),
        pytest.param("⾰新", "革新", id="kangxi-radical"),
        pytest.param("⺠間", "民間", id="supplement-radical"),
        pytest.param("現 在 、 20 か 国", "現在、20か国", id="letter-spaced"),
        pytest.param("総\u200b務\ufeff省\u00ad", "総務省", id="zero-width"),
        pytest.param("葛\U000e0100城", "葛城", id="variation-selector"),
        pytest.param("a－b−c–d—e‐f", "a-b-c-d-e-f", id="dashes"),
        pytest.param("2026〜2030～", "2026~2030~", id="wave-dashes"),
        pytest.param("“A” 〝B〟 ‘c’", '"a""b"\'c\'', id="quotes"),
        pytest.param("スーパー コンピューター", "スーパーコンピューター", id="long-vowel-kept"),
        pytest.param("1994ー1996年", "1994-1996年", id="long-vowel-as-dash"),
        pytest.param("か\u3099", "が", id="combining-voicing"),
    ],
)
def test_spellings_fold_to_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("サーバー", "サーバ", id="long-vowel"),
        pytest.param("りょうし", "リョウシ", id="hiragana"),
        pytest.param("ヴァーチャル", "バーチャル", id="v-sound"),
        pytest.param("キヤノン", "キャノン", id="small-kana"),
        pytest.param("髙橋", "高橋", id="old-kanji"),
        pytest.param("サイバー・セキュリティ", "サイバーセキュリティ", id="middle-dot"),
    ],
)
def test_loose_folding_joins_what_searchers_confuse(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert fold_loose(one) == fold_loose(other)


def test_opening_and_closing_brackets_survive_folding() -> None:
    assert fold("「総務省」") == "「総務省」"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_loose(fold_loose(text)) == fold_loose(text)


@given(st.text())
def test_folded_text_holds_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in fold(text))


@given(st.text(), st.text())
def test_white_space_between_words_never_matters(left: str, right: str) -> None:
    assert fold(f"{left} \n{right}") == fold(f"{left}　{right}")


@given(st.text())
def test_narrowing_keeps_every_position(text: str) -> None:
    assert len(narrow(text)) == len(text)


def test_narrowing_blanks_out_markup_and_addresses() -> None:
    assert narrow("<b>5</b> https://a.jp/2024/1").strip("\0 ") == "5"
