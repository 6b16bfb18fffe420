import gzip
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.build import build, gzipped
from kg.errors import DataError, UsageError
from kg.project import ONTOLOGY, ROOT, current
from kg.store import GraphStore

MOMENTS = 12
SEED = 20260309
BUILD = """
import sys
from pathlib import Path
from kg.build import build
print(build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])).fingerprint)
"""
# Builds packages in turn for ever; the parent kills it. Two graphs are kept, so of three
# packages each is written anew.
REBUILD = """
import sys
from itertools import cycle
from pathlib import Path
from kg.build import build
print("ready", flush=True)
for data in cycle(sys.argv[3:]):
    build(Path(data), Path(sys.argv[1]), Path(sys.argv[2]))
"""


def changed(copy: Path) -> Path:
    """Rename a goal, so that the copy builds another graph."""
    path = copy / "entities" / "goal.csv"
    path.write_text(path.read_text("utf-8").replace("光端末の普及,", "光端末の浸透,"), "utf-8")
    return copy


def three(mini: Path, copy: Path, folder: Path) -> list[Path]:
    """Three packages that build three graphs."""
    shorter = Path(shutil.copytree(mini, folder / "shorter"))
    (shorter / "crosswalk" / "topics.csv").unlink()
    return [mini, changed(copy), shorter]


def goal(out: Path) -> str:
    """Ask the current graph for the label that `changed` changes."""
    [found] = kg.open(out).store.select(
        "SELECT ?label { id:goal-terminals skos:prefLabel ?label FILTER(LANG(?label) = 'ja') }"
    )
    return str(found["label"].value)  # type: ignore[union-attr]


def test_a_build_writes_a_store_a_pointer_and_a_packed_dump(mini: Path, tmp_path: Path) -> None:
    made = build(mini, ONTOLOGY, tmp_path)

    packed = (tmp_path / "graph.nq.gz").read_bytes()
    lines = gzip.decompress(packed).splitlines()
    assert made.fingerprint == hashlib.sha256(packed).hexdigest()
    assert made.folder == current(tmp_path) == tmp_path / "graph" / made.fingerprint[:16]
    assert (tmp_path / "graph" / "CURRENT").read_text() == f"{made.fingerprint[:16]}\n"
    assert lines == sorted(lines) and len(lines) == made.quads == len(GraphStore.open(made.folder))
    assert made.inferred > 100


def test_the_packed_dump_holds_no_time_and_no_name() -> None:
    header = gzipped(b"content")[:10]

    assert header == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(
    mini: Path, tmp_path: Path
) -> None:
    made = []
    for seed in ("0", "1", "2"):
        arguments = [str(mini), str(ONTOLOGY), str(tmp_path / seed)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        made.append(
            subprocess.Popen(
                [sys.executable, "-c", BUILD, *arguments],
                cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
            )
        )  # fmt: skip
    prints = {process.communicate()[0].strip() for process in made}

    assert len(prints) == 1 and prints != {""}
    assert len({(tmp_path / seed / "graph.nq.gz").read_bytes() for seed in "012"}) == 1


def test_a_faulty_package_leaves_the_earlier_graph(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    earlier = build(copy, ONTOLOGY, out)
    path = copy / "entities" / "goal.csv"
    path.write_text(path.read_text("utf-8").replace("goal-terminals", "goal terminals"), "utf-8")

    with pytest.raises(DataError, match=r"entities/goal\.csv:4:id"):
        build(copy, ONTOLOGY, out)

    assert current(out) == earlier.folder and goal(out) == "光端末の普及"


def test_nothing_built_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no graph has been built there. run `kg build`"):
        kg.open(tmp_path)


@pytest.mark.parametrize("pointer", ["", "gone\n"], ids=["empty", "to a folder that is gone"])
def test_a_pointer_to_nothing_is_no_traceback(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "CURRENT").write_text(pointer)

    with pytest.raises(UsageError, match=r"run `kg build`"):
        kg.open(tmp_path)


def test_a_graph_opens_from_out_and_from_out_graph(mini: Path, tmp_path: Path) -> None:
    build(mini, ONTOLOGY, tmp_path)

    assert goal(tmp_path) == goal(tmp_path / "graph") == "光端末の普及"


def test_readers_of_the_earlier_graph_go_on_and_older_graphs_are_removed(
    mini: Path, copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = build(mini, ONTOLOGY, out)
    reader = kg.open(out)
    second = build(changed(copy), ONTOLOGY, out)
    assert first.folder.is_dir() and second.folder.is_dir()

    (copy / "crosswalk" / "topics.csv").unlink()
    third = build(copy, ONTOLOGY, out)

    assert not first.folder.exists() and second.folder.is_dir() and third.folder.is_dir()
    assert [hit.iri.value[-14:] for hit in reader.find("光端末の普及")] == ["goal-terminals"]
    assert goal(out) == "光端末の浸透"


def test_the_graph_that_was_current_is_kept_even_if_it_is_the_oldest(
    mini: Path, copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = build(mini, ONTOLOGY, out)
    other = build(changed(copy), ONTOLOGY, out)
    assert build(mini, ONTOLOGY, out).folder == first.folder and other.folder.is_dir()

    (copy / "crosswalk" / "topics.csv").unlink()
    build(copy, ONTOLOGY, out)

    assert first.folder.is_dir() and not other.folder.exists()


def test_a_second_build_at_the_same_time_is_refused(mini: Path, tmp_path: Path) -> None:
    refused: list[str] = []

    def meanwhile(line: str) -> None:
        if line.startswith("mapped"):
            with pytest.raises(UsageError) as raised:
                build(mini, ONTOLOGY, tmp_path)
            refused.append(str(raised.value))

    build(mini, ONTOLOGY, tmp_path, progress=meanwhile)

    assert refused == [f"{tmp_path}/graph: another build is running. wait for it to end"]


def test_progress_tells_each_stage(mini: Path, tmp_path: Path) -> None:
    told: list[str] = []
    build(mini, ONTOLOGY, tmp_path, progress=told.append)

    assert [line.split()[0] for line in told] == ["read", "mapped", "inferred", "stored"]


def test_a_build_killed_at_any_moment_leaves_a_graph_that_answers(
    mini: Path, copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    packages = three(mini, copy, tmp_path)
    earlier = {made.folder.name: made for data in packages if (made := build(data, ONTOLOGY, out))}
    chance = random.Random(SEED)
    arguments = [str(ONTOLOGY), str(out), *map(str, packages)]
    for _ in range(MOMENTS):
        with subprocess.Popen(
            [sys.executable, "-c", REBUILD, *arguments], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None and process.stdout.readline()
            time.sleep(chance.uniform(0, 0.6))  # a build takes 0.4 s
            process.send_signal(signal.SIGKILL)
        assert len(kg.open(out).store) == earlier[current(out).name].quads
        assert goal(out) in ("光端末の普及", "光端末の浸透")

    # What a kill may leave behind at the worst moments:
    (out / "graph" / ".building-1").mkdir()
    (out / "graph" / ".CURRENT.1").write_text("half")
    (out / ".graph.nq.gz.1").write_bytes(b"half")
    made = build(mini, ONTOLOGY, out)

    assert goal(out) == "光端末の普及" and current(out) == made.folder
    assert hashlib.sha256((out / "graph.nq.gz").read_bytes()).hexdigest() == made.fingerprint
    left = {path.name for path in [*out.iterdir(), *(out / "graph").iterdir()]}
    assert left <= {"graph", "graph.nq.gz", "LOCK", "CURRENT", *earlier}


def test_every_reader_during_rebuilds_sees_one_whole_graph(
    mini: Path, copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    packages = three(mini, copy, tmp_path)
    sizes = {build(data, ONTOLOGY, out).quads for data in packages}
    arguments = [str(ONTOLOGY), str(out), *map(str, packages)]
    seen: set[str] = set()
    with subprocess.Popen(
        [sys.executable, "-c", REBUILD, *arguments], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        latest = time.monotonic() + 60
        reads = 0
        while (len(seen) < 2 or reads < 20) and time.monotonic() < latest:
            reads += 1
            reader = kg.open(out)
            assert len(reader.store) in sizes
            seen.add(goal(out))
        process.kill()

    assert seen == {"光端末の普及", "光端末の浸透"}
