"""kg brokers: who or what stands between others, and which topics it joins."""

from typing import Annotated

import typer

from kg.analysis.brokers import TOP
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
    chosen,
    give,
)  # fmt: skip
from kg.project import OUT

Topic = Annotated[str, typer.Option("--topic", help="only what bears this topic, and its links")]
Kind = Annotated[str, typer.Option("--kind", help="what to rank: Organisation|Technology|…")]
Top = Annotated[int, typer.Option("--top", min=1, help="how many")]


def brokers(
    topic: Topic = "", kind: Kind = "Organisation", top: Top = TOP, form: Format = "table",
    file: File = None, lang: Language = "ja", as_of: AsOf = "", document: Document = "",
    within: Within = "", passages: Passages = False, sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Rank who connects fields and topics: between whom, and what few others join."""
    graph = Asked(out, lang, document, as_of, within).graph()
    node = chosen(graph, topic, "Topic") if topic else None
    answer = graph.brokers(topic=node, kind=kind, top=top)
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)
