"""kg trace: from a goal down to its programmes, or from a programme up to its goals."""

import json
from typing import Annotated

import typer

from kg.commands.options import (
    Asked,
    AsOf,
    Document,
    Entity,
    File,
    Format,
    Language,
    Out,
    Passages,
    Sources,
    Within,
    chosen,
    give,
    passages_of,
    put,
)  # fmt: skip
from kg.export import negative
from kg.graph import Graph
from kg.project import OUT
from kg.trace import HOPS, PATHS
from kg.traced import Trace, text_of

To = Annotated[str, typer.Option("--to", help="only paths that reach this entity")]
Via = Annotated[str, typer.Option("--via", help="only paths through this entity")]
MaxHops = Annotated[int, typer.Option("--max-hops", min=1, max=12)]
Limit = Annotated[int, typer.Option("--limit", help="at most so many paths", min=1)]


def trace(
    entity: Entity, to: To = "", via: Via = "", max_hops: MaxHops = HOPS, limit: Limit = PATHS,
    form: Format = "table", file: File = None, lang: Language = "ja", as_of: AsOf = "",
    document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Tell the best paths between means and ends, each hop with its lines."""
    graph = Asked(out, lang, document, as_of, within).graph()
    start = chosen(graph, entity, "Goal", "Programme")
    found = graph.trace(start, to=to or None, via=via or None, hops=max_hops, limit=limit)
    if form in ("table", "json"):
        cited = passages_of(found.answer, graph, form, sources) if passages else ""
        _print(found, graph, form, file, cited)
    else:
        give(found.answer, graph, form=form, file=file, passages=passages, sources=sources)


def _print(found: Trace, graph: Graph, form: str, file: File, passages: str) -> None:
    if form == "json":
        put((json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n").encode(), file)
    else:
        text = text_of(found, graph.lang) if found else negative(found.answer, graph.lang) + "\n"
        put((text + passages).encode(), file)
    if not found:
        raise typer.Exit(1)
