"""Re-reading: has a second reader read enough rows, and found few enough wrong?

Relies on `reread.csv`; a row found wrong and put right since is `mended`.
"""

from collections import Counter
from collections.abc import Iterator

from kg.errors import Violation
from kg.references import Index
from kg.tables import Package

FEWEST = 0.10  # share of a document's fact rows that are re-read
MOST_WRONG = 0.02  # share of the re-read rows that are still wrong


def poorly_reread(package: Package) -> Iterator[Violation]:
    """List re-read rows that do not exist, and documents re-read too little or found too wrong."""
    index = Index(package)
    facts = Counter(
        table.document
        for table, row in package.rows()
        if "lines" in row.cells and table.kind != "uncited"
    )
    for table in package.of("reread"):
        known = index.rows.get(table.document, {})
        for row in table.rows:
            if row.cells["row"] not in known:
                what = f"no row '{row.cells['row']}'"
                yield Violation(table.name, row.line, "row", what, "remove it or mend the id")
        verdicts = Counter(row.cells["verdict"] for row in table.rows)
        read, wrong = verdicts.total(), verdicts["wrong"]
        if read < FEWEST * facts[table.document]:
            what = f"{read} of {facts[table.document]} rows re-read"
            yield Violation(table.name, 0, "", what, f"re-read {FEWEST:.0%} at least")
        if wrong > MOST_WRONG * read:
            what = f"{wrong} of {read} re-read rows are wrong"
            yield Violation(table.name, 0, "verdict", what, "mend them, and their like")
