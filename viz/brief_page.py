"""A briefing as one page for screen and paper: text, map, money, tables, numbered sources.

Relies on `viz.svg` and `viz.chart` for the drawings; no script runs in the page.
"""

from markupsafe import Markup

from viz.brief import WORDS, Brief, marks, sources
from viz.chart import svg as chart_svg
from viz.page import own, policy, template
from viz.svg import svg


def page(brief: Brief) -> str:
    """Return the page of a briefing: UTF-8 text, the same bytes for the same briefing."""
    content = brief.content
    style = own("brief.css")
    sections = [
        {
            "section": section,
            "rows": [{"cells": row.cells, "marks": marks(row.citations)} for row in section.rows],
        }
        for section in content.sections
    ]
    return template("brief.html.j2").render(
        policy=policy([], style),
        style=Markup(style),  # our own file, checked by a test
        content=content,
        words=WORDS[content.lang],
        sections=sections,
        map=Markup(svg(brief.picture)),  # its template escapes every text
        money=Markup(chart_svg(brief.chart)) if brief.chart else "",  # Vega escapes every text
        sources=sources(content),
    )
