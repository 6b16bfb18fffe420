import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal

from kg.answers import Answer, cell, is_evidence, statements_in
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import ID, STATEMENT, iri
from kg.wording import Lang

A, B = "2031-aoba-network-strategy", "2033-aoba-network-review"
DOCUMENTS = [A, B, "curation"]
MEANS = """
SELECT ?means ?label ?statement WHERE {
  GRAPH ?statement { ?means ist:supports id:goal-terminals }
  ?means skos:prefLabel ?label . FILTER(LANG(?label) = "en")
} ORDER BY ?means ?statement
"""
QUESTION = """#+ summary: {ja: 手段は何か, en: Which means}
#+ description: {ja: 手段。, en: Means.}
#+ tags: [test]
#+ params:
#+   goal: {type: ist:Goal, label: {ja: 目標, en: goal}}
#+   least: {type: xsd:integer, label: {ja: 最小, en: least}}
#+   word: {type: xsd:string, label: {ja: 語, en: word}}
#+   kind: {type: skos:Concept, label: {ja: 種類, en: kind}}
#+ columns: {means: {ja: 手段, en: means}, goal: {ja: 目標, en: goal}, least: {en: least}}
PREFIX ist: <https://w3id.org/ict-strategy/ns#>
SELECT ?means ?goal ?least ?statement WHERE {
  VALUES ?goal { id:goal-terminals }
  VALUES ?least { 1 }
  VALUES ?word { UNDEF }
  VALUES ?kind { UNDEF }
  GRAPH ?statement { ?means ist:supports ?goal }
} ORDER BY ?means ?goal ?statement
"""


@pytest.fixture
def asked(mini_graph: Graph, tmp_path: Path) -> Graph:
    """The mini graph with one saved question, `means`."""
    (tmp_path / "means.rq").write_text(QUESTION, "utf-8")
    return Graph(mini_graph.store, lang="ja", queries=tmp_path)


def test_an_answer_in_json_has_exactly_the_shape_of_the_contract(mini_graph: Graph) -> None:
    answer = json.loads(json.dumps(mini_graph.query(MEANS).to_json(), ensure_ascii=False))

    programme = {
        "iri": f"{ID}programme-rainbow",
        "label": "虹光通信開発事業",
        "value": "虹光通信開発事業",
        "lang": None,
    }
    assert answer == {
        "question": "",
        "columns": ["means", "label"],
        "rows": [
            {
                "means": {
                    "iri": f"{ID}measure-showroom",
                    "label": "展示場の開設",
                    "value": "展示場の開設",
                    "lang": None,
                },
                "label": {
                    "iri": None,
                    "label": "Opening of a showroom",
                    "value": "Opening of a showroom",
                    "lang": "en",
                },
                "citations": [0],
            },
            {
                "means": programme,
                "label": {
                    "iri": None,
                    "label": "Rainbow light development programme",
                    "value": "Rainbow light development programme",
                    "lang": "en",
                },
                "citations": [1, 2],
            },
        ],
        "citations": [
            {
                "statement": f"{STATEMENT}curation/x-showroom",
                "document": "curation",
                "title": "キュレーションによる関連付け",
                "section": "",
                "lines": "",
                "status": "curated",
            },
            {
                "statement": f"{STATEMENT}{A}/s16-1",
                "document": A,
                "title": "青葉国通信網戦略",
                "section": "重点分野",
                "lines": "16",
                "status": "planned",
            },
            {
                "statement": f"{STATEMENT}{B}/s06-1",
                "document": B,
                "title": "青葉国通信網戦略の点検",
                "section": "点検の結果",
                "lines": "6",
                "status": "stated",
            },
        ],
        "searched": DOCUMENTS,
        "query": MEANS,
    }


def test_rows_that_differ_only_in_their_statement_become_one(mini_graph: Graph) -> None:
    answer = mini_graph.query(MEANS)

    assert [row.citations for row in answer.rows] == [(0,), (1, 2)]


def test_a_statement_is_cited_once_a_row(mini_graph: Graph) -> None:
    answer = mini_graph.query("""
        SELECT ?means ?oneStatement ?otherStatement WHERE {
          BIND(id:programme-rainbow AS ?means)
          GRAPH ?oneStatement { ?means ist:supports id:goal-terminals }
          GRAPH ?otherStatement { ?means ist:supports id:goal-terminals }
        } ORDER BY ?oneStatement ?otherStatement
    """)

    assert [row.citations for row in answer.rows] == [(0, 1)]


def test_several_spans_are_cited_in_order(mini_graph: Graph) -> None:
    [fact] = [
        f
        for f in mini_graph.facts.of(iri("id:measure-switch-demo"))
        if f.predicate == iri("meansOf")
    ]

    citation = mini_graph.evidence.citation(fact.statements[0])

    assert citation.lines == "24; 26"
    assert citation.text("ja") == "青葉通信省『青葉国通信網戦略』(2031年4月)「予算」l.24, 26"


def test_an_answer_without_rows_still_names_what_was_searched(mini_graph: Graph) -> None:
    answer = mini_graph.query("SELECT ?means { ?means ist:supports id:nothing }")

    assert not answer and answer.to_json()["rows"] == []
    assert answer.to_json()["searched"] == DOCUMENTS


def test_a_view_names_only_the_documents_it_searched(mini_graph: Graph) -> None:
    assert mini_graph.view(document=B).search("無").searched == (B,)


def test_an_unbound_variable_is_an_empty_cell(mini_graph: Graph) -> None:
    answer = mini_graph.query("SELECT ?goal ?none { VALUES ?goal { id:goal-terminals } }")

    assert answer.to_json()["rows"][0]["none"] == {
        "iri": None,
        "label": "",
        "value": "",
        "lang": None,
    }


def test_a_term_without_a_label_is_shown_by_its_name(mini_graph: Graph) -> None:
    labels = mini_graph.labels

    assert cell(iri("id:nothing"), labels).value == "nothing"
    assert cell(Literal("5"), labels).value == "5"
    assert cell(BlankNode("b"), labels).value == "_:b"


@pytest.mark.parametrize(
    ("column", "holds"),
    [
        ("statement", True),
        ("budgetStatement", True),
        ("statements", True),
        ("state", False),
        ("x", False),
    ],
)
def test_a_column_of_statements_is_evidence(column: str, holds: bool) -> None:
    assert is_evidence(column) == holds


def test_an_evidence_column_may_join_statements_by_spaces() -> None:
    text = f"{STATEMENT}doc/a {STATEMENT}doc/b https://example.org/"

    assert [s.value[-1] for s in statements_in(Literal(text))] == ["a", "b"]
    assert statements_in(None) == [] and statements_in(iri("id:nict")) == []


def test_a_saved_question_answers_with_its_defaults_and_its_headings(asked: Graph) -> None:
    answer = asked.question("means")

    assert answer.question == "手段は何か"
    headings = {name: column.heading for name, column in answer.columns.items()}
    assert headings == {"means": "手段", "goal": "目標", "least": "least"}
    assert [row.cells["means"].value for row in answer.rows] == ["展示場の開設", "虹光通信開発事業"]


def test_a_parameter_takes_an_entity_by_any_name_and_star_for_any(asked: Graph) -> None:
    by_label = asked.question("means", goal="災害に強い通信")
    of_any = asked.question("means", goal="*")

    assert [r.cells["means"].value for r in by_label.rows] == ["全国光網の完成", "夜空衛星事業"]
    assert len(of_any.rows) > len(by_label.rows)
    assert "VALUES ?goal { <https://w3id.org/ict-strategy/id/goal-resilience> }" in str(
        by_label.query
    )
    assert "VALUES ?goal { UNDEF }" in str(of_any.query)


def test_a_parameter_value_can_never_become_sparql(asked: Graph) -> None:
    hostile = '" } SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } VALUES ?goal { id:goal-resilience'

    answer = asked.question("means", word=hostile, goal="goal-terminals")

    assert [row.cells["means"].value for row in answer.rows] == ["展示場の開設", "虹光通信開発事業"]
    assert asked.store.ask("ASK { VALUES ?goal { id:goal-terminals } ?means ist:supports ?goal }")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"gaol": "x"}, "means: no parameter 'gaol'. it has goal, least, word, kind"),
        ({"least": "many"}, "parameter 'least': 'many' is no xsd:integer. mend it"),
        ({"kind": "foo:bar"}, "parameter 'kind': 'foo:bar': prefix 'foo:' is unknown"),
    ],
    ids=["unknown parameter", "no number", "unknown prefix"],
)
def test_a_wrong_parameter_is_refused_in_words(
    asked: Graph, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        asked.question("means", **parameters)

    assert str(raised.value).startswith(message)


def test_an_unknown_question_is_answered_with_the_nearest(asked: Graph) -> None:
    with pytest.raises(NotFoundError, match=r"no question of that name. the nearest are means"):
        asked.question("mean")
    with pytest.raises(NotFoundError, match=r"no such file"):
        asked.question("gone.rq")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary", "# summary", "the header lacks summary. add it"),
        ("#+ tags: [test]", "#+ tags: [test", "the header is no YAML"),
        (
            "VALUES ?goal {",
            "FILTER(?goal = 1) {",
            "parameter 'goal' has no VALUES line. add VALUES ?goal",
        ),
        (QUESTION, "SELECT * { ?x ?y ?z }", "no header. begin with `#+ summary"),
        (QUESTION, "#+ words", "no header. begin with `#+ summary"),
    ],
    ids=["no summary", "no YAML", "no VALUES", "no header", "no mapping"],
)
def test_a_malformed_question_file_is_an_error_never_an_empty_header(
    mini_graph: Graph, tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "means.rq"
    path.write_text(QUESTION.replace(old, new), "utf-8")

    with pytest.raises(UsageError) as raised:
        Graph(mini_graph.store, queries=tmp_path).question("means")

    assert str(raised.value).startswith(str(path)) and message in str(raised.value)


def test_showing_an_entity_lists_its_facts_each_cited(mini_graph: Graph) -> None:
    answer = mini_graph.show("虹光通信開発事業")
    facts = {(r.cells["relation"].label, r.cells["value"].label) for r in answer.rows}

    assert answer.question == "虹光通信開発事業"
    assert {("所管される", "青葉通信省"), ("目標などを支える", "光端末の普及")} & facts
    assert all(row.citations for row in answer.rows)
    assert any("12億3,400万円" in value for _, value in facts)
    assert any(
        "月舟試験事業" in value for _, value in facts
    )  # stated of the other: it follows this one


def test_a_trace_in_json_adds_its_paths(mini_graph: Graph) -> None:
    told = json.loads(json.dumps(mini_graph.trace("虹光スイッチ", to="全国光網の完成").to_json()))

    assert {"question", "columns", "rows", "citations", "searched", "query", "paths"} <= set(told)
    [path] = told["paths"]
    assert set(path) == {"score", "sentence", "hops"}
    [hop] = path["hops"]
    assert set(hop) == {"from", "relation", "to", "sentence", "citations"}
    assert hop["from"] == {"iri": f"{ID}tech-rainbow-switch", "label": "虹光スイッチ"}
    assert hop["relation"] == "enables" and told["query"] is None


def test_networkx_holds_the_stated_links_with_their_lines(mini_graph: Graph) -> None:
    network = mini_graph.as_networkx()
    [link] = network.get_edge_data("id:goal-national-light", "id:goal-resilience").values()

    assert (link["relation"], link["document"], link["lines"]) == ("supports", A, "7")
    assert network.nodes["id:goal-resilience"] == {"label": "災害に強い通信", "kind": "Goal"}


def test_rdflib_answers_as_the_store_does(mini_graph: Graph) -> None:
    query = "SELECT ?means { ?means ist:supports id:goal-terminals }"
    found = {str(row[0]) for row in mini_graph.as_rdflib().query(query)}

    assert found == {b["means"].value for b in mini_graph.store.select(query)}  # type: ignore[union-attr]
    assert len(found) == 2


def test_an_answer_is_true_where_it_has_rows() -> None:
    assert not Answer("", {}, (), (), ())


@pytest.mark.parametrize(("lang", "own", "other"), [("ja", "ja", "en"), ("en", "en", "ja")])
def test_what_is_held_in_both_languages_is_shown_in_one(
    real_graph: Graph, lang: Lang, own: str, other: str
) -> None:
    graph = Graph(real_graph.store, lang=lang)
    facts = graph.facts.readable(graph.resolve("facility-tokyo-qkd-network"))
    languages = {f.object.language for f in facts if isinstance(f.object, Literal)}

    assert own in languages
    assert other not in languages


def test_what_is_held_in_the_other_language_alone_is_still_shown(real_graph: Graph) -> None:
    graph = Graph(real_graph.store, lang="en")
    dimension = graph.resolve("2019-mic-ict-global-strategy/f501-1")
    texts = [f.object for f in graph.facts.readable(dimension) if isinstance(f.object, Literal)]

    assert "ja" in {text.language for text in texts}
