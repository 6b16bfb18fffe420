"""A briefing with its pictures: the map, the money by year and the timeline beside the text.

Relies on `kg.analysis.briefing` for the content, on a view for the map; every format draws this.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.analysis.briefed import Briefing, Row
from kg.analysis.briefing_words import money
from kg.answers import Answer
from kg.export import bar, escaped
from kg.graph import Graph
from kg.namespaces import Iri
from viz.charts.chart import Chart, Mark
from viz.charts.moments import Timeline, timeline_of
from viz.maps.drawn import drawn
from viz.maps.view import named
from viz.picture import Picture
from viz.sources import dated

MOST_SUMS = 10  # bars of the money chart
# Class of the subject → the view that shows it, and the parameter that takes it; else its links.
VIEWS = {
    "Goal": ("goal", "goal"),
    "Topic": ("landscape", "topic"),
    "Country": ("partners", "country"),
    "Region": ("partners", "country"),
}
OTHERWISE = ("neighbourhood", "entity")
HOME = "japan"  # whose partners a country is; of itself one asks for all its links
WORDS = {
    "ja": {
        "money": "予算・資金の推移", "map": "関係図", "sources": "出典",
        "searched": "調べた文書", "more": "ほか{n}件", "kinds": "ほか{n}種類", "between": "、",
        "moments": "述べられた時期（{n}件）", "some": "述べられた時期（{n}件のうち{shown}件）",
    },
    "en": {
        "money": "Money by year", "map": "Map", "sources": "Sources",
        "searched": "Documents searched", "more": "{n} more", "kinds": "{n} more kinds",
        "between": ", ",
        "moments": "Times stated ({n})", "some": "Times stated ({shown} of {n})",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the pages of a briefing hold.

    `chart` is missing where no two sums compare, `timeline` where nothing has a time.
    """

    content: Briefing
    picture: Picture
    chart: Chart | None
    timeline: Timeline | None


def brief(graph: Graph, entity: str) -> Brief:
    """Gather the briefing of a thing, with its pictures.

    Raises:
        NotFoundError: no such entity.
        UsageError: nothing links it to means or ends.
    """
    content = graph.brief(entity)
    picture = _picture(graph, content.subject)
    return Brief(content, picture, _chart(content, graph), _timeline(content))


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


def _timeline(content: Briefing) -> Timeline | None:
    """Draw the moments that the table of the Markdown tells."""
    if not content.moments:
        return None
    answer = Answer(content.title, {}, content.moments, content.citations, ())
    return replace(timeline_of(answer, content.lang), dated=dated(content.citations, content.lang))


def marked(brief: Brief) -> Timeline | None:
    """Give the timeline for a page that numbers its sources: each moment bears its numbers."""
    if brief.timeline is None:
        return None
    texts = _texts(brief.content)
    moments = tuple(
        replace(m, text=f"{m.text} {_marks(texts.index(text) for text in m.cited)}")
        for m in brief.timeline.moments
    )
    section, words = brief.content.section("timeline"), WORDS[brief.content.lang]
    shown, more = len(section.rows), section.more
    title = words["some" if more else "moments"].format(n=shown + more, shown=shown)
    return replace(brief.timeline, title=title, moments=moments, sources=(), dated="")


# Section → shares of the width that its columns take on paper.
SHARES = {
    "paths": (0.85, 0.15), "money": (0.16, 0.14, 0.09, 0.16, 0.45),
    "timeline": (0.2, 0.33, 0.36, 0.11), "involved": (0.24, 0.18, 0.58),
    "gaps": (0.26, 0.6, 0.14), "weak": (0.15, 0.22, 0.63),
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
            lines.append(bar([*map(escaped, row.cells), marks(content, row)]))
        more = words["more"].format(n=section.more) if section.more else ""
        lines += ["", more or ("" if section.rows else section.empty), ""]
    lines += [f"## {words['sources']}", ""]
    lines += [f"{number}. {escaped(text)}" for number, text in enumerate(_texts(content), 1)]
    lines += ["", f"{words['searched']}: {words['between'].join(content.searched)}"]
    return "\n".join(lines) + "\n"


def sources(content: Briefing) -> list[tuple[str, list[str]]]:
    """Group the numbered sources by document: its title, and `section [4] lines [5] lines`."""
    lang, texts = content.lang, _texts(content)
    found: dict[str, dict[str, dict[str, None]]] = {}
    for citation in content.citations:
        number = texts.index(citation.text(lang)) + 1
        section = replace(citation, lines="").place(lang)
        lines = replace(citation, section="").place(lang)
        sections = found.setdefault(citation.head(lang), {})
        sections.setdefault(section, {})[f"[{number}] {lines}"] = None
    return [
        (head, [f"{section} {' '.join(places)}".strip() for section, places in sections.items()])
        for head, sections in found.items()
    ]


def marks(content: Briefing, row: Row) -> str:
    """Write the numbers of a row's sources, counted from one: `[1] [4–7]`."""
    texts = _texts(content)
    lang = content.lang
    return _marks(texts.index(content.citations[place].text(lang)) for place in row.citations)


def _marks(places: Iterable[int]) -> str:
    """Write positions as numbers that readers count from one, three and more in a row as a span."""
    numbers = sorted({place + 1 for place in places})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return " ".join(
        f"[{span[0]}–{span[-1]}]" if len(span) > 2 else " ".join(f"[{n}]" for n in span)
        for span in spans
    )


def _texts(content: Briefing) -> list[str]:
    """List the passages in the order of their first use, each once however often it is cited."""
    return list(dict.fromkeys(citation.text(content.lang) for citation in content.citations))


def bare(picture: Picture) -> Picture:
    """Take title and sources off a map that stands on a page which has both."""
    return replace(picture, title=WORDS[picture.lang]["map"], subtitle="", sources=())
