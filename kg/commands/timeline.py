"""kg timeline: periods, money, events, targets and successions in their order."""

from pathlib import Path

from kg.answers import Answer
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
from kg.wording import Lang
from viz.charts.moments import timeline_of
from viz.charts.page import page
from viz.charts.timeline import png, svg
from viz.slides.timelines import timeline_slides

DRAWN = (".svg", ".png", ".html", ".pptx")


def timeline(
    entity: Entity, form: Format = "table", file: File = None, lang: Language = "ja",
    as_of: AsOf = "", document: Document = "", within: Within = "", passages: Passages = False,
    sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Show when what of a thing or topic happens; -o FILE.svg|png|html|pptx draws it."""
    graph = Asked(out, lang, document, as_of, within).graph()
    answer = graph.timeline(chosen(graph, entity, "Topic", "Programme", "Strategy"))
    picture = file is not None and file.suffix.lower() in DRAWN
    if answer and file and picture:
        put(drawn(answer, file, graph.lang), file)
    else:
        file = None if picture else file  # no text into a file that is to be a drawing
        give(answer, graph, form=form, file=file, passages=passages, sources=sources)


def drawn(answer: Answer, file: Path, lang: Lang) -> bytes:
    """Draw a timeline in the format of a file's ending."""
    moments = timeline_of(answer, lang)
    match file.suffix.lower():
        case ".png":
            return png(moments)
        case ".pptx":
            return timeline_slides(moments)
        case ".html":
            return page(moments.title, svg(moments), answer, lang).encode()
        case _:
            return svg(moments).encode()
