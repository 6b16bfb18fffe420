"""The options that commands share, and how a command opens the graph and prints its answer.

Relies on Typer; results go to standard output, messages to standard error.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kg.answers import Answer
from kg.citations import Citation, parse_lines, passage
from kg.errors import KgError, UsageError
from kg.export import FORMATS, negative, write
from kg.graph import Graph, open_graph
from kg.namespaces import ID, iri
from kg.project import OUT, replace
from kg.wording import Lang


def _entities(incomplete: str) -> list[tuple[str, str]]:
    """Complete an entity by any of its names: id and label; nothing where no graph is built."""
    try:
        graph = open_graph(OUT)
    except KgError:
        return []
    hits = graph.find(incomplete, limit=15) if incomplete else []
    return [(hit.iri.value.rpartition("/")[2], graph.labels.of(hit.iri)) for hit in hits]


Entity = Annotated[
    str,
    typer.Argument(help="id, CURIE, IRI, or any label or alias", autocompletion=_entities),
]
Format = Annotated[str, typer.Option("-O", help="|".join(FORMATS))]
File = Annotated[Path | None, typer.Option("-o", help="write there instead of standard output")]
Language = Annotated[str, typer.Option("--lang", help="ja|en")]
AsOf = Annotated[str, typer.Option("--as-of", help="what documents issued up to DATE state")]
Document = Annotated[str, typer.Option("--document", help="what this document states")]
Within = Annotated[str, typer.Option("--in", help="facts of 2026 | FY2026 | 令和8年度")]
Passages = Annotated[bool, typer.Option("--passages", help="print the cited lines too")]
Sources = Annotated[Path | None, typer.Option("--sources", help="folder of your own copies")]
Out = Annotated[Path, typer.Option("--out", help="folder of the built graph")]

TAKEN = {
    "ja": "「{text}」は{first}とみなした。同じ名のもの: {others}",
    "en": "“{text}” is taken as {first}; also of that name: {others}",
}
TEXTS = ("table", "md")  # formats for people, which passages may follow

results = Console(highlight=False, markup=False)
messages = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def reader(lang: str) -> Lang:
    """Read `--lang`.

    Raises:
        UsageError: neither Japanese nor English.
    """
    if lang not in ("ja", "en"):
        raise UsageError(f"--lang '{lang}': no such language. use ja or en")
    return "ja" if lang == "ja" else "en"


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is asked for: view of the graph, language, form of the output."""

    out: Path = OUT
    lang: str = "ja"
    document: str = ""
    as_of: str = ""
    within: str = ""

    def graph(self) -> Graph:
        """Open the graph, narrowed to what was asked for."""
        lang = reader(self.lang)
        try:
            day = date.fromisoformat(self.as_of) if self.as_of else None
        except ValueError as error:
            raise UsageError(f"--as-of '{self.as_of}': {error}. write 2026-03-31") from error
        graph = open_graph(self.out, lang=lang)
        return graph.view(document=self.document or None, as_of=day, within=self.within or None)


def chosen(graph: Graph, text: str, *kinds: str) -> str:
    """Resolve an argument to an id; say on standard error what else has that name."""
    hits = graph.choices(text, kinds=kinds)
    if len(hits) > 1:
        first, *others = [
            f"{h.iri.value.removeprefix(ID)} "
            f"({', '.join(graph.labels.of(iri(kind)) for kind in graph.kinds(h.iri))})"
            for h in hits
        ]
        messages.print(TAKEN[graph.lang].format(text=text, first=first, others=", ".join(others)))
    return hits[0].iri.value


def put(content: bytes, file: Path | None) -> None:
    """Write to a file whole or not at all, or to standard output."""
    if file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        replace(file, content)
        messages.print(f"wrote {file}")


def give(
    answer: Answer, graph: Graph, *, form: str, file: Path | None,
    passages: bool = False, sources: Path | None = None,
) -> None:  # fmt: skip
    """Print an answer; exit 1 where nothing was found."""
    content = write(answer, form, lang=graph.lang)
    if passages:
        content += passages_of(answer, graph, form, sources).encode()
    put(content, file)
    if not answer:
        if form not in TEXTS:
            messages.print(negative(answer, graph.lang))
        raise typer.Exit(1)


def passages_of(answer: Answer, graph: Graph, form: str, sources: Path | None) -> str:
    """Print the cited lines from the reader's own copies of the documents.

    Raises:
        UsageError: the format is no text for people, no folder is given, or a document's file
            is not there.
    """
    if form not in TEXTS:
        raise UsageError(f"--passages: not with -O {form}. use -O {' or '.join(TEXTS)}")
    if sources is None:
        raise UsageError("--passages: where are the documents? add --sources DIR")
    lines = [""] if answer.citations else []
    for number, citation in enumerate(answer.citations, 1):
        lines.append(f"[{number}] {citation.text(graph.lang)}")
        # A link that we drew ourselves cites no lines.
        lines += _passage(citation, graph, sources) if citation.lines else []
    # In Markdown a block of code, so that nothing in a document's text is read as markup.
    margin = "    " if form == "md" else ""
    return "".join(f"{margin}{line}\n" for line in lines)


def _passage(citation: Citation, graph: Graph, sources: Path) -> list[str]:
    """Give the lines of one citation, each after its number."""
    name = graph.labels.text(iri(f"id:{citation.source.id}"), iri("file"))
    path = sources / name
    if not name or not path.is_file():
        raise UsageError(f"{path}: no copy of {citation.source.id} there. put its text file there")
    try:
        found = passage(path, parse_lines(citation.lines))
    except ValueError as error:
        raise UsageError(f"{path}: {error}. use the edition that was curated") from error
    return [f"  {line:>5}  {text}" for line, text in found]


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command so that a user's mistake prints one message and sets the exit code."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except KgError as error:
            messages.print(str(error))
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            messages.print(f"{error.filename or 'file'}: {error.strerror}. name another place")
            raise typer.Exit(UsageError.exit_code) from error

    return run
