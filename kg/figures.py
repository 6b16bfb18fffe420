"""Figures as Japanese documents print them: 1億4,400万円, 3割, 10～20社, and what a text states.

Relies on `folding` for width and `times` for dates; spans count the characters as given.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kg.folding import narrow
from kg.times import DateMention as DateMention
from kg.times import dates as dates

_NUMBER = r"(?>\d{1,3}(?: ?, ?\d{3}(?!\d))+|\d++)(?:\.\d++)?+"
_BIG = "[十百千]?[兆億万]"
_ZEROS = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_WORDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SCALE = f"(?:{_BIG}|百|千(?!葉)|{'|'.join(_WORDS)})"

_MONEY = {
    "JPY": "円(?![形滑周卓盤筒])|JPY",
    "AUD": "豪ドル|AUD",
    "USD": "(?:米国?)?ドル|USD",
    "EUR": "ユーロ|EURO?",
    "GBP": "英?ポンド|GBP",
    "CNY": "人民元|CNY|(?<=[兆億万])元|(?<=[兆億万] )元",
    "KRW": "ウォン|KRW",
    "INR": "ルピー|INR",
}
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
# Counters that may also follow の and a modifier, as in 17の戦略分野.
_NOUNS = (
    "自治体 市町村 都道府県 プロジェクト システム カテゴリ シーン タイプ テーマ チーム サービス "
    "ノード ゾーン ステップ ランク セッション プログラム 拠点 分野 機関 団体 言語 種類 課題 項目 "
    "領域 大学 省庁 地域 施設 世帯 段階 要素 目標 原則 視点 企業 地点 論文 指標 業務 手続 方向性"
).split()
_COUNTERS = "事業者 時間 週間 世代 次元 回線 番目 コア トン 倍 件 者 秒 歳 枚 冊 棟 つ 個 種 校 局"
_UNITS: dict[str, str] = {
    "ポイント": "%?ポイント",
    "%": "%|パーセント",
    "割": "割(?![りう])",
    "か国": "[かカケ] ?国(?!・地域)",
    "か所": "[かカケ] ?所",
    "か月": "[かカケ] ?月間?",
    "年": "[かカケ] ?年間?|年間?(?!代)",
    **{counter: counter for counter in (*_NOUNS, *_COUNTERS.split(), *"問票代桁")},
    "日": "日(?![本米欧英独仏豪印中韓])間?",
    "人": "名(?!称)|人(?![工材])",
    "社": "社(?!会)",
    "位": "位(?![置相])",
    "点": "点(?!検)",
    "基": "基(?![盤地礎本幹金準])",
    "台": "台(?!湾)",
    "本": "本(?![部人社年格法])",
    "機": "機(?![能械構会器種])",
    "分": "分間|分(?![のけ岐布析散類])",
    "回": "回(?!答)",
    "体": "体(?![制系験力感現重積育])",
    "か国・地域": "[かカケ]?国・地域",
}
# Spelled-out SI words, longest first, and the symbol that stands for them.
_SYMBOLS = {"量子ビット": "qubit", "メートル": "m", "ヘルツ": "Hz", "バイト": "B", "ワット": "W"}
_SYMBOLS |= {
    "ビット": "bit",
    "qubits": "qubit",
    "Qubits": "qubit",
    "μ m": "μm",
    "bit/s": "bps",
    "b/s": "bps",
}
_SYMBOLS |= {"ペタ": "P", "テラ": "T", "ギガ": "G", "メガ": "M", "キロ": "k"}
_METRIC = (
    "(?:[PTGMk]|ペタ|テラ|ギガ|メガ|キロ)?(?:量子ビット|メートル|ヘルツ|バイト|ワット|ビット"
    "|(?:Hz|bps|bit/s|b/s|[Qq]ubits?|bit|Wh?|(?<=[PTGMk])B)(?![A-Za-z0-9]))"
    "|(?:μ m|[kcmnμ]?m|dB|[mnμ]s|kg|℃)(?![A-Za-z0-9])"
)
_ALL_UNITS = {**_MONEY, **_UNITS, "": _METRIC}
_NAMES = list(_ALL_UNITS)
_UNIT = re.compile("|".join(f"({pattern})" for pattern in _ALL_UNITS.values()))
_FIGURE = re.compile(
    rf"(?<!\d)(?:(?<![A-Za-z])|(?=\d+[%点]))(?<![A-Za-z][.\-_])(?<!\d[.,])(?P<sign>[€$£¥] ?)?"
    rf"(?P<amount>(?:{_NUMBER} ?{_BIG}(?=\d))*{_NUMBER}(?![\d.]*\.\d)(?: ?{_SCALE})?)"
    rf"(?: ?(?P<unit>{_UNIT.pattern})| ?の ?[一-鿿]{{0,6}}?(?P<noun>{'|'.join(_NOUNS)})"
    rf"|(?![A-Za-z]| ?G(?![A-Za-z])))"
)
_LABEL = re.compile(r"(?:図表|※) ?\d+(?:-\d+)?")
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_FIGURE = re.compile(
    "(?<![第数何幾〇一二三四五六七八九十百千万億])"
    "(?P<amount>[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])"
    "(?P<unit>つ|[かカケ] ?[国年所]間?|機関|分野|拠点|年間|割|倍|件|社(?!会)|項目|領域|種類)"
)
_HALF = re.compile("半数")  # of the respondents: 50 %
_CHUNK = re.compile(rf"({_NUMBER}) ?({_SCALE})?")
_HEAD = re.compile(
    rf"(?:^|[\s(:/])(?P<scale>{_SCALE})?(?P<unit>{_UNIT.pattern})(?=[\s),/]|$)", re.MULTILINE
)
_SEASONS = {"21": "春", "22": "夏", "23": "秋", "24": "冬"}
_FISCAL = re.compile("年度|補正|当初|予算|FY")
_BARE_YEAR = re.compile(r"(?<![\d,.A-Za-z])(?:19|20)\d\d(?![\d,%A-Za-z年])(?!\.\d)")
_RANGE = re.compile(r" ?[-~ー] ?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number in full: 150億円 is 15000000000 JPY, 3割 is 30 %.

    `unit`: ISO 4217 code, SI symbol or Japanese counter (名 is 人, カ国 is か国), or
    empty; `text` is `[start:end]` of the text read.
    """

    value: Decimal
    unit: str
    kind: Literal["money", "number"]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A stretch of a text that states a figure or a date."""

    start: int
    end: int
    text: str


def figures(text: str) -> list[Figure]:
    """Read the numbers of a text in order; one without a unit has unit "".

    Left out: dates, and digits of names (5G, H30, Y.3800) and of sections (3.1.2).

    >>> [(str(f.value), f.unit) for f in figures("最大1億4,400万円、10～20社、Beyond 5G、半数弱")]
    [('144000000', 'JPY'), ('10', '社'), ('20', '社'), ('50', '%')]
    """
    return list(_figures(text))


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    flat = _LABEL.sub(lambda label: "\0" * len(label[0]), narrow(text))
    for date in dates(text):
        flat = flat[: date.start] + "\0" * (date.end - date.start) + flat[date.end :]
    found = [_figure(match, text) for match in _FIGURE.finditer(flat)]
    for at in range(len(found) - 2, -1, -1):
        if _RANGE.fullmatch(flat, found[at].end, found[at + 1].start):
            found[at] = _as_far_as(found[at], found[at + 1])
    found += [_figure(match, text) for match in _KANJI_FIGURE.finditer(flat)]
    found += [Figure(Decimal(50), "%", "number", *m.span(), m[0]) for m in _HALF.finditer(flat)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(match: re.Match[str], text: str) -> Figure:
    named = match.groupdict()
    unit = _SIGNS.get((named.get("sign") or "").strip()) or _canonical(
        match["unit"] or named.get("noun") or ""
    )
    value = _value(match["amount"])
    if unit == "割":
        value, unit = value * 10, "%"
    kind: Literal["money", "number"] = "money" if unit in _MONEY else "number"
    return Figure(_plain(value), unit, kind, *match.span(), text[match.start() : match.end()])


def _value(amount: str) -> Decimal:
    """Add up the parts of a printed amount: 1億4,400万, 2 million, 二十."""
    if not amount[0].isascii():
        tens, ten, ones = amount.rpartition("十")
        value = (_KANJI_DIGITS.index(tens) if tens else 1) * 10 if ten else 0
        return Decimal(value + (_KANJI_DIGITS.index(ones) if ones else 0))
    return sum((_chunk(match) for match in _CHUNK.finditer(amount)), Decimal(0))


def _chunk(match: re.Match[str]) -> Decimal:
    number = Decimal(match[1].replace(",", "").replace(" ", ""))
    return number.scaleb(_zeros(match[2] or ""))


def _plain(value: Decimal) -> Decimal:
    """Write a whole number without a fraction or an exponent."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _zeros(scale: str) -> int:
    return _WORDS[scale] if scale in _WORDS else sum(_ZEROS[sign] for sign in scale)


@lru_cache(maxsize=4096)
def _canonical(unit: str) -> str:
    """Name a unit by its ISO code, SI symbol or counter; unknown units stay."""
    narrowed = narrow(unit).strip()
    match = _UNIT.fullmatch(narrowed) or _UNIT.fullmatch(f"億{narrowed}", 1)
    if match is None or match.lastindex is None:
        return narrowed
    name = _NAMES[match.lastindex - 1]
    if name:
        return name
    for word, symbol in _SYMBOLS.items():
        narrowed = narrowed.replace(word, symbol)
    return narrowed


def _as_far_as(low: Figure, high: Figure) -> Figure:
    """Give the lower end of a range the unit, and the scale, of the upper: 1～10億円."""
    if low.unit or not high.unit:
        return low
    scale = re.search(_SCALE, high.text)
    zeros = _zeros(scale[0]) if scale and not _is_scaled(low) else int(high.text.endswith("割"))
    return replace(low, value=_plain(low.value.scaleb(zeros)), unit=high.unit, kind=high.kind)


def _is_scaled(figure: Figure) -> bool:
    return re.search(_SCALE, figure.text) is not None


def mentions_figure(text: str, value: Decimal, unit: str | None = None) -> bool:
    """Tell whether the text prints a value, in whatever scale; any unit if None.

    A number without a unit counts if the unit stands by itself, as above a table.

    >>> mentions_figure("令和7年度予算額 150億円", Decimal(15_000_000_000), "JPY")
    True
    >>> mentions_figure("単位：億円　150", Decimal(15_000_000_000), "JPY")
    True
    """
    found = figures(text)
    if unit is None:
        return any(figure.value == value for figure in found)
    wanted = _canonical(unit)
    if wanted == "割":
        value, wanted = value * 10, "%"
    alone = [figure for figure in found if not figure.unit]
    printed = {figure.value for figure in found if figure.unit == wanted}
    printed |= {figure.value for figure in alone if wanted in _MONEY and _is_scaled(figure)}
    if value in printed:
        return True
    heads = [head for head in _HEAD.finditer(narrow(text)) if _canonical(head["unit"]) == wanted]
    zeros = {_zeros(head["scale"] or "") for head in heads}
    return any(value == figure.value.scaleb(more) for figure in alone for more in zeros)


def mentions_date(text: str, when: str, calendar: str = "cy") -> bool:
    """Tell whether the text prints an EDTF value: its years and, where given, months and days.

    Western or era years; months and days may stand apart from their year (同年11月).
    A fiscal year needs 年度, 補正, 予算 or bare digits, a calendar year must not have
    年度; a season needs its sign only.

    >>> mentions_date("令和7年度補正予算", "2025", "jp-fy"), mentions_date("今夏", "2026-22")
    (True, True)
    """
    printed = _printed_parts(text)
    ends = [end.rstrip("~?%") for end in when.split("/") if end not in ("", "..")]
    return all(_mentions_end(printed, end, calendar, text) for end in ends)


def _printed_parts(text: str) -> list[tuple[str, list[str]]]:
    """List calendar and year, month, day of every date; a year alone fits any calendar."""
    parts = [
        (
            mention.calendar if mention.calendar != "cy" or "年" in mention.text else "",
            end.rstrip("~").split("-"),
        )
        for mention in dates(text)
        for end in mention.interval.split("/")
    ]
    return parts + [("", [year]) for year in _BARE_YEAR.findall(narrow(text))]


def _mentions_end(printed: list[tuple[str, list[str]]], end: str, calendar: str, text: str) -> bool:
    year, *rest = end.split("-")
    if rest and rest[0] in _SEASONS:
        return _SEASONS[rest[0]] in text
    fiscal = calendar != "cy"
    kinds = {"", "cy", "jp-fy"} if rest else {"", "jp-fy" if fiscal else "cy"}
    if fiscal and _FISCAL.search(text):
        kinds.add("cy")
    years = {parts[0] for kind, parts in printed if kind in kinds}
    months = {parts[1] for _, parts in printed if parts[1:]}
    days = {tuple(parts[1:]) for _, parts in printed if parts[2:]}
    if year not in years and f"XX{year[2:]}" not in years:
        return False
    if len(rest) == 1:
        return rest[0] in months
    return not rest or bool({tuple(rest), ("XX", rest[1])} & days and rest[0] in months)


def things(text: str) -> list[Thing]:
    """List the figures with a unit or a scale and the dates, in order, none overlapping.

    >>> [thing.text for thing in things("2030年頃に20カ国以上で採用（第2章）")]
    ['2030年頃', '20カ国']
    """
    stated = [figure for figure in figures(text) if figure.unit or _is_scaled(figure)]
    spans = [(figure.start, figure.end) for figure in stated]
    spans = sorted(spans + [(mention.start, mention.end) for mention in dates(text)])
    return [Thing(start, end, text[start:end]) for start, end in spans]
