"""Impact over graphs made by hand: one line a link, `thing relation other [status] [document]`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, Quad
from typer.testing import CliRunner

from kg.analysis.contributions import contributions, means_reaching, single_points, smallest_cut
from kg.analysis.dependence import Tie, Ties, falling
from kg.analysis.funds import KINDS, Figure, Purse, totals
from kg.analysis.impact import impact
from kg.answers import Answer
from kg.errors import NotFoundError
from kg.graph import Graph
from kg.namespaces import ENTITIES, Iri, entity, iri, statement
from kg.reading import Reading
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.trace import Tracer
from kg.vocabulary import TYPE, Vocabulary

DEFAULT = DefaultGraph()
# Names begin with a letter that tells their class.
CLASSES = {
    "p": "Programme", "m": "Measure", "j": "Project", "t": "Technology", "g": "Goal",
    "k": "Target", "c": "Challenge", "f": "Field", "s": "Strategy", "o": "Organisation",
    "n": "Country", "e": "Facility",
}  # fmt: skip
MERGED = {"stated", "agreed", "planned", "observed", "curated"}

Make = Callable[[str], Reading]


def quads(lines: Iterable[str]) -> Iterator[Quad]:
    for number, line in enumerate(lines):
        first, relation, second, *rest = line.split()
        named = statement("doc", f"r{number}")
        if relation == "money":
            yield from amount(first, second, rest, named)
            continue
        status, document = (*rest, *("stated", "doc")[len(rest) :])
        named = statement(document, f"r{number}")
        for name in (first, second):
            for graph in (DEFAULT, ENTITIES):
                yield Quad(entity(name), TYPE, iri(CLASSES[name[0]]), graph)
        graphs = [named, DEFAULT] if status in MERGED else [named]
        for graph in graphs:
            yield Quad(entity(first), iri(relation), entity(second), graph)
        yield from evidence(named, status, document)


def amount(name: str, owner: str, rest: list[str], named: Iri) -> Iterator[Quad]:
    """`y1 money p 100 JPY 2030 stage-initial`, then `whole=y0`, `first=y0`, `payer=o` or others."""
    value, currency, when, stage, *extra = rest
    given = dict(pair.split("=") for pair in extra)
    document = given.get("doc", "doc")
    named = statement(document, named.value.rpartition("/")[2])
    said = {
        "rdf:type": iri("Money"),
        "moneyOf": entity(owner),
        "kind": iri(given.get("kind", "money-budget")),
        "amount": Literal(value, datatype=Iri(iri("xsd:decimal").value)),
        "currency": Literal(currency),
        "bound": iri(given.get("bound", "bound-exact")),
        "per": iri(given.get("per", "per-total")),
        "stage": iri(stage),
    }
    if when != "-":
        said |= {"when": Literal(when), "calendar": iri("calendar-jp-fy")}
    for key, relation in (("whole", "amountPartOf"), ("first", "restates"), ("payer", "payer")):
        if key in given:
            said[relation] = entity(given[key])
    for relation, value_ in said.items():
        for graph in (named, DEFAULT):
            yield Quad(entity(name), iri(relation), value_, graph)
    yield from evidence(named, given.get("status", "stated"), document)


def evidence(named: Iri, status: str, document: str) -> Iterator[Quad]:
    yield Quad(named, iri("status"), iri(status), DEFAULT)
    yield Quad(named, iri("prov:wasDerivedFrom"), entity(document), DEFAULT)
    yield Quad(named, iri("lines"), Literal("1"), DEFAULT)


@pytest.fixture(scope="module")
def make(vocabulary: Vocabulary) -> Make:
    """Make a reading of links written one a line, merged and reasoned as a build does."""
    rules = compile_rules(vocabulary)

    def reading(text: str) -> Reading:
        store = GraphStore.memory()
        store.extend(vocabulary.quads())
        store.extend(quads(line for line in map(str.strip, text.splitlines()) if line))
        reason(store, rules)
        return Reading(store, lang="en")

    return reading


def asked(reading: Reading, name: str) -> Answer:
    return impact(reading, Tracer(reading.store), entity(name))


def effects(answer: Answer) -> list[tuple[str, str]]:
    """Effect, as it is stored, and thing of each row, in order."""
    return [(row.cells["effect"].value, row.cells["thing"].label) for row in answer.rows]


def details(answer: Answer, effect: str) -> list[str]:
    """What the rows of one effect say."""
    return [r.cells["detail"].label for r in answer.rows if r.cells["effect"].value == effect]


def told(answer: Answer, thing: str) -> str:
    return next(r.cells["detail"].label for r in answer.rows if r.cells["thing"].label == thing)


def cited(answer: Answer, thing: str) -> set[str]:
    """Row ids of the statements that the row of a thing cites."""
    row = next(row for row in answer.rows if row.cells["thing"].label == thing)
    return {answer.citations[place].statement.rpartition("/")[2] for place in row.citations}


def test_the_only_programme_of_a_goal_takes_its_support_along(make: Make) -> None:
    answer = asked(make("p develops t\nt enables g\ng supports g2"), "p")

    assert effects(answer) == [("loses its only support", "g"), ("loses its only support", "g2")]
    assert told(answer, "g") == "Its only means is lost. p develops t. t enables g"
    assert cited(answer, "g") == {"r0", "r1"} and cited(answer, "g2") == {"r0", "r1", "r2"}
    assert answer.question == "Without “p”: loses its only support (2)"


def test_one_of_several_says_how_many_remain(make: Make) -> None:
    answer = asked(make("p1 supports g\np2 supports g\nm supports g"), "p1")

    assert effects(answer) == [("loses one of several", "g")]
    assert answer.rows[0].cells["effect"].label == "loses 1 of 3 means"
    assert told(answer, "g") == "2 left (m, p2). Lost: p1 supports g"


def test_in_a_diamond_no_branch_is_the_only_support(make: Make) -> None:
    text = "p develops t1\np develops t2\nt1 enables g\nt2 enables g"

    assert effects(asked(make(text), "t1")) == [("weakened", "g")]
    assert "still reach it by other ways" in told(asked(make(text), "t1"), "g")
    assert effects(asked(make(text), "p")) == [("loses its only support", "g")]
    assert effects(asked(make(text), "g")) == [("single point of failure", "p")]


def test_a_lost_technology_tells_the_path_of_the_means_it_carried(make: Make) -> None:
    answer = asked(make("p1 develops t\np2 promotes t\nt enables g\np3 supports g"), "t")

    assert effects(answer)[0] == ("loses one of several", "g")
    assert told(answer, "g") == "1 left (p3). Lost: p1 develops t. t enables g"


def test_a_goal_that_no_means_served_does_not_lose_its_only_support(make: Make) -> None:
    answer = asked(make("t enables g"), "t")

    assert effects(answer) == [("weakened", "g")]
    assert told(answer, "g").startswith("No programme, project or measure is stated to reach it")


def test_goals_in_a_cycle_lose_what_came_from_outside_it(make: Make) -> None:
    reading = make("p supports g1\ng1 supports g2\ng2 supports g3\ng3 supports g1")

    assert {e for e in effects(asked(reading, "p"))} == {
        ("loses its only support", name) for name in ("g1", "g2", "g3")
    }
    assert effects(asked(reading, "g3")) == [
        ("single point of failure", "g2"),
        ("single point of failure", "g1"),
        ("single point of failure", "p"),
    ]


def test_a_dominated_goal_hangs_on_one_thing(make: Make) -> None:
    answer = asked(make("p1 develops t\np2 develops t\nm meansOf p2\nt enables g"), "g")

    assert answer.question == (
        "“g”: means that reach it: 3; independent routes: 1; everything hangs on t"
    )
    assert effects(answer)[0] == ("single point of failure", "t")
    assert told(answer, "t") == "Without it, none of the 3 means reaches the end. t enables g"
    assert cited(answer, "t") == {"r3"}


def test_two_independent_routes_need_two_losses(make: Make) -> None:
    links = "p1 develops t1\nt1 enables g\np2 develops t2\np3 develops t2\nt2 enables g"
    answer = asked(make(links), "g")

    assert answer.question == "“g”: means that reach it: 3; independent routes: 2"
    assert effects(answer)[:2] == [("needs several losses", "t1"), ("needs several losses", "t2")]
    assert answer.rows[0].cells["effect"].label == "cut off if these 2 go together"
    assert cited(answer, "t1") == {"r1"}


def test_a_body_that_alone_runs_all_means_is_a_single_point_of_failure(make: Make) -> None:
    text = "p1 supports g\np2 supports g\no administers p1\np2 implementedBy o"

    assert effects(asked(make(text), "g"))[0] == ("single point of failure", "o")
    assert cited(asked(make(text), "g"), "o") == {"r2", "r3"}
    shared = make(f"{text}\np2 administeredBy o2")
    assert ("single point of failure", "o") not in effects(asked(shared, "g"))


def test_sibling_goals_are_no_support_for_each_other(make: Make) -> None:
    reading = make("s hasGoal g1\ns hasGoal g2\np supports g1\np executes s")

    assert [e for e in effects(asked(reading, "p")) if e[1][0] == "g"] == [
        ("loses its only support", "g1")
    ]
    assert not asked(reading, "g2")


def test_a_shared_field_is_no_support(make: Make) -> None:
    assert not asked(make("m meansOf f\nf hasGoal g"), "m")
    assert not asked(make("m meansOf f\nk targetOf f"), "m")


def test_what_a_body_alone_runs_goes_and_what_others_run_too_is_weakened(make: Make) -> None:
    answer = asked(
        make("""
            p1 administeredBy o
            p2 administeredBy o
            p2 implementedBy o2
            p1 supports g1
            p2 supports g2
            e operatedBy o
        """),
        "o",
    )

    assert effects(answer) == [
        ("loses its only support", "g1"),
        ("weakened", "p2"),
        ("goes with it", "e"),
        ("goes with it", "p1"),
    ]
    assert told(answer, "p2").startswith("Loses o, still run by o2.")
    assert told(answer, "p1").startswith("Run by o alone.")
    assert cited(answer, "p2") == {"r1", "r2"} and cited(answer, "g1") == {"r0", "r3"}


def test_what_a_body_alone_funds_goes(make: Make) -> None:
    text = "j fundedBy o\nj administeredBy o2\nj supports g"

    assert ("loses its only support", "g") in effects(asked(make(text), "o"))
    assert ("loses its only support", "g") in effects(asked(make(text), "o2"))
    assert effects(asked(make(f"{text}\nj fundedBy o3"), "o")) == [("weakened", "j")]


def test_a_payer_of_money_is_a_funder(make: Make) -> None:
    reading = make("p supports g\ny1 money p 100 JPY 2030 stage-initial payer=o\no administers p2")

    assert ("loses its only support", "g") in effects(asked(reading, "o"))


def test_what_rests_on_an_agreement_alone_goes_with_it(make: Make) -> None:
    text = "j basedOn s\nm executes s\np hasLegalBasis s\nj supports g\nm supports g2\np basedOn s2"
    answer = asked(make(text), "s")

    assert effects(answer) == [
        ("loses its only support", "g"),
        ("loses its only support", "g2"),
        ("weakened", "p"),
        ("goes with it", "j"),
        ("goes with it", "m"),
    ]
    assert told(answer, "j") == "Based on s alone. j is based on s"


def test_parts_go_with_their_whole_and_stay_with_another(make: Make) -> None:
    answer = asked(
        make("""
            m1 meansOf p
            m2 partOf m1
            m3 meansOf p
            m3 meansOf p2
            m1 meansOf f
            m2 supports g
            m3 supports g3
        """),
        "p",
    )

    assert ("loses its only support", "g") in effects(answer)
    assert [e for e in effects(answer) if e[0] == "goes with it"] == [
        ("goes with it", "m1"),
        ("goes with it", "m2"),
    ]
    assert ("weakened", "m3") in effects(answer) and ("loses its only support", "g3") not in (
        effects(answer)
    )


def test_a_target_goes_with_the_only_thing_it_is_a_target_of(make: Make) -> None:
    answer = asked(make("k targetOf p"), "p")

    assert effects(answer) == [("goes with it", "k")]


@pytest.mark.parametrize("status", ["proposed", "forecast", "opinion"])
def test_what_a_document_only_proposes_is_neither_support_nor_runner(
    make: Make, status: str
) -> None:
    proposed = f"p supports g\np administeredBy o\np2 supports g {status} doc2"

    assert effects(asked(make(proposed), "p")) == [("loses its only support", "g")]
    assert effects(asked(make(f"{proposed}\np administeredBy o2 {status} doc2"), "o")) == [
        ("loses its only support", "g"),
        ("goes with it", "p"),
    ]


def test_one_document_that_states_a_link_is_enough_though_another_only_proposes_it(
    make: Make,
) -> None:
    answer = asked(make("p supports g opinion doc2\np supports g planned doc1"), "p")

    assert effects(answer) == [("loses its only support", "g")]
    assert cited(answer, "g") == {"r1"}


def test_an_agreement_that_one_document_says_was_declined_supports_nothing(make: Make) -> None:
    reading = make("n signed s\nn declined s stated doc2\no declined s\ns supports g")

    assert effects(asked(reading, "s")) == [("weakened", "g")]
    assert not asked(reading, "n") and not asked(reading, "o")


def test_money_is_added_up_once_and_by_like_and_like(make: Make) -> None:
    answer = asked(
        make("""
            m meansOf p
            y0 money p 100 JPY 2030 stage-initial
            y1 money p 100 JPY 2030 stage-initial first=y0
            y2 money m 40 JPY 2030 stage-initial whole=y1
            y3 money m 7 JPY 2030 stage-initial
            y4 money p 5 USD 2030 stage-initial
            y5 money p 9 JPY 2031 stage-initial
            y6 money p 8 JPY 2030 stage-supplementary
            y7 money p 99 JPY 2030 stage-initial bound=bound-part-of
            y8 money p 99 JPY 2030 stage-initial kind=money-market
            y9 money p 99 JPY 2030 stage-initial status=proposed
        """),
        "p",
    )

    money = [
        r.cells["detail"].label for r in answer.rows if r.cells["effect"].label[0:5] == "money"
    ]
    assert money == [
        "JPY 107 (FY2030, initial, budget) = JPY 7 m + JPY 100 p",
        "USD 5 (FY2030, initial, budget)",
        "JPY 8 (FY2030, supplementary, budget)",
        "JPY 9 (FY2031, initial, budget)",
    ]
    assert cited(answer, "m, p") == {"r1", "r2", "r4"}


def test_a_part_counts_where_its_whole_stays(make: Make) -> None:
    reading = make("""
        m meansOf p
        y0 money p 100 JPY 2030 stage-initial
        y1 money m 40 JPY 2030 stage-initial whole=y0
        y2 money p2 100 JPY 2030 stage-initial first=y0
        p2 supports g
    """)

    assert told(asked(reading, "m"), "m") == "JPY 40 (FY2030, initial, budget)"
    assert "money that goes" not in dict(effects(asked(reading, "p2")))


def test_documents_that_disagree_on_an_amount_are_never_added_up(make: Make) -> None:
    answer = asked(
        make("""
            y0 money p 100 JPY 2030 stage-initial doc=2031-a
            y1 money p 100 JPY 2030 stage-initial doc=2032-b
            y2 money p 110 JPY 2030 stage-initial doc=2033-c
        """),
        "p",
    )

    assert details(answer, "money that goes") == [
        "JPY 110 (FY2030, initial, budget)",
        "JPY 100 (FY2030, initial, budget). A later document states another amount: "
        "not to be added",
    ]


def test_amounts_without_a_year_are_not_added_up(make: Make) -> None:
    answer = asked(
        make("y0 money p 100 JPY - stage-initial\ny1 money p 70 JPY - stage-initial"), "p"
    )

    assert details(answer, "money that goes") == [
        "JPY 100 (initial, budget)",
        "JPY 70 (initial, budget)",
    ]


def test_programmes_that_serve_one_goal_with_one_technology_overlap(make: Make) -> None:
    text = """
        p1 develops t
        p2 contributesTo t
        p3 usesTechnology t
        p4 develops t
        p5 develops t
        t enables g
        p1 supports g2
        p3 supports g2
        p4 partOf p1
        p5 follows p1
    """
    reading = make(text)

    overlaps = [e[1] for e in effects(asked(reading, "p1")) if e[0] == "overlap"]
    assert overlaps == ["p2", "p3"]
    assert cited(asked(reading, "p1"), "p3") == {"r0", "r2", "r6", "r7"}
    assert ("overlap", "p1, p2") in effects(asked(reading, "t"))
    assert ("overlap", "p1, p3") in effects(asked(reading, "g2"))


def test_a_name_that_looks_like_a_pattern_or_markup_is_told_as_it_is(make: Make) -> None:
    reading = make("p supports g")
    reading.store.extend(
        [Quad(entity("g"), iri("skos:prefLabel"), Literal("{n} <b>%s</b>", language="en"), DEFAULT)]
    )

    assert told(asked(reading, "p"), "{n} <b>%s</b>").endswith("p supports {n} <b>%s</b>")


def test_nothing_is_lost_with_a_thing_that_nothing_hangs_on(make: Make) -> None:
    answer = asked(make("p supports g"), "nowhere")

    assert not answer and answer.question == "Without “nowhere”:"


# --- properties -------------------------------------------------------------------------------

NODES = ["p1", "p2", "m1", "t1", "t2", "g1", "g2", "f1", "o1"]


@pytest.fixture(scope="module")
def light(vocabulary: Vocabulary) -> Callable[[list[tuple[str, str]]], Tracer]:
    """Make a tracer of `supports` links; only what a tracer reads of the ontology is there."""
    wanted = {iri(n) for n in ("rdfs:subPropertyOf", "owl:inverseOf", "traceRole", "pathWeight")}
    axioms = [q for q in vocabulary.quads() if q.graph_name == DEFAULT and q.predicate in wanted]

    def tracer(links: list[tuple[str, str]]) -> Tracer:
        store = GraphStore.memory()
        store.extend([*axioms, *quads(f"{a} supports {b}" for a, b in links)])
        return Tracer(store)

    return tracer


pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1])
links = st.lists(pairs, max_size=14, unique=True)


def reached(links: list[tuple[str, str]], end: str, lost: Iterable[str] = ()) -> set[str]:
    """Means from which a walk over the links reaches the end; plain breadth-first search."""
    gone, seen, queue = set(lost), {end}, [end]
    for node in queue:
        # A body is no inner node: it may be reached, and nothing is reached through it.
        before = [a for a, b in links if b == node and a not in gone | seen and node[0] != "o"]
        seen |= {*before}
        queue += dict.fromkeys(before)
    return {node for node in seen - {end} if node[0] in "pm"}


@settings(max_examples=150, deadline=None)
@given(links=links)
def test_the_means_of_an_end_are_those_a_walk_finds(
    light: Callable[[list[tuple[str, str]]], Tracer], links: list[tuple[str, str]]
) -> None:
    tracer = light(links)
    graph = contributions(tracer)

    for end in ("g1", "g2"):
        means = {node.value.rpartition("/")[2] for node in means_reaching(graph, entity(end))}
        assert means == reached(links, end)
        assert means == {
            path.means.value.rpartition("/")[2]
            for path in tracer.trace(entity(end), paths=100_000, hops=20)
        }


@settings(max_examples=150, deadline=None)
@given(links=links)
def test_single_points_are_exactly_the_nodes_without_which_no_means_is_left(
    light: Callable[[list[tuple[str, str]]], Tracer], links: list[tuple[str, str]]
) -> None:
    graph = contributions(light(links))

    for end in ("g1", "g2"):
        found = {node.value.rpartition("/")[2] for node in single_points(graph, entity(end))}
        needed = {n for n in NODES if n != end and not reached(links, end, [n])}
        assert found == (needed if reached(links, end) else set())


@settings(max_examples=150, deadline=None)
@given(links=links)
def test_the_smallest_cut_disconnects_and_nothing_smaller_does(
    light: Callable[[list[tuple[str, str]]], Tracer], links: list[tuple[str, str]]
) -> None:
    graph = contributions(light(links))

    for end in ("g1", "g2"):
        cut = {node.value.rpartition("/")[2] for node in smallest_cut(graph, entity(end))}
        if not reached(links, end):
            assert not cut
            continue
        assert cut and end not in cut and not reached(links, end, cut)
        others = [node for node in NODES if node != end]
        for smaller in combinations(others, len(cut) - 1):
            assert reached(links, end, smaller)


ways = st.sampled_from(["administeredBy", "fundedBy", "partOf"])


@settings(max_examples=150, deadline=None)
@given(stated=st.lists(st.tuples(st.integers(0, 6), ways, st.integers(0, 6)), unique=True))
def test_a_thing_falls_only_if_all_it_hangs_on_in_one_way_has_fallen(
    stated: list[tuple[int, str, int]],
) -> None:
    found: dict[Iri, dict[str, tuple[Tie, ...]]] = {}
    below: dict[Iri, tuple[Iri, ...]] = {}
    for thing, relation, carrier in stated:
        tie = Tie(entity(f"x{thing}"), iri(relation), entity(f"x{carrier}"), ())
        hanging = found.setdefault(tie.thing, {})
        hanging[tie.way] = (*hanging.get(tie.way, ()), tie)
        below[tie.carrier] = (*below.get(tie.carrier, ()), tie.thing)

    gone = falling(Ties(found, below), entity("x0"))

    for thing, hanging in found.items():
        lost = [way for way in hanging.values() if all(tie.carrier in gone for tie in way)]
        assert (thing in gone) == bool(lost) or thing == entity("x0")
    order = list(gone)
    for thing, why in gone.items():
        assert all(order.index(tie.carrier) < order.index(thing) for tie in why)


NAMES = [entity(f"y{number}") for number in range(6)]
OWNERS = [entity(name) for name in ("p1", "p2", "p3")]


@st.composite
def stated_figures(draw: st.DrawFn) -> list[Figure]:
    """Figures that repeat and contain earlier ones, in two currencies, years and stages."""
    found: list[Figure] = []
    for number, name in enumerate(NAMES[: draw(st.integers(1, 6))]):
        earlier = st.sampled_from([None, *NAMES[:number]])
        first = draw(earlier)
        purse = Purse(
            draw(st.sampled_from(["2030", "2031", ""])), "calendar-jp-fy",
            draw(st.sampled_from(["stage-initial", "stage-supplementary"])),
            draw(st.sampled_from(sorted(KINDS))), draw(st.sampled_from(["JPY", "USD"])),
            "per-total", "bound-exact",
        )  # fmt: skip
        whole = None if first else draw(earlier)
        value = Decimal(draw(st.integers(1, 99)))
        owner = draw(st.sampled_from(OWNERS))
        document = draw(st.sampled_from(["2031-a", "2033-b"]))
        said = statement(document, name.value.rpartition("/")[2])
        found.append(Figure(name, owner, None, value, purse, said, first, whole))
    return found


@settings(max_examples=300, deadline=None)
@given(figures=stated_figures(), gone=st.sets(st.sampled_from(OWNERS)))
def test_sums_never_exceed_the_distinct_figures_and_never_mix(
    figures: list[Figure], gone: set[Iri]
) -> None:
    found = totals(figures, gone)

    counted = [figure.money for total in found for figure in total.figures]
    assert len(set(counted)) == len(counted)
    known = {figure.money: figure for figure in figures}
    for total in found:
        assert all(figure.purse == total.purse for figure in total.figures)
        assert total.amount == sum(figure.amount for figure in total.figures)
        assert all(figure.owner in gone and not figure.first for figure in total.figures)
        assert len(total.figures) == 1 or (total.purse.when and not total.earlier)
        distinct = [f for f in figures if f.purse == total.purse and not f.first]
        assert total.amount <= sum(f.amount for f in distinct)
    for money in counted:
        whole = known[money].whole
        while whole:
            assert whole not in counted
            whole = known[whole].first or known[whole].whole


@settings(max_examples=100, deadline=None)
@given(figures=stated_figures(), gone=st.sets(st.sampled_from(OWNERS)))
def test_a_figure_stated_again_changes_no_sum(figures: list[Figure], gone: set[Iri]) -> None:
    again = replace(figures[0], money=entity("zz"), first=figures[0].money)

    before, after = totals(figures, gone), totals([*figures, again], gone)
    assert [(t.purse, t.amount) for t in after] == [(t.purse, t.amount) for t in before]


# --- the mini graph and the real one ------------------------------------------------------------


def test_the_rainbow_programme_takes_its_switch_demonstration_along(mini_graph: Graph) -> None:
    answer = mini_graph.impact("programme-rainbow")

    assert ("ともになくなる", "虹光スイッチ実証") in effects(answer)
    assert details(answer, "失われる資金") == ["12億3,400万円（2031年度、当初、予算）"]
    [row] = [row for row in answer.rows if row.cells["effect"].label == "失われる資金"]
    assert {answer.citations[place].lines for place in row.citations} == {"24", "27", "9"}


def test_a_goal_of_the_mini_graph_tells_its_routes_in_words(mini_graph: Graph) -> None:
    answer = mini_graph.impact("全国光網の完成")

    assert answer.question == ("「全国光網の完成」には4件の手段が、互いに独立した3本の道筋で届く")
    assert {row.cells["effect"].label for row in answer.rows} == {
        "この3件がともになくなると途絶える"
    }


def test_an_unknown_name_offers_the_nearest(mini_graph: Graph) -> None:
    with pytest.raises(NotFoundError, match="the nearest are"):
        mini_graph.impact("虹光通信開発事業団体")


def test_nothing_found_names_what_was_searched(mini_graph: Graph) -> None:
    answer = mini_graph.impact("hoshino-hikaru")

    assert not answer and answer.searched[:1] == ("2031-aoba-network-strategy",)


def test_the_command_answers_and_says_when_nothing_is_lost(
    mini_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.__main__ import application

    monkeypatch.setattr("kg.commands.options.open_graph", lambda out, lang: mini_graph)
    run = CliRunner().invoke
    found = run(application("impact"), ["impact", "programme-rainbow", "-O", "csv"])
    nothing = run(application("impact"), ["impact", "hoshino-hikaru"])

    assert found.exit_code == 0 and "影響,対象,種別,内容,出典" in found.output
    assert nothing.exit_code == 1 and "2031-aoba-network-strategy" in nothing.output


def test_the_japan_germany_letter_carries_one_joint_research_project(real_graph: Graph) -> None:
    """Lines 605 and 607 of the policy of 2026: the project rests on the letter and serves APN."""
    answer = real_graph.impact("strategy-japan-germany-letter-of-intent")

    first = answer.rows[0]
    assert first.cells["effect"].label == "唯一の支えを失う"
    assert first.cells["thing"].label == "オール光ネットワークの高度化"
    cited = [answer.citations[place] for place in first.citations]
    assert [(c.source.id, c.lines) for c in cited] == [
        ("2026-mic-ict-rd-policy", "605"),
        ("2026-mic-ict-rd-policy", "607"),
    ]


def test_the_fund_loses_each_of_its_budgets_once(real_graph: Graph) -> None:
    """Lines 221 and 562 to 564 of the policy of 2026 print the same figures twice."""
    answer = real_graph.impact("programme-b5g-fund")

    assert details(answer, "失われる資金") == [
        "150億円（2025年度、当初、予算）",
        "239億円（2025年度、補正、予算）",
        "115億円（2026年度、当初（案）、予算）",
    ]


def test_standards_of_beyond_5g_hang_on_one_programme_and_on_its_one_body(
    real_graph: Graph,
) -> None:
    answer = real_graph.impact("goal-b5g-standards-reflection")

    assert effects(answer)[:2] == [
        ("単一障害点", "Beyond 5G研究開発促進事業"),
        ("単一障害点", "情報通信研究機構"),
    ]


def test_overlaps_of_the_all_photonics_programme_name_the_fund(real_graph: Graph) -> None:
    overlaps = [
        row.cells["thing"].label
        for row in real_graph.impact("programme-apn-development").rows
        if row.cells["effect"].label == "重なり"
    ]

    assert overlaps == ["国際共同研究", "革新的情報通信技術（Beyond 5G（6G））基金事業"]


def test_the_real_contribution_graph_has_no_cycle(real_graph: Graph) -> None:
    graph = contributions(Tracer(real_graph.store))

    assert networkx.is_directed_acyclic_graph(graph)
