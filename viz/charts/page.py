"""A chart or timeline as a page: the drawing, its table with every citation, and the query.

Relies on drawings that escape their texts; no script runs in the page.
"""

from markupsafe import Markup

from kg.answers import Answer
from viz.page import own, policy, template
from viz.picture import Lang

MOST_CITATIONS = 5  # shown in a row; more are folded, so that the table can be read
_WORDS = {
    "ja": {"table": "図のもとになった値と出典", "sources": "出典", "all": "{}件の出典"},
    "en": {
        "table": "The values drawn, with their sources",
        "sources": "Sources",
        "all": "{} sources",
    },
}


def page(title: str, drawing: str, answer: Answer, lang: Lang) -> str:
    """Return the page of a drawing, which is SVG: UTF-8 text, the same bytes for the same."""
    style = own("chart.css")
    shown = [name for name, column in answer.columns.items() if not column.detail]
    rows = [
        {
            "cells": [row.cells[name].label if name in row.cells else "" for name in shown],
            "citations": list(dict.fromkeys(answer.citations[n].text(lang) for n in row.citations)),
        }
        for row in answer.rows
    ]
    return template("chart.html.j2").render(
        policy=policy([], style),
        style=Markup(style),  # our own file, checked by a test
        lang=lang,
        title=title,
        drawing=Markup(drawing),  # Vega and our template escape every text they draw
        words=_WORDS[lang],
        columns=[answer.columns[name] for name in shown],
        rows=rows,
        most=MOST_CITATIONS,
        query=answer.query or "",
    )
