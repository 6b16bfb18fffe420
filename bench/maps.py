"""Measure large maps in Chromium: `python -m bench.maps [--nodes 5000] [--keep FOLDER]`.

Draws an invented network, opens its page from a file, and reads the time from one animation frame
to the next while the map is panned and zoomed by the pointer, whole and at reading size. Writes
`bench/README.md` between its markers. Needs Debian's package `chromium`.
"""

import argparse
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from bench.run import rewrite
from viz import Edge, Node, Note, Picture, render

BEGIN, END = "<!-- maps -->", "<!-- end of maps -->"
SEED = 20260309
LINKS = 8 / 5  # lines per node
KINDS = (
    ("Organisation", "組織"), ("Programme", "事業"), ("Technology", "技術"),
    ("Project", "プロジェクト"), ("Money", "金額"),
)  # fmt: skip
RELATIONS = ("参加者をもつ", "所管される", "研究開発する", "実施される", "金額をもつ")
SCREEN = {"width": 1280, "height": 800}
STEPS = 90  # movements of the pointer, or turns of its wheel
# Only frames that follow a drawing count: between two movements the map rests.
WATCH = """() => {
  const frames = []; let last = performance.now(), drawn = false;
  const note = () => { drawn = true; };
  ictMap.network.on("afterDrawing", note);
  const next = (now) => {
    if (drawn) frames.push(now - last);
    [last, drawn] = [now, false];
    window.watch = { frames, note, id: requestAnimationFrame(next) };
  };
  window.watch = { frames, note, id: requestAnimationFrame(next) };
}"""
DRAWN = """() => new Promise((done) => {
  ictMap.network.once("afterDrawing", () => requestAnimationFrame(done));
  ictMap.network.redraw();
})"""
STOP = """() => {
  cancelAnimationFrame(watch.id);
  ictMap.network.off("afterDrawing", watch.note);
  return watch.frames;
}"""


@dataclass(frozen=True, slots=True)
class Frames:
    """Milliseconds from frame to frame while something was done: median and 95th percentile."""

    name: str
    p50: float
    p95: float


def network(count: int) -> Picture:
    """Make a network in which the well-linked gain further links, as organisations do."""
    chance = random.Random(SEED)
    nodes = []
    for n in range(count):
        kind, label = KINDS[n % len(KINDS)]
        fact = (Note(f"{label}第{n}号は進められている。", ("総務省『資料』(2026年3月) l.1",)),)
        nodes.append(Node(f"n{n}", f"情報通信{label}第{n}号", kind, label, fact))
    ends, edges = [0], []
    for n in range(1, int(count * LINKS)):
        source = n if n < count else chance.randrange(count)
        target = chance.choice(ends) if n > 1 else 0
        if source != target:
            why = (Note("両者は関わる。", ("総務省『資料』(2026年3月) l.2",)),)
            edges.append(Edge(f"n{source}", f"n{target}", chance.choice(RELATIONS), notes=why))
            ends += [source, target]
    return Picture("大きな関係図", "測定用。", "ja", tuple(nodes), tuple(edges), ("『資料』",))


def watched(page: Page, name: str, work: Callable[[], None]) -> Frames:
    """Read the times from frame to frame during some work."""
    page.evaluate(WATCH)
    work()
    times = page.evaluate(STOP)
    p95 = statistics.quantiles(times, n=20)[-1]
    return Frames(name, statistics.median(times), p95)


def pan(page: Page) -> None:
    """Drag the map to and fro by an empty place of it."""
    x, y = page.evaluate(
        """() => {
          const map = document.getElementById("map").getBoundingClientRect();
          const free = (at) => ictMap.network.getNodeAt(at) === undefined;
          for (let y = 60; y < map.height; y += 7) for (let x = 500; x < 900; x += 7)
            if (free({ x, y })) return [x + map.left, y + map.top];
          return [640, 400];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + 3 * (step % 60), y + 2 * (step % 40))
    page.mouse.up()


def zoom(page: Page) -> None:
    """Turn the wheel inwards and outwards."""
    page.mouse.move(640, 400)
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step < STEPS / 2 else 60)


def point(page: Page) -> None:
    """Move the pointer over boxes and lines."""
    for step in range(STEPS):
        page.mouse.move(200 + 9 * step, 250 + 4 * (step % 60))


def measure(path: Path) -> tuple[float, list[Frames]]:
    """Give the seconds until the map is first drawn, and the frames of all that is done to it."""
    chromium = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SCREEN)
        start = perf_counter()
        page.goto(path.as_uri())
        page.evaluate(DRAWN)
        first = perf_counter() - start
        found = []
        for name, view in (
            ("whole map", "ictMap.view({whole: true})"),
            ("half size", "ictMap.network.moveTo({scale: 0.5})"),
            ("reading size", "ictMap.network.moveTo({scale: 1})"),
        ):
            for does, work in (("pan", pan), ("zoom", zoom), ("point", point)):
                page.evaluate(view)
                page.wait_for_timeout(300)
                found.append(watched(page, f"{name}, {does}", lambda work=work: work(page)))
        browser.close()
    return first, found


def main() -> None:
    """Draw, measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=5000)
    parser.add_argument("--keep", type=Path, help="keep the page in this folder")
    options = parser.parse_args()
    picture = network(options.nodes)
    start = perf_counter()
    page = render(picture)
    drawn = perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        path = (options.keep or Path(folder)) / "large-map.html"
        path.write_text(page, encoding="utf-8")
        first, frames = measure(path)
    counts = f"{len(picture.nodes):,} nodes, {len(picture.edges):,} lines"
    lines = [
        f"{counts}: page written in {drawn:.0f} s, {len(page.encode()) / 1e6:.0f} MB; "
        f"first drawing {1000 * first:.0f} ms after opening.\n\n",
        "| doing | ms from frame to frame, p50 | p95 | frames/s, p50 |\n|---|---|---|---|\n",
        *(f"| {f.name} | {f.p50:.0f} | {f.p95:.0f} | {1000 / f.p50:.0f} |\n" for f in frames),
    ]
    print("".join(lines))
    rewrite(BEGIN, END, "".join(lines))


if __name__ == "__main__":
    main()
