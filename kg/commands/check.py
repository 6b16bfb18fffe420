"""kg check: every fault of the data, with its file and line."""

import typer

from kg.check import check as check_package
from kg.commands.build import Data
from kg.commands.options import Sources, messages
from kg.project import DATA, ONTOLOGY
from kg.tables import Package


def check(data: Data = DATA, sources: Sources = None) -> None:
    """Check tables, references, axioms, shapes, rules, names and, with --sources, citations."""
    package = Package.read(data)
    found = check_package(package, ONTOLOGY, sources=sources, progress=messages.print)
    for violation in found:
        typer.echo(str(violation))
    messages.print(f"{len(found)} violation(s) in {len(package.tables)} tables")
    if found:
        raise typer.Exit(1)
