"""kg timeline: periods, money, events, targets and successions in their order."""

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
    put,
)  # fmt: skip
from kg.project import OUT
from viz.timeline import svg


def timeline(
    entity: Entity, form: Format = "table", file: File = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Show when what of a thing, its parts, or a topic happens; -o FILE.svg draws it."""
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.timeline(chosen(graph, entity, "Topic", "Programme", "Strategy"))
    if answer and file is not None and file.suffix.lower() == ".svg":
        put(svg(answer, answer.question, graph.lang).encode(), file)
    else:
        give(answer, graph, form=form, file=file, passages=passages, sources=sources)
