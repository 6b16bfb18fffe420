"""kg show: everything that is stated of one entity."""

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
)  # fmt: skip
from kg.project import OUT


def show(
    entity: Entity, form: Format = "table", file: File = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """List every fact of an entity with its citations."""
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.show(chosen(graph, entity))
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)
