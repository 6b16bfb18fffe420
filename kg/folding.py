"""Folding of Japanese and Latin text, so that two spellings of one word compare equal.

Relies on Unicode normalisation (NFKC) only; all functions are pure.
"""

import re
import unicodedata
from functools import lru_cache

# The caches hold every label and alias of the graph; a label folds in a few µs.
_CACHE = 65_536

# Radicals of the CJK supplement that NFKC leaves alone; PDF extraction emits them.
_RADICALS = str.maketrans(
    "⺟⺠⺡⺣⺩⺬⺭⺼⻁⻄⻆⻌⻑⻒⻓⻘⻛⻝⻟⻢⻤⻥⻨⻩⻫⻭⻯⻲⻳",
    "母民氵灬王示礻月虎西角辶長镸长青风食飠马鬼鱼麦黄斉歯竜亀龟",
)
_DASHES = "‐‑‒–—―⁃⁻₋−─━⸺⸻﹘﹣－"
_TILDES = "˜⁓∼∾〜〰～"
_SINGLE_QUOTES = "‘’‚‛′‵´`ʼ＇"
_DOUBLE_QUOTES = "“”„‟″‶〝〞〟＂"
# Before NFKC, which would turn ˜ ´ ″ into a space or a pair of characters.
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_TILDES, "~"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    }
)
_UNUSUAL = _RADICALS | _PUNCTUATION
_ANY_UNUSUAL = re.compile(f"[{''.join(map(chr, _UNUSUAL))}]")
# White space; soft hyphen, zero-width and direction marks; variation selectors.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)
_KANA = "ぁ-ゖァ-ヺ"
_STRAY_LONG_VOWEL = re.compile(f"(?<![{_KANA}ー])ー+(?![{_KANA}])")


@lru_cache(maxsize=_CACHE)
def fold(text: str) -> str:
    """Fold width, case, white space, dashes and quotes away; meaning stays.

    ー stays a long vowel next to kana and is a dash elsewhere. Idempotent.

    >>> fold("Ｂｅｙｏｎｄ　５Ｇ －－ ⾰新")
    'beyond5g--革新'
    >>> fold("デ ー タ"), fold("2021ー2023"), fold("2026〜2030")
    ('データ', '2021-2023', '2026~2030')
    """
    if text.isascii():
        return _INVISIBLE.sub("", text.casefold().replace("`", "'"))
    folded = _fold_once(text)
    while folded != text:
        text, folded = folded, _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    # Few texts hold any of these signs, and looking is ten times as fast as translating.
    if _ANY_UNUSUAL.search(text):
        text = text.translate(_UNUSUAL)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _STRAY_LONG_VOWEL.sub(lambda dashes: "-" * len(dashes[0]), text)


_KATAKANA = {hiragana: hiragana + 0x60 for hiragana in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KATAKANA |= str.maketrans("ヷヸヹヺ", "バビベボ")
_LARGE_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", "ー・･·‧•")
_V_SYLLABLE = re.compile("ヴ([ァィェォ]?)")
_V_VOWELS = {"": "ブ", "ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}
_PLAIN_KANJI = str.maketrans(
    "髙﨑德濵濱邊邉齋齊斎澤國廣眞瀨槇櫻龍會學經實與內澁嶋嶌栁惠彌豐圓縣變關觀聲廳體總藝",
    "高崎徳浜浜辺辺斉斉斉沢国広真瀬槙桜竜会学経実与内渋島島柳恵弥豊円県変関観声庁体総芸",
)
_NEIGHBOUR_KANA = str.maketrans("ヂヅヰヱヲ", "ジズイエオ")
_PLAIN = _LARGE_KANA | _NEIGHBOUR_KANA | _PLAIN_KANJI


@lru_cache(maxsize=_CACHE)
def fold_loose(text: str) -> str:
    """Fold for search: also kana kinds, long vowels, small kana, middle dots, old kanji.

    Different words may fold alike; use `fold` to tell whether two names are one.
    Idempotent, and empty for text of marks only.

    >>> fold_loose("サーバー") == fold_loose("さーば")
    True
    >>> fold_loose("ヴェトナム・髙橋")
    'ベトナム高橋'
    """
    if text.isascii():
        return fold(text)
    loose = fold(text).translate(_KATAKANA)
    if "ヴ" in loose:
        loose = _V_SYLLABLE.sub(lambda syllable: _V_VOWELS[syllable[1]], loose)
    return fold(loose.translate(_PLAIN))


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KANGXI = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
# 개국 is か国 as a scanner misread it; ヵ ヶ 箇 are one counter.
_LIKE = str.maketrans("　\xa0〜～∼‐‑‒–—―−ヵヶ箇개국µ", "  ~~~-------かかかか国μ")
_NARROW = _RADICALS | _WIDE | _KANGXI | _LIKE
_MARKUP = re.compile(r"https?://[^\s<>「」]+|</?[a-zA-Z][^<>]*>")


def narrow(text: str) -> str:
    """Narrow text one character for one, so that positions stay true.

    Full-width signs become ASCII, dashes "-", wave dashes "~", blanks a space and
    ヵ ヶ 箇 か; tags and web addresses are overwritten with NUL characters.

    >>> narrow("２０２６〜３０　ヵ国")
    '2026~30 か国'
    """
    blanked = _MARKUP.sub(lambda match: "\0" * len(match[0]), text)
    return blanked.translate(_NARROW)
