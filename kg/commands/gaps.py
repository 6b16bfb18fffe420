"""kg gaps: what the documents leave open, deny or only propose."""

from typing import Annotated

import typer

from kg.commands.options import (
    Asked,
    AsOf,
    Document,
    File,
    Format,
    Language,
    Out,
    Passages,
    Sources,
    Within,
    give,
)  # fmt: skip
from kg.project import OUT

KINDS = "goals|programmes|targets|technologies|countries|challenges|promises"
Kind = Annotated[str, typer.Option("--kind", help=f"list one kind: {KINDS}")]
Topic = Annotated[str, typer.Option("--topic", help="only what bears this topic")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="how many are listed; 0 for all")]


def gaps(
    kind: Kind = "", topic: Topic = "", limit: Limit = 30, form: Format = "table",
    file: File = None, lang: Language = "ja", as_of: AsOf = "", document: Document = "",
    within: Within = "", passages: Passages = False, sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Show what the documents leave open: a count of each kind, or the list of one."""
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.gaps(kind, topic=topic, limit=limit)
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)
