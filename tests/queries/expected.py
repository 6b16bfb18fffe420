"""The expected answers of the saved questions: ids and cited lines, one CSV file each.

Relies on a built graph. After data or a question have changed, run
`python -m tests.queries.expected [out]` and read the difference against the documents' lines.
"""

import csv
import io
import sys
from pathlib import Path

import kg
from kg.answers import Answer, Cell
from kg.namespaces import curie
from kg.questions import listed

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "queries"
EXPECTED = QUERIES / "expected"
Place = tuple[str, tuple[int, ...], str]


def written(answer: Answer) -> str:
    """Write an answer as CSV: an entity's id or CURIE, a literal as it is, the lines at the end."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*answer.columns, "lines"])
    for row in answer.rows:
        writer.writerow(
            [*(_name(row.cells[name]) for name in answer.columns), lines(answer, row.citations)]
        )
    return text.getvalue()


def lines(answer: Answer, positions: tuple[int, ...]) -> str:
    """Write the cited lines in the documents' order: `document:216-219 / document:562`."""
    return " / ".join(
        dict.fromkeys(place[2] for place in sorted(_place(answer, p) for p in positions))
    )


def write(out: Path) -> int:
    """Answer every saved question from the graph below `out`; give the number of files."""
    graph = kg.open(out, queries=QUERIES)
    EXPECTED.mkdir(exist_ok=True)
    names = [path.stem for path in listed(QUERIES)]
    for name in names:
        (EXPECTED / f"{name}.csv").write_text(written(graph.question(name)), "utf-8", newline="\n")
    for stale in EXPECTED.glob("*.csv"):
        if stale.stem not in names:
            stale.unlink()
    return len(names)


def _name(cell: Cell) -> str:
    return curie(cell.iri).removeprefix("id:") if cell.iri else cell.value


def _place(answer: Answer, position: int) -> Place:
    citation = answer.citations[position]
    numbers = tuple(int(n) for span in citation.lines.split("; ") for n in span.split("-") if n)
    document = citation.source.id  # a link of our own has no lines
    return document, numbers, f"{document}:{citation.lines}" if citation.lines else document


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out"
    sys.stderr.write(f"{write(folder)} files in {EXPECTED}. read them against the lines\n")
