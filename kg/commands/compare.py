"""kg compare: two documents, two countries on a topic, or two years, side by side."""

from typing import Annotated

import typer

from kg.analysis.compare import meaning_of_years
from kg.commands.options import (
    TEXTS,
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
    give,
    messages,
)  # fmt: skip
from kg.project import OUT

Topic = Annotated[str, typer.Option("--topic", help="only what bears this topic")]
Aspect = Annotated[str, typer.Option("--aspect", help="one list whole: goal, target, money …")]


def compare(
    before: Entity, after: Entity, topic: Topic = "", aspect: Aspect = "",
    form: Format = "table", file: File = None, lang: Language = "ja", as_of: AsOf = "",
    document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Compare two documents (2019 2026), countries (with --topic) or years (FY2024 FY2025)."""
    graph = Asked(out, lang, document, as_of, within).graph()
    if meant := meaning_of_years(graph, before, after):
        messages.print(meant)
    answer = graph.compare(
        before, after, topic=topic or None, aspect=aspect or None, brief=form in TEXTS
    )
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)
