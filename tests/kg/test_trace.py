"""Traces over graphs made by hand: one line a link, `means relation end [status] [document]`."""

from collections.abc import Callable, Iterable
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad

from kg.graph import Graph
from kg.namespaces import Iri, entity, iri, statement
from kg.store import GraphStore
from kg.trace import APART, Path, Tracer
from kg.vocabulary import TYPE, Vocabulary

DEFAULT = DefaultGraph()
# Names begin with a letter that tells their class.
CLASSES = {
    "p": "Programme",
    "m": "Measure",
    "j": "Project",
    "t": "Technology",
    "g": "Goal",
    "k": "Target",
    "c": "Challenge",
    "f": "Field",
    "s": "Strategy",
    "o": "Organisation",
    "h": "Person",
    "n": "Country",
    "w": "Topic",
    "d": "Document",
    "x": "skos:ConceptScheme",
}
NEEDED = {iri(name) for name in ("rdfs:subPropertyOf", "owl:inverseOf", "traceRole", "pathWeight")}
WEIGHTS = {"stated": 1.0, "agreed": 1.0, "observed": 1.0, "planned": 0.8, "curated": 0.5}

Make = Callable[[str], Tracer]


def quads(links: Iterable[str]) -> Iterable[Quad]:
    for number, link in enumerate(links):
        source, relation, target, *rest = link.split()
        status, document = (*rest, *("stated", "doc")[len(rest) :])
        named = statement(document, f"r{number}")
        for name in (source, target):
            yield Quad(entity(name), TYPE, iri(CLASSES[name[0]]), DEFAULT)
        yield Quad(entity(source), iri(relation), entity(target), named)
        yield Quad(named, iri("status"), iri(status), DEFAULT)


@pytest.fixture(scope="module")
def axioms(vocabulary: Vocabulary) -> list[Quad]:
    kept = (q for q in vocabulary.quads() if q.graph_name == DEFAULT)
    return [q for q in kept if q.predicate in NEEDED and isinstance(q.subject, Iri)]


@pytest.fixture(scope="module")
def make(axioms: list[Quad]) -> Make:
    """Make a tracer of links written one a line."""

    def tracer(text: str) -> Tracer:
        store = GraphStore.memory()
        links = [line.strip() for line in text.strip().splitlines() if line.strip()]
        store.extend([*axioms, *quads(links)])
        return Tracer(store)

    return tracer


def names(path: Path) -> str:
    return " ".join(node.value.rpartition("/")[2] for node in path.nodes)


def told(paths: Iterable[Path]) -> dict[str, float]:
    """Node names of each path with its score, in order."""
    return {names(path): path.score for path in paths}


def inner(links: int) -> float:
    """The factor of passing a node with so many onward links."""
    return 0.9 / log2(2 + links)


def test_a_chain_is_climbed_and_each_further_hop_costs(make: Make) -> None:
    tracer = make("""
        p develops t
        t enables g
        g supports g2
    """)

    found = tracer.trace(entity("p"))

    assert told(found) == pytest.approx({"p t g": inner(1), "p t g g2": inner(1) ** 2})
    assert list(told(found)) == ["p t g", "p t g g2"]
    assert [hop.relation.value.rpartition("#")[2] for hop in found[1].hops] == [
        "develops",
        "enables",
        "supports",
    ]


def test_a_diamond_gives_both_ways_round(make: Make) -> None:
    tracer = make("""
        p develops t1
        p develops t2
        t1 enables g
        t2 enables g planned
    """)

    assert told(tracer.trace(entity("p"))) == pytest.approx(
        {"p t1 g": inner(1), "p t2 g": 0.8 * inner(1)}
    )
    assert list(told(tracer.trace(entity("g")))) == ["p t1 g", "p t2 g"]


def test_equal_scores_are_ranked_by_documents_then_length_then_name(make: Make) -> None:
    tracer = make("""
        p develops t1
        p develops t2
        p develops t3
        t1 enables g
        t2 enables g
        t3 enables g stated doc2
        t3 enables g
    """)

    assert list(told(tracer.trace(entity("p")))) == ["p t3 g", "p t1 g", "p t2 g"]


def test_a_cycle_ends(make: Make) -> None:
    tracer = make("""
        p supports g1
        g1 supports g2
        g2 supports g3
        g3 supports g1
    """)

    assert list(told(tracer.trace(entity("p")))) == ["p g1", "p g1 g2", "p g1 g2 g3"]
    assert list(told(tracer.trace(entity("g1")))) == ["p g1"]


@pytest.mark.parametrize(("status", "weight"), WEIGHTS.items())
def test_a_link_weighs_what_its_status_weighs(make: Make, status: str, weight: float) -> None:
    assert told(make(f"p supports g {status}").trace(entity("p"))) == pytest.approx({"p g": weight})


@pytest.mark.parametrize("status", ["proposed", "forecast", "opinion"])
def test_a_link_that_is_not_merged_is_never_a_hop(make: Make, status: str) -> None:
    assert make(f"p supports g {status}").trace(entity("p")) == []


def test_statuses_multiply_along_a_path(make: Make) -> None:
    tracer = make("""
        p develops t planned
        t enables g curated
    """)

    assert told(tracer.trace(entity("p"))) == pytest.approx({"p t g": 0.8 * 0.5 * inner(1)})


def test_the_first_five_paths_are_no_variants_of_each_other(make: Make) -> None:
    tracer = make("""
        p1 develops t
        p2 develops t
        p3 develops t planned
        t enables g
        m1 addresses c planned
        c supports g planned
        j1 develops t2 planned
        t2 enables g planned
    """)

    found = tracer.trace(entity("g"))

    # The second and third best differ from the best in their first hop only.
    assert list(told(found)) == ["p1 t g", "j1 t2 g", "m1 c g", "p2 t g", "p3 t g"]


def test_a_hub_passes_on_less(make: Make) -> None:
    ends = "\n".join(f"t enables g{n}" for n in range(6))
    tracer = make(f"p develops t\n{ends}")

    found = told(tracer.trace(entity("p")))

    assert found == pytest.approx({f"p t g{n}": 0.9 / 3 for n in range(6)})


def test_the_onward_links_are_those_in_the_direction_of_travel(make: Make) -> None:
    tracer = make("""
        p1 develops t
        p2 develops t
        t enables g
    """)

    assert told(tracer.trace(entity("p1")))["p1 t g"] == pytest.approx(inner(1))
    assert told(tracer.trace(entity("g")))["p1 t g"] == pytest.approx(inner(2))


def test_the_goal_of_the_immediate_field_is_a_last_step_that_shares_the_field(make: Make) -> None:
    tracer = make("""
        m meansOf f
        f supports g
        f hasGoal g1
        f hasGoal g2
        g1 supports g3
    """)

    found = tracer.trace(entity("m"))

    onward = inner(1 + 2)  # one stated link, and two goals of the field
    assert told(found) == pytest.approx(
        {"m f g": onward, "m f g1": 0.4 * onward, "m f g2": 0.4 * onward}
    )
    assert [hop.shares for hop in found[1].hops] == [False, True]


def test_sharing_a_field_ranks_below_every_stated_link(make: Make) -> None:
    tracer = make("""
        m meansOf f
        f hasGoal g1
        m supports g2 curated
        m supports g3 planned
        f supports g4 curated
    """)

    found = tracer.trace(entity("m"))

    assert list(told(found)) == ["m g3", "m g2", "m f g4", "m f g1"]
    assert [found[-1].hops[-1].shares, *(h.shares for p in found[:-1] for h in p.hops)].count(
        True
    ) == 1


def test_a_target_of_the_field_is_shared_too(make: Make) -> None:
    tracer = make("""
        m meansOf f
        k targetOf f
    """)

    [path] = tracer.trace(entity("m"))

    assert names(path) == "m f k" and path.hops[-1].shares and path.hops[-1].backwards
    assert path.score == pytest.approx(0.4 * inner(1))


def test_sibling_goals_of_one_strategy_are_not_joined_through_it(make: Make) -> None:
    tracer = make("""
        s hasGoal g1
        s hasGoal g2
        p supports g1
        g1 supports s
        p2 executes s
    """)

    assert list(told(tracer.trace(entity("p")))) == ["p g1"]
    assert tracer.trace(entity("g1"), to=entity("g2")) == []
    assert "p g1 s g2" not in told(tracer.trace(entity("g2")))
    assert list(told(tracer.trace(entity("g2")))) == ["p2 s g2"]


def test_only_the_first_container_shares_its_goals(make: Make) -> None:
    tracer = make("""
        m meansOf f
        f supports s
        s hasGoal g
    """)

    assert tracer.trace(entity("m")) == [] and tracer.trace(entity("g")) == []


def test_means_of_another_field_do_not_share_the_goals_of_a_later_one(make: Make) -> None:
    tracer = make("""
        m meansOf f
        f supports p
        p executes s
        s hasGoal g
    """)

    assert tracer.trace(entity("m")) == []
    assert list(told(tracer.trace(entity("g")))) == ["p s g"]


def test_only_means_share_the_goals_of_a_container(make: Make) -> None:
    tracer = make("""
        t supports f
        f hasGoal g
    """)

    assert tracer.trace(entity("t")) == []


def test_containers_are_passed_upward(make: Make) -> None:
    tracer = make("""
        m meansOf f
        f supports s
        s supports g
    """)

    assert told(tracer.trace(entity("m"))) == pytest.approx({"m f s g": inner(1) ** 2})


@pytest.mark.parametrize("name", ["o", "h", "n", "w", "d", "x"], ids=lambda name: CLASSES[name])
def test_a_node_outside_is_never_an_inner_node(make: Make, name: str) -> None:
    tracer = make(f"""
        p supports {name}
        {name} supports g
    """)

    assert tracer.trace(entity("p")) == [] and tracer.trace(entity("g")) == []


def test_two_documents_that_state_one_link_make_one_hop(make: Make) -> None:
    tracer = make("""
        p supports g planned
        p supports g stated doc2
    """)

    [path] = tracer.trace(entity("p"))

    assert path.score == 1.0
    assert [s.value.split("/")[-2] for s in path.hops[0].statements] == ["doc", "doc2"]


def test_a_link_stated_as_its_inverse_is_read_backwards(make: Make) -> None:
    tracer = make("g supportedBy p")

    [path] = tracer.trace(entity("p"))

    assert names(path) == "p g"
    assert (path.hops[0].relation, path.hops[0].backwards) == (iri("supportedBy"), True)


def test_a_path_must_reach_to_and_pass_via(make: Make) -> None:
    tracer = make("""
        p develops t1
        p develops t2
        t1 enables g1
        t2 enables g1
        t2 enables g2
    """)

    assert set(told(tracer.trace(entity("p"), to=entity("g2")))) == {"p t2 g2"}
    assert set(told(tracer.trace(entity("p"), via=entity("t1")))) == {"p t1 g1"}
    assert set(told(tracer.trace(entity("p"), to=entity("t1")))) == {"p t1"}
    assert set(told(tracer.trace(entity("g1"), to=entity("p"), via=entity("t2")))) == {"p t2 g1"}
    assert tracer.trace(entity("p"), via=entity("p")) == []
    assert tracer.trace(entity("p"), to=entity("g9")) == []


def test_no_path_is_longer_than_the_hops_allowed(make: Make) -> None:
    tracer = make("\n".join(f"g{n} supports g{n + 1}" for n in range(9)) + "\np supports g0")

    assert max(len(path.hops) for path in tracer.trace(entity("p"), paths=50)) == 6
    assert list(told(tracer.trace(entity("p"), hops=2))) == ["p g0", "p g0 g1"]
    assert len(tracer.trace(entity("p"), paths=3)) == 3


def test_nothing_is_found_from_a_node_without_links(make: Make) -> None:
    assert make("p supports g").trace(entity("nowhere")) == []


SHAPES = [
    ("p supports g", "means to end"),
    ("p develops t\nt enables g\ng supports g2", "chain"),
    ("p develops t1\np develops t2\nt1 enables g\nt2 enables g", "diamond"),
    ("p supports g1\ng1 supports g2\ng2 supports g1", "cycle"),
    ("m meansOf f\nf hasGoal g\nf supports g2", "shared field"),
    ("m meansOf p\np meansOf f\nf hasGoal g\nk targetOf f", "part of a programme"),
    ("s hasGoal g1\ns hasGoal g2\np executes s\np supports g1", "strategy"),
    ("o supports p\np supports g\nf supports g\no supports g", "organisation"),
]


@pytest.mark.parametrize("text", [text for text, _ in SHAPES], ids=[name for _, name in SHAPES])
def test_up_and_down_give_the_same_paths(make: Make, text: str) -> None:
    up, down = both_ways(make(text), text)

    assert up == down and up


def both_ways(tracer: Tracer, text: str) -> tuple[set[str], set[str]]:
    """All paths from means to ends, found climbing and found descending."""
    nodes = {name for line in text.splitlines() for name in line.split()[::2] if name[0] in CLASSES}
    up: set[str] = set()
    down: set[str] = set()
    for name in nodes:
        paths = told(tracer.trace(entity(name), paths=10_000))
        if name[0] in "pmj":
            up |= {path for path in paths if path.split()[-1][0] in "gkc"}
        if name[0] in "gkc":
            down |= {path for path in paths if path.split()[0][0] in "pmj"}
    return up, down


NODES = ["p1", "p2", "m1", "t1", "t2", "g1", "g2", "f1", "s1", "o1"]


@st.composite
def graphs(draw: st.DrawFn) -> list[str]:
    """Links between a few nodes; goals hang on containers, as the documents state them."""
    pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1])
    stated = draw(st.lists(st.tuples(pairs, st.sampled_from(sorted(WEIGHTS))), max_size=14))
    owned = draw(
        st.lists(
            st.tuples(st.sampled_from(["f1", "s1"]), st.sampled_from(["g1", "g2"])), max_size=3
        )
    )
    return [f"{a} supports {b} {status}" for (a, b), status in stated] + [
        f"{a} hasGoal {b} stated" for a, b in owned
    ]


def apart(found: list[Path]) -> int:
    """Count the leading paths, five at most, that are no variants of each other."""
    for count, path in enumerate(found[:APART]):
        if any(path.varies(other) for other in found[:count]):
            return count
    return min(len(found), APART)


@settings(max_examples=60, deadline=None)
@given(links=graphs(), start=st.sampled_from(NODES))
def test_every_trace_is_connected_ranked_and_the_same_in_any_order(
    make: Make, links: list[str], start: str
) -> None:
    found = make("\n".join(links)).trace(entity(start))
    again = make("\n".join(links[::-1])).trace(entity(start))

    assert list(told(found).items()) == list(told(again).items())
    assert all(0 < path.score <= 1 for path in found)
    leading, rest = found[: apart(found)], found[apart(found) :]
    for block in (leading, rest):
        scores = [round(path.score, 9) for path in block]
        assert scores == sorted(scores, reverse=True)
    assert len(leading) == APART or all(any(p.varies(q) for q in leading) for p in rest)
    for path in found:
        assert len(set(path.nodes)) == len(path.nodes) and 1 <= len(path.hops) <= 6
        for hop, following in zip(path.hops, path.hops[1:], strict=False):
            assert hop.target == following.source and not hop.shares
        assert not [n for n in path.nodes[1:-1] if n == entity("o1")]


@settings(max_examples=60, deadline=None)
@given(links=graphs())
def test_any_graph_is_traced_alike_in_both_directions(make: Make, links: list[str]) -> None:
    text = "\n".join(links)
    up, down = both_ways(make(text), text)

    assert up == down


@settings(max_examples=60, deadline=None)
@given(links=graphs(), start=st.sampled_from(["p1", "m1", "t1"]))
def test_the_paths_and_the_best_of_them_are_those_of_a_search_through_all(
    make: Make, links: list[str], start: str
) -> None:
    every = sorted(climbs(links, start), reverse=True)
    tracer = make("\n".join(links))
    found = tracer.trace(entity(start), paths=len(every) + 1)
    best = tracer.trace(entity(start), paths=1)

    scores = [path.score for path in found]
    assert sorted(scores, reverse=True) == pytest.approx(every)
    assert [path.score for path in best] == pytest.approx(every[:1])


def climbs(links: list[str], start: str) -> list[float]:
    """Scores of all admissible ways up, by plain recursion over the rules of DESIGN §4."""
    up: dict[str, dict[str, float]] = {}
    goals: dict[str, set[str]] = {}
    for link in links:
        source, relation, target, status = link.split()
        if relation == "hasGoal":
            goals.setdefault(source, set()).add(target)
        else:
            known = up.setdefault(source, {})
            known[target] = max(known.get(target, 0), WEIGHTS[status])

    def climb(nodes: list[str], score: float) -> Iterable[float]:
        last, before = nodes[-1], nodes[:-1]
        if before and last[0] == "g":
            yield score
        if len(before) == 6 or (before and last[0] == "o"):
            return
        immediate = before and last[0] in "fs" and before[-1][0] in "pm"
        immediate = immediate and not any(node[0] in "fs" for node in before)
        shared = goals.get(last, set()) if immediate or not before else set()
        factor = inner(len(up.get(last, {})) + len(shared)) if before else 1.0
        for target, weight in up.get(last, {}).items():
            if target not in nodes:
                yield from climb([*nodes, target], score * factor * weight)
        yield from [score * factor * 0.4] * len(shared - set(nodes))

    return list(climb([start], 1.0))


def test_a_trace_of_the_mini_graph_climbs_and_descends(mini_graph: Graph) -> None:
    up = mini_graph.trace("虹光通信開発事業")
    down = mini_graph.trace("光端末の普及", limit=50)

    sequences = {names(path) for path in up.paths}
    assert {
        "programme-rainbow goal-terminals",
        "programme-rainbow field-rainbow goal-national-light",
        "programme-rainbow tech-rainbow-switch goal-national-light goal-resilience",
    } <= sequences
    assert {names(path) for path in down.paths} == {
        "programme-rainbow goal-terminals",
        "measure-showroom goal-terminals",
        "measure-switch-demo programme-rainbow goal-terminals",
        "programme-rainbow field-rainbow goal-terminals",
        "measure-showroom field-rainbow goal-terminals",
        "measure-switch-demo programme-rainbow field-rainbow goal-terminals",
    }


def test_every_hop_of_a_trace_is_cited_and_told(mini_graph: Graph) -> None:
    told_json = mini_graph.trace("programme-rainbow").to_json()

    for path in told_json["paths"]:
        for hop in path["hops"]:
            assert hop["citations"] and hop["sentence"]
    first = told_json["paths"][0]
    assert first["sentence"] == "虹光通信開発事業は光端末の普及を支える" and first["score"] == 1.0
    cited = [told_json["citations"][c] for c in first["hops"][0]["citations"]]
    assert [(c["document"][:4], c["lines"], c["status"]) for c in cited] == [
        ("2031", "16", "planned"),
        ("2033", "6", "stated"),
    ]
