"""kg brief: what one must know of a goal, programme, topic, country, technology or body."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, Entity, Language, Out, Within, chosen, put
from kg.errors import UsageError
from kg.project import OUT
from viz.briefs.brief import Brief, text_of
from viz.briefs.brief import brief as gathered
from viz.briefs.page import page
from viz.briefs.slides import brief_slides
from viz.briefs.word import docx

FORMS: dict[str, Callable[[Brief], bytes | str]] = {
    ".html": page, ".pptx": brief_slides, ".docx": docx, ".md": text_of,
}  # fmt: skip
KINDS = ("Goal", "Programme", "Topic", "Country", "Technology", "Organisation")
Target = Annotated[
    Path | None, typer.Option("-o", help="FILE.html|.pptx|.docx|.md; Markdown without it")
]


def brief(
    entity: Entity, file: Target = None, lang: Language = "ja", as_of: AsOf = "",
    document: Document = "", within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Write a briefing: answer, paths, map, money, time, bodies, gaps, weak points, sources."""
    form = file.suffix if file else ".md"
    if form not in FORMS:
        raise UsageError(f"kg brief '{file}': no such format. end it in {', '.join(FORMS)}")
    graph = Asked(out, lang, document, as_of, within).graph()
    subject = chosen(graph, entity, *KINDS)
    content = FORMS[form](gathered(graph, subject))
    put(content.encode() if isinstance(content, str) else content, file)
