"""What a reader does to a map in a real Chromium: filter, look around, hide, move, undo, save."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from viz import Edge, Node, Note, Picture
from viz.maps.crowd import CROWD, crowded
from viz.maps.drawing import overlap
from viz.picture import Cited

Open = Callable[[Picture], "Opened"]  # noqa: F821  the class of conftest.py
SVG = "{http://www.w3.org/2000/svg}"
EVIL = ["<script>alert(1)</script>", '=HYPERLINK("x")', "＋cmd", '-1,"x"', "@a\n</svg><g onload=x>"]


@pytest.fixture
def chain() -> Picture:
    """Goal ← programme ← technology ← maker ← country, and a lone finding; years on the links."""
    rows = [
        ("g", "目標甲", "Goal", "目標"),
        ("p", "事業乙", "Programme", "事業"),
        ("t", "技術丙", "Technology", "技術"),
        ("o", "企業丁", "Organisation", "組織"),
        ("c", "日本", "Country", "国"),
        ("f", "所見", "Finding", "所見"),
    ]
    nodes = tuple(Node(id, label, kind, name) for id, label, kind, name in rows)
    links = [
        ("p", "g", "支える", "stated", "2026"),
        ("p", "t", "開発する", "planned", "2022"),
        ("o", "t", "開発する", "stated", "2026"),
        ("o", "c", "属する", "curated", ""),
    ]
    edges = tuple(
        Edge(
            source, target, label, status, (Note(f"{source}-{target}。", (f"文書 {year} l.1",)),),
            cited=(Cited("d", "1", year),) if year else (),
        )
        for source, target, label, status, year in links
    )  # fmt: skip
    return Picture("連鎖", "短い例。", "ja", nodes, edges, ("文書",))


def seen(page: Page) -> set[str]:
    return set(page.evaluate("ictMap.draw.seenNodes()"))


def lines(page: Page) -> list[int]:
    found: list[int] = page.evaluate("[...ictMap.lines.keys()].filter(ictMap.draw.drawn)")
    return found


def untick(page: Page, menu: str, value: str) -> None:
    if page.is_hidden("#bar"):
        page.click("#tools")
    item = page.locator(".menu", has=page.locator("summary", has_text=menu))
    item.locator("summary").click()
    item.locator("label", has_text=value).locator("input").click()
    page.keyboard.press("Escape")


def choose(page: Page, node: str) -> None:
    page.evaluate("id => ictMap.chooseNode(id)", node)


def saved(page: Page, form: str, folder: Path) -> Path:
    if page.is_hidden("#bar"):
        page.click("#tools")
    page.locator("summary", has_text="書き出し").click()
    with page.expect_download() as download:
        page.click(f".menu[open] button:has-text('{form}')")
    page.keyboard.press("Escape")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("menu", "value", "left"),
    [
        ("種類", "国", "gptof"),  # the finding never had a link and stays
        ("種類", "組織", "gptf"),  # the country loses its only link
        ("関係", "開発する", "gpocf"),
        ("区分", "予定", "gptocf"),
        ("文書の年", "2026", "ptocf"),
        ("文書の年", "文書なし", "gptof"),
    ],
)
def test_a_value_that_is_ticked_off_goes_with_what_hung_on_it_alone(
    opened: Open, chain: Picture, menu: str, value: str, left: str
) -> None:
    shown = opened(chain)
    untick(shown.page, menu, value)
    assert seen(shown.page) == set(left)
    assert f"{len(left)} / 6 項目" in shown.page.inner_text(".told")
    assert shown.complaints == []


def test_each_value_says_how_many_it_is(opened: Open, chain: Picture) -> None:
    shown = opened(chain)
    shown.page.click("#tools")
    shown.page.locator("summary", has_text="関係").click()
    told = shown.page.locator(".menu[open] label").all_inner_texts()
    assert [text.split() for text in told] == [["開発する", "2"], ["支える", "1"], ["属する", "1"]]


def test_a_line_of_several_relations_goes_with_the_last_of_them(opened: Open) -> None:
    nodes = tuple(Node(id, id, "Goal", "目標") for id in "ab")
    edge = Edge("a", "b", "甲・乙", labels=("甲", "乙"))
    shown = opened(Picture("題", "", "ja", nodes, (edge,), ()))
    untick(shown.page, "関係", "甲")
    assert lines(shown.page) == [0]
    untick(shown.page, "関係", "乙")
    assert lines(shown.page) == []


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ("1つ先まで", "gpt"),
        ("2つ先まで", "gpto"),
        ("3つ先まで", "gptoc"),
        ("つながる全部", "gptoc"),
    ],
)
def test_a_thing_can_be_seen_with_so_many_degrees_around_it(
    opened: Open, chain: Picture, button: str, left: str
) -> None:
    shown = opened(chain)
    choose(shown.page, "p")
    shown.page.click(f"#panel button:has-text('{button}')")
    assert seen(shown.page) == set(left)
    assert shown.page.get_attribute(f"#panel button:has-text('{button}')", "aria-pressed") == "true"
    shown.page.click("#panel button:has-text('周辺だけの表示をやめる')")
    assert seen(shown.page) == set("gptocf")


def test_degrees_are_counted_along_the_lines_that_are_shown(opened: Open, chain: Picture) -> None:
    shown = opened(chain)
    untick(shown.page, "区分", "予定")
    choose(shown.page, "p")
    shown.page.click("#panel button:has-text('つながる全部')")
    assert seen(shown.page) == {"p", "g"}
    assert "ほかのつながり 1 件" in shown.page.inner_text("#panel")


def test_a_hidden_thing_leaves_its_neighbours_and_comes_back_from_the_list_or_the_search(
    opened: Open, chain: Picture
) -> None:
    shown = opened(chain)
    choose(shown.page, "o")
    shown.page.click("#panel button:has-text('この項目を隠す')")
    assert seen(shown.page) == set("gptcf")
    assert shown.page.is_hidden("#panel")
    shown.page.locator("summary", has_text="隠した項目 (1)").click()
    shown.page.click(".menu[open] button:has-text('「企業丁」を出す')")
    assert seen(shown.page) == set("gptocf")
    shown.page.evaluate("ictMap.undo()")
    shown.page.keyboard.press("Escape")
    shown.page.fill("#search", "企業")
    assert "（非表示）" in shown.page.inner_text("#hits")
    shown.page.keyboard.press("Enter")
    assert seen(shown.page) == set("gptocf")
    assert shown.page.inner_text("#panel h2") == "企業丁"


def test_a_dragged_box_stays_with_straight_lines_until_it_is_put_back(
    opened: Open, goal_map: Picture
) -> None:
    shown = opened(goal_map)
    page = shown.page
    before = page.evaluate("[ictMap.draw.at.get('p0'), ictMap.lines.map((line) => line.path)]")
    shown.click_node("p0")
    page.keyboard.press("Escape")
    box = page.evaluate(
        """() => {
          const at = ictMap.network.canvasToDOM(ictMap.network.getPosition("p0"));
          const map = document.getElementById("map").getBoundingClientRect();
          return [at.x + map.left, at.y + map.top];
        }"""
    )
    page.mouse.move(*box)
    page.mouse.down()
    page.mouse.move(box[0] + 30, box[1] + 30, steps=4)
    page.mouse.move(box[0] + 60, box[1] + 40, steps=4)
    page.mouse.up()
    moved = page.evaluate("ictMap.draw.at.get('p0')")
    assert abs(moved[0] - before[0][0]) > 20
    number = next(n for n, edge in enumerate(goal_map.edges) if edge.source == "p0")
    assert len(page.evaluate("n => ictMap.lines[n].points", number)) == 2
    page.click("#bar button:has-text('配置を戻す (1)')")
    after = page.evaluate("[ictMap.draw.at.get('p0'), ictMap.lines.map((line) => line.path)]")
    assert after == before
    page.keyboard.press("Control+z")
    assert page.evaluate("ictMap.draw.at.get('p0')") == moved
    assert shown.complaints == []


def test_every_doing_is_undone_and_redone_in_turn(opened: Open, chain: Picture) -> None:
    shown = opened(chain)
    page = shown.page
    page.focus("#map")
    state = """() => JSON.stringify([ictMap.draw.seenNodes(), [...ictMap.draw.at.values()],
      [...ictMap.lines.keys()].filter(ictMap.draw.drawn)])"""
    states = [page.evaluate(state)]
    for doing in (
        lambda: untick(page, "種類", "国"),
        lambda: (choose(page, "p"), page.click("#panel button:has-text('2つ先まで')")),
        lambda: (choose(page, "t"), page.click("#panel button:has-text('この項目を隠す')")),
        lambda: (choose(page, "p"), page.focus("#map"), page.keyboard.press("Shift+ArrowRight")),
        lambda: page.click("#bar button:has-text('最初の表示')"),
    ):
        doing()
        states.append(page.evaluate(state))
    assert len(set(states)) == 5  # the last is the first
    for expected in states[-2::-1]:
        page.keyboard.press("Control+z")
        assert page.evaluate(state) == expected
    assert page.is_disabled("#bar button:has-text('元に戻す')")
    for expected in states[1:]:
        page.keyboard.press("Control+Shift+Z")
        assert page.evaluate(state) == expected
    page.click("#bar button:has-text('元に戻す')")
    choose(page, "g")
    page.click("#panel button:has-text('この項目を隠す')")
    assert page.is_disabled("#bar button:has-text('やり直す')")
    assert shown.complaints == []


def test_everything_can_be_done_by_keys_alone(opened: Open, chain: Picture) -> None:
    page = opened(chain).page

    def tab_to(text: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if text in page.evaluate("document.activeElement.textContent"):
                style = "getComputedStyle(document.activeElement).outlineStyle"
                assert page.evaluate(style) == "solid"
                return
        raise AssertionError(f"no tab leads to {text}")

    tab_to("絞り込み")
    page.keyboard.press("Enter")
    tab_to("種類")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert len(seen(page)) < 6
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0
    page.keyboard.press("Control+z")
    assert len(seen(page)) == 6
    page.focus("#map")
    page.keyboard.press("ArrowDown")
    at = page.evaluate("ictMap.draw.at.get(ictMap.state.node)")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("ictMap.draw.at.get(ictMap.state.node)[0]") == pytest.approx(at[0] + 40)
    page.keyboard.press("Control+z")  # both steps at once
    assert page.evaluate("ictMap.draw.at.get(ictMap.state.node)") == at
    tab_to("1つ先まで")
    page.keyboard.press("Enter")
    assert len(seen(page)) < 6
    assert "1つ先まで" in page.evaluate("document.activeElement.textContent")
    tab_to("この項目を隠す")


def test_all_controls_have_names_and_letters_of_14_px(opened: Open, chain: Picture) -> None:
    shown = opened(chain)
    untick(shown.page, "種類", "国")
    choose(shown.page, "p")
    for menu in shown.page.locator(".menu summary").all():
        if menu.is_visible():
            menu.click()
    names, smallest = shown.page.evaluate(
        """() => [
          [...document.querySelectorAll("button, input, summary")].map((e) =>
            [e.textContent, e.getAttribute("aria-label"), e.closest("label")?.textContent]
              .some((name) => name?.trim())),
          Math.min(...[...document.querySelectorAll("#bar *, #panel *")].filter((e) => e.innerText)
            .map((e) => parseFloat(getComputedStyle(e).fontSize)))]"""
    )
    assert all(names)
    assert smallest >= 14


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_bar_fits_the_screen(opened: Open, chain: Picture, width: int) -> None:
    page = opened(chain).page
    page.set_viewport_size({"width": width, "height": 800})
    page.click("#tools")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.getElementById('bar').offsetHeight") < 60
    page.locator("summary", has_text="書き出し").click()
    right = page.evaluate("document.querySelector('.menu[open] .sheet').getBoundingClientRect()")
    assert 0 <= right["left"] and right["right"] <= width


def test_the_svg_holds_what_is_seen_as_text(opened: Open, chain: Picture, tmp_path: Path) -> None:
    shown = opened(chain)
    untick(shown.page, "種類", "国")
    root = ElementTree.fromstring(saved(shown.page, "SVG", tmp_path).read_bytes())
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {"連鎖", "目標甲", "企業丁", "目標", "明記", "出典 文書"} <= set(texts)
    assert "日本" not in texts
    assert any("5 / 6 項目" in text for text in texts)
    assert shown.complaints == []
    assert all(address.startswith(("file:", "blob:", "data:")) for address in shown.requests)


def test_the_png_is_drawn_in_colour_twice_as_fine(
    opened: Open, chain: Picture, tmp_path: Path
) -> None:
    shown = opened(chain)
    path = saved(shown.page, "PNG", tmp_path)
    content = path.read_bytes()
    assert path.name == "連鎖.png"
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(content[16:20], "big")
    assert width >= 2 * 640
    fills = shown.page.evaluate(
        """async (base) => {
          const image = new Image();
          image.src = `data:image/png;base64,${base}`;
          await image.decode();
          const canvas = document.createElement("canvas");
          Object.assign(canvas, { width: image.width, height: image.height });
          const ctx = canvas.getContext("2d"); ctx.drawImage(image, 0, 0);
          const { data } = ctx.getImageData(0, 0, image.width, image.height), found = new Set();
          const hex = (value) => value.toString(16).padStart(2, "0");
          for (let n = 0; n < data.length; n += 4)
            found.add("#" + [0, 1, 2].map((k) => hex(data[n + k])).join(""));
          return Object.values(ictMap.boxes).map((box) => found.has(box.fill));
        }""",
        b64encode(content).decode(),
    )
    assert all(fills)
    assert shown.complaints == []


def test_the_tables_hold_what_is_seen_with_its_sources(
    opened: Open, chain: Picture, tmp_path: Path
) -> None:
    shown = opened(chain)
    untick(shown.page, "関係", "開発する")
    path = saved(shown.page, "関係の一覧", tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(path)[1:] == [
        ["事業乙", "支える", "目標甲", "明記", "2026", "p-g。", "文書 2026 l.1"],
        ["企業丁", "属する", "日本", "当方による対応付け", "", "o-c。", "文書 l.1"],
    ]
    items = rows(saved(shown.page, "項目の一覧", tmp_path))
    assert {row[0] for row in items[1:]} == {"目標甲", "事業乙", "企業丁", "日本", "所見"}


def test_what_is_saved_can_be_kept_to_the_screen(
    opened: Open, chain: Picture, tmp_path: Path
) -> None:
    page = opened(chain).page
    page.click("#tools")
    page.wait_for_timeout(100)
    page.evaluate("ictMap.network.moveTo({ position: ictMap.network.getPosition('f'), scale: 9 })")
    page.locator("summary", has_text="書き出し").click()
    page.check(".menu[open] input")
    page.keyboard.press("Escape")
    assert [row[0] for row in rows(saved(page, "項目の一覧", tmp_path))[1:]] == ["所見"]


def test_hostile_labels_are_inert_in_all_that_is_saved(opened: Open, tmp_path: Path) -> None:
    nodes = tuple(
        Node(f"n{n}", evil, evil, evil, (Note(evil, (evil,)),)) for n, evil in enumerate(EVIL)
    )
    edges = tuple(Edge("n0", node.id, node.label, "stated", node.notes) for node in nodes[1:])
    shown = opened(Picture(EVIL[0], EVIL[1], "ja", nodes, edges, tuple(EVIL)))
    for form in ("関係の一覧", "項目の一覧"):
        for row in rows(saved(shown.page, form, tmp_path)):
            assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") for cell in row if cell)
    source = saved(shown.page, "SVG", tmp_path).read_text("utf-8")
    root = ElementTree.fromstring(source)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "g", "path", "rect", "text", "tspan", "title",
    }  # fmt: skip
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    saved(shown.page, "PNG", tmp_path)
    choose(shown.page, "n1")
    shown.page.click("#panel button:has-text('この項目を隠す')")
    assert shown.page.locator("#bar img, #bar script, #bar svg").count() == 0
    assert shown.complaints == []


def test_opening_the_bar_keeps_what_the_reader_looks_at(
    opened: Open, network_map: Callable[[int], Picture]
) -> None:
    page = opened(network_map(120)).page
    page.click("#tools")
    page.wait_for_timeout(100)
    assert page.evaluate("ictMap.network.getScale()") == 1  # at reading size before and after
    page.click("#tools")
    page.click("#whole")
    page.click("#tools")
    page.wait_for_timeout(100)
    whole = page.evaluate("ictMap.network.getScale()")
    page.click("#whole")
    assert whole == page.evaluate("ictMap.network.getScale()") < 1


def test_a_crowd_is_placed_apart_and_the_same_each_time(
    network_map: Callable[[int], Picture],
) -> None:
    picture = network_map(CROWD + 50)
    drawing = crowded(picture)
    areas = [drawing.area(node.id) for node in picture.nodes]
    assert not any(overlap(a, b) for n, a in enumerate(areas) for b in areas[n + 1 :])
    assert len(drawing.lines) == len(picture.edges)
    assert crowded(picture).places == drawing.places


def test_far_off_a_crowd_has_no_letters_but_names_what_is_pointed_at(
    opened: Open, network_map: Callable[[int], Picture]
) -> None:
    shown = opened(network_map(600))
    page = shown.page
    page.evaluate(
        """() => {
          window.letters = [];
          const write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            window.letters.push(text);
            return write.call(this, text, ...rest);
          };
        }"""
    )
    page.click("#whole")
    page.wait_for_timeout(200)
    assert page.evaluate("ictMap.draw.isFar(ictMap.network.getScale())")
    page.evaluate("letters.length = 0; ictMap.network.redraw()")
    page.wait_for_timeout(100)
    assert page.evaluate("letters.splice(0)") == []
    page.evaluate("() => { ictMap.state.hoverNode = 'n5'; ictMap.network.redraw(); }")
    page.wait_for_timeout(100)
    label = page.evaluate("ictMap.boxes.n5.label")
    assert label in page.evaluate("letters.splice(0)")
    page.evaluate("ictMap.state.hoverNode = null; ictMap.network.moveTo({ scale: 1 })")
    page.wait_for_timeout(100)
    assert page.evaluate("letters.length") > 5
    assert shown.complaints == []
