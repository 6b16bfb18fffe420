"""What each view draws of the mini package, with the few facts that it needs beside.

`python -m tests.viz.views` writes the expected pictures anew; read the difference.
"""

import csv
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.build import graph
from kg.graph import Graph
from kg.project import ONTOLOGY, ROOT
from kg.tables import Package
from kg.vocabulary import Vocabulary
from viz.maps.drawn import Drawn, drawn
from viz.maps.layout import arrange
from viz.maps.legend import kinds, statuses, tones
from viz.maps.view import named, names
from viz.picture import Edge, Node, Picture

EXPECTED = Path(__file__).parent / "expected"
MINI = ROOT / "tests" / "data" / "mini"
MEND = "run `python -m tests.viz.views` and read the difference"
HOME = {"country": "aoba"}
# What each view is asked for: the invented package has a country and programmes of its own.
ASKED: dict[str, dict[str, str | None]] = {
    "goal": {"goal": "goal-terminals"},
    "landscape": {**HOME},
    "money": {**HOME},
    "neighbourhood": {"entity": "programme-rainbow"},
    "organisations": {**HOME},
    "partners": {"home": "aoba"},
    "standards": {"home": "aoba"},
    "succession": {**HOME},
    "technologies": {"technology": "tech-light-parts"},
}
_ENTITIES = {
    "strategy": [("strategy-light-pact", "Strategy", "agreement", "光協定", "Light pact")],
    "technology": [
        ("tech-mirror-fibre", "Technology", "", "鏡ファイバ", "Mirror fibre"),
        ("tech-twin-fibre", "Technology", "", "双子ファイバ", "Twin fibre"),
    ],
}
_LINKS = [
    ("s50-1", "strategy-light-pact", "concludedBy", "aoba"),
    ("s50-2", "strategy-light-pact", "concludedBy", "shiranami"),
    ("s50-3", "aoba", "partnersWith", "shiranami"),
    ("s50-4", "strait-association", "standardises", "tech-rainbow-switch"),
    ("s50-5", "tsukifune-institute", "memberOf", "strait-association"),
    ("s50-6", "tech-mirror-fibre", "skos:broader", "tech-light-parts"),
    ("s50-7", "tech-twin-fibre", "skos:broader", "tech-mirror-fibre"),
]
_TOPICS = [("x-rainbow-topic", "programme-rainbow", "hasTopic", "topic-light")]


def maps_graph() -> Graph:
    """Build the mini package with agreements, standards and topics, answering in Japanese."""
    with TemporaryDirectory() as folder:
        data = Path(shutil.copytree(MINI, Path(folder) / "data"))
        for kind, rows in _ENTITIES.items():
            keys = ("id", "type", "kind", "label_ja", "label_en")
            _append(
                data / "entities" / f"{kind}.csv",
                [dict(zip(keys, row, strict=True)) | {"label_en_by": "ours"} for row in rows],
            )
        _append(
            data / "sources" / "2031-aoba-network-strategy" / "statements.csv",
            [_link(row) | {"lines": "40", "status": "stated"} for row in _LINKS],
        )
        note = {"status": "curated", "note": "it is about light"}
        _append(data / "crosswalk" / "topics.csv", [_link(row) | note for row in _TOPICS])
        store, _ = graph(Package.read(data), Vocabulary.read(ONTOLOGY))
        return Graph(store, lang="ja")


def _link(row: tuple[str, str, str, str]) -> dict[str, str]:
    return dict(zip(("id", "subject", "predicate", "object"), row, strict=True))


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    """Add rows to a table, sorted by id as it has to be."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or [])
        found = [*reader, *({column: "" for column in columns} | row for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(found, key=lambda row: row["id"]))


def asked(name: str, graph: Graph) -> Drawn:
    """Draw a view of the mini package."""
    return drawn(named(name), graph, **ASKED[name])


def told(picture: Picture) -> dict[str, Any]:
    """Say what a picture shows, without its places and sentences."""
    drawing = arrange(picture)
    return {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "sources": list(picture.sources),
        "nodes": [_node(node) for node in picture.nodes],
        "edges": [_edge(edge) for edge in picture.edges],
        "legend": [
            *(f"{sample.label} {sample.relation}".strip() for sample in kinds(picture, drawing)),
            *(sample.label for sample in tones(picture)),
            *(stroke.label for stroke in statuses(picture, drawing)),
        ],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id.rpartition("/id/")[2],
        "label": node.label,
        "kind": node.kind,
        "group": node.group.label if node.group else "",
        "row": node.layer,
        "facts": len(node.notes),
        "members": [_node(member) for member in node.members],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source.rpartition("/id/")[2],
        "target": edge.target.rpartition("/id/")[2],
        "relation": edge.relation,
        "label": edge.label,
        "status": edge.status,
        "lines": [f"{cited.document} {cited.lines}".strip() for cited in edge.cited],
    }


def written(picture: Picture) -> str:
    """Write what a picture shows as JSON."""
    return json.dumps(told(picture), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    mini = maps_graph()
    EXPECTED.mkdir(exist_ok=True)
    for view in names():
        text = written(asked(view, mini).page)
        (EXPECTED / f"{view}.json").write_text(text, encoding="utf-8")
