"""kg impact: what would be lost if one thing went, and what a goal hangs on."""

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


def impact(
    entity: Entity, form: Format = "table", file: File = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Show what would be lost if a thing went; of a goal, which single things it hangs on."""
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.impact(chosen(graph, entity, "Programme", "Goal"))
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)
