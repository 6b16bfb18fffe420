"""kg map: a relationship map: a page that opens offline, a picture, slides or a network."""

from pathlib import Path
from typing import Annotated

import typer

from kg.answers import Answer, AnswerRow, Cell, headed
from kg.commands.options import (
    Asked,
    AsOf,
    Document,
    Language,
    Out,
    Within,
    chosen,
    messages,
    put,
    reader,
)
from kg.commands.query import Parameters, pair
from kg.errors import UsageError
from kg.export import negative, write
from kg.project import OUT
from kg.reading import ANY
from kg.wording import Lang
from viz.maps.drawn import Drawn, drawn
from viz.maps.graphml import graphml
from viz.maps.html import render
from viz.maps.svg import png, svg
from viz.maps.view import named, names
from viz.slides.maps import slides

FORMATS = (".html", ".svg", ".png", ".pptx", ".graphml")
_COLUMNS = ("view", "shows", "about")
_HEADINGS = {"ja": ("図", "示すこと", "対象"), "en": ("view", "what it shows", "about")}
_ANY = {"ja": "{about}（省略可）", "en": "{about} (optional)"}


def _views(incomplete: str) -> list[str]:
    return [name for name in names() if name.startswith(incomplete)]


Name = Annotated[
    str, typer.Argument(metavar="[VIEW]", help="a view; none: list them", autocompletion=_views)
]
Target = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ENTITY] FILE", help=f"what it is about, * for all; FILE{'|'.join(FORMATS)}"
    ),
]


def map_(
    view: Name = "", target: Target = None, parameter: Parameters = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Draw a view of the graph, or list the views; what does not fit is counted in boxes."""
    if not view:
        put(write(_listed(reader(lang)), "table", lang=reader(lang)), None)
        return
    found = named(view)
    *entity, name = target or [""]
    file, known = Path(name), ", ".join(FORMATS)
    if not name:
        raise UsageError(f"kg map {view}: no file. add one that ends in {known}")
    if file.suffix.lower() not in FORMATS:
        raise UsageError(f"kg map '{file}': no such format. end it in one of {known}")
    if len(entity) > 1 or (found.needs_entity and not entity):
        what = found.question.parameters[0].label.get(lang, found.entity)
        raise UsageError(f"kg map {view}: name one {what}. write kg map {view} ENTITY {file}")
    graph = Asked(out, lang, document, as_of, within).graph()
    given: dict[str, str | None] = dict(pair(text) for text in parameter or [])
    if entity:
        given[found.entity] = (
            entity[0] if entity[0] in ANY else chosen(graph, entity[0], found.kind)
        )
    picture = drawn(found, graph, **given)
    if not picture:
        messages.print(negative(picture.answer, graph.lang))
        raise typer.Exit(1)
    put(_written(picture, file.suffix.lower()), file)


def _listed(lang: Lang) -> Answer:
    """List the views: what each shows, and what it may or must be about."""
    rows = []
    for view in map(named, names()):
        about = view.question.parameters[0].label[lang]
        needed = about if view.needs_entity else _ANY[lang].format(about=about)
        cells = (view.name, view.question.title(lang), needed)
        rows.append(AnswerRow({k: Cell(None, c, c) for k, c in zip(_COLUMNS, cells, strict=True)}))
    headings = dict(zip(_COLUMNS, _HEADINGS[lang], strict=True))
    return Answer("", headed(headings), tuple(rows), (), ())


def _written(picture: Drawn, form: str) -> bytes:
    """Write a drawn view in the format that a file's suffix asks for."""
    match form:
        case ".html":
            return render(picture.page).encode()
        case ".svg":
            return svg(picture.page).encode()
        case ".png":
            return png(picture.page)
        case ".pptx":
            return slides(picture.page)
        case _:
            return graphml(picture.whole)
