"""kg export: the whole graph in a format of other tools."""

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import Asked, AsOf, Document, Language, Out, Within, put
from kg.dump import dump
from kg.project import OUT

Target = Annotated[Path, typer.Argument(help="FILE.(ttl|nq|nq.gz|jsonld|csv|xlsx|graphml)")]


def export(
    file: Target, lang: Language = "ja", as_of: AsOf = "", document: Document = "",
    within: Within = "", out: Out = OUT,
) -> None:  # fmt: skip
    """Write the graph, or a view of it, to one file."""
    graph = Asked(out, lang, document, as_of, within).graph()
    put(dump(graph, file.name), file)
