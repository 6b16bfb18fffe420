"""Comparisons over graphs made by hand, the mini graph and the project's own.

A line of a graph is `document subject relation object`, or `document node` with `key=value` for a
target (k…) or a sum (m…). Names begin with a letter that tells their class.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, Quad

from kg.analysis.compare import meaning_of_years
from kg.analysis.contrast import Change, Contrast, Side
from kg.analysis.main_rows import PAGE, Read, main_rows
from kg.analysis.money_change import Sum, without_overlap
from kg.analysis.pairing import Join, Link, Thing, bare, groups, nearness, pair
from kg.analysis.target_change import Demand, Due, change_of
from kg.answers import Answer
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import ENTITIES, Iri, entity, iri, statement
from kg.project import QUERIES
from kg.store import GraphStore
from kg.vocabulary import TYPE, Vocabulary

DEFAULT = DefaultGraph()
CLASSES = {
    "p": "Programme", "t": "Technology", "g": "Goal", "c": "Challenge", "f": "Field",
    "s": "Strategy", "o": "Organisation", "n": "Country", "w": "Topic", "m": "Money",
    "k": "Target",
}  # fmt: skip
CONCEPTS = {"comparator", "modality", "kind", "stage", "per", "bound", "calendar"}
LINKS = {"targetOf", "moneyOf", "amountPartOf", "restates"}

Make = Callable[..., Graph]


def quads(lines: Iterable[str]) -> Iterable[Quad]:
    """One statement a line; its line number is that of the text."""
    for number, line in enumerate(lines, 1):
        document, subject, *rest = line.split()
        named = statement(document, f"r{number}")
        issued = Literal(document[1:])
        for graph in (DEFAULT, ENTITIES):
            yield Quad(entity(document), TYPE, iri("Document"), graph)
        yield Quad(entity(document), iri("dcterms:issued"), issued, DEFAULT)
        yield Quad(named, iri("prov:wasDerivedFrom"), entity(document), DEFAULT)
        yield Quad(named, iri("status"), iri("curated" if document == "d0" else "stated"), DEFAULT)
        if document != "d0":
            yield Quad(named, iri("lines"), Literal(str(number)), DEFAULT)
        for quad in values(subject, rest) if "=" in rest[0] else triples(subject, *rest):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object, named)


def triples(subject: str, relation: str, end: str) -> Iterable[Quad]:
    yield Quad(entity(subject), iri(relation), entity(end), DEFAULT)


def values(node: str, pairs: Iterable[str]) -> Iterable[Quad]:
    for pair_ in (f"a={CLASSES[node[0]]}", *pairs):
        key, _, value = pair_.partition("=")
        if key == "a":
            yield Quad(entity(node), TYPE, iri(value), DEFAULT)
        elif key in LINKS:
            yield Quad(entity(node), iri(key), entity(value), DEFAULT)
        elif key in CONCEPTS:
            yield Quad(entity(node), iri(key), iri(f"{key}-{value}"), DEFAULT)
        else:
            language = "ja" if key == "metric" else None
            yield Quad(entity(node), iri(key), Literal(value, language=language), DEFAULT)


@pytest.fixture(scope="module")
def axioms(vocabulary: Vocabulary) -> list[Quad]:
    return [q for q in vocabulary.quads() if q.graph_name == DEFAULT and isinstance(q.subject, Iri)]


@pytest.fixture(scope="module")
def make(axioms: list[Quad]) -> Make:
    """Make a graph of lines; `names`: Japanese labels by id, the id itself elsewhere."""

    def graph(text: str, lang: str = "en", **names: str) -> Graph:
        lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
        store = GraphStore.memory()
        store.extend([*axioms, *quads(lines)])
        for name in {name for line in lines for name in line.replace("=", " ").split()}:
            if name[0] in set(CLASSES) - {"m", "k"} and (name[1:].isdigit() or name in names):
                label = Literal(names.get(name, f"名{name}"), language="ja")
                for named in (DEFAULT, ENTITIES):
                    store.extend([
                        Quad(entity(name), TYPE, iri(CLASSES[name[0]]), named),
                        Quad(entity(name), iri("skos:prefLabel"), label, named),
                    ])  # fmt: skip
        return Graph(store, lang="ja" if lang == "ja" else "en", queries=QUERIES)

    return graph


def changes(answer: Answer) -> list[tuple[str, str, str]]:
    """Change, before and after of each row."""
    names = ("change", "before", "after")
    return [tuple(row.cells[name].value for name in names) for row in answer.rows]  # type: ignore[misc]


def compared(graph: Graph, aspect: str) -> list[tuple[str, str, str]]:
    return changes(graph.compare("2019", "2026", aspect=aspect))


def first_rows(graph: Graph) -> set[str]:
    """Aspects that are read first, counts aside."""
    rows = graph.compare("2019", "2026", brief=True).rows
    return {row.cells["aspect"].value for row in rows if row.cells["change"].value != "count"}


BOTH = "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g1\n"


def test_what_both_documents_name_is_kept_and_what_one_names_is_new_or_not_named(
    make: Make,
) -> None:
    graph = make(BOTH + "d2019 s1 hasGoal g2\nd2026 s1 hasGoal g3", g1="和", g2="海路", g3="山道")

    assert compared(graph, "goal") == [
        ("new", "", "山道"),
        ("not named in 2026 document", "海路", ""),
        ("kept", "和", "和"),
    ]


def test_both_sides_are_cited_with_their_lines(make: Make) -> None:
    graph = make(BOTH)

    answer = graph.compare("2019", "2026", aspect="goal")

    [row] = answer.rows
    assert (row.cells["before_lines"].value, row.cells["after_lines"].value) == ("1", "2")
    assert row.cells["joined_by"].value == "same thing"
    cited = [(answer.citations[c].source.id, answer.citations[c].lines) for c in row.citations]
    assert cited == [("d2019", "1"), ("d2026", "2")]
    assert answer.searched == ("d2019", "d2026")


def test_a_goal_reworded_is_found_by_the_editors_link_which_is_cited(make: Make) -> None:
    graph = make(
        "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2\nd0 g1 skos:closeMatch g2", g1="海路", g2="山道"
    )

    answer = graph.compare("2019", "2026", aspect="goal")

    assert changes(answer) == [("reworded", "海路", "山道")]
    assert answer.rows[0].cells["joined_by"].value == "matched by the editors"
    assert [answer.citations[c].status for c in answer.rows[0].citations][-1] == "curated"


def test_a_goal_reworded_is_found_by_near_names_with_the_score(make: Make) -> None:
    graph = make(
        "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2", g1="新たな価値の創造", g2="新たな付加価値の創造"
    )

    answer = graph.compare("2019", "2026", aspect="goal")

    assert changes(answer) == [("reworded", "新たな価値の創造", "新たな付加価値の創造")]
    assert answer.rows[0].cells["joined_by"].value == "near names, 89 of 100"


def test_near_names_that_editors_keep_apart_or_of_technologies_are_no_pair(make: Make) -> None:
    names = {"1": "新たな価値の創造", "2": "新たな付加価値の創造"}
    goals = make(
        "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2\nd0 g1 owl:differentFrom g2",
        g1=names["1"], g2=names["2"],
    )  # fmt: skip
    technologies = make("d2019 p1 develops t1\nd2026 p1 develops t2", t1=names["1"], t2=names["2"])

    assert {change for change, _, _ in compared(goals, "goal")} == {
        "new",
        "not named in 2026 document",
    }
    assert len(compared(technologies, "technology")) == 2


def test_a_field_of_the_same_name_in_another_list_is_told_so_and_not_called_kept(
    make: Make,
) -> None:
    graph = make(
        "d2019 s1 hasField f1\nd2026 s1 hasField f2\nd0 f1 owl:differentFrom f2",
        f1="量子（2019年の分野）", f2="量子（重点分野）",
    )  # fmt: skip

    told = [("same name only", "量子（2019年の分野）", "量子（重点分野）")]
    assert compared(graph, "field") == told
    assert "field" not in first_rows(graph)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人材育成等（新戦略）", "人材育成（放送事業）"),
        ("価値の新たな創造（量子）", "価値の新たな創出（量子暗号）"),
    ],
)
def test_near_names_that_editors_tell_apart_by_brackets_are_no_pair(
    make: Make, one: str, other: str
) -> None:
    graph = make("d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2", g1=one, g2=other)

    assert {change for change, _, _ in compared(graph, "goal")} == {
        "new",
        "not named in 2026 document",
    }


def test_an_alias_that_is_another_things_name_makes_no_pair(make: Make) -> None:
    """情報通信技術の研究開発の推進 has the alias 研究開発の推進, which names another measure."""
    graph = make("d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2", g1="海路", g2="山道の海路")
    graph.store.extend(
        [Quad(entity("g2"), iri("skos:altLabel"), Literal("海路", language="ja"), DEFAULT)]
    )

    assert "same name only" not in {change for change, _, _ in compared(graph, "goal")}


def test_of_equal_names_those_of_one_topic_are_paired(make: Make) -> None:
    graph = make(
        "d2019 s1 hasField f1\nd2026 s1 hasField f2\nd2026 s1 hasField f3\n"
        "d0 f1 hasTopic w1\nd0 f2 hasTopic w2\nd0 f3 hasTopic w1",
        f1="量子（一）", f2="量子（二）", f3="量子（三）",
    )  # fmt: skip

    assert ("same name only", "量子（一）", "量子（三）") in compared(graph, "field")


def test_a_programme_has_a_counterpart_and_a_strategy_is_followed(make: Make) -> None:
    graph = make(
        "d2019 p1 supports g1\nd2026 p2 supports g1\nd0 p1 skos:closeMatch p2\n"
        "d2019 s1 hasGoal g1\nd2026 s2 hasGoal g1\nd2026 s2 supersedes s3\nd0 s2 follows s1"
    )

    assert compared(graph, "programme") == [("counterpart", "名p1", "名p2")]
    assert ("followed", "名s1", "名s2") in compared(graph, "strategy")


def test_things_of_one_topic_are_grouped_and_never_called_kept(make: Make) -> None:
    graph = make(
        "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2\nd0 g1 hasTopic w1\nd0 g2 hasTopic w1",
        g1="海路", g2="山道", w1="道",
    )  # fmt: skip

    answer = graph.compare("2019", "2026", aspect="goal")

    assert ("same topic", "海路", "山道") in changes(answer)
    assert answer.rows[-1].cells["joined_by"].value == "same topic: 道"
    assert "kept" not in {change for change, _, _ in changes(answer)}


TARGET = "unit=percent modality=target metric=普及率 targetOf=g1"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("comparator=at-least value=20", "comparator=at-least value=35", "tightened"),
        ("comparator=at-least value=35", "comparator=at-least value=20", "loosened"),
        ("comparator=at-most value=20", "comparator=at-most value=35", "loosened"),
        ("comparator=at-most value=35", "comparator=at-most value=20", "tightened"),
        ("comparator=at-least value=20", "comparator=more-than value=20", "tightened"),
        ("comparator=rank-within value=3", "comparator=rank-within value=1", "tightened"),
        ("comparator=at-least value=20", "comparator=at-most value=20", "changed"),
        ("comparator=exactly value=20", "comparator=exactly value=35", "changed"),
        ("comparator=exactly value=20", "comparator=at-least value=20", "changed"),
        ("comparator=at-least value=20", "comparator=at-least value=20", "kept"),
        (
            "comparator=exactly value=20 latest=2030-12-31",
            "comparator=exactly value=20 latest=2028-12-31",
            "tightened",
        ),
        (
            "comparator=at-least value=20 latest=2030-12-31",
            "comparator=at-least value=35 latest=2035-12-31",
            "changed",
        ),
        (
            "comparator=at-least value=20",
            "comparator=at-least value=35 latest=2035-12-31",
            "changed",
        ),
    ],
)
def test_a_target_is_judged_only_where_it_can_be_compared(
    make: Make, before: str, after: str, change: str
) -> None:
    graph = make(f"{BOTH}d2019 k1 {TARGET} {before}\nd2026 k2 {TARGET} {after}")

    [(told, one, other)] = compared(graph, "target")

    assert told == change and one and other


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("latest=2031-03-31 when=../2030", "latest=2030-12-31 when=../2030~", "changed"),
        ("latest=2039-12-31 when=203X", "latest=2030-12-31 when=2030", "changed"),
        ("latest=2030-12-31 when=2030~", "latest=2030-12-31 when=2030~", "kept"),
        ("latest=2031-12-31 when=../2031", "latest=2030-12-31 when=../2030", "tightened"),
    ],
)
def test_a_rough_deadline_is_neither_sooner_nor_later(
    make: Make, before: str, after: str, change: str
) -> None:
    line = f"{TARGET} comparator=at-least value=20"
    graph = make(f"{BOTH}d2019 k1 {line} {before}\nd2026 k2 {line} {after}")

    assert [told for told, _, _ in compared(graph, "target")] == [change]


def test_what_a_field_asks_for_stands_beside_what_its_technology_asked_for(make: Make) -> None:
    graph = make("""
        d2019 k1 unit=times metric=速度 comparator=about value=400 targetOf=t1
        d2026 k2 unit=rank metric=順位 comparator=rank-within value=3 targetOf=f1
        d2019 p1 develops t1
        d2026 p1 develops t2
        d0 t1 skos:closeMatch t2
        d0 f1 skos:related t2
    """)

    [(change, before, after)] = compared(graph, "target")

    assert change == "other indicators" and "400" in before and "top 3" in after


@pytest.mark.parametrize("other", ["unit=countries", "modality=forecast", "scope=国内"])
def test_targets_of_another_unit_scope_or_modality_are_not_called_tightened(
    make: Make, other: str
) -> None:
    first = f"{TARGET} comparator=at-least value=20"
    second = f"{first.replace('value=20', 'value=35')} {other}"
    if "scope" not in other:
        key = other.partition("=")[0]
        second = " ".join(part for part in second.split() if part == other or key not in part)
    graph = make(f"{BOTH}d2019 k1 {first}\nd2026 k2 {second}")

    assert "tightened" not in {change for change, _, _ in compared(graph, "target")}


MONEY = "kind=budget stage=initial per=total bound=exact currency=JPY moneyOf=p1"
NAMED = "d2019 p1 supports g1\nd2026 p1 supports g1\n"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("amount=100 when=2019", "amount=200 when=2026", "more"),
        ("amount=200 when=2019", "amount=100 when=2026", "less"),
        ("amount=100 when=2019", "amount=100 when=2026", "kept"),
        ("amount=100 when=2019/2021", "amount=200 when=2026", "changed"),
        ("amount=100 when=2019", "amount=200 when=2026 currency=USD", "changed"),
        ("amount=100 when=2019", "amount=200 when=2026 stage=supplementary", "changed"),
    ],
)
def test_money_is_more_or_less_only_against_its_like(
    make: Make, before: str, after: str, change: str
) -> None:
    keys = {part.partition("=")[0] for part in after.split()}
    like = " ".join(part for part in MONEY.split() if part.partition("=")[0] not in keys)
    graph = make(f"{NAMED}d2019 m1 {MONEY} {before}\nd2026 m2 {like} {after}")

    assert [told for told, _, _ in compared(graph, "money")] == [change]


def test_money_that_overlaps_is_told_once(make: Make) -> None:
    graph = make(f"""
        {NAMED}d2019 m1 {MONEY} amount=100 when=2019
        d2019 m3 {MONEY} amount=60 when=2019 amountPartOf=m1
        d2019 m4 {MONEY} amount=100 when=2019 restates=m1
        d2026 m2 {MONEY} amount=200 when=2026
    """)

    [(change, before, _)] = compared(graph, "money")

    assert change == "more" and before.count("JPY") == 1


def test_a_part_of_a_part_and_a_cycle_of_wholes_are_left_out_without_end() -> None:
    def one(name: str, whole: str | None) -> Sum:
        node = Thing(entity(name), "money")
        return Sum(node, entity("p"), 1, "JPY", "2019", (), entity(whole) if whole else None, None)  # type: ignore[arg-type]

    total, half, part = one("m1", None), one("m2", "m1"), one("m3", "m2")
    ring = [one("m5", "m6"), one("m6", "m5")]

    assert without_overlap([total, part], [total, half, part]) == [total]
    assert without_overlap([ring[0]], ring) == ring[:1]


def test_a_body_whose_role_differs_is_told_with_both_roles(make: Make) -> None:
    graph = make("d2019 p1 administeredBy o1\nd2026 p1 implementedBy o1\nd2026 o2 memberOf o1")

    told = compared(graph, "body")

    assert told[0] == ("roles differ", "名o1: administers", "名o1: implements")
    assert ("new", "", "名o2: is a member of") in told


def test_a_role_that_one_document_does_not_state_is_no_other_role(make: Make) -> None:
    graph = make("d2019 p1 administeredBy o1\nd2026 s1 about o1")

    assert compared(graph, "body") == [("kept", "名o1: administers", "名o1: no role stated")]


def test_a_country_that_a_document_names_without_a_part_is_not_called_absent(make: Make) -> None:
    graph = make("""
        d2019 n1 participatesIn p1
        d2026 n1 involvedIn c1
        d2019 n2 participatesIn o1
        d2019 n3 participatesIn p1
    """)

    assert sorted(compared(graph, "partner")) == [
        ("not named in 2026 document", "名n3: 名p1", ""),
        ("roles differ", "名n1: 名p1", "名n1: named, no part stated"),
    ]


def test_an_aspect_that_neither_document_has_is_no_answer_and_names_what_was_searched(
    make: Make,
) -> None:
    answer = make(BOTH).compare("2019", "2026", aspect="standards-body", brief=True)

    assert not answer and answer.searched == ("d2019", "d2026")


def test_two_documents_that_disagree_stand_side_by_side(make: Make) -> None:
    line = TARGET.replace("g1", "g1 comparator=exactly")
    graph = make(f"{BOTH}d2019 k1 {line} value=20\nd2026 k2 {line} value=30")

    [(change, before, after)] = compared(graph, "target")

    assert change == "changed" and "20" in before and "30" in after


def test_a_link_in_a_cycle_pairs_each_thing_once(make: Make) -> None:
    graph = make(
        "d2019 s1 hasGoal g1\nd2019 s1 hasGoal g2\nd2026 s1 hasGoal g3\n"
        "d0 g1 skos:closeMatch g3\nd0 g3 skos:closeMatch g2\nd0 g2 skos:closeMatch g1",
        g1="海路", g2="山道", g3="空",
    )  # fmt: skip

    told = compared(graph, "goal")

    assert sorted(told) == [("not named in 2026 document", "山道", ""), ("reworded", "海路", "空")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第6期基本計画", "第7期基本計画"),
        ("人材育成", "女性人材育成"),
        ("情報通信技術", "脳情報通信技術"),
    ],
)
def test_other_figures_or_words_before_a_name_make_another_thing(one: str, other: str) -> None:
    assert nearness(one, other) == nearness(other, one) == 0.0


def test_hostile_labels_are_compared_as_text(make: Make) -> None:
    hostile = '"}] {after} \\u0000%s = DROP'
    graph = make(BOTH, g1=hostile)

    assert compared(graph, "goal") == [("kept", hostile, hostile)]
    brief = graph.compare("2019", "2026", brief=True)
    assert f"{hostile} (l. 1)" in [row.cells["before"].label for row in brief.rows]


def test_what_is_read_is_short_and_counts_the_rest(make: Make) -> None:
    graph = make("\n".join(f"d2019 s1 hasGoal g{n}" for n in range(30)) + "\nd2026 s1 hasGoal g99")

    brief = graph.compare("2019", "2026", brief=True)
    goals = [row for row in brief.rows if row.cells["aspect"].label == "goal"]

    assert goals[0].cells["before"].label == "30 (30 not named)"
    assert [row.cells["change"].label for row in goals[1:]] == [
        "new", *["not named in 2026 document"] * 3,
    ]  # fmt: skip
    assert len(graph.compare("2019", "2026", aspect="goal").rows) == 31


def test_what_both_keep_is_read_in_one_row_by_name_and_cited(make: Make) -> None:
    lines = [f"d{year} s1 hasGoal g{n}" for year in (2019, 2026) for n in range(6)]

    answer = make("\n".join(lines)).compare("2019", "2026", brief=True)

    [kept] = [
        row
        for row in answer.rows
        if (row.cells["aspect"].label, row.cells["change"].label) == ("goal", "kept")
    ]
    assert kept.cells["before"].label == "名g0; 名g1; 名g2; 名g3 and 2 more (l. 1–4)"
    assert kept.cells["after"].label == "the same (l. 7–10)"
    assert len(kept.citations) == 8


def test_what_people_read_names_reason_and_lines_where_they_belong(make: Make) -> None:
    graph = make(
        "d2019 s1 hasGoal g1\nd2026 s1 hasGoal g2\nd0 g1 skos:closeMatch g2", "ja",
        g1="海路", g2="山道",
    )  # fmt: skip

    answer = graph.compare("2019", "2026", brief=True)
    [row] = [row for row in answer.rows if row.cells["before"].value == "海路"]

    assert row.cells["change"].label == "言い換え（編集者による対応付け）"
    assert (row.cells["before"].label, row.cells["after"].label) == ("海路（l.1）", "山道（l.2）")
    headings = [column.heading for column in answer.columns.values()]
    assert len(headings) == len(set(headings))


CHANGES = st.lists(
    st.tuples(st.sampled_from(["goal", "field", "body"]), st.sampled_from(list(Change))),
    max_size=120,
)


@settings(max_examples=40, deadline=None)
@given(drawn=CHANGES, taken=st.integers(0, 14))
def test_a_page_holds_every_difference_and_the_first_of_the_rest(
    drawn: list[tuple[str, Change]], taken: int
) -> None:
    reads = {"goal": Read(9, 9, 9), "": Read(3, 5, 5)}
    rows = [
        Contrast(aspect, change, Side(str(n), ()), None) for n, (aspect, change) in enumerate(drawn)
    ]
    reading = Graph(GraphStore.memory(), lang="en")

    told = main_rows(reading, rows, reads, taken)

    counts = Counter((one.aspect, one.change) for one in rows)
    wanted = {key: min(n, reads.get(key[0], reads[""]).of(key[1])) for key, n in counts.items()}
    found = Counter((one.aspect, one.change) for one in told)
    apart = {Change.NEW, Change.ABSENT, Change.KEPT}
    assert all(found[key] == n for key, n in wanted.items() if key[1] not in apart)
    assert len(told) == min(sum(wanted.values()), max(PAGE - taken, len(told)))
    assert len(told) <= PAGE - taken or not {one.change for one in told} & apart


IDS = st.integers(0, 5)
SIDE = st.lists(st.tuples(st.sampled_from("gtf"), IDS), max_size=8, unique=True)
NAMES = ("海路", "新たな価値の創造", "新たな付加価値の創造", "空（一）", "空（二）", "山道")


LINKED = st.lists(
    st.tuples(
        st.sampled_from("gtf"), IDS, IDS, st.sampled_from([Join.CROSSWALK, Join.SUCCESSION])
    ),
    max_size=6,
)  # fmt: skip


def side(drawn: Iterable[tuple[str, int]]) -> list[Thing]:
    aspects = {"g": "goal", "t": "technology", "f": "field"}
    return [
        Thing(entity(f"{c}{n}"), aspects[c], bare(NAMES[n]), "", (entity(f"w{n % 2}"),))
        for c, n in drawn
    ]


@settings(max_examples=100, deadline=None)
@given(
    before=SIDE, after=SIDE,
    drawn=LINKED,
    apart=st.lists(st.tuples(IDS, IDS), max_size=4),
)  # fmt: skip
def test_swapping_the_sides_swaps_new_and_dropped_and_nothing_is_paired_twice(
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
    drawn: list[tuple[str, int, int, Join]],
    apart: list[tuple[int, int]],
) -> None:
    links = [Link(entity(f"{c}{a}"), j, entity(f"{c}{b}"), ()) for c, a, b, j in drawn if a != b]
    kept_apart = {frozenset((entity(f"g{a}"), entity(f"g{b}"))) for a, b in apart}
    one, other = side(before), side(after)

    found = pair(one, other, links, kept_apart)
    swapped = pair(other, one, links[::-1], kept_apart)

    assert {(p.before.iri, p.after.iri, p.join) for p in found} == {
        (p.after.iri, p.before.iri, p.join) for p in swapped
    }
    for end in ("before", "after"):
        counts = Counter(getattr(p, end).iri for p in found)
        assert not [name for name, times in counts.items() if times > 1]
    for things, attribute in ((one, "before"), (other, "after")):
        grouped = Counter(t.iri for g in groups(one, other) for t in getattr(g, attribute))
        assert set(grouped) <= {t.iri for t in things} and set(grouped.values()) <= {1}
    assert all(p.before.iri == p.after.iri for p in found if p.join is Join.IDENTITY)


LINES = st.lists(
    st.tuples(st.sampled_from(["d2019", "d2026"]), st.sampled_from(["g1", "g2", "g3", "c1", "t1"])),
    min_size=1, max_size=10, unique=True,
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(drawn=LINES, linked=st.booleans())
def test_what_is_new_one_way_is_not_named_the_other_way(
    make: Make, drawn: list[tuple[str, str]], linked: bool
) -> None:
    text = "d2019 s1 supports s2\nd2026 s1 supports s2\n"
    text += "\n".join(f"{document} s1 supports {name}" for document, name in drawn)
    graph = make(text + ("\nd0 g1 skos:closeMatch g2" if linked else ""))

    forth = changes(graph.compare("2019", "2026"))
    back = changes(graph.compare("2026", "2019"))

    new = {after for change, _, after in forth if change == "new"}
    assert new == {before for change, before, _ in back if change == "not named in 2019 document"}
    kept = {(a, b) for change, a, b in forth if change in ("kept", "reworded")}
    assert kept == {(b, a) for change, a, b in back if change in ("kept", "reworded")}


DEMANDS = st.builds(
    Demand,
    st.sampled_from(["at-least", "more-than", "at-most", "less-than", "exactly", "qualitative"]),
    st.sampled_from([None, 1, 2]), st.none(), st.sampled_from(["percent", ""]),
    st.builds(Due, st.just(""), st.sampled_from(["", "2030-12-31", "2035-12-31"]), st.booleans()),
    st.just(""), st.just("target"),
)  # fmt: skip


@given(one=DEMANDS, other=DEMANDS)
def test_what_is_tightened_one_way_is_loosened_the_other_way(one: Demand, other: Demand) -> None:
    opposite = {Change.TIGHTENED: Change.LOOSENED, Change.LOOSENED: Change.TIGHTENED}
    forth = change_of(one, other)

    assert change_of(other, one) == opposite.get(forth, forth)


def test_years_tell_what_falls_in_each_and_what_in_both(make: Make) -> None:
    budget = f"{MONEY} calendar=jp-fy"
    graph = make(f"""
        d2019 m1 {budget} amount=100 when=2024
        d2026 m2 {budget} amount=300 when=2025
        d2026 k1 {TARGET} comparator=at-least value=20 when=../2025 calendar=cy
        d2026 k2 {TARGET} comparator=at-least value=30 when=2025/.. calendar=cy
        d2026 k3 {TARGET} comparator=at-least value=40 when=2024/2030 calendar=cy
    """)

    answer = graph.compare("FY2024", "令和7年度")

    assert [(c, bool(a), bool(b)) for c, a, b in changes(answer)] == [
        ("FY2025 only", False, True),
        ("FY2025 only", False, True),
        ("more", True, True),
    ]


def test_arguments_of_different_kinds_are_refused_with_what_to_write(make: Make) -> None:
    graph = make(BOTH + "d2026 o1 inCountry n1\nd2026 o2 inCountry n2")

    for pair_, message in (
        (("2019", "n1"), "not two of one kind"),
        (("FY2019", "d2026"), "a year and something else"),
        (("n1", "n2"), "add --topic"),
        (("g1", "g1"), "not two of one kind"),
    ):
        with pytest.raises(UsageError, match=message):
            graph.compare(*pair_)
    with pytest.raises(UsageError, match="goal"):
        graph.compare("2019", "2026", aspect="nonsense")
    with pytest.raises(NotFoundError):
        graph.compare("2019", "nowhere")


def test_a_year_whose_document_a_view_leaves_out_is_said_to_be_a_year(mini_graph: Graph) -> None:
    narrowed = mini_graph.view(as_of=date(2032, 1, 1))

    assert "文書『青葉国通信網戦略』『青葉国通信網戦略の点検』" in meaning_of_years(
        mini_graph, "2031", "2033"
    )
    said = meaning_of_years(narrowed, "2031", "2033")
    assert "2033年の文書『青葉国通信網戦略の点検』" in said and "年を比較する" in said
    assert meaning_of_years(narrowed, "FY2031", "FY2033") == ""
    assert meaning_of_years(narrowed, "2029", "2034") == ""


def test_the_mini_documents_keep_a_goal_and_restate_a_sum(mini_graph: Graph) -> None:
    goals = changes(mini_graph.compare("2031", "2033", aspect="目標"))
    money = changes(mini_graph.compare("2031", "2033", aspect="money"))

    assert ("継続", "光端末の普及", "光端末の普及") in goals
    assert ("2033年の文書に現れない", "災害に強い通信", "") in goals
    assert ("継続", *("虹光通信開発事業：12億3,400万円（2031年度 当初 予算）",) * 2) in money
    assert mini_graph.compare("2031", "2033").searched == (
        "2031-aoba-network-strategy",
        "2033-aoba-network-review",
    )


@pytest.fixture(scope="module")
def seven_years(real_graph: Graph) -> set[tuple[str, str, str, str]]:
    """Aspect, change, before and after of every row of 2019 against 2026."""
    answer = real_graph.compare("2019", "2026")
    aspects = [row.cells["aspect"].value for row in answer.rows]
    return {(a, *told) for a, told in zip(aspects, changes(answer), strict=True)}


def test_top_goals_moved_from_sdgs_to_economic_security(
    seven_years: set[tuple[str, str, str, str]],
) -> None:
    """002:50 and 285 (SDGs, Society 5.0), 003:108 (economic security)."""
    assert {
        ("目標", "2026年の文書に現れない", "SDGs達成", ""),
        ("目標", "2026年の文書に現れない", "Society 5.0", ""),
        ("目標", "新規", "", "経済安全保障の確保"),
        ("目標", "継続", "国際競争力の強化", "国際競争力の強化"),
    } <= seven_years


def test_tap_proof_and_space_communication_of_2019_are_matched_in_2026(
    seven_years: set[tuple[str, str, str, str]],
) -> None:
    """002:122 and 796 with 003:31; 002:813 with 003:13."""
    assert {
        ("技術", "相当", "盗聴されない安全性の高い通信技術", "量子暗号通信"),
        ("技術", "相当", "革新的ネットワーク", "オール光ネットワーク"),
    } <= seven_years


def test_the_speed_of_2019_stands_beside_the_market_rank_of_2026(
    seven_years: set[tuple[str, str, str, str]],
) -> None:
    """002:804 (400 times), 003:164 (top three)."""
    [(before, after)] = [(b, a) for _, change, b, a in seven_years if change == "別の指標"]

    assert "約400倍" in before and "3位以内" in after


def test_the_united_kingdom_of_2019_takes_part_in_2026(
    seven_years: set[tuple[str, str, str, str]],
) -> None:
    """002:196 (a member of the G20), 003:617 (joint research)."""
    [(change, before)] = [(c, b) for _, c, b, after in seven_years if after.startswith("英国：")]

    assert (change, before) == ("役割が異なる", "英国：参加・連携の記載なし")


def test_the_fund_of_2026_has_each_sum_once(seven_years: set[tuple[str, str, str, str]]) -> None:
    """003:221, 562-564: 23.9 bn is stated twice, and 9.5 bn is a part of it."""
    [fund] = [
        after for _, change, _, after in seven_years if "基金事業：" in after and change == "新規"
    ]

    assert fund.count("239億円") == 1 and "95億円" not in fund
    assert "150億円" in fund and "115億円" in fund


def test_countries_stand_side_by_side_in_their_own_currency(real_graph: Graph) -> None:
    """004:2108 (United States), 2140 (EU)."""
    told = changes(
        real_graph.compare("usa", "eu", topic="topic-quantum-technology", aspect="money")
    )

    assert [b for _, b, _ in told if "13億ドル" in b]
    assert [a for _, _, a in told if "10億ユーロ" in a]
