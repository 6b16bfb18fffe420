"""The command line: one command per module of `kg.commands`, in the order of the help."""

from collections.abc import Callable

import typer

from kg.commands.build import build
from kg.commands.check import check
from kg.commands.coverage import coverage
from kg.commands.export import export
from kg.commands.map import map_
from kg.commands.options import guarded
from kg.commands.query import query
from kg.commands.questions import questions
from kg.commands.search import search
from kg.commands.show import show
from kg.commands.trace import trace

COMMANDS: dict[str, Callable[..., None]] = {
    "build": build,
    "check": check,
    "coverage": coverage,
    "query": query,
    "questions": questions,
    "search": search,
    "show": show,
    "trace": trace,
    "map": map_,
    "export": export,
}

app = typer.Typer(
    help="Japan's ICT strategies as a knowledge graph: every answer names its document and line.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for name, command in COMMANDS.items():
    app.command(name)(guarded(command))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
