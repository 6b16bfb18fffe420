"""kg search: find an entity by any of its names."""

from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, File, Format, Language, Out, Within, give
from kg.project import OUT

Text = Annotated[str, typer.Argument(help="one character or more, Japanese or English")]
Limit = Annotated[int, typer.Option("--limit", help="at most so many", min=1)]


def search(
    text: Text, limit: Limit = 20, form: Format = "table", file: File = None,
    lang: Language = "ja", as_of: AsOf = "", document: Document = "", within: Within = "",
    out: Out = OUT,
) -> None:  # fmt: skip
    """Search names and aliases in Japanese and English."""
    graph = Asked(out, lang, document, as_of, within).graph()
    give(graph.search(text, limit=limit), graph, form=form, file=file)
