"""kg query: answer a saved question, a question file, or SPARQL from standard input."""

import sys
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
from kg.errors import UsageError
from kg.project import OUT, QUERIES
from kg.questions import listed


def _names(incomplete: str) -> list[str]:
    return [path.stem for path in listed(QUERIES) if path.stem.startswith(incomplete)]


Name = Annotated[
    str,
    typer.Argument(
        help="name of a saved question, a .rq file, or - for SPARQL", autocompletion=_names
    ),
]
Parameters = Annotated[list[str] | None, typer.Option("-p", help="name=value; * for any")]


def query(
    name: Name, parameter: Parameters = None, form: Format = "table", file: File = None,
    lang: Language = "ja", as_of: AsOf = "", document: Document = "", within: Within = "",
    passages: Passages = False, sources: Sources = None, out: Out = OUT,
) -> None:  # fmt: skip
    """Answer a question; every row carries its citations."""
    graph = Asked(out, lang, document, as_of, within).graph()
    if name == "-":
        answer = graph.query(_typed())
    else:
        answer = graph.question(name, **dict(pair(text) for text in parameter or []))
    give(answer, graph, form=form, file=file, passages=passages, sources=sources)


def _typed() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input: {error}. write the query in UTF-8") from error


def pair(text: str) -> tuple[str, str]:
    """Read one `-p name=value`."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"-p '{text}': no value. write -p name=value")
    return name, value
