"""Every view: its file's form, what it draws of an invented package, and of the real documents."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import PREFIXES, iri
from kg.project import ROOT
from kg.questions import listed
from tests.viz.views import ASKED, EXPECTED, MEND, asked, maps_graph, written
from viz.maps.drawing import overlap
from viz.maps.drawn import drawn
from viz.maps.layout import arrange
from viz.maps.mapped import mapped
from viz.maps.view import FOLDER, View, named, names
from viz.picture import Picture

TYPES = ("owl:Thing", "xsd:")
# What a view is about where it has to be said.
ABOUT = {
    "goal": "goal-international-competitiveness",
    "neighbourhood": "programme-b5g-fund",
    "technologies": "tech-quantum-technology",
}
FULL = 44  # boxes; the largest `most` of a view
GOOD = """\
#+ summary: {{ja: 誰が誰と組むか, en: "Who partners with whom?"}}
#+ description: {{ja: 組織の連携。, en: Partners.}}
#+ tags: [organisations]
#+ params:
#+   body: {{type: "ist:Organisation", label: {{ja: 組織, en: body}}}}
#+ columns:
#+   source: {{ja: 組織, en: body}}
#+   relation: {{ja: 関係, en: relation}}
#+   target: {{ja: 相手, en: partner}}
#+ {block}
PREFIX ist: <https://w3id.org/ict-strategy/ns#>
SELECT ?source ?relation ?target ?statement WHERE {{
  VALUES ?body {{ UNDEF }}
  GRAPH ?statement {{ ?source ?relation ?target }}
}}
"""
every = pytest.mark.parametrize("name", names())


@pytest.fixture(scope="module")
def maps() -> Graph:
    """The mini package with what the views need beside."""
    return maps_graph()


def body(view: View) -> str:
    """Give a view's query without its header."""
    return re.sub(r"(?m)^\s*#.*$", "", view.question.query)


def boxes_apart(picture: Picture) -> bool:
    drawing = arrange(picture)
    areas = [drawing.area(node) for node in drawing.places]
    return not any(overlap(a, b) for a, b in combinations(areas, 2))


# ---- files


def test_there_are_the_views_that_strategists_ask_for() -> None:
    assert set(names()) == set(ASKED)


def test_no_expected_picture_is_without_its_view() -> None:
    assert {path.stem for path in EXPECTED.glob("*.json")} == set(names()), MEND


@every
def test_every_text_of_a_view_is_in_japanese_and_english(name: str) -> None:
    header = named(name).question.header
    parameters = [parameter.label for parameter in named(name).question.parameters]
    for text in (header["summary"], header["description"], *header["columns"].values()):
        assert text["ja"] and text["en"], text
    for label in parameters:
        assert label["ja"] and label["en"]


@every
def test_every_prefix_of_a_view_is_declared_used_and_ours(name: str) -> None:
    query = re.sub(r"(?m)^PREFIX.*$|\"[^\"]*\"", "", body(named(name)))
    used = set(re.findall(r"(?<![\w?])([a-z]+):(?!//)", query))
    assert named(name).question.prefixes == {prefix: PREFIXES[prefix] for prefix in used}


@every
def test_every_view_orders_its_rows_and_names_its_variables(name: str) -> None:
    assert re.search(r"\}[^{}]*\bORDER BY\b[^{}]*$", body(named(name)), re.DOTALL)
    assert not [v for v in re.findall(r"\?(\w+)", body(named(name))) if len(v) < 3]


@every
def test_the_columns_of_a_view_are_its_variables_but_evidence(name: str, maps: Graph) -> None:
    question = named(name).question
    projected = maps.store.variables(question.query)
    assert [*question.header["columns"], "statement"] == projected


@every
def test_a_parameter_has_a_type_and_a_pick_list_and_stands_first(name: str) -> None:
    view = named(name)
    head = body(view).split("WHERE {", 1)[1]
    for number, parameter in enumerate(view.question.parameters):
        assert parameter.type.startswith(TYPES) or iri(parameter.type)
        assert (ROOT / str(parameter.choices)).is_file(), parameter.choices
        before = head.split(f"VALUES ?{parameter.name} {{")[0]
        assert len(re.findall(r"VALUES", before)) == number, "in the header's order, first of all"


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("view: map", "no map"),
        ("map: {nodes: [source, target], edges: relation, layout: layers}", "most is missing"),
        ("map: {nodes: [source, where], edges: relation, layout: force, most: 9}", "'where' is no"),
        ("map: {nodes: [source, target], edges: relation, layout: round, most: 9}", "'round'"),
        (
            "map: {nodes: [source, target], edges: relation, layout: force, most: 9, hue: red}",
            "'hue' is no key",
        ),
        (
            "map: {nodes: [source, target], edges: relation, layout: force, most: 9, "
            "groups: {source: team}}",
            "'team' is no column",
        ),
    ],
)
def test_a_faulty_map_block_says_how_to_mend_it(tmp_path: Path, block: str, said: str) -> None:
    path = tmp_path / "partnerships.rq"
    path.write_text(GOOD.format(block=block), "utf-8")

    with pytest.raises(UsageError, match=re.escape(said)):
        View.read(path)


def test_an_unknown_view_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="use goal, landscape"):
        named("galaxy")


def test_views_are_no_saved_questions() -> None:
    assert not [path for path in listed(ROOT / "queries") if path.is_relative_to(FOLDER)]


# ---- pictures of the invented package


@every
def test_a_view_draws_what_is_expected(name: str, maps: Graph) -> None:
    expected = (EXPECTED / f"{name}.json").read_text("utf-8")
    assert written(asked(name, maps).page) == expected, MEND


@every
def test_every_line_of_a_view_has_a_sentence_and_says_where_it_is_stated(
    name: str, maps: Graph
) -> None:
    for edge in asked(name, maps).page.edges:
        assert all(note.text and note.citations for note in edge.notes)
        assert edge.cited and edge.relation
        assert all(cited.lines for cited in edge.cited) or edge.status == "curated"


def test_a_view_speaks_the_language_of_its_graph(maps: Graph) -> None:
    english = drawn(named("partners"), Graph(maps.store, lang="en"), home="aoba").page
    assert english.title == "With which country are there agreements, joint projects and orders?"
    assert {node.label for node in english.nodes} >= {"Light pact", "Shiranami"}


def test_the_goal_map_keeps_its_trace(maps: Graph) -> None:
    picture = asked("goal", maps).page
    rows = {node.label: node.layer for node in picture.nodes}
    assert rows["光端末の普及"] == 0
    assert rows["虹光網（重点分野）"] == 1
    assert rows["虹光通信開発事業"] == 2
    assert rows["月舟研究所"] is None
    assert [edge.beside for edge in picture.edges].count(True) == 7


def test_a_goal_without_means_is_still_drawn(maps: Graph) -> None:
    picture = drawn(
        named("goal"),
        maps,
        goal="goal-national-light",
    ).page
    nothing = drawn(
        named("goal"), maps.view(document="2033-aoba-network-review"), goal="goal-resilience"
    ).page
    assert len(picture.nodes) > 1
    assert [node.label for node in nothing.nodes] == ["災害に強い通信"]
    assert "見当たらない" in nothing.subtitle


def test_a_body_that_takes_part_in_nothing_gives_no_picture(maps: Graph) -> None:
    nothing = drawn(named("organisations"), maps, organisation="strait-association")
    assert not nothing
    assert nothing.answer.searched


def test_a_view_of_an_unknown_thing_offers_near_names(maps: Graph) -> None:
    with pytest.raises(NotFoundError):
        drawn(named("neighbourhood"), maps, entity="wizard")


def test_a_trace_of_all_goals_at_once_is_refused(maps: Graph) -> None:
    with pytest.raises(UsageError, match="name one, not all"):
        drawn(named("goal"), maps, goal="*")


def test_a_cycle_of_technologies_ends(tmp_path: Path, maps: Graph) -> None:
    rows = """
      VALUES (?source ?target) { (id:tech-light-parts id:tech-mirror-fibre)
        (id:tech-mirror-fibre id:tech-light-parts) (id:tech-twin-fibre id:tech-mirror-fibre) }
    """
    path = tmp_path / "technologies.rq"
    text = (FOLDER / "technologies.rq").read_text("utf-8")
    head = text[: text.index("  ?target a ist:Technology")]
    path.write_text(head + rows + "} ORDER BY ?source\n", "utf-8")
    view = View.read(path)

    picture = mapped(view, maps, maps.question(str(path)), None).picture

    rows_of = {node.id.rpartition("/")[2]: node.layer for node in picture.nodes}
    assert rows_of == {"tech-light-parts": 0, "tech-mirror-fibre": 0, "tech-twin-fibre": 1}


# ---- pictures of the real documents


@pytest.fixture(scope="module")
def real(real_graph: Graph) -> Callable[[str], Picture]:
    """Draw a view of the real documents as it is asked for by default."""

    def page(name: str) -> Picture:
        view = named(name)
        return drawn(view, real_graph, **({view.entity: ABOUT[name]} if name in ABOUT else {})).page

    return page


@every
def test_a_view_of_the_real_documents_fits_a_page(
    name: str, real: Callable[[str], Picture]
) -> None:
    picture = real(name)
    assert 8 < len(picture.nodes) <= FULL
    assert len(picture.edges) > 8
    assert picture.sources
    assert boxes_apart(picture)


@every
def test_a_view_whose_thing_must_be_named_says_so(name: str) -> None:
    assert named(name).needs_entity == (name in ABOUT)


def test_the_partners_of_the_real_documents_are_those_stated(
    real: Callable[[str], Picture],
) -> None:
    labels = {node.label for node in real("partners").nodes}
    assert {"米国", "英国", "ドイツ", "EU", "フィンランド"} <= labels


def test_the_tree_of_the_real_documents_goes_down_three_steps(
    real: Callable[[str], Picture],
) -> None:
    rows = {node.label: node.layer for node in real("technologies").nodes}
    assert [rows[label] for label in ("量子技術", "量子コンピュータ", "ゲート式量子計算機")] == [
        0,
        1,
        2,
    ]
