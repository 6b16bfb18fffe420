"""kg build: data and ontology to a checked, reasoned graph."""

from pathlib import Path
from typing import Annotated

import typer

from kg.build import build as build_graph
from kg.commands.options import Out, messages
from kg.project import DATA, ONTOLOGY, OUT

Data = Annotated[Path, typer.Option("--data", help="the data package")]


def build(data: Data = DATA, out: Out = OUT) -> None:
    """Build the graph of a data package; an earlier graph stays until the new one is whole."""
    made = build_graph(data, ONTOLOGY, out, progress=messages.print)
    typer.echo(made.fingerprint)
