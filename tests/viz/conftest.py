"""Pictures to draw, and a real Chromium to draw them in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from viz import Edge, Node, Note, Picture, render

CITED = "総務省『研究開発政策の在り方』(2026年3月)「重点分野の目標・取組」l.{}"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
LONG = "信頼できるAIの開発・活用支援に資するデータ整備及び能動的評価基盤構築に関する研究開発"
PROGRAMMES = [
    "革新的情報通信技術（Beyond 5G（6G））基金事業",
    "オール光ネットワーク共通基盤技術の研究開発",
    "量子暗号通信の高度化に向けた研究開発",
    LONG,
    "安全なデータ連携による最適化AI技術の研究開発",
    "国際標準化活動の支援",
]
MONEY = [
    "1,500億円（2025年度 補正）",
    "150億円（2026年度 当初）",
    "62億円（2025年度）",
    "48.2億円（2025年度 補正）",
    "190億円（2025年度 補正）",
    "12億円（2026年度 当初）",
]
BODIES = ["国立研究開発法人情報通信研究機構", "日本電信電話株式会社", "富士通株式会社", "東京大学"]
CRAFTS = ["光電融合デバイス", "光ファイバ伝送", "量子鍵配送", "大規模言語モデル（LLM）", "連合学習"]


def note(text: str, lines: str) -> Note:
    return Note(text, (CITED.format(lines),))


@pytest.fixture
def goal_map() -> Picture:
    """A goal, three fields, six programmes, and what stands beside them: 26 nodes."""
    nodes = [Node("goal", "国際競争力の強化", "Goal", "目標", layer=0, emphasis=True)]
    edges = []
    for n, field in enumerate(["オール光ネットワーク", "量子情報通信", "AI"]):
        nodes.append(Node(f"f{n}", field, "Field", "重点分野", layer=1))
        edges.append(Edge(f"f{n}", "goal", "貢献する", ("stated", "curated", "planned")[n]))
    for n, programme in enumerate(PROGRAMMES):
        facts = (note(f"{programme}は進められている。", f"{n}1-{n}4"),)
        nodes.append(Node(f"p{n}", programme, "Programme", "事業", facts, layer=2))
        why = (note(f"{programme}は分野の一部をなす。", f"20{n}"),)
        edges.append(Edge(f"p{n}", f"f{n // 2}", "一部をなす", notes=why))
        edges.append(Edge(f"p{n}", "mic", "所管", beside=True))
    nodes.append(Node("mic", "総務省", "Organisation", "組織"))
    for kind, label, names, relation in (
        ("Money", "予算", MONEY, "予算"),
        ("Organisation", "組織", BODIES, "実施"),
        ("Technology", "技術", CRAFTS, "開発する"),
    ):
        for n, name in enumerate(names):
            nodes.append(Node(f"{kind}{n}", name, kind, label))
            edges.append(Edge(f"p{n}", f"{kind}{n}", relation, "planned", beside=True))
    return Picture(
        "国際競争力の強化を支える事業",
        "3分野と6事業がこの目標を支える。",
        "ja",
        tuple(nodes),
        tuple(edges),
        ("総務省『研究開発政策の在り方』(2026年3月)",),
    )


@pytest.fixture
def network_map() -> Callable[[int], Picture]:
    """Return a function that makes a network of so many organisations and others."""

    def make(count: int) -> Picture:
        names = [*BODIES, *CRAFTS, *PROGRAMMES, *MONEY]
        kinds = ("Organisation", "Technology", "Programme", "Money")
        nodes = tuple(
            Node(f"n{i}", names[i % len(names)], kinds[i % 4], kinds[i % 4]) for i in range(count)
        )
        edges = tuple(Edge(f"n{i}", f"n{i * 7 // 11}", "参加する") for i in range(1, count))
        more = tuple(Edge(f"n{i}", f"n{(i * 5 + 3) % count}", "協力") for i in range(0, count, 4))
        return Picture("組織の関係", "誰が誰と組むか。", "ja", nodes, edges + more, ("総務省",))

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: install Debian's package 'chromium'")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    yield context
    context.close()


class Opened:
    """A page drawn from a picture, and all that it asked for or complained about."""

    def __init__(self, context: BrowserContext, path: Path, picture: Picture) -> None:
        path.write_text(render(picture), encoding="utf-8")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.address = path.as_uri()
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.goto(self.address)
        self.page.wait_for_function("window.ictMap !== undefined")

    def click_node(self, node: str) -> None:
        at = self.page.evaluate(
            """id => {
              const at = ictMap.network.canvasToDOM(ictMap.network.getPosition(id));
              const map = document.getElementById("map").getBoundingClientRect();
              return [at.x + map.left, at.y + map.top];
            }""",
            node,
        )
        self.page.mouse.click(*at)
        self.page.wait_for_selector("#panel:not([hidden])")


@pytest.fixture
def opened(offline: BrowserContext, tmp_path: Path) -> Callable[[Picture], Opened]:
    return lambda picture: Opened(offline, tmp_path / "map.html", picture)
