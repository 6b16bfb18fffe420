"""What a briefing says of its own, in Japanese and English.

Relies on labels of the ontology for everything but headings and the one-sentence answer.
"""

from decimal import Decimal

from kg.analysis.funds import Purse
from kg.labels import Labels
from kg.namespaces import iri
from kg.wording import date_text, money_text

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
    "ja": "調べた文書に記載はない。",
    "en": "Nothing is stated in the documents searched.",
}
BRACKETS = {"ja": "（{}）", "en": " ({})"}
WORDS = {
    "ja": {
        "between": "、", "more": "ほか{n}件", "stop": "。",
        "goal": "「{name}」を支える事業・施策などは{n}件（{first}）",
        "means": "「{name}」が支える目標・課題は{n}件（{first}）",
        "place": "「{name}」に属する事業・施策などは{n}件（{first}）",
        "none": "「{name}」に結び付く手段も目標も、調べた文書に見当たらない",
        "money": "額の記載は{n}口、最大は{amount}",
        "no-money": "額の記載はない",
        "bodies": "最も多く関わるのは{first}",
        "weak": "これだけが頼りの箇所が{n}件ある",
    },
    "en": {
        "between": ", ", "more": "{n} more", "stop": ". ",
        "goal": "{n} programmes, projects or measures serve “{name}” ({first})",
        "means": "“{name}” serves {n} goals or challenges ({first})",
        "place": "{n} programmes, projects or measures belong to “{name}” ({first})",
        "none": "No means and no end of “{name}” is stated in the documents searched",
        "money": "Separate sums stated: {n}, the largest {amount}",
        "no-money": "No sum is stated",
        "bodies": "Most involved: {first}",
        "weak": "Single points of failure: {n}",
    },
}  # fmt: skip


def money(purse: Purse, amount: Decimal, labels: Labels) -> tuple[str, str, str, str]:
    """Say when, at which stage, of what kind and how much; empty where nothing says so."""
    when = date_text(purse.when, fiscal=purse.calendar.endswith("-fy"), lang=labels.lang)
    stage, kind = (labels.of(iri(name)) if name else "" for name in (purse.stage, purse.kind))
    about = purse.bound not in ("", "bound-exact")
    bound = BRACKETS[labels.lang].format(labels.of(iri(purse.bound))) if about else ""
    return (
        when if purse.when else "",
        stage,
        kind,
        money_text(amount, purse.currency, labels.lang) + bound,
    )
