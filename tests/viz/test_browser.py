"""The page in a real Chromium, opened from a file with the network off."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.graph import Graph
from tests.viz.test_views import ABOUT
from tests.viz.views import asked, maps_graph
from viz import Edge, Node, Note, Picture
from viz.maps.drawn import drawn
from viz.maps.view import named, names
from viz.picture import Lang

Open = Callable[[Picture], "Opened"]  # noqa: F821  the class of conftest.py
EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "javascript:alert(3)",
    "</script><svg onload=alert(4)>",
    "{{7*7}}${7*7}",
]


def test_the_map_opens_offline_and_asks_for_nothing(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.page.wait_for_timeout(200)
    assert shown.requests == [shown.address]
    assert shown.complaints == []


def test_a_click_on_a_node_shows_its_facts_and_citations(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.click_node("p3")
    panel = shown.page.inner_text("#panel")
    assert "データ整備及び能動的評価基盤構築に関する研究開発は進められている。" in panel
    assert "l.31-34" in panel  # its own fact
    assert "l.203" in panel  # the fact of its link
    assert shown.complaints == []


def test_a_click_on_a_line_shows_its_facts(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    at = shown.page.evaluate(
        """() => {
          const [x, y] = ictMap.lines[3].points[0];
          const at = ictMap.network.canvasToDOM({ x, y: y - 3 });
          const map = document.getElementById("map").getBoundingClientRect();
          return [at.x + map.left, at.y + map.top];
        }"""
    )
    shown.page.mouse.click(*at)
    panel = shown.page.inner_text("#panel")
    assert "一部をなす" in panel
    assert "l.200" in panel


def test_a_neighbour_in_the_panel_leads_on(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.click_node("p3")
    shown.page.click("#panel .go:text-is('量子情報通信')")
    assert shown.page.inner_text("#panel h2") == "量子情報通信"


def test_search_focuses_what_it_finds(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("ｌｌｍ")  # full width and lower case are folded
    assert shown.page.locator("#hits li").count() == 1
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_timeout(400)
    assert shown.page.inner_text("#panel h2") == "大規模言語モデル（LLM）"
    left, top, right, bottom = shown.page.evaluate("ictMap.seenArea()")
    x, y = shown.page.evaluate("ictMap.draw.at.get('Technology3')")
    scale = shown.page.evaluate("ictMap.network.getScale()")
    assert scale >= 0.99  # in letters that can be read, and not behind the panel
    assert left < x < right - 390 / scale and top < y < bottom


def test_escape_closes_and_the_button_shows_the_whole_map(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    scale = shown.page.evaluate("ictMap.network.getScale()")
    shown.click_node("p0")
    shown.page.keyboard.press("Escape")
    assert shown.page.is_hidden("#panel")
    shown.page.evaluate("ictMap.network.moveTo({scale: 3})")
    shown.page.click("#whole")
    assert shown.page.evaluate("ictMap.network.getScale()") == pytest.approx(scale)


def test_arrow_keys_move_from_node_to_node(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.page.focus("#map")
    shown.page.keyboard.press("ArrowDown")
    assert shown.page.inner_text("#panel h2") == "国際競争力の強化"
    shown.page.keyboard.press("ArrowDown")
    assert shown.page.inner_text("#panel .kind") == "重点分野"


def test_the_table_can_be_shown_instead_of_the_map(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    assert shown.page.is_hidden("#table")
    shown.page.click("#switch")
    assert shown.page.is_visible("#table")
    assert shown.page.locator(".relations tbody tr").count() == len(goal_map.edges)


def test_letters_are_14_px_and_fit_their_boxes(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    size, spilt = shown.page.evaluate(
        """() => {
          const ctx = document.createElement("canvas").getContext("2d");
          const spilt = [];
          for (const [id, box] of Object.entries(ictMap.boxes)) {
            ctx.font = `${box.emphasis ? "bold " : ""}14px "Noto Sans CJK JP", sans-serif`;
            for (const text of box.lines)
              if (ctx.measureText(text).width > box.width - 10) spilt.push(id);
          }
          return [14 * ictMap.network.getScale(), spilt];
        }"""
    )
    assert size >= 14
    assert spilt == []


def test_the_smallest_letters_of_the_page_are_14_px(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.click_node("p0")
    smallest = shown.page.evaluate(
        """() => Math.min(...[...document.body.querySelectorAll("*")]
          .filter((e) => e.innerText && !["SCRIPT", "STYLE", "NOSCRIPT"].includes(e.tagName))
          .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 14


def test_hostile_labels_stay_text(opened: Open) -> None:
    nodes = tuple(
        Node(f"{n}{evil}", evil, evil, evil, (Note(evil, (evil,)),), layer=n % 2 or None)
        for n, evil in enumerate(EVIL)
    )
    edges = tuple(
        Edge(nodes[0].id, node.id, node.label, node.label, node.notes) for node in nodes[1:]
    )
    shown = opened(Picture(EVIL[0], EVIL[1], "ja", nodes, edges, tuple(EVIL)))
    for node in nodes:
        shown.click_node(node.id)
        assert shown.page.inner_text("#panel h2") == node.label
        shown.page.keyboard.press("Escape")
    shown.page.evaluate("ictMap.chooseLine(0)")
    shown.page.fill("#search", "alert")
    shown.page.click("#switch")
    shown.page.wait_for_timeout(100)
    assert shown.complaints == []
    assert shown.requests == [shown.address]
    assert shown.page.locator("a, img, svg[onload], iframe, object").count() == 0


def test_the_policy_stops_a_script_that_gets_in(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.body.append(script);
        }"""
    )
    assert shown.page.evaluate("window.broken") is None
    assert any("Content Security Policy" in text for text in shown.complaints)


def test_without_scripts_the_tables_are_shown(
    browser: object, opened: Open, goal_map: Picture
) -> None:
    address = opened(goal_map).address
    context = browser.new_context(java_script_enabled=False, offline=True)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(address)
    assert page.locator("#table").is_visible()
    assert "図の代わりに表を示します" in page.inner_text("body")
    context.close()


def test_paper_gets_the_whole_map(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    shown.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    shown.page.emulate_media(media="print")
    assert shown.page.locator("#sheet").is_visible()
    assert shown.page.evaluate("document.getElementById('sheet').width") > 2000
    assert shown.complaints == []


def test_sources_stand_in_one_line_and_open_to_all_of_them(opened: Open, goal_map: Picture) -> None:
    long = tuple(f"総務省『{n}年の研究開発政策の在り方に関する報告』(2026年3月)" for n in range(9))
    shown = opened(replace(goal_map, sources=long))
    footer = "document.querySelector('footer').offsetHeight"
    text = "document.querySelector('.sources summary')"
    closed = shown.page.evaluate(footer)
    assert shown.page.evaluate(f"{text}.offsetHeight") < 30
    shown.page.focus(".sources summary")
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate(f"{text}.scrollWidth <= {text}.clientWidth")
    assert all(source in shown.page.inner_text(".sources") for source in long)
    assert shown.page.evaluate(footer) == closed  # the map keeps its place
    shown.page.emulate_media(media="print")
    assert shown.page.evaluate(f"getComputedStyle({text}).whiteSpace") == "normal"


def test_a_map_with_nothing_left_says_how_to_go_back(opened: Open, goal_map: Picture) -> None:
    shown = opened(goal_map)
    assert shown.page.is_hidden("#empty")
    every = "new Set(Object.values(ictMap.boxes).map((box) => box.kind))"
    shown.page.evaluate(f"ictMap.act({{ off: {{ ...ictMap.start.off, kind: {every} }} }})")
    assert "元に戻す" in shown.page.inner_text("#empty")
    shown.page.click("#bar button:has-text('元に戻す')")
    assert shown.page.is_hidden("#empty")


@pytest.mark.parametrize("layered", [True, False])
def test_a_map_too_large_opens_in_readable_letters_at_what_it_is_about(
    opened: Open, network_map: Callable[[int], Picture], layered: bool
) -> None:
    picture = network_map(90)
    rows = {node.id: n // 9 if layered else None for n, node in enumerate(picture.nodes)}
    nodes = tuple(replace(node, layer=rows[node.id]) for node in picture.nodes)
    about = replace(nodes[4], emphasis=True)
    shown = opened(replace(picture, nodes=(*nodes[:4], about, *nodes[5:])))
    assert shown.page.evaluate("ictMap.network.getScale()") == 1
    view = shown.page.evaluate("ictMap.seenArea()")
    box = shown.page.evaluate("id => ictMap.draw.area(id)", about.id)
    assert all(box[k] >= view[k] and box[k + 2] <= view[k + 2] for k in (0, 1))


# Letters in px, what is cut off at the map's edges, and what lies on what: boxes and labels, as
# wide as the browser sets them.
SEEN = """() => {
  const { network, draw, lines, boxes, data } = ictMap;
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `${data.ink.size}px ${data.ink.fonts}`;
  const labels = lines.filter((line) => line.at && line.caption).map((line) => {
    const half = ctx.measureText(line.caption).width / 2, [x, y] = line.at;
    return [line.caption, [x - half, y - 8, x + half, y + 8]];
  });
  const areas = [...Object.keys(boxes).map((id) => [boxes[id].label, draw.area(id)]), ...labels];
  const on = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const overlapping = areas.flatMap(([name, a], n) =>
    areas.slice(n + 1).filter(([, b]) => on(a, b)).map(([other]) => `${name} on ${other}`));
  const view = ictMap.seenArea();
  const within = (a) => [0, 1].every((k) => a[k] >= view[k] && a[k + 2] <= view[k + 2]);
  const cut = areas.filter(([, a]) => !within(a));
  const page = document.documentElement;
  return {
    letters: data.ink.size * network.getScale(), overlapping, cut: cut.map(([name]) => name),
    scrolls: page.scrollWidth > page.clientWidth || page.scrollHeight > page.clientHeight,
  };
}"""


def opens_whole(shown: "Opened") -> None:  # noqa: F821
    found = shown.page.evaluate(SEEN)
    assert found["letters"] >= 14 - 1e-6
    assert found["cut"] == []
    assert found["overlapping"] == []
    assert not found["scrolls"]


@pytest.fixture(scope="module")
def maps() -> Graph:
    return maps_graph()


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_view_of_the_invented_package_opens_whole(
    opened: Open, maps: Graph, name: str, lang: Lang
) -> None:
    opens_whole(opened(asked(name, Graph(maps.store, lang=lang)).page))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_view_opens_whole_and_offline_and_tells_what_it_counts(
    opened: Open, real_graph: Graph, name: str, lang: Lang
) -> None:
    view = named(name)
    about = {view.entity: ABOUT[name]} if name in ABOUT else {}
    picture = drawn(view, Graph(real_graph.store, lang=lang), **about).page
    shown = opened(picture)
    opens_whole(shown)
    assert shown.requests == [shown.address]
    box = next((node for node in picture.nodes if node.members), None)
    if box is not None:
        shown.page.evaluate("id => ictMap.chooseNode(id, { move: true })", box.id)
        items = shown.page.locator("#panel details")
        assert items.count() == len(box.members)
        items.first.locator("summary").click()
        assert items.first.locator(".note").first.is_visible()
        shown.page.keyboard.press("Escape")
        shown.page.fill("#search", box.members[-1].label)
        found = shown.page.locator("#hits li").all_inner_texts()
        assert f"{box.members[-1].label}{box.label}" in [text.replace("\n", "") for text in found]
    assert shown.complaints == []
