"""kg coverage: what of a document the data hold, by section."""

from typing import Annotated

import typer
from rich.table import Table as Drawn

from kg.commands.build import Data
from kg.commands.options import Sources, messages, results
from kg.coverage import Coverage, Share
from kg.coverage import coverage as measure
from kg.errors import UsageError
from kg.project import DATA
from kg.tables import Package

Doc = Annotated[str, typer.Argument(help="document id; all curated ones without it")]


def coverage(document: Doc = "", data: Data = DATA, sources: Sources = None) -> None:
    """Show the share of lines and things covered, and what is still open."""
    if sources is None:
        raise UsageError("kg coverage: where are the documents? add --sources DIR")
    for measured in measure(Package.read(data).checked(), sources, document or None):
        results.print(_table(measured))
        for number in measured.open_lines():
            messages.print(f"{measured.document}:{number}: line neither cited nor excused")
        for thing in measured.open_things():
            messages.print(f"{measured.document}:{thing.line}: '{thing.text}' is held by no row")
        for thing in measured.open_percentages():
            what = f"'{thing.text}' is the value of no observation, target or sum of money"
            messages.print(f"{measured.document}:{thing.line}: {what}")


def _table(measured: Coverage) -> Drawn:
    table = Drawn(title=measured.document, title_justify="left")
    for heading in ("section", "lines", "cited", "excused", "share", "things", "held", "share"):
        table.add_column(heading, justify="left" if heading == "section" else "right")
    for share in (*measured.sections(), measured.whole()):
        table.add_row(*_row(share), style="bold" if share.title == measured.document else None)
    return table


def _row(share: Share) -> tuple[str, ...]:
    lines = (share.lines, share.cited, share.excused, f"{share.line_share:.1%}")
    return tuple(
        map(str, (share.title, *lines, share.things, share.held, f"{share.thing_share:.1%}"))
    )
