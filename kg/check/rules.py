"""Rules between records: each file of `ontology/checks/` is a query whose rows are violations.

Relies on the header (`summary`, `fix`) and on the first column naming the row at fault.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.check.places import Places
from kg.errors import UsageError, Violation
from kg.labels import Labels
from kg.questions import read_header
from kg.store import GraphStore


def broken_rules(store: GraphStore, folder: Path, places: Places) -> Iterator[Violation]:
    """List the rows of every check, in the order of the files.

    Raises:
        UsageError: a check has no header or is malformed.
    """
    labels = Labels(store, "en")
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text("utf-8")
        header = read_header(text, path)
        try:
            found = store.select(text)
            first = store.variables(text)[0]
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
        summary = str(header["summary"]["en"]).rstrip(".")
        for binding in found:
            message = binding.get("message")
            what = labels.of(message).rstrip(".") if message is not None else summary
            fix = str(header.get("fix", f"see {path.name}"))
            yield places.violation(binding.get(first), path.stem, what, fix)
