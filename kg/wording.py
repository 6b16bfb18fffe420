"""Wording: amounts, dates and units as a reader of Japanese or English expects them.

Relies on nothing but the standard library.
"""

import re
from decimal import Decimal
from typing import Literal

Lang = Literal["ja", "en"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_JAPANESE_SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_MYRIAD = 10**4
_ENGLISH_SCALES = ((10**9, "bn"), (10**6, "m"))
_CURRENCIES = {
    "JPY": "円",
    "EUR": "ユーロ",
    "USD": "ドル",
    "GBP": "ポンド",
    "CNY": "元",
    "KRW": "ウォン",
}
# Japanese counter of each unit that is counted in English words; SI symbols stay as they are.
_COUNTERS = {
    "responses": "件", "projects": "件", "issues": "件", "tasks": "件", "actions": "件",
    "cases": "件", "reports": "件", "orders": "件", "attacks": "件", "registrations": "件",
    "procedures": "手続", "countries": "か国", "countries and regions": "か国・地域",
    "areas": "領域", "fields": "分野", "technologies": "技術", "themes": "テーマ", "goals": "目標",
    "organisations": "団体", "bodies": "団体", "agencies": "機関", "groups": "団体",
    "companies": "社", "persons": "人", "people": "人", "participants": "人",
    "households": "世帯", "systems": "システム", "services": "サービス", "sites": "か所",
    "kinds": "種類", "languages": "言語", "cores": "コア", "qubits": "量子ビット",
    "logical qubits": "論理量子ビット", "ions": "個", "times": "倍", "points": "点",
    "years": "年", "months": "か月", "weeks": "週間", "days": "日", "hours": "時間",
    "minutes": "分", "microseconds": "マイクロ秒", "meetings": "回", "sessions": "回",
    "lectures": "回", "cards": "枚", "racks": "台", "satellites": "機", "base stations": "局",
    "regions": "地域", "zones": "ゾーン", "nodes": "ノード", "indicators": "指標",
    "amplifiers": "台", "applications": "件", "avatars": "体", "cables": "本",
    "competences": "項目", "directions": "項目", "housing estates": "団地", "steps": "ステップ",
    "provinces and municipalities": "省・市", "organisations and companies": "団体・企業",
    "orders of magnitude": "桁", "meetings per year": "回/年", "persons per year": "人/年",
    "times per 100 years": "回/100年", "Gbps per channel": " Gbps/チャネル",
}  # fmt: skip
# Units that are no word behind the figure.
_FORMS = {
    "times lower": ("{}分の1", "{} times lower"), "times smaller": ("{}分の1", "{} times smaller"),
    "TRL": ("TRL{}", "TRL {}"), "index": ("{}", "{}"),
}  # fmt: skip
_UNITS = {"percent": ("%", "%"), "rank": ("位", ""), "JPY": ("円", " yen")} | {
    unit: (counter, f" {unit}") for unit, counter in _COUNTERS.items()
}


def money_text(amount: Decimal, currency: str, lang: Lang) -> str:
    """Print an amount as a reader of the language expects it.

    >>> money_text(Decimal("150000000000"), "JPY", "ja"), money_text(Decimal("9.5e9"), "JPY", "en")
    ('1,500億円', 'JPY 9.5 bn')
    >>> money_text(Decimal("144000000"), "JPY", "ja")
    '1億4,400万円'
    """
    if lang == "en":
        for scale, name in _ENGLISH_SCALES:
            if amount >= scale:
                return f"{currency} {_plain(amount / scale)} {name}"
        return f"{currency} {_plain(amount)}"
    return _japanese(amount) + _CURRENCIES.get(currency, f" {currency}")


def _japanese(number: Decimal) -> str:
    """Print a number of any size by 万, 億 and 兆."""
    text, rest = "", number
    for scale, name in _JAPANESE_SCALES:
        whole, rest = divmod(rest, scale)
        if whole:
            text += f"{int(whole):,}{name}"
    return f"{text}{_plain(rest) if rest or not text else ''}"


def _plain(number: Decimal) -> str:
    text = f"{number:,.3f}"
    return text.rstrip("0").rstrip(".")


def date_text(when: str, *, fiscal: bool, lang: Lang) -> str:
    """Print an EDTF date in words, as fuzzy as it is.

    >>> date_text("2030~", fiscal=False, lang="ja"), date_text("2026", fiscal=True, lang="en")
    ('2030年頃', 'FY2026')
    >>> date_text("2025-04/2028-03", fiscal=False, lang="ja")
    '2025年4月～2028年3月'
    >>> date_text("203X", fiscal=False, lang="ja")
    '2030年代'
    """
    if "/" in when:
        start, _, end = when.partition("/")
        ends = [
            "" if e in ("", "..") else date_text(e, fiscal=fiscal, lang=lang) for e in (start, end)
        ]
        return "～".join(ends) if lang == "ja" else "–".join(ends)
    fuzzy, base = when[-1:] in "~?%" and bool(when), when.rstrip("~?%").replace("-XX", "")
    if lang == "en":
        text = base.replace("X", "0") + "s" if "X" in base else base
        return f"{'c. ' if fuzzy else ''}{'FY' if fiscal else ''}{text}"
    parts = base.split("-")
    if "X" in base:
        return f"{base.replace('X', '0')}年代"
    text = f"{parts[0]}{'年度' if fiscal and len(parts) == 1 else '年'}"
    if len(parts) > 1:
        season = {"21": "春", "22": "夏", "23": "秋", "24": "冬"}.get(parts[1])
        text += season or f"{int(parts[1])}月"
    if len(parts) > 2:
        text += f"{int(parts[2])}日"
    return text + ("頃" if fuzzy else "")


def unit_text(value: str, unit: str, lang: Lang) -> str:
    """Put a unit to a value.

    >>> unit_text("35", "percent", "ja"), unit_text("1030", "responses", "en")
    ('35%', '1,030 responses')
    >>> unit_text("44000000000000", "JPY", "ja"), unit_text("44000000000000", "JPY", "en")
    ('44兆円', 'JPY 44,000 bn')
    >>> unit_text("10000000", "persons", "ja"), unit_text("1788", "bodies", "ja")
    ('1,000万人', '1,788団体')
    >>> unit_text("10", "times lower", "ja"), unit_text("10", "times lower", "en")
    ('10分の1', '10 times lower')
    """
    if not value:
        return ""
    number = Decimal(value) if _NUMBER.fullmatch(value) else None
    if number is not None and number >= 0 and unit in _CURRENCIES:
        return money_text(number, unit, lang)
    japanese, english = _UNITS.get(unit, (f" {unit}", f" {unit}"))
    form = _FORMS.get(unit, (f"{{}}{japanese}", f"{{}}{english}"))[0 if lang == "ja" else 1]
    if number is None:
        return form.format(value)
    # Round figures as Japanese reads them; others digit by digit.
    round_one = lang == "ja" and number >= _MYRIAD and number % _MYRIAD == 0
    return form.format(_japanese(number) if round_one else f"{number:,}")


def unit_name(unit: str, lang: Lang) -> str:
    """Name a unit by itself.

    >>> unit_name("percent", "ja"), unit_name("responses", "ja"), unit_name("EUR", "ja")
    ('%', '件', 'ユーロ')
    """
    japanese, english = _UNITS.get(unit, (unit, unit))
    japanese = _CURRENCIES.get(unit, japanese)
    return (japanese if lang == "ja" else english).strip() or unit
