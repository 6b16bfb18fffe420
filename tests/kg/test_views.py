import shutil
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph

from kg.build import graph
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import ENTITIES, INFERRED, STATEMENT, Iri
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

A, B = "2031-aoba-network-strategy", "2033-aoba-network-review"


def statements(store: GraphStore) -> set[str]:
    """The statements described in a store: `<document>/<row>`."""
    found = store.select("SELECT ?statement { ?statement a ist:Statement }")
    return {b["statement"].value.removeprefix(STATEMENT) for b in found}  # type: ignore[union-attr]


def documents(store: GraphStore) -> set[str]:
    return {name.partition("/")[0] for name in statements(store)}


def fresh(mini: Path, folder: Path, vocabulary: Vocabulary, *kept: str) -> GraphStore:
    """Build only some documents of the mini package; all entities stay."""
    data = Path(shutil.copytree(mini, folder / "data"))
    for path in (data / "sources").iterdir():
        if path.name not in kept:
            for table in path.glob("*.csv"):
                if table.stem != "sections":
                    table.unlink()
    if "curation" not in kept:
        shutil.rmtree(data / "crosswalk")
    store, _ = graph(Package.read(data), vocabulary)
    return store


def content(store: GraphStore, name: str) -> set[str]:
    """The triples of one kind of graph, those of the ontology's blank nodes left out."""
    picked = {
        "statements": lambda g: isinstance(g, Iri) and g.value.startswith(STATEMENT),
        "inferred": lambda g: g == INFERRED,
        "entities": lambda g: g == ENTITIES,
        "default": lambda g: isinstance(g, DefaultGraph),
    }[name]
    return {
        str(q)
        for q in store.quads()
        if picked(q.graph_name)
        and not isinstance(q.subject, BlankNode)
        and not isinstance(q.object, BlankNode)
    }


@pytest.mark.parametrize("name", ["statements", "inferred", "entities", "default"])
@pytest.mark.parametrize("document", [A, B, "curation"])
def test_a_document_view_equals_a_build_of_that_document_alone(
    mini: Path, mini_graph: Graph, vocabulary: Vocabulary, tmp_path: Path, document: str, name: str
) -> None:
    view = mini_graph.view(document=document).store

    assert content(view, name) == content(fresh(mini, tmp_path, vocabulary, document), name)


@pytest.mark.parametrize("name", ["statements", "inferred", "default"])
def test_an_as_of_view_equals_a_build_of_the_earlier_documents(
    mini: Path, mini_graph: Graph, vocabulary: Vocabulary, tmp_path: Path, name: str
) -> None:
    view = mini_graph.view(as_of=date(2032, 12, 31)).store

    assert content(view, name) == content(fresh(mini, tmp_path, vocabulary, A, "curation"), name)


@pytest.mark.parametrize(
    ("day", "passing"),
    [
        ("2031-03-31", {"curation"}),
        ("2031-04-01", {"curation", A}),
        ("2033-06-29", {"curation", A}),  # issued some day of June 2033
        ("2033-06-30", {"curation", A, B}),
    ],
)
def test_as_of_keeps_documents_issued_up_to_the_day_and_our_own_links(
    mini_graph: Graph, day: str, passing: set[str]
) -> None:
    assert documents(mini_graph.view(as_of=date.fromisoformat(day)).store) == passing


@pytest.mark.parametrize(
    ("within", "dated"),
    [
        ("2031", {"m24-1", "m25-1", "m27-1", "e31-1", "p29-1", "c34-1"}),
        ("FY2031", {"m24-1", "m25-1", "m27-1", "e31-1", "p29-1"}),
        ("令和13年度", {"m24-1", "m25-1", "m27-1", "e31-1", "p29-1"}),
        ("2030", {"o32-1"}),
        ("2035", {"p29-1", "t12-1"}),
        ("2099", {"p29-1"}),
    ],
)
def test_within_keeps_facts_whose_own_time_overlaps_and_undated_facts(
    mini_graph: Graph, within: str, dated: set[str]
) -> None:
    view = mini_graph.view(within=within, document=A).store
    kept = {name.partition("/")[2] for name in statements(view)}
    undated = {"r30-1", "f33-1"}

    assert {row for row in kept if not row.startswith("s")} == dated | undated
    assert "s07-1" in kept


def test_views_combine(mini_graph: Graph) -> None:
    view = mini_graph.view(document=B, as_of=date(2031, 12, 31))

    assert statements(view.store) == set()


def test_a_view_merges_and_infers_from_the_passing_statements_only(mini_graph: Graph) -> None:
    seen = {document: mini_graph.view(document=document).store for document in (A, B)}
    trial = "ASK { id:programme-tsukifune ist:supports id:goal-national-light }"
    funding = "ASK { id:programme-rainbow ist:fundedBy id:aoba-ministry }"

    assert [seen[A].ask(trial), seen[B].ask(trial)] == [False, True]
    assert [seen[A].ask(funding), seen[B].ask(funding)] == [True, False]


def test_a_view_keeps_what_is_not_merged_in_its_statement_only(mini_graph: Graph) -> None:
    store = mini_graph.view(document=A).store
    proposal = "id:programme-night-sky ist:supports id:goal-resilience"

    assert not store.ask(f"ASK {{ {proposal} }}")
    assert store.ask(
        f"ASK {{ GRAPH ?statement {{ {proposal} }} ?statement ist:status ist:proposed }}"
    )


def test_a_view_merges_a_node_whatever_its_status(copy: Path, vocabulary: Vocabulary) -> None:
    path = copy / "sources" / A / "targets.csv"
    path.write_text(path.read_text("utf-8").replace(",planned,", ",forecast,"), "utf-8")
    store, _ = graph(Package.read(copy), vocabulary)
    whole = Graph(store)

    for seen in (whole, whole.view(document=A)):
        assert seen.store.ask("ASK { ?target ist:status ist:forecast ; ist:targetOf ?field }")


def test_a_document_is_known_by_how_its_id_alone_begins(mini_graph: Graph) -> None:
    short, full = (mini_graph.view(document=name) for name in (A[:4], A))

    assert A[:4] != B[:4] and set(short.store.quads()) == set(full.store.quads())


@pytest.mark.parametrize("name", ["2032-nothing", "a b", "<x>", "20", "../" + A], ids=str)
def test_an_unknown_document_is_answered_with_the_documents(mini_graph: Graph, name: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        mini_graph.view(document=name)

    assert str(raised.value) == f"'{name}': no such document. there are {A}, {B}, curation"


def test_a_time_that_is_none_is_refused_with_examples(mini_graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"--in 'sometime': .*FY2026, 令和8年度"):
        mini_graph.view(within="sometime")


def test_no_view_is_the_graph_itself(mini_graph: Graph) -> None:
    assert mini_graph.view().store is mini_graph.store


def test_a_view_answers_in_the_language_of_its_graph(mini_graph: Graph) -> None:
    assert mini_graph.view(document=A).show("虹光スイッチ").question == "虹光スイッチ"
