"""kg chart: a saved question as a chart of its form, its caveats and sources under it."""

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, Language, Out, Within, put, reader
from kg.commands.query import Parameters, pair
from kg.commands.questions import listing
from kg.errors import UsageError
from kg.export import write
from kg.project import OUT, QUERIES
from kg.questions import Question, find, listed
from viz.charts.chart import png, svg
from viz.charts.charted import chart_of
from viz.charts.page import page
from viz.slides.charts import chart_slides

FORMATS = (".svg", ".png", ".html", ".pptx")
Name = Annotated[
    str, typer.Argument(metavar="[NAME]", help="a saved question with a chart; none: list them")
]
Target = Annotated[Path | None, typer.Argument(metavar="FILE", help=f"FILE{'|'.join(FORMATS)}")]


def chart(
    name: Name = "", file: Target = None, parameter: Parameters = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Draw a question as bars, line, ranks, stack, heat map or treemap; or list those with one."""
    if not name:
        questions = (Question.read(path) for path in listed(QUERIES))
        drawable = listing((q for q in questions if "chart" in q.header), reader(lang))
        put(write(drawable, "table", lang=reader(lang)), None)
        return
    if file is None:
        raise UsageError(f"kg chart {name}: no file. add one that ends in {', '.join(FORMATS)}")
    form = file.suffix.lower()
    if form not in FORMATS:
        raise UsageError(f"kg chart '{file}': no such format. end it in {', '.join(FORMATS)}")
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
            content = page(drawn.title, svg(drawn), answer, graph.lang).encode()
    put(content, file)
