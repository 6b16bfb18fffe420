"""Gaps over graphs made by hand: one line a link, `subject relation object [status] [document]`."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, Quad

from bench.naive import NAIVE
from kg.analysis.gap_findings import kind_of, kinds
from kg.analysis.gaps import gaps
from kg.answers import Answer
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import ENTITIES, Iri, entity, iri, statement
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.vocabulary import TYPE, Vocabulary

DEFAULT = DefaultGraph()
# Names begin with a letter that tells their class.
CLASSES = {
    "p": "Programme", "m": "Measure", "j": "Project", "t": "Technology", "g": "Goal",
    "k": "Target", "c": "Challenge", "f": "Field", "s": "Strategy", "o": "Organisation",
    "n": "Country", "y": "Money", "b": "Observation", "e": "Event", "w": "Topic",
}  # fmt: skip
ROWS = "kybe"  # n-ary nodes: merged whatever their status
UNMERGED = ("proposed", "forecast", "opinion")
ISSUED = {"early": "2030", "late": "2034-03-01"}

Make = Callable[[str], Graph]


def object_of(text: str) -> Iri | Literal:
    if text.startswith('"'):
        return Literal(text.strip('"'))
    if text[:4].isdigit():
        return Literal(text, datatype=iri("xsd:date"))
    return iri(text) if ":" in text or "-" in text else entity(text)


def quads(links: Iterable[str]) -> Iterable[Quad]:
    yield Quad(entity("japan"), TYPE, iri("Country"), DEFAULT)
    for name, day in ISSUED.items():
        yield Quad(entity(name), TYPE, iri("Document"), DEFAULT)
        yield Quad(entity(name), iri("dcterms:issued"), Literal(day), DEFAULT)
    for number, link in enumerate(links):
        subject, relation, target, *rest = link.split()
        status, document = (*rest, *("stated", "early")[len(rest) :])
        named, object_ = statement(document, f"r{number}"), object_of(target)
        merged = status not in UNMERGED or subject[0] in ROWS
        for graph in (named, DEFAULT) if merged else (named,):
            yield Quad(entity(subject), iri(relation), object_, graph)
        for name in (subject, target):
            if (
                name != "japan"
                and name[0] in CLASSES
                and entity(name) in (entity(subject), object_)
            ):
                for graph in (ENTITIES, DEFAULT):
                    yield Quad(entity(name), TYPE, iri(CLASSES[name[0]]), graph)
        if subject[0] in ROWS:
            yield Quad(entity(subject), iri("status"), iri(status), DEFAULT)
        yield Quad(named, TYPE, iri("Statement"), DEFAULT)
        yield Quad(named, iri("status"), iri(status), DEFAULT)
        yield Quad(named, iri("prov:wasDerivedFrom"), entity(document), DEFAULT)
        yield Quad(named, iri("lines"), Literal(str(number + 1)), DEFAULT)


@pytest.fixture(scope="module")
def make(vocabulary: Vocabulary) -> Make:
    """Make a graph of links written one a line, with the ontology's inferences."""
    rules = compile_rules(vocabulary)
    axioms = list(vocabulary.quads())

    def graph(text: str) -> Graph:
        store = GraphStore.memory()
        links = [line.strip() for line in text.strip().splitlines() if line.strip()]
        store.extend([*axioms, *quads(links)])
        reason(store, rules)
        return Graph(store, lang="en")

    return graph


def verdicts(answer: Answer) -> dict[str, str]:
    """Id of each thing with its verdict, in order."""
    return {
        str(row.cells["thing"].iri).rpartition("/")[2]: row.cells["verdict"].value
        for row in answer.rows
    }


def cited(answer: Answer, number: int = 0) -> list[str]:
    """Rows cited by one finding, as `document/row`."""
    positions = answer.rows[number].citations
    return [answer.citations[p].statement.split("/statement/")[1] for p in positions]


COVERED = {
    "a direct programme": "p supports g",
    "a measure": "m supports g",
    "the inverse": "g supportedBy p",
    "a technology": "p develops t\nt enables g",
    "a field": "m meansOf f\nf supports g",
    "another goal": "p supports g1\ng1 supports g",
    "a cycle": "p supports g1\ng1 supports g\ng supports g1",
    "a planned programme": "p supports g planned",
}


@pytest.mark.parametrize("text", COVERED.values(), ids=COVERED)
def test_a_goal_that_a_means_reaches_is_no_gap(make: Make, text: str) -> None:
    assert "g" not in verdicts(make(text).gaps("goals"))


def test_a_goal_that_only_a_technology_or_a_field_serves_is_a_gap(make: Make) -> None:
    answer = make("t enables g\nf hasGoal g2\nm meansOf f").gaps("goals")

    assert verdicts(answer) == {"g": "unstated", "g2": "unstated"}
    assert [row.cells["instead"].label for row in answer.rows] == [
        "t enables g",
        "f has the goal g2",
    ]


def test_goals_in_a_ring_without_a_means_are_gaps(make: Make) -> None:
    assert set(verdicts(make("g1 supports g2\ng2 supports g1").gaps("goals"))) == {"g1", "g2"}


@pytest.mark.parametrize("status", [*UNMERGED, "curated"])
def test_a_goal_that_only_a_proposal_or_our_own_link_would_serve_says_so(
    make: Make, status: str
) -> None:
    answer = make(f"s hasGoal g\np supports g {status}").gaps("goals")

    assert verdicts(answer) == {"g": "proposed"}
    assert cited(answer) == ["early/r0", "early/r1"]


def test_a_proposal_farther_down_the_way_is_found(make: Make) -> None:
    answer = make("p develops t proposed\nt enables g").gaps("goals")

    assert verdicts(answer) == {"g": "proposed"} and "early/r0" in cited(answer)


def test_a_proposal_behind_which_no_means_stands_closes_nothing(make: Make) -> None:
    assert verdicts(make("t enables g proposed").gaps("goals")) == {"g": "unstated"}


def test_our_own_guess_that_two_goals_are_one_is_a_proposal(make: Make) -> None:
    answer = make("s hasGoal g\ng skos:closeMatch g1 curated\np supports g1").gaps("goals")

    assert verdicts(answer) == {"g": "proposed"} and "early/r1" in cited(answer)


def test_a_goal_of_a_repealed_strategy_is_stated_to_be_none(make: Make) -> None:
    answer = make("s hasGoal g\ng goalOf s\ns1 repeals s").gaps("goals")

    assert verdicts(answer) == {"g": "none"} and "early/r2" in cited(answer)


def test_a_goal_that_another_strategy_still_sets_is_not_denied(make: Make) -> None:
    text = "s hasGoal g\ng goalOf s\ns2 hasGoal g\ng goalOf s2\ns1 repeals s"

    assert verdicts(make(text).gaps("goals")) == {"g": "unstated"}


def test_a_repeal_that_is_only_proposed_denies_nothing(make: Make) -> None:
    text = "s hasGoal g\ng goalOf s\ns1 repeals s proposed"

    assert verdicts(make(text).gaps("goals")) == {"g": "unstated"}


def test_a_programme_has_money_of_its_own_or_of_a_part(make: Make) -> None:
    text = """
        y1 moneyOf p1
        y1 kind money-budget
        m1 meansOf p2
        y2 moneyOf m1
        y2 kind money-fund
        p3 supports g
    """
    assert verdicts(make(text).gaps("programmes")) == {"p3": "unstated"}


def test_a_programme_whose_whole_alone_has_money_is_told_apart(make: Make) -> None:
    answer = make("""
        p1 meansOf p2
        y moneyOf p2
        y kind money-budget
        p3 supports g
    """).gaps("programmes")

    assert verdicts(answer) == {"p3": "unstated", "p1": "partly"}
    assert "1 of 3" in answer.question and "only its whole has" in answer.question


@pytest.mark.parametrize("kind", ["money-market", "money-revenue", "money-demand"])
def test_a_market_is_no_money_of_a_programme(make: Make, kind: str) -> None:
    assert verdicts(make(f"p supports g\ny moneyOf p\ny kind {kind}").gaps("programmes"))


def test_money_that_is_only_proposed_says_so(make: Make) -> None:
    text = "p supports g\ny moneyOf p proposed\ny kind money-budget proposed"

    assert verdicts(make(text).gaps("programmes")) == {"p": "proposed"}


OBSERVED = 'k targetOf f\nk unit "percent"\nb observes {}\nb unit "{}"'


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        (OBSERVED.format("f", "percent"), False),
        (OBSERVED.format("t", "percent") + "\nf skos:related t", False),
        (OBSERVED.format("f", "JPY"), True),
        (OBSERVED.format("g", "percent"), True),
        ('k targetOf f\nb observes f\nb unit "JPY"', False),
    ],
    ids=["same unit", "related technology", "other unit", "other thing", "target without figure"],
)
def test_a_target_is_observed_in_its_own_unit(make: Make, text: str, gap: bool) -> None:
    assert bool(make(text).gaps("targets")) is gap


PRIORITY = "f skos:inScheme id:scheme-priority-fields-2026\nf skos:related t\n"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", "unstated"),
        ("o standardises t", None),
        ("t standardisedBy o", None),
        ("o leadsStandardisationIn t", None),
        ("o standardises t proposed", "proposed"),
        ("o standardises t1\nt1 partOf t", "partly"),
    ],
)
def test_a_technology_of_a_priority_field_wants_standards(
    make: Make, text: str, verdict: str | None
) -> None:
    assert verdicts(make(PRIORITY + text).gaps("technologies")).get("t") == verdict


def test_a_technology_of_no_priority_field_is_not_looked_at(make: Make) -> None:
    assert not make("f skos:related t").gaps("technologies")


def countries(make: Make, text: str) -> set[str]:
    graph = make(text)
    query = kind_of(graph, "countries").question.bind({"home": entity("njapan"), "topic": None})
    return {str(b["country"]).rpartition("/")[2][:-1] for b in graph.store.select(query)}


def test_a_partner_with_an_agreement_and_no_joint_project_is_a_gap(make: Make) -> None:
    agreed = "s concludedBy njapan\ns concludedBy n1\ns concludedBy o\no inCountry n2\n"

    assert (countries(make, agreed)) == {"n1", "n2"}
    assert (countries(make, agreed + "njapan participatesIn j\nn1 participatesIn j")) == {"n2"}
    assert (countries(make, agreed + "j hasParticipant njapan\no participatesIn j")) == {"n1"}
    assert countries(make, agreed + "j inCountry njapan\nj locatedIn n1") == {"n2"}
    # A project without the home country is no joint one.
    assert (countries(make, agreed + "n1 participatesIn j")) == {"n1", "n2"}


def test_a_challenge_is_addressed_itself_or_only_in_part(make: Make) -> None:
    answer = make("""
        f hasChallenge c1
        f hasChallenge c2
        f hasChallenge c3
        f hasChallenge c4
        t addresses c2
        t addresses c31
        c31 partOf c3
        t addresses c4 opinion
    """).gaps("challenges")

    assert verdicts(answer) == {"c1": "unstated", "c4": "proposed", "c3": "partly"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", "unstated"),
        ("e eventOf g observed late", None),
        ("b observes g observed late", None),
        ("e eventOf g observed early", "unstated"),
        ("p supports g stated late", "unstated"),
        ("e eventOf g forecast late", "proposed"),
    ],
    ids=["nothing", "event", "observation", "same document", "other matter", "forecast only"],
)
def test_a_promise_wants_a_later_word_on_its_subject(
    make: Make, text: str, verdict: str | None
) -> None:
    # The three cells of a target stand in one row.
    graph = make(text)
    row = statement("early", "promise")
    cells = [
        (TYPE, iri("Target")),
        (iri("targetOf"), entity("g")),
        (iri("latest"), object_of("2033-12-31")),
        (iri("modality"), iri("modality-target")),
    ]
    graph.store.extend(
        Quad(entity("k"), predicate, value, place)
        for predicate, value in cells
        for place in (row, DEFAULT)
    )
    graph.store.extend(
        [
            Quad(row, TYPE, iri("Statement"), DEFAULT),
            Quad(row, iri("status"), iri("planned"), DEFAULT),
            Quad(row, iri("prov:wasDerivedFrom"), entity("early"), DEFAULT),
            Quad(statement("late", "any"), iri("prov:wasDerivedFrom"), entity("late"), DEFAULT),
        ]
    )

    assert verdicts(graph.gaps("promises")).get("k") == verdict


@st.composite
def graphs(draw: st.DrawFn) -> str:
    """Random links of all relations that the seven kinds read."""
    ends = {
        "supports": ("pmjtfg", "g"), "develops": ("pm", "t"), "meansOf": ("pm", "pf"),
        "addresses": ("ptg", "c"), "partOf": ("c", "c"), "moneyOf": ("y", "pm"),
        "observes": ("b", "tf"), "targetOf": ("k", "tf"), "standardises": ("o", "t"),
        "participatesIn": ("n", "j"), "concludedBy": ("s", "n"), "locatedIn": ("j", "n"),
        "skos:related": ("f", "t"), "hasGoal": ("sf", "g"),
    }  # fmt: skip
    links = []
    for _ in range(draw(st.integers(1, 14))):
        relation = draw(st.sampled_from(sorted(ends)))
        first, last = (
            draw(st.sampled_from(letters)) + draw(st.sampled_from("12"))
            for letters in ends[relation]
        )
        status = draw(st.sampled_from(["stated", "planned", "proposed", "curated"]))
        document = draw(st.sampled_from(sorted(ISSUED)))
        bound = relation == "targetOf" and any(f"{first} targetOf" in link for link in links)
        if first != last and not bound:  # a target is of one thing
            links.append(f"{first} {relation} {last} {status} {document}")
    links += draw(
        st.lists(
            st.sampled_from([
                "f1 skos:inScheme id:scheme-priority-fields-2026", "y1 kind money-budget",
                "y2 kind money-market", 'b1 unit "percent"', 'k1 unit "percent"', 'k2 unit "JPY"',
                "s1 concludedBy id:japan", "japan participatesIn j1",
                "k1 modality modality-target",
            ]),
            unique=True,
        )
    )  # fmt: skip
    return "\n".join(links)


def things(graph: Graph, query: str) -> set[object]:
    return {row[next(iter(row))] for row in graph.store.select(query)}


def fast(graph: Graph, name: str) -> set[object]:
    question = kind_of(graph, name).question
    thing = next(iter(question.columns("en")))
    return {row[thing] for row in graph.store.select(question.query)}


@settings(max_examples=60, deadline=None)
@given(text=graphs())
def test_every_question_finds_what_the_plain_one_finds(make: Make, text: str) -> None:
    graph = make(text)

    for name, plain in NAIVE.items():
        assert fast(graph, name) == things(graph, plain), name


@pytest.mark.parametrize("name", NAIVE)
def test_the_fast_and_the_plain_question_agree_on_the_small_graph(
    mini_graph: Graph, name: str
) -> None:
    assert fast(mini_graph, name) == things(mini_graph, NAIVE[name])


def test_there_is_a_plain_question_for_every_kind(mini_graph: Graph) -> None:
    assert [kind.name for kind in kinds(mini_graph)] == list(NAIVE)


def test_the_summary_counts_what_the_lists_hold(mini_graph: Graph) -> None:
    summary = mini_graph.gaps()

    for kind, row in zip(kinds(mini_graph), summary.rows, strict=True):
        found = verdicts(mini_graph.gaps(kind.name))
        gap = [verdict for verdict in found.values() if verdict != "partly"]
        assert row.cells["gaps"].value == str(len(gap)), kind.name
        assert int(row.cells["things"].value) >= len(found)


def test_a_limit_shows_the_weightiest_and_says_how_many_there_are(make: Make) -> None:
    graph = make("s hasGoal g1\ns hasGoal g2\ns2 hasGoal g2")
    whole, cut = graph.gaps("goals"), graph.gaps("goals", limit=1)

    assert [row.cells["thing"] for row in cut.rows] == [whole.rows[0].cells["thing"]]
    assert list(verdicts(whole)) == ["g2", "g1"]
    assert cut.question.startswith(whole.question)


def test_a_topic_keeps_only_what_bears_it(make: Make) -> None:
    graph = make("s hasGoal g1\ns hasGoal g2\ng1 hasTopic w curated")

    answer = gaps(graph, kind="goals", topic=entity("w"))

    assert verdicts(answer) == {"g1": "unstated"} and "1 of 1" in answer.question


@pytest.mark.parametrize("text", ["nonsense", "", "p", '"}', "goals-without-programme-x"])
def test_an_unknown_or_ambiguous_kind_is_refused_with_the_known_ones(
    mini_graph: Graph, text: str
) -> None:
    with pytest.raises(UsageError, match="goals-without-programme"):
        kind_of(mini_graph, text)


@pytest.mark.parametrize("kind", NAIVE)
def test_every_kind_may_be_asked_of_a_topic(mini_graph: Graph, kind: str) -> None:
    whole = {row.cells["thing"].iri for row in mini_graph.gaps(kind).rows}
    found = mini_graph.gaps(kind, topic="topic-light")

    assert {row.cells["thing"].iri for row in found.rows} <= whole


def test_an_unknown_topic_is_refused(mini_graph: Graph) -> None:
    with pytest.raises(NotFoundError):
        mini_graph.gaps("goals", topic="no such topic at all")


def test_the_coverage_is_the_share_of_cited_lines_of_the_sections(mini_graph: Graph) -> None:
    [row] = mini_graph.gaps("targets").rows

    assert row.cells["searched"].label == "2031「重点分野」"
    # Lines 9-20, of which 9 and 19 are cited by nothing.
    assert row.cells["coverage"].value == "83%"


def test_every_finding_names_sections_and_cites_the_thing(real_graph: Graph) -> None:
    for kind in kinds(real_graph):
        answer = real_graph.gaps(kind.name)
        for row in answer.rows:
            assert row.citations and row.cells["searched"].value and row.cells["closes"].value
            assert row.cells["coverage"].value.endswith("%")


def test_the_goal_of_the_data_centre_field_has_no_programme_stated(real_graph: Graph) -> None:
    answer = real_graph.gaps("goals")
    places = {
        str(row.cells["thing"].iri).rpartition("/")[2]: [
            answer.citations[p].lines for p in row.citations
        ]
        for row in answer.rows
    }

    assert any("173" in lines for lines in places.values())


def test_a_trial_held_in_the_partner_country_is_a_project_with_it(real_graph: Graph) -> None:
    found = verdicts(real_graph.gaps("countries"))

    # The Japanese trial of Open RAN in the Philippines, lines 1351 and 1370 of the survey.
    assert "philippines" not in found
    # Germany, the United Kingdom and the United States share projects with Japan.
    assert not {"germany", "united-kingdom", "united-states"} & set(found)
    # France signed the declaration of the AI Action Summit (line 745) and shares no project.
    assert found["france"] == "unstated"
