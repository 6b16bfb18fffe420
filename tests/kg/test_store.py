import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat

from kg.errors import KgError, UsageError
from kg.namespaces import PREFIXES, iri
from kg.store import GraphStore

TURTLE = """
@prefix id: <https://w3id.org/ict-strategy/id/> .
@prefix ist: <https://w3id.org/ict-strategy/ns#> .
id:a ist:supports id:b .
id:b ist:supports id:c .
"""


@pytest.fixture
def store() -> GraphStore:
    made = GraphStore.memory()
    made.load(TURTLE.encode(), RdfFormat.TURTLE)
    return made


def test_select_gives_bindings_in_the_order_of_the_query(store: GraphStore) -> None:
    found = store.select("SELECT ?end ?means { ?means ist:supports ?end } ORDER BY DESC(?end)")

    assert found == [
        {"end": iri("id:c"), "means": iri("id:b")},
        {"end": iri("id:b"), "means": iri("id:a")},
    ]


def test_an_unbound_variable_is_absent_from_its_binding(store: GraphStore) -> None:
    found = store.select(
        "SELECT ?end ?label { id:a ist:supports ?end OPTIONAL { ?end ist:phrase ?label } }"
    )

    assert found == [{"end": iri("id:b")}]


def test_variables_are_named_without_reading_solutions(store: GraphStore) -> None:
    assert store.variables("SELECT ?end (COUNT(*) AS ?count) { ?x ?y ?end } GROUP BY ?end") == [
        "end",
        "count",
    ]
    assert store.variables("ASK { ?x ?y ?z }") == []


def test_construct_gives_sorted_triples(store: GraphStore) -> None:
    found = store.construct(
        "CONSTRUCT { ?end ist:supportedBy ?means } { ?means ist:supports ?end }"
    )

    assert [str(triple.subject) for triple in found] == [str(iri("id:b")), str(iri("id:c"))]


def test_ask_says_yes_or_no(store: GraphStore) -> None:
    assert store.ask("ASK { id:a ist:supports id:b }") is True
    assert store.ask("ASK { id:b ist:supports id:a }") is False


@pytest.mark.parametrize(
    ("method", "query", "form"),
    [
        ("select", "ASK { ?x ?y ?z }", "SELECT"),
        ("construct", "SELECT * { ?x ?y ?z }", "CONSTRUCT"),
        ("ask", "SELECT * { ?x ?y ?z }", "ASK"),
    ],
)
def test_a_query_of_another_form_is_refused(
    store: GraphStore, method: str, query: str, form: str
) -> None:
    with pytest.raises(UsageError, match=rf"not an? {form} query"):
        getattr(store, method)(query)


REMOTE = {
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "service in lower case": "select * { service <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "SERVICE SILENT in ASK": "ASK { SERVICE SILENT <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "SERVICE of a variable": "SELECT * { ?x ?y ?z . SERVICE ?z { ?a ?b ?c } }",
    "SERVICE without space": "SELECT * { ?x ?y ?z.SERVICE<http://127.0.0.1:1/>{ ?a ?b ?c } }",
    "FROM": "SELECT * FROM <http://127.0.0.1:1/> { ?x ?y ?z }",
    "from named": "SELECT * from named <http://127.0.0.1:1/> { ?x ?y ?z }",
    "LOAD": "LOAD <http://127.0.0.1:1/>",
    "SERVICE after an escaped quote": (
        "SELECT * { ?x ?y '''a\\''' . } ''' . SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } } #'''"
    ),
    "SERVICE after less-than and a quote": (
        "SELECT * { ?x ?y ?z FILTER(?x<'b>') . "
        "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } FILTER(?z = 'q') }"
    ),
    "SERVICE after an IRI with an escape and a quote": (
        "SELECT * { ?x <http://a\\u0041'> ?z . "
        "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } FILTER(?z = 'q') }"
    ),
}


@pytest.mark.parametrize("query", REMOTE.values(), ids=REMOTE)
def test_a_query_that_leaves_the_graph_is_refused(store: GraphStore, query: str) -> None:
    with pytest.raises(UsageError, match=r"(SERVICE|FROM|LOAD) is refused"):
        store.select(query)


LOCAL = {
    "in a string": "SELECT * { ?x ?y 'SERVICE <http://a> { } FROM LOAD' }",
    "in a long string": 'SELECT * { ?x ?y """it\'s\n SERVICE "FROM" \\""" LOAD""" }',
    "in a comment": "SELECT * { ?x ?y ?z } # SERVICE <http://a> it's FROM",
    "in an IRI": "SELECT * { ?x <http://service/load#from> <from> }",
    "as variables": "SELECT ?from $load { ?from ?service $load }",
    "in prefixed names": "PREFIX service: <http://a#> SELECT * { ?x service:load service:from }",
    "in a comparison": "SELECT * { ?x ?y ?z FILTER(?x<'from'&&?y>'load') }",
}


@pytest.mark.parametrize("query", LOCAL.values(), ids=LOCAL)
def test_the_words_may_stand_where_they_are_no_keywords(store: GraphStore, query: str) -> None:
    query = query.replace("<from>", "<http://a/from>")

    store.select(query)


def test_an_update_is_no_query(store: GraphStore) -> None:
    for text in (
        "DELETE WHERE { ?x ?y ?z }",
        "INSERT DATA { id:a ist:supports id:d }",
        "CLEAR ALL",
    ):
        with pytest.raises(UsageError):
            store.select(text)
    assert len(store) == 2


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT * { ?x ?y }", "query:1:", "in 'SELECT * { ?x ?y }'"),
        ("SELECT ?x\nWHERE {\n  ?x ist:supports ?y\n  ?z }", "query:4:", "in '?z }'"),
        ("SELECT * { ?x nope:supports ?y }", "query:1:", "unknown prefix"),
        ("", "query:1:1:", "expected"),
        ("SELECT * { 'open", "query:1:", "mend the SPARQL"),
        (
            "SELECT * { ?x ?y 'from' ",
            "query: FROM is refused, or the query is malformed (1:",
            "expected",
        ),
        ("\x00\uffff", "query:1:", "mend the SPARQL"),
    ],
    ids=["no object", "later line", "prefix", "empty", "open string", "with a keyword", "bytes"],
)
def test_malformed_sparql_is_shown_at_its_line_and_column(
    store: GraphStore, query: str, place: str, words: str
) -> None:
    with pytest.raises(KgError) as raised:
        store.select(query)

    assert str(raised.value).startswith(place) and words in str(raised.value)
    assert len(str(raised.value)) < 400


def test_the_prefixes_of_the_project_need_no_declaration(store: GraphStore) -> None:
    for prefix in PREFIXES:
        assert store.select(f"SELECT * {{ {prefix}:nothing {prefix}:at {prefix}:all }}") == []


def test_several_readers_open_one_store_and_none_can_write(tmp_path: Path) -> None:
    writer = GraphStore.create(tmp_path / "store")
    writer.load_bulk(TURTLE.encode(), RdfFormat.TURTLE)
    del writer
    readers = [GraphStore.open(tmp_path / "store") for _ in range(3)]

    assert [len(reader) for reader in readers] == [2, 2, 2]
    with pytest.raises(RuntimeError, match=r"read-write"):
        readers[0].extend([Quad(iri("id:a"), iri("supports"), Literal("x"), DefaultGraph())])


def test_a_second_writer_is_refused_in_this_and_in_another_process(tmp_path: Path) -> None:
    writer = GraphStore.create(tmp_path / "store")

    with pytest.raises(UsageError, match=r"wait for the other command to end"):
        GraphStore.create(tmp_path / "store")
    script = (
        "from pathlib import Path; from kg.store import GraphStore; import kg\n"
        "try: GraphStore.create(Path(__import__('sys').argv[1]))\n"
        "except kg.UsageError: raise SystemExit(2)"
    )
    other = subprocess.run([sys.executable, "-c", script, str(tmp_path / "store")], check=False)

    assert other.returncode == 2 and len(writer) == 0


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(UsageError, match=r"no graph there .* run `kg build`"):
            GraphStore.open(folder)


def test_a_dump_is_sorted_by_bytes_and_loads_back(store: GraphStore) -> None:
    dumped = store.dump()
    again = GraphStore.memory()
    again.load(dumped, RdfFormat.N_QUADS)

    assert dumped.splitlines() == sorted(dumped.splitlines())
    assert again.dump() == dumped


def test_rdflib_answers_from_the_same_default_graph(store: GraphStore) -> None:
    graph = store.as_rdflib()

    assert len(graph) == 2
    assert [str(row[0]) for row in graph.query("SELECT ?x { ?x ist:supports id:c }")] == [
        "https://w3id.org/ict-strategy/id/b"
    ]
