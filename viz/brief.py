"""A briefing with its pictures: the map and the money by year that go beside the text.

Relies on `kg.analysis.briefing` for the content, on a view for the map; every format draws this.
"""

from dataclasses import dataclass

from kg.analysis.briefed import Briefing
from kg.analysis.briefing_words import money
from kg.export import bar, escaped
from kg.graph import Graph
from kg.namespaces import Iri
from viz.chart import Chart, Mark
from viz.drawn import drawn
from viz.picture import Picture
from viz.view import named

MOST_SUMS = 10  # bars of the money chart
# Class of the subject → the view that shows it, and the parameter that takes it; else its links.
VIEWS = {
    "Goal": ("goal", "goal"),
    "Topic": ("landscape", "topic"),
    "Country": ("partners", "country"),
}
OTHERWISE = ("neighbourhood", "entity")
HOME = "japan"  # whose partners a country is; of itself one asks for all its links
WORDS = {
    "ja": {
        "money": "予算・資金の推移", "map": "関係図", "sources": "出典",
        "searched": "調べた文書", "more": "ほか{n}件",
        "noted": "出典（行はノートに）",
    },
    "en": {
        "money": "Money by year", "map": "Map", "sources": "Sources",
        "searched": "Documents searched", "more": "{n} more",
        "noted": "Sources (lines in the notes)",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the pages of a briefing hold; `chart` is missing where no two sums compare."""

    content: Briefing
    picture: Picture
    chart: Chart | None


def brief(graph: Graph, entity: str) -> Brief:
    """Gather the briefing of a goal, programme, topic or country, with its pictures.

    Raises:
        NotFoundError: no such entity.
        UsageError: nothing links it to means or ends.
    """
    content = graph.brief(entity)
    return Brief(content, _picture(graph, content.subject), _chart(content, graph))


def _picture(graph: Graph, subject: Iri) -> Picture:
    kinds = graph.kinds(subject)
    view, parameter = next((VIEWS[kind] for kind in kinds if kind in VIEWS), OTHERWISE)
    if subject.value.endswith(f"/{HOME}"):
        view, parameter = OTHERWISE
    return drawn(named(view), graph, **{parameter: subject.value}).page


def _chart(content: Briefing, graph: Graph) -> Chart | None:
    """Draw the sums of the currency that most are in, by year and stage."""
    dated = [total for total in content.spent if total.purse.when]
    currencies = [total.purse.currency for total in dated]
    if not currencies:
        return None
    currency = max(sorted(set(currencies)), key=currencies.count)
    shown = [total for total in dated if total.purse.currency == currency][-MOST_SUMS:]
    if len(shown) < 2:
        return None
    marks = []
    for total in shown:
        *label, amount = money(total.purse, total.amount, graph.labels)
        marks.append(
            Mark(" ".join(filter(None, label)), float(total.amount), amount, group=currency)
        )
    # The sources of every sum stand in the table beside it.
    return Chart(WORDS[content.lang]["money"], "bar", content.lang, tuple(marks), (), ())


# Section → shares of the width that its columns take on paper.
SHARES = {
    "paths": (0.85, 0.15), "money": (0.15, 0.12, 0.1, 0.15, 0.48),
    "timeline": (0.2, 0.33, 0.36, 0.11), "involved": (0.28, 0.2, 0.52),
    "gaps": (0.3, 0.5, 0.2), "weak": (0.2, 0.26, 0.54),
}  # fmt: skip


def text_of(brief: Brief) -> str:
    """Write the briefing as Markdown: for mail, notes and further editing."""
    content, words = brief.content, WORDS[brief.content.lang]
    lines = [f"# {escaped(content.title)}", "", f"**{escaped(content.answer.cells[0])}**", ""]
    for section in content.sections:
        lines += [f"## {section.title}", ""]
        if section.rows:
            lines.append(bar([*section.columns, words["sources"]]))
            lines.append(bar(["---"] * (len(section.columns) + 1)))
        for row in section.rows:
            lines.append(bar([*map(escaped, row.cells), marks(row.citations)]))
        more = words["more"].format(n=section.more) if section.more else ""
        lines += ["", more or ("" if section.rows else section.empty), ""]
    lines += [f"## {words['sources']}", ""]
    lines += [f"{n}. {escaped(c.text(content.lang))}" for n, c in enumerate(content.citations, 1)]
    lines += ["", f"{words['searched']}: {', '.join(content.searched)}"]
    return "\n".join(lines) + "\n"


def sources(content: Briefing) -> list[tuple[str, list[str]]]:
    """Group the numbered sources by document: its title, and `[4] section, lines` of each."""
    found: dict[str, list[str]] = {}
    for number, citation in enumerate(content.citations, 1):
        place = citation.place(content.lang)
        found.setdefault(citation.head(content.lang), []).append(f"[{number}] {place}")
    return list(found.items())


def marks(citations: tuple[int, ...]) -> str:
    """Write positions as numbers that readers count from one: `[1][4]`."""
    return "".join(f"[{position + 1}]" for position in citations)
