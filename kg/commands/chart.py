"""kg chart: a saved question as bars, a line or ranks, its caveats and sources under it."""

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, Language, Out, Within, put
from kg.commands.query import Name, Parameters, pair
from kg.errors import UsageError
from kg.project import OUT, QUERIES
from kg.questions import Question, find
from viz.chart import png, svg
from viz.chart_page import page
from viz.charted import chart_of
from viz.pptx_chart import chart_slides

Target = Annotated[Path, typer.Argument(help="FILE.svg, FILE.png, FILE.html or FILE.pptx")]


def chart(
    name: Name, file: Target, parameter: Parameters = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Draw a question whose header has a chart: bar, line or rank."""
    form = file.suffix.lower()
    if form not in (".svg", ".png", ".html", ".pptx"):
        raise UsageError(f"kg chart '{file}': no such format. end it in .svg, .png, .html or .pptx")
    question = Question.read(find(QUERIES, name))
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.question(name, **dict(pair(text) for text in parameter or []))
    drawn = chart_of(question, answer, graph.lang)
    match form:
        case ".svg":
            content = svg(drawn).encode()
        case ".png":
            content = png(drawn)
        case ".pptx":
            content = chart_slides(drawn)
        case _:
            content = page(drawn, answer).encode()
    put(content, file)
