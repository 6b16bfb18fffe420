"""Labels: how an entity, a concept or an n-ary node is called in one language.

Relies on skos:prefLabel, rdfs:label and dcterms:title; amounts, targets, periods and roles have
no name of their own and are put into words here.
"""

from decimal import Decimal
from typing import Literal as Choice

from pyoxigraph import DefaultGraph, Literal

from kg.namespaces import Iri, Term, curie, iri
from kg.store import GraphStore

Lang = Choice["ja", "en"]
DEFAULT = DefaultGraph()
NAMES = (iri("skos:prefLabel"), iri("rdfs:label"), iri("dcterms:title"))
WHEN, VALUE, UNIT, AMOUNT = iri("when"), iri("value"), iri("unit"), iri("amount")

_JAPANESE_SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_ENGLISH_SCALES = ((10**9, "bn"), (10**6, "m"))
_CURRENCIES = {
    "JPY": "円",
    "EUR": "ユーロ",
    "USD": "ドル",
    "GBP": "ポンド",
    "CNY": "元",
    "KRW": "ウォン",
}
_COMPARATORS = {
    "ja": {"at-least": "{}以上", "at-most": "{}以下", "about": "約{}", "more-than": "{}超",
           "less-than": "{}未満", "rank-within": "{}以内", "part-of": "{}の内数"},
    "en": {"at-least": "≥ {}", "at-most": "≤ {}", "about": "about {}", "more-than": "> {}",
           "less-than": "< {}", "rank-within": "top {}", "part-of": "part of {}"},
}  # fmt: skip
_UNITS = {"percent": "%", "countries": "か国", "rank": "位", "times": "倍", "people": "人"}


class Labels:
    """Names things in one language, the other language where that one is missing."""

    def __init__(self, store: GraphStore, lang: Lang = "ja") -> None:
        """Read from `store`; names are remembered."""
        self._store = store
        self.lang = lang
        self._known: dict[Term, str] = {}

    def of(self, term: Term) -> str:
        """Name a term: its label, its words, or its CURIE; a literal is its own name."""
        if not isinstance(term, Iri):
            return term.value if isinstance(term, Literal) else str(term)
        if term not in self._known:
            named = next((text for name in NAMES if (text := self.text(term, name))), "")
            self._known[term] = named or self._worded(term) or curie(term).removeprefix("id:")
        return self._known[term]

    def text(self, subject: Term, predicate: Iri) -> str:
        """Give a literal of the subject in the language asked for, else in any."""
        if not isinstance(subject, Iri):
            return ""
        found = [
            q.object
            for q in self._store.quads(subject, predicate, graph=DEFAULT)
            if isinstance(q.object, Literal)
        ]
        ranked = sorted(found, key=lambda t: (t.language != self.lang, t.language or "", t.value))
        return ranked[0].value if ranked else ""

    def _worded(self, node: Iri) -> str:
        """Put an n-ary node into words: an amount, a target, a role, a period."""
        if self.text(node, AMOUNT):
            return self._money(node)
        if metric := self.text(node, iri("metric")):
            return f"{metric} {self._target(node)}".strip()
        who = [self.link(node, iri(p)) for p in ("holder", "roleOrganisation")]
        post = self.text(node, iri("post"))
        if parts := [part for part in (*who, post) if part]:
            part = self.link(node, iri("role"))
            return f"{' '.join(parts)} ({part})" if part else " ".join(parts)
        if value := self.text(node, iri("asPrinted")) or self.text(node, VALUE):
            return f"{self.link(node, iri('indicator'))} {value}".strip()
        return self.when(node)

    def link(self, node: Iri, predicate: Iri) -> str:
        """Name the first object of a node and predicate, or give an empty string."""
        found = sorted(
            (q.object for q in self._store.quads(node, predicate, graph=DEFAULT)), key=str
        )
        return self.of(found[0]) if found else ""

    def when(self, node: Iri) -> str:
        """Say when, as written, with the calendar where it is a fiscal year.

        >>> Labels(GraphStore.memory(), "ja").when(iri("id:nothing"))
        ''
        """
        when = self.text(node, WHEN)
        calendar = next(iter(self._store.quads(node, iri("calendar"), graph=DEFAULT)), None)
        fiscal = calendar is not None and str(calendar.object).endswith("-fy>")
        return date_text(when, fiscal=fiscal, lang=self.lang) if when else ""

    def _money(self, node: Iri) -> str:
        amount = Decimal(self.text(node, AMOUNT))
        text = money_text(amount, self.text(node, iri("currency")), self.lang)
        text = self._compared(node, iri("bound"), text)
        details = (self.when(node), self.link(node, iri("stage")), self.link(node, iri("kind")))
        return (
            f"{text}（{' '.join(d for d in details if d)}）"
            if self.lang == "ja"
            else (f"{text} ({', '.join(d for d in details if d)})")
        )

    def _target(self, node: Iri) -> str:
        value, unit = self.text(node, VALUE), self.text(node, UNIT)
        shown = _UNITS.get(unit, unit) if self.lang == "ja" or unit == "percent" else f" {unit}"
        text = self._compared(node, iri("comparator"), f"{value}{shown}") if value else ""
        scope, when = self.text(node, iri("scope")), self.when(node)
        extra = [part for part in (scope, when) if part]
        return f"{text} ({', '.join(extra)})" if extra else text

    def _compared(self, node: Iri, predicate: Iri, text: str) -> str:
        """Put a comparator or bound around a value."""
        quad = next(iter(self._store.quads(node, predicate, graph=DEFAULT)), None)
        name = curie(quad.object).partition("-")[2] if quad and isinstance(quad.object, Iri) else ""
        return _COMPARATORS[self.lang].get(name, "{}").format(text)


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
    unit = _CURRENCIES.get(currency, f" {currency}")
    text, rest = "", amount
    for scale, name in _JAPANESE_SCALES:
        whole, rest = divmod(rest, scale)
        if whole:
            text += f"{int(whole):,}{name}"
    return f"{text}{_plain(rest) if rest or not text else ''}{unit}"


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
