import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.namespaces import ENTITIES, ID, NS
from kg.search import NEAR, NEAREST, PART, START, WHOLE

# What a strategist types, the entity meant, and in what the text varies from its names.
SEARCHES = Path(__file__).with_name("search.csv")


def ids(graph: Graph, text: str, **options: object) -> list[str]:
    return [hit.iri.value.removeprefix(ID) for hit in graph.find(text, **options)]  # type: ignore[arg-type]


def test_one_character_finds_every_name_that_holds_it(mini_graph: Graph) -> None:
    found = ids(mini_graph, "虹", limit=50)

    assert set(found) == {
        "field-rainbow",
        "measure-switch-demo",
        "programme-rainbow",
        "rainbow-council",
        "tech-rainbow-switch",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("虹光スイッチ", "tech-rainbow-switch"),
        ("虹光すいっち", "tech-rainbow-switch"),
        ("虹光ｽｲｯﾁ", "tech-rainbow-switch"),
        ("虹光 スイッチ", "tech-rainbow-switch"),
        ("RAINBOW SWITCH", "tech-rainbow-switch"),
        ("Ｒａｉｎｂｏｗ　Ｌｉｇｈｔ　Ｓｗｉｔｃｈ", "tech-rainbow-switch"),
        ("全国光綱の完成", "goal-national-light"),
        ("点検戦略２０３３", "strategy-review-2033"),
        ("青葉国通信網戦略の点検", "2033-aoba-network-review"),
        ("Amc", "aoba-ministry"),
        ("<SCRIPT>ALERT(1)</SCRIPT>", "script-company"),
        ("＝ｃｍｄ（）", "product-formula"),
    ],
    ids=[
        "label",
        "hiragana",
        "half width",
        "space",
        "case",
        "full width, alias",
        "misprint",
        "full-width digits",
        "title",
        "abbreviation",
        "hostile label",
        "formula",
    ],
)
def test_a_name_is_found_however_it_is_typed(mini_graph: Graph, text: str, found: str) -> None:
    best = mini_graph.find(text)[0]

    assert (best.iri.value.removeprefix(ID), best.fit) == (found, WHOLE)


def test_the_whole_name_comes_before_its_beginning_and_that_before_a_part(
    mini_graph: Graph,
) -> None:
    hits = mini_graph.find("虹光スイッチ")

    assert [(hit.iri.value.removeprefix(ID), hit.fit) for hit in hits] == [
        ("tech-rainbow-switch", WHOLE),
        ("measure-switch-demo", START),
    ]
    assert [hit.fit for hit in mini_graph.find("スイッチ")] == [PART, PART]


def test_among_equal_names_the_kinds_expected_come_first_and_then_the_most_stated(
    mini_graph: Graph,
) -> None:
    assert [hit.fit for hit in mini_graph.find("月舟")][:2] == [WHOLE, WHOLE]
    assert ids(mini_graph, "月舟")[:2] == ["tsukifune-institute", "tsukifune-city"]
    assert ids(mini_graph, "月舟", kinds=("Place",))[:2] == [
        "tsukifune-city",
        "tsukifune-institute",
    ]


def test_a_hit_counts_the_statements_that_name_it(mini_graph: Graph) -> None:
    [city] = [hit for hit in mini_graph.find("月舟市") if hit.fit == WHOLE]
    [office] = [hit for hit in mini_graph.find("旧月舟研究所") if hit.fit == WHOLE]

    assert (city.statements, office.statements) == (1, 0)
    assert city.kinds == ("Place",)


def test_a_name_a_few_letters_off_is_found_as_near(mini_graph: Graph) -> None:
    hits = mini_graph.find("虹光ズイッチ発")

    assert hits and {hit.fit for hit in hits} == {NEAR} and len(hits) <= NEAREST


@pytest.mark.parametrize("text", ["", " ", "　", "・", "ー", "\u200b"], ids=repr)
def test_a_text_without_letters_finds_nothing(mini_graph: Graph, text: str) -> None:
    assert [hit for hit in mini_graph.find(text) if hit.fit != NEAR] == []


@pytest.mark.parametrize(
    "text", ["火星探査", "Mars", "foo:bar", "http://", "id:", "", "・", "a b<c>"], ids=repr
)
def test_an_unknown_name_is_answered_with_the_nearest_five(mini_graph: Graph, text: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        mini_graph.resolve(text)

    offered = str(raised.value).partition("the nearest are ")[2]
    assert str(raised.value).startswith(f"'{text}': no entity of that name. ")
    assert offered.count(" (") >= NEAREST


@pytest.mark.parametrize(
    "text",
    [
        "tech-rainbow-switch",
        "id:tech-rainbow-switch",
        f"{ID}tech-rainbow-switch",
        "虹光スイッチ",
        "rainbow switch",
    ],
    ids=["id", "CURIE", "IRI", "label", "English label"],
)
def test_an_entity_is_named_by_id_curie_iri_or_label(mini_graph: Graph, text: str) -> None:
    assert mini_graph.resolve(text).value == f"{ID}tech-rainbow-switch"


def test_a_concept_and_a_node_are_named_too(mini_graph: Graph) -> None:
    node = "2031-aoba-network-strategy/m24-1"

    assert mini_graph.resolve("ist:money-budget").value == f"{NS}money-budget"
    assert mini_graph.resolve(node).value == f"{ID}{node}"


def test_the_other_entities_of_a_name_are_given_after_the_best(mini_graph: Graph) -> None:
    choices = [hit.iri.value.removeprefix(ID) for hit in mini_graph.choices("月舟")]

    assert choices == ["tsukifune-institute", "tsukifune-city"]


def test_a_search_is_an_answer_with_kind_and_count(mini_graph: Graph) -> None:
    answer = mini_graph.search("虹光スイッチ")
    first = {name: cell.value for name, cell in answer.rows[0].cells.items()}

    assert first == {
        "entity": "虹光スイッチ",
        "kind": "技術",
        "name": "虹光スイッチ",
        "id": "tech-rainbow-switch",
        "statements": "5",
    }
    assert answer.searched == (
        "2031-aoba-network-strategy", "2033-aoba-network-review", "curation"
    )  # fmt: skip


def test_every_label_of_the_real_graph_finds_its_entity(real_graph: Graph) -> None:
    found = real_graph.store.select(
        f"SELECT ?entity ?label {{ GRAPH {ENTITIES} {{ ?entity skos:prefLabel ?label }} }}"
        " ORDER BY ?label"
    )
    for binding in found[::40]:
        label = binding["label"].value  # type: ignore[union-attr]
        assert binding["entity"] in {hit.iri for hit in real_graph.choices(label)}, label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rainbow light switches", "tech-rainbow-switch"),
        ("rainbow-light-switch", "tech-rainbow-switch"),
        ("虹光スウィッチ", "tech-rainbow-switch"),
        ("national light networks completion", "goal-national-light"),
        ("完成 光網 全国", "goal-national-light"),
        ("switch 虹光", "tech-rainbow-switch"),
        ("rainbow light swich", "tech-rainbow-switch"),
    ],
    ids=["plural", "hyphens", "kana", "order", "Japanese words", "both languages", "typo"],
)
def test_what_is_meant_is_found_however_it_is_put(mini_graph: Graph, text: str, found: str) -> None:
    assert ids(mini_graph, text)[0] == found


def test_every_word_counts(mini_graph: Graph) -> None:
    one, both = ids(mini_graph, "light", limit=99), ids(mini_graph, "light network", limit=99)

    assert set(both) < set(one)
    assert {hit.fit for hit in mini_graph.find("light network mars")} <= {NEAR}


@pytest.mark.parametrize(
    ("text", "first", "later"),
    [
        ("5G overseas expansion", "measure-2022-5g-overseas", "goal-b5g-overseas-expansion"),
        (
            "B5G加速化戦略",
            "strategy-b5g-acceleration-2022",
            "pillar-b5g-acceleration-2022-deployment",
        ),
        (
            "英国 国家量子戦略",
            "strategy-uk-national-quantum-strategy",
            "2025-mic-ict-trends-survey/section-2025-quantum-overseas-uk",
        ),
    ],
    ids=["one name with all words", "not only in brackets", "the thing, then its heading"],
)
def test_of_what_holds_all_words_the_thing_itself_comes_first(
    real_graph: Graph, text: str, first: str, later: str
) -> None:
    found = ids(real_graph, text)

    assert found[0] == first
    assert later in found


def test_a_name_spelt_otherwise_is_taken_where_it_is_the_only_one(mini_graph: Graph) -> None:
    assert mini_graph.resolve("Rainbow Light Switches").value == f"{ID}tech-rainbow-switch"
    with pytest.raises(NotFoundError, match="the nearest are"):
        mini_graph.resolve("light rainbow switch")


@given(st.text(max_size=30))
def test_no_text_breaks_a_search(mini_graph: Graph, text: str) -> None:
    hits = mini_graph.find(text, limit=7)

    assert len(hits) <= 7
    assert [hit.fit for hit in hits] == sorted((hit.fit for hit in hits), reverse=True)


@pytest.fixture(scope="module")
def places(real_graph: Graph) -> dict[tuple[str, str], int]:
    """Where each expected entity stands among the hits for what people type; 99 for nowhere."""
    with SEARCHES.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["entity"]) for row in csv.DictReader(file)]
    hits = {text: ids(real_graph, text, limit=5) for text, _ in rows}
    return {(t, e): hits[t].index(e) if e in hits[t] else 99 for t, e in rows}


def test_what_people_type_finds_what_they_mean_first(
    places: dict[tuple[str, str], int],
) -> None:
    missed = [query for query, place in places.items() if place]

    assert len(places) >= 150
    assert len(missed) <= len(places) * 0.1, missed


def test_what_people_type_finds_what_they_mean_within_five(
    places: dict[tuple[str, str], int],
) -> None:
    missed = [query for query, place in places.items() if place > 4]

    assert len(missed) <= len(places) * 0.04, missed
