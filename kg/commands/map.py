"""kg map: a relationship map in one file that opens in a browser, offline."""

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, Entity, Language, Out, Within, chosen, put
from kg.errors import UsageError
from kg.namespaces import Iri
from kg.project import OUT
from viz.goal import goal_picture
from viz.html import render

View = Annotated[str, typer.Argument(help="what is drawn: goal")]
Target = Annotated[Path, typer.Argument(help="FILE.html")]


def map_(
    view: View, entity: Entity, file: Target, lang: Language = "ja", as_of: AsOf = "",
    document: Document = "", within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Draw a goal with the means that serve it, and the money, bodies and technologies beside."""
    if view != "goal":
        raise UsageError(f"kg map '{view}': no such view. use goal")
    if file.suffix != ".html":
        raise UsageError(f"kg map '{file}': no such format. end it in .html")
    graph = Asked(out, lang, document, as_of, within).graph()
    goal = Iri(chosen(graph, entity, "Goal"))
    put(render(goal_picture(graph, goal)).encode(), file)
