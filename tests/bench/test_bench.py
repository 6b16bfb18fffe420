"""The bench's data have the size and form they should; no time is ever tested."""

from pathlib import Path

import pytest

from bench import analyses, run
from bench.synthetic import copied, write
from kg.build import graph
from kg.tables import Package
from kg.vocabulary import Vocabulary

DOCUMENT = "2031-aoba-network-strategy"


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.csv")}


@pytest.mark.parametrize("copies", [1, 5])
def test_every_row_of_the_document_is_copied(mini: Path, tmp_path: Path, copies: int) -> None:
    written = write(mini, tmp_path, copies, document=DOCUMENT)
    package = Package.read(tmp_path).checked()

    once = [row for table, row in Package.read(mini).rows() if table.document == DOCUMENT]
    documents = {copied(DOCUMENT, k) for k in range(copies)}
    rows = [row for table, row in package.rows() if table.document in documents]
    assert len(rows) == copies * len(once)
    assert written == sum(1 for _ in package.rows())


def test_copies_build_without_a_fault_and_link_to_each_other(
    mini: Path, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    write(mini, tmp_path, 20, document=DOCUMENT)
    store, inferred = graph(Package.read(tmp_path), vocabulary)

    links = store.select("SELECT ?means ?end WHERE { ?means ist:contributesTo ?end }")
    ends = {
        tuple(str(link[end]).partition("-copy-")[2] for end in ("means", "end")) for link in links
    }
    assert inferred > 0
    assert any(means != end for means, end in ends)


def test_the_same_seed_writes_the_same_bytes(mini: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(mini, tmp_path / name, 3, document=DOCUMENT)

    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_the_page_of_the_bench_can_be_written_again() -> None:
    page = run.PAGE.read_text("utf-8")

    assert page.count(run.BEGIN) == page.count(run.END) == 1
    assert page.count(analyses.BEGIN) == page.count(analyses.END) == 1
