"""A briefing as one page for screen and paper: text, map, money, time, tables, numbered sources.

Relies on `viz.maps.svg`, `viz.charts.chart` and `viz.charts.timeline` for the drawings; no script
runs in the page.
"""

from markupsafe import Markup

from viz.briefs.brief import WORDS, Brief, bare, marked, marks, sources
from viz.charts.chart import svg as chart_svg
from viz.charts.timeline import svg as timeline_svg
from viz.maps.svg import svg
from viz.page import own, policy, template

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
