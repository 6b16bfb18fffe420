"""A briefing as one page for screen and paper: text, map, money, time, tables, numbered sources.

Relies on `viz.svg`, `viz.chart` and `viz.timeline` for the drawings; no script runs in the page.
"""

from markupsafe import Markup

from viz.brief import WORDS, Brief, bare, marked, marks, sources
from viz.chart import svg as chart_svg
from viz.page import own, policy, template
from viz.svg import svg
from viz.timeline import svg as timeline_svg

_WIDE = 1030.0  # px of the timeline: that of the page's column


def page(brief: Brief) -> str:
    """Return the page of a briefing: UTF-8 text, the same bytes for the same briefing."""
    content, timeline = brief.content, marked(brief)
    style = own("brief.css")
    sections = [
        {
            "section": section,
            "rows": [{"cells": row.cells, "marks": marks(content, row)} for row in section.rows],
        }
        for section in content.sections
    ]
    return template("brief.html.j2").render(
        policy=policy([], style),
        style=Markup(style),  # our own file, checked by a test
        content=content,
        words=WORDS[content.lang],
        sections=sections,
        map=Markup(svg(bare(brief.picture))),  # its template escapes every text
        money=Markup(chart_svg(brief.chart)) if brief.chart else "",  # Vega escapes every text
        # Its template escapes every text.
        time=Markup(timeline_svg(timeline, wide=_WIDE)) if timeline else "",
        sources=sources(content),
    )
