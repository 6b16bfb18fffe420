"""What does not fit a page is counted, and nothing of it is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.maps.counting import counted
from viz.maps.summary import summarised
from viz.picture import Edge, Group, Node, Note, Picture

GROUPS = [Group("a", "企業", "企業"), Group("b", "大学", "大学"), Group("hub", "NICT"), None]


def picture(nodes: list[Node], edges: list[Edge], lang: str = "ja") -> Picture:
    return Picture("組織", "誰が誰と", lang, tuple(nodes), tuple(edges), ())  # type: ignore[arg-type]


def company(number: int) -> Node:
    facts = (Note(f"会社{number}は会社である。", ("l.1",)),)
    return Node(f"c{number}", f"会社{number}", "Organisation", "組織", facts, group=GROUPS[0])


def joins(number: int) -> Edge:
    return Edge(f"c{number}", "p", "参加する", notes=(Note(f"会社{number}は参加する。", ("l.2",)),))


@pytest.fixture
def crowd() -> Picture:
    project = Node("p", "共同研究", "Project", "プロジェクト")
    return picture([project, *map(company, range(30))], [joins(n) for n in range(30)])


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    count = draw(st.integers(1, 60))
    nodes = [
        Node(
            f"n{i}", f"名{i}", draw(st.sampled_from(["Goal", "Organisation"])), "種",
            layer=draw(st.sampled_from([None, 0, 1])), group=draw(st.sampled_from(GROUPS)),
            emphasis=i == 0,
        )
        for i in range(count)
    ]  # fmt: skip
    nodes.append(Node("hub", "NICT", "Organisation", "組織"))
    ends = st.sampled_from([node.id for node in nodes])
    edges = draw(
        st.lists(st.builds(Edge, ends, ends, st.sampled_from(["所管", "参加"])), max_size=80)
    )
    return picture(nodes, edges)


def ids(found: Picture) -> list[str]:
    """List what is drawn and what is counted; the boxes that count are no things."""
    drawn = [node.id for node in found.nodes if not node.id.startswith("more:")]
    return sorted([*drawn, *(member.id for node in found.nodes for member in node.members)])


def test_a_picture_that_fits_is_left_as_it_is(crowd: Picture) -> None:
    assert summarised(crowd, 31, {}) is crowd


def test_the_weightiest_are_drawn_and_the_rest_is_counted(crowd: Picture) -> None:
    found = summarised(crowd, 10, {f"c{n}": float(n) for n in range(30)})

    assert len(found.nodes) == 10
    assert {f"c{n}" for n in range(22, 30)} <= {node.id for node in found.nodes}
    assert found.nodes[-1].label == "ほかの企業 22件"
    assert len(found.nodes[-1].members) == 22


def test_what_is_counted_keeps_its_facts_and_the_sentences_of_its_links(crowd: Picture) -> None:
    found = summarised(crowd, 10, {})
    box = found.nodes[-1]

    texts = [note.text for note in box.members[0].notes]
    number = box.members[0].id.removeprefix("c")
    assert texts == [f"会社{number}は参加する。", f"会社{number}は会社である。"]
    [line] = [edge for edge in found.edges if edge.source == box.id]
    assert (line.target, line.label, len(line.notes)) == ("p", "参加する", 22)


def test_a_group_of_which_nothing_is_drawn_is_counted_whole(crowd: Picture) -> None:
    assert summarised(crowd, 2, {}).nodes[-1].label == "企業 30件"


def test_english_counts_in_english(crowd: Picture) -> None:
    company = Group("a", "companies", "company")
    nodes = [replace(node, group=company if node.group else None) for node in crowd.nodes]
    english = picture(nodes, list(crowd.edges), "en")
    assert summarised(english, 10, {}).nodes[-1].label == "22 more companies"
    assert summarised(english, 2, {}).nodes[-1].label == "30 companies"


@pytest.mark.parametrize(
    ("one", "many"),
    [("agency", "agencies"), ("university", "universities"), ("user group", "user groups"),
     ("money", "amounts"), ("person", "people"), ("use case", "use cases"), ("key", "keys")],
)  # fmt: skip
def test_a_kind_has_its_plural(one: str, many: str) -> None:
    assert counted(one, 2, "en") == f"2 {many}"
    assert counted(one, 1, "en") == f"1 {one}"


def test_of_many_small_pieces_whole_ones_are_counted_the_last_kinds_first() -> None:
    kinds = ["Strategy", "Technology"]
    nodes = [
        Node(f"{kind}{n}{end}", f"{kind}{n}{end}", kind, {"Strategy": "戦略"}.get(kind, "技術"))
        for kind in kinds
        for n in range(5)
        for end in "ab"
    ]
    edges = [Edge(f"{kind}{n}b", f"{kind}{n}a", "後に続く") for kind in kinds for n in range(5)]

    found = summarised(picture(nodes, edges), 13, {})

    drawn = [node.id for node in found.nodes if not node.members]
    assert [id for id in drawn if id.startswith("Strategy")] == [n.id for n in nodes[:10]]
    assert [node.label for node in found.nodes if node.members] == ["ほかの技術 8件"]
    assert all(edge.source in drawn and edge.target in drawn for edge in found.edges)


def test_amounts_are_drawn_or_counted_with_what_they_belong_to() -> None:
    programmes = [Node(f"p{n}", f"事業{n}", "Programme", "事業", layer=1) for n in range(6)]
    money = [Node(f"m{n}", f"{n}億円", "Money", "金額") for n in range(6)]
    goal = Node("g", "目標", "Goal", "目標", layer=0)
    edges = [Edge(f"p{n}", "g", "支える") for n in range(6)]
    edges += [Edge(f"p{n}", f"m{n}", "金額をもつ", beside=True) for n in range(6)]

    found = summarised(picture([goal, *programmes, *money], edges), 9, {"p5": 3.0, "p2": 2.0})

    drawn = {node.id for node in found.nodes if not node.members}
    assert {"g", "p5", "m5", "p2", "m2"} <= drawn
    assert {id[1:] for id in drawn if id[0] == "p"} == {id[1:] for id in drawn if id[0] == "m"}
    [programmes_box, money_box] = [node for node in found.nodes if node.members]
    assert (programmes_box.label, money_box.label) == ("ほかの事業 3件", "ほかの金額 3件")
    assert [e.source for e in found.edges if e.target == money_box.id] == [programmes_box.id]


def test_a_group_is_counted_in_its_head_where_that_is_drawn() -> None:
    topic = Node("t", "光通信", "Topic", "主題", layer=0)
    head = Group("t", "光通信")
    programmes = [Node(f"p{n}", f"事業{n}", "Programme", "事業", group=head) for n in range(9)]
    edges = [Edge(node.id, "t", "主題をもつ") for node in programmes]

    found = summarised(picture([topic, *programmes], edges), 4, {})

    assert [node.label for node in found.nodes] == ["光通信（ほか6件）", "事業0", "事業1", "事業2"]
    assert len(found.nodes[0].members) == 6
    assert len(found.edges) == 3


@settings(max_examples=150, deadline=None)
@given(pictures(), st.integers(6, 40))
def test_nothing_is_lost_and_no_line_ends_in_the_void(whole: Picture, most: int) -> None:
    found = summarised(whole, most, {})

    assert ids(found) == sorted(node.id for node in whole.nodes)
    assert len(found.nodes) <= max(most, 8)
    assert whole.nodes[0].id in {node.id for node in found.nodes}
    assert len({node.id for node in found.nodes}) == len(found.nodes)
    ends = {end for edge in found.edges for end in (edge.source, edge.target)}
    assert ends <= {node.id for node in found.nodes}
