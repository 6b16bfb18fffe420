"""What the impact analysis says, in Japanese and English.

Relies on labels and phrases of the ontology for everything but its own few sentences.
"""

from collections.abc import Iterable, Sequence

from kg.analysis.funds import CEILING, Figure, Total
from kg.facts import Facts
from kg.labels import Labels
from kg.namespaces import Iri, iri
from kg.trace import Hop
from kg.wording import date_text, money_text

NAMED = 3  # names listed before "and n others"
HEADINGS = {
    "ja": {"effect": "影響", "thing": "対象", "kind": "種別", "detail": "内容"},
    "en": {"effect": "effect", "thing": "thing", "kind": "kind", "detail": "detail"},
}
# Effects in the order in which they are told.
EFFECTS = {
    "ja": {
        "point": "単一障害点",
        "cut": "複数を同時に失うと途絶える",
        "only": "唯一の支えを失う",
        "part": "支えの一部を失う",
        "weakened": "弱まる",
        "money": "失われる資金",
        "falls": "ともになくなる",
        "overlap": "重なり",
    },
    "en": {
        "point": "single point of failure",
        "cut": "needs several losses",
        "only": "loses its only support",
        "part": "loses one of several",
        "weakened": "weakened",
        "money": "money that goes",
        "falls": "goes with it",
        "overlap": "overlap",
    },
}
_SENTENCES = {
    "ja": {
        "without": "「{thing}」がなくなると：{counts}",
        "counted": "{effect}（{n}件）",
        "served": "「{thing}」には{n}件の手段が、互いに独立した{k}本の道筋で届く{hangs}",
        "hangs": "。すべてが{names}にかかっている",
        "only": "{n}件の手段をすべて失う（{names}）。{path}",
        "only-one": "ただ一つの手段を失う。{path}",
        "loses": "{n}件の手段のうち{lost}件を失う",
        "left": "残る手段は{left}件（{names}）。失う道筋：{path}",
        "detour": "{n}件の手段はすべて、ほかの道筋で届く。失う道筋：{path}",
        "unserved": "もともと、どの事業・プロジェクト・施策も届いていない。失うつながり：{path}",
        "point": "これがなければ、{n}件の手段のどれも届かない。{path}",
        "point-means": "ただ一つの手段。{path}",
        "carrier": "これがなくなると、{n}件の手段がすべて失われる。{path}",
        "cut-off": "この{k}件がともになくなると途絶える",
        "alone-run": "担い手は{lost}だけ。{path}",
        "alone-fund": "資金の出し手は{lost}だけ。{path}",
        "alone-base": "基づくのは{lost}だけ。{path}",
        "alone-whole": "{path}",
        "alone-aim": "{path}",
        "still-run": "{lost}を失うが、担い手は{kept}が残る。{path}",
        "still-fund": "{lost}を失うが、資金の出し手は{kept}が残る。{path}",
        "still-base": "{lost}を失うが、{kept}にも基づく。{path}",
        "still-whole": "{lost}を失うが、{kept}の一部でもある。{path}",
        "overlap": "同じ技術「{technology}」で同じ目標を支える：{goals}",
        "others": "{names}ほか{n}件",
        "sum": "{total}＝{parts}",
        "earlier": "{amount}。後の文書は別の額を示すので、足さない",
    },
    "en": {
        "without": "Without “{thing}”: {counts}",
        "counted": "{effect} ({n})",
        "served": "“{thing}”: means that reach it: {n}; independent routes: {k}{hangs}",
        "hangs": "; everything hangs on {names}",
        "only": "All {n} means are lost ({names}). {path}",
        "only-one": "Its only means is lost. {path}",
        "loses": "loses {lost} of {n} means",
        "left": "{left} left ({names}). Lost: {path}",
        "detour": "All {n} means still reach it by other ways. Lost: {path}",
        "unserved": "No programme, project or measure is stated to reach it even now. Lost: {path}",
        "point": "Without it, none of the {n} means reaches the end. {path}",
        "point-means": "The only means. {path}",
        "carrier": "All {n} means are lost with it. {path}",
        "cut-off": "cut off if these {k} go together",
        "alone-run": "Run by {lost} alone. {path}",
        "alone-fund": "Funded by {lost} alone. {path}",
        "alone-base": "Based on {lost} alone. {path}",
        "alone-whole": "{path}",
        "alone-aim": "{path}",
        "still-run": "Loses {lost}, still run by {kept}. {path}",
        "still-fund": "Loses {lost}, still funded by {kept}. {path}",
        "still-base": "Loses {lost}, still based on {kept}. {path}",
        "still-whole": "Loses {lost}, still part of {kept}. {path}",
        "overlap": "Serves the same goals with the same technology, {technology}: {goals}",
        "others": "{names} and {n} others",
        "sum": "{total} = {parts}",
        "earlier": "{amount}. A later document states another amount: not to be added",
    },
}


class ImpactWords:
    """Puts losses into words in the language of the labels."""

    def __init__(self, labels: Labels, facts: Facts) -> None:
        """Name things by `labels`, tell links by the phrases of `facts`."""
        self.labels = labels
        self._facts = facts
        self._sentences = _SENTENCES[labels.lang]
        self._comma, self._stop = ("、", "。") if labels.lang == "ja" else (", ", ". ")

    def effect(self, name: str) -> str:
        """Name an effect."""
        return EFFECTS[self.labels.lang][name]

    def say(self, sentence: str, **values: str | int) -> str:
        """Fill a sentence; what is put in is never read as a pattern."""
        return self._sentences[sentence].format(**values).strip()

    def names(self, things: Iterable[Iri], most: int = NAMED) -> str:
        """List the names of things, the first few of many."""
        called = [self.labels.of(thing) for thing in things]
        shown = self._comma.join(called[:most])
        rest = len(called) - most
        return self.say("others", names=shown, n=rest) if rest > 0 else shown

    def links(self, links: Iterable[tuple[Iri, Iri, Iri]]) -> str:
        """Tell stated triples one after the other, each once."""
        told = dict.fromkeys(self._facts.sentence(*link) for link in links)
        return self._stop.join(told)

    def money(self, total: Total) -> str:
        """Tell a sum with its year, stage and kind, and its parts if there are several."""
        purse, lang = total.purse, self.labels.lang
        fiscal = purse.calendar.endswith("-fy")
        details = [date_text(purse.when, fiscal=fiscal, lang=lang) if purse.when else ""]
        details += [self.labels.of(iri(n)) for n in (purse.stage, purse.kind) if n]
        # A ceiling says already that it is an upper bound.
        bound = "" if purse.kind == CEILING else purse.bound
        usual = ("per-total", "bound-exact", "")
        details += [self.labels.of(iri(n)) for n in (purse.per, bound) if n not in usual]
        joined = self._comma.join(part for part in details if part)
        amount = money_text(total.amount, purse.currency, lang)
        whole = f"{amount}（{joined}）" if lang == "ja" else f"{amount} ({joined})"
        if total.earlier:
            whole = self.say("earlier", amount=whole)
        if len(total.figures) == 1:
            return whole
        return self.say("sum", total=whole, parts=self._parts(total.figures))

    def _parts(self, figures: Sequence[Figure]) -> str:
        lang = self.labels.lang
        return ("＋" if lang == "ja" else " + ").join(
            f"{money_text(f.amount, f.purse.currency, lang)} {self.labels.of(f.owner)}"
            for f in figures
        )


def triple(hop: Hop) -> tuple[Iri, Iri, Iri]:
    """Give a hop's triple as it is stated, which may be the inverse of the way it leads."""
    ends = (hop.target, hop.source) if hop.backwards else (hop.source, hop.target)
    return ends[0], hop.relation, ends[1]
