"""Building the graph: tables and ontology to a reasoned store, swapped in whole.

Relies on mapping, reasoning and store. `out/graph/CURRENT` names the folder that readers open;
it changes only when the new graph is complete, so a killed build leaves the earlier one.
"""

import fcntl
import gzip
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat

from kg.errors import DataError, UsageError
from kg.mapping import Mapper
from kg.project import current, replace
from kg.reasoning import compile_rules, reason
from kg.references import broken_references
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

# Called with one line per stage of long work.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: where it lies, its fingerprint (SHA-256), how many quads."""

    folder: Path
    fingerprint: str
    quads: int
    inferred: int


def graph(
    package: Package, vocabulary: Vocabulary, *, progress: Progress = lambda line: None
) -> tuple[GraphStore, int]:
    """Map and reason a package in memory; return the store and the count of inferred triples.

    Raises:
        DataError: a table breaks its form, or a row names an id that does not exist.
    """
    if faults := [*package.violations, *broken_references(package, vocabulary)]:
        raise DataError(faults)
    store = GraphStore.memory()
    store.extend(vocabulary.quads())
    store.extend(quads(package, vocabulary))
    progress(f"mapped   {len(store):>9,} quads from {len(package.tables)} tables")
    inferred = reason(store, compile_rules(vocabulary))
    progress(f"inferred {inferred:>9,} triples")
    return store, inferred


def quads(package: Package, vocabulary: Vocabulary) -> Iterator[Quad]:
    """Give the quads of all tables, in path order."""
    mapper = Mapper(vocabulary, package)
    for table in package.tables:
        yield from mapper.quads(table)


def build(
    data: Path, ontology: Path, out: Path, *, progress: Progress = lambda line: None
) -> Build:
    """Build the graph of a data package under `out` and make it current.

    Writes `out/graph/<fingerprint>/`, `out/graph/CURRENT` and `out/graph.nq.gz`.

    Raises:
        DataError: the package is faulty; nothing is written.
        UsageError: another build is writing to `out`.
    """
    home = out / "graph"
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        package = Package.read(data)
        progress(f"read     {sum(len(table.rows) for table in package.tables):>9,} rows")
        store, inferred = graph(package, Vocabulary.read(ontology), progress=progress)
        content = store.dump()
        packed = gzipped(content)
        fingerprint = hashlib.sha256(packed).hexdigest()
        folder, earlier = home / fingerprint[:16], _earlier(home)
        if not folder.exists():
            _write_store(content, folder)
        replace(out / "graph.nq.gz", packed)
        replace(home / "CURRENT", f"{folder.name}\n".encode())
        _forget(home, keep={folder, earlier})
        progress(f"stored   {len(store):>9,} quads, fingerprint {fingerprint[:16]}")
        return Build(folder, fingerprint, len(store), inferred)


def gzipped(content: bytes) -> bytes:
    """Compress without time or name: the same bytes for the same content."""
    packed = io.BytesIO()
    # Not gzip.compress: its header differs between Python 3.11 and 3.13.
    with gzip.GzipFile("", "wb", compresslevel=6, fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def _earlier(home: Path) -> Path | None:
    """Find the graph that readers may have open: the one current before this build."""
    return current(home) if (home / "CURRENT").is_file() else None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock that keeps a second build out; the system frees it if we are killed."""
    with (home / "LOCK").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"{home}: another build is running. wait for it to end") from error
        yield


def _write_store(content: bytes, folder: Path) -> None:
    """Load N-Quads into a store beside `folder`, then rename it into place."""
    beside = folder.with_name(f".building-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    store = GraphStore.create(beside)
    store.load_bulk(content, RdfFormat.N_QUADS)
    del store
    os.replace(beside, folder)


def _forget(home: Path, *, keep: set[Path | None]) -> None:
    """Remove all graphs but those kept, and what killed builds left behind."""
    left = [
        *home.glob(".building-*"),
        *home.glob(".CURRENT.*"),
        *home.parent.glob(".graph.nq.gz.*"),
    ]
    for path in [*left, *(p for p in home.iterdir() if p.is_dir() and p not in keep)]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
