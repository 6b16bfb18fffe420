"""The command line: one command per module of `kg.commands`, in the order of the help."""

import gc
import sys
from importlib import import_module

import typer

from kg.commands.options import guarded

# Command → the function in the module of that name. Only the module that is asked for is loaded:
# the libraries behind building, checking and drawing would double the time of an answer.
COMMANDS = {
    "build": "build",
    "check": "check",
    "coverage": "coverage",
    "query": "query",
    "questions": "questions",
    "search": "search",
    "show": "show",
    "trace": "trace",
    "gaps": "gaps",
    "timeline": "timeline",
    "impact": "impact",
    "compare": "compare",
    "brokers": "brokers",
    "map": "map_",
    "brief": "brief",
    "chart": "chart",
    "export": "export",
}


def application(wanted: str = "") -> typer.Typer:
    """Make the command line, with one command if it is named, else with all."""
    app = typer.Typer(
        help="Japan's ICT strategies as a knowledge graph: every answer names its source line.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_described)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module = import_module(f"kg.commands.{name}")
        app.command(name)(guarded(getattr(module, COMMANDS[name])))
    return app


def _described() -> None:
    """Japan's ICT strategies as a knowledge graph: every answer names its source line."""


def main() -> None:
    """Run the command line."""
    # Names, quads and answers stay until the end: looking among them for garbage costs a fifth.
    gc.set_threshold(200_000)
    application(sys.argv[1] if len(sys.argv) > 1 else "")()


if __name__ == "__main__":
    main()
