"""Run the bench: `python -m bench.run [--scales 1,10,100] [--rival 1,10]`.

Relies on a process per scale. Only ratios are kept, in `bench/README.md` between its markers:
seconds differ from machine to machine, ratios hardly do.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench import synthetic
from kg.project import DATA, replace

PAGE = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
STAGES = ("read", "references", "map", "reason", "write", "store")
TASKS = ("build", *STAGES, "question", "look-up", "trace set-up", "trace", "check")
RIVALLED = ("build", "question", "look-up", "trace")

Result = dict[str, Any]


def measure(scale: int, folder: Path, rival: bool) -> Result:
    """Make the data of one scale and measure it in a process of its own."""
    data, out = folder / f"data-{scale}", folder / f"out-{scale}"
    out.mkdir()
    rows = synthetic.write(DATA, data, scale)
    command = [sys.executable, "-m", "bench.measure", str(data), str(out)]
    done = subprocess.run(
        [*command, "rival" if rival else "alone"], check=True, capture_output=True, text=True
    )
    shutil.rmtree(data)
    shutil.rmtree(out)
    result: Result = json.loads(done.stdout)
    print(f"{scale}×: {rows:,} rows, {result['quads']:,} quads", file=sys.stderr)
    return result | {"rows": rows}


def table(results: dict[int, Result]) -> str:
    """Write the ratios as Markdown: growth from scale to scale, and rdflib's time over ours."""
    scales = sorted(results)
    lines = ["| scale | rows | quads | peak memory, build and questions |\n|---|---|---|---|\n"]
    first = results[scales[0]]
    for scale in scales:
        r = results[scale]
        memory = f"{r['memory'] / first['memory']:.1f} × that at {scales[0]}×"
        lines.append(f"| {scale}× | {r['rows']:,} | {r['quads']:,} | {memory} |\n")
    steps = list(pairwise(scales))
    rivalled = [scale for scale in scales if results[scale]["rival"]]
    heads = [f"time({b}×) / time({a}×)" for a, b in steps]
    heads += [f"rdflib / ours at {scale}×" for scale in rivalled]
    lines.append(f"\n| task | {' | '.join(heads)} |\n|---{'|---' * len(heads)}|\n")
    for task in TASKS:
        cells = [f"{results[b]['times'][task] / results[a]['times'][task]:.1f}" for a, b in steps]
        for scale in rivalled:
            other = results[scale]["rival"].get(task)
            ours = results[scale]["times"][task]
            cells.append(f"{other / ours:,.1f}" if other and task in RIVALLED else "")
        lines.append(f"| {task} | {' | '.join(cells)} |\n")
    return "".join(lines)


def rewrite(begin: str, end: str, content: str) -> None:
    """Put content between two markers of the page."""
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    replace(PAGE, f"{head}{begin}\n{content}{end}{tail}".encode())


def main() -> None:
    """Measure every scale and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", default="1,10,100")
    parser.add_argument("--rival", default="1,10", help="scales at which rdflib runs too")
    options = parser.parse_args()
    rivalled = {int(scale) for scale in options.rival.split(",") if scale}
    with tempfile.TemporaryDirectory() as folder:
        results = {
            scale: measure(scale, Path(folder), scale in rivalled)
            for scale in map(int, options.scales.split(","))
        }
    rewrite(BEGIN, END, table(results))


if __name__ == "__main__":
    main()
