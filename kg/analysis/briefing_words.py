"""What a briefing says of its own, in Japanese and English.

Relies on labels of the ontology for everything but headings and the one-sentence answer.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kg.analysis.briefed import Row, Section
from kg.analysis.funds import Purse
from kg.labels import Labels
from kg.namespaces import Iri, iri
from kg.wording import Lang, date_text, money_text

TITLES = {
    "ja": {
        "paths": "手段から目的への道筋", "money": "予算・資金（重複を除く合計）",
        "timeline": "時期", "involved": "関わる組織", "gaps": "文書に述べられていないこと",
        "weak": "これだけが頼りの箇所",
    },
    "en": {
        "paths": "From means to ends", "money": "Money (sums without overlap)", "timeline": "When",
        "involved": "Who is involved", "gaps": "What the documents leave open",
        "weak": "Single points of failure",
    },
}  # fmt: skip
COLUMNS = {
    "ja": {
        "paths": ("道筋", "記述の性格"), "money": ("時期", "段階", "種類", "額", "対象"),
        "timeline": ("時期", "対象", "内容", "状態"), "involved": ("組織", "関わり方", "対象"),
        "gaps": ("空白", "対象", "判定"), "weak": ("影響", "対象", "内容"),
    },
    "en": {
        "paths": ("path", "stated as"), "money": ("when", "stage", "kind", "amount", "of"),
        "timeline": ("when", "of", "what", "status"), "involved": ("body", "how", "in what"),
        "gaps": ("gap", "thing", "verdict"), "weak": ("effect", "thing", "detail"),
    },
}  # fmt: skip
EMPTY = {
    "ja": {
        "paths": "目標に至る道筋は、調べた文書に述べられていない。",
        "money": "額は、調べた文書に述べられていない。",
        "timeline": "時期は、調べた文書に述べられていない。",
        "involved": "関わる組織は、調べた文書に述べられていない。",
        "gaps": "調べた種類の空白（事業のない目標、金額のない事業など）はない。",
        "weak": "これがなくなると支えをすべて失う目標・課題はない。",
        "alone": "ここにある手段の一つだけに頼る目標・課題はない。",
    },
    "en": {
        "paths": "The documents searched state no path to a goal.",
        "money": "The documents searched state no sum.",
        "timeline": "The documents searched state no time.",
        "involved": "The documents searched name no body.",
        "gaps": "None of the kinds looked for (goals without a programme, no money, …).",
        "weak": "No goal or challenge would lose all its support with it.",
        "alone": "No goal or challenge rests on one of these means alone.",
    },
}  # fmt: skip
BRACKETS = {"ja": "（{}）", "en": " ({})"}
NAMED = 3  # names before "and so many more"
WORDS = {
    "ja": {
        "between": "、", "apart": "；", "more": "ほか{n}件", "stop": "。", "whose": "（{}）",
        "undated": "時期の記載なし", "among": "{kind}（{n}件）", "alone": "手段は一つだけ",
        "goal": "「{name}」を支える事業・施策などは{n}件{direct}（{first}）",
        "challenge": "「{name}」に対処する事業・施策などは{n}件{direct}（{first}）",
        "shared": "「{name}」を支えると述べられたものはない。"
        "同じ分野・戦略に属するものは{n}件（{first}）",
        "place": "「{name}」に関わる事業・施策などは{n}件（{first}）",
        "topic": "「{name}」に関わる事業・施策などは{n}件{abroad}（{first}）",
        "thing": "「{name}」に取り組む事業・施策などは{n}件{abroad}（{first}）",
        "body": "「{name}」が関わる事業・施策などは{n}件{abroad}（{first}）",
        "none": "「{name}」に取り組む事業・施策などは述べられていない",
        "means": "「{name}」が支える目標・課題は{n}件{direct}（{first}）",
        "no-ends": "「{name}」が支える目標・課題は述べられていない",
        "direct": "、うち直接は{n}件", "abroad": "、うち海外のもの{n}件",
        "one-sum": "額の記載は{n}口で、最新かつ最大は{amount}",
        "sums": "額の記載は{n}口で、最新は{newest}、最大は{amount}",
        "no-money": "額の記載はない",
        "bodies": "最も多く関わるのは{first}",
        "frames": "合意・会合などは{n}件（{first}）",
        "weak": "これだけが頼りの箇所が{n}件ある",
        "only-weak": "これがなくなると支えをすべて失う目標・課題は{n}件",
        "alone-weak": "手段が一つだけの目標・課題は{n}件",
        "safe": "これだけが頼りという箇所はない",
    },
    "en": {
        "between": ", ", "apart": "; ", "more": "{n} more", "stop": ". ", "whose": " ({})",
        "undated": "no date", "among": "{kind} ({n})", "alone": "one means only",
        "goal": "Programmes, projects or measures that serve “{name}”: {n}{direct} ({first})",
        "challenge": "Programmes, projects or measures for “{name}”: {n}{direct} ({first})",
        "shared": "Nothing is stated to serve “{name}”; same field or strategy: {n} ({first})",
        "place": "Programmes, projects or measures that involve “{name}”: {n} ({first})",
        "topic": "Programmes, projects and measures on “{name}”: {n}{abroad} ({first})",
        "thing": "Programmes, projects or measures that work on “{name}”: {n}{abroad} ({first})",
        "body": "Programmes, projects or measures that involve “{name}”: {n}{abroad} ({first})",
        "none": "No programme, project or measure is stated to work on “{name}”",
        "means": "Goals and challenges that “{name}” serves: {n}{direct} ({first})",
        "no-ends": "No goal or challenge is stated that “{name}” serves",
        "direct": ", {n} of them directly", "abroad": ", {n} of them abroad",
        "one-sum": "Sums stated: {n}, the newest and largest {amount}",
        "sums": "Sums stated: {n}, the newest {newest}, the largest {amount}",
        "no-money": "No sum is stated",
        "bodies": "Most involved: {first}",
        "frames": "Agreements and meetings: {n} ({first})",
        "weak": "Single points of failure: {n}",
        "only-weak": "Goals and challenges that would lose all support with it: {n}",
        "alone-weak": "Goals and challenges with one means only: {n}",
        "safe": "No single point of failure",
    },
}  # fmt: skip


def section_of(lang: Lang, key: str, rows: Sequence[Row], more: int, empty: str = "") -> Section:
    """Head the rows of a section; `empty` is said in place of the usual where there are none."""
    said = empty or EMPTY[lang][key]
    return Section(key, TITLES[lang][key], COLUMNS[lang][key], tuple(rows), more, said)


def names(labels: Labels, things: Iterable[Iri], most: int = NAMED) -> str:
    """Name a few things, and count the others."""
    words = WORDS[labels.lang]
    found = list(dict.fromkeys(labels.of(thing) for thing in things))
    rest = len(found) - most
    more = [words["more"].format(n=rest)] if rest > 0 else []
    return words["between"].join([*found[:most], *more])


def money(purse: Purse, amount: Decimal, labels: Labels) -> tuple[str, str, str, str]:
    """Say when, at which stage, of what kind and how much; an empty stage or kind is not stated."""
    when = date_text(purse.when, fiscal=purse.calendar.endswith("-fy"), lang=labels.lang)
    stage, kind = (labels.of(iri(name)) if name else "" for name in (purse.stage, purse.kind))
    about = purse.bound not in ("", "bound-exact")
    bound = BRACKETS[labels.lang].format(labels.of(iri(purse.bound))) if about else ""
    return (
        when if purse.when else WORDS[labels.lang]["undated"],
        stage,
        kind,
        money_text(amount, purse.currency, labels.lang) + bound,
    )
