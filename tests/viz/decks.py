"""Reading PowerPoint files: shapes, their places, their runs, and what lies on what."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from viz.maps.drawing import overlap

POINT = 12700  # EMU


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shapes(deck: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each shape with its slide."""
    for slide in deck.slides:
        for shape in slide.shapes:
            yield slide, shape


def box(shape: Any) -> tuple[float, float, float, float]:
    """Return a shape's rectangle in pt."""
    left, top = shape.left / POINT, shape.top / POINT
    return (left, top, left + shape.width / POINT, top + shape.height / POINT)


def is_node(shape: Any) -> bool:
    """Tell a node from the samples of the legend: only nodes describe themselves."""
    return bool(shape._element.xpath(".//p:cNvPr/@descr"))


def runs(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield every run of text in slides, notes and charts, with the part it stands in."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                for run in etree.fromstring(file.read(name)).iter(qn("a:r")):
                    yield name, run


def sizes(content: bytes) -> set[float]:
    """Return the sizes of letters on slides and in charts, in pt; a run without one counts as 0."""
    found = set()
    for name, run in runs(content):
        if "notesSlides" not in name:
            properties = run.find(qn("a:rPr"))
            found.add(int(properties.get("sz", 0)) / 100)
    return found


def text(shape: Any) -> str:
    return str(shape.text_frame.text).replace("\x0b", "").replace(" ", "")


def noted(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def overlaps(deck: Any) -> list[tuple[str, str]]:
    """List nodes and texts that lie on one another."""
    found = []
    for slide in deck.slides:
        inner = [s for s in slide.shapes if is_node(s) or s.shape_type == MSO_SHAPE_TYPE.TEXT_BOX]
        inner += [s for s in (slide.shapes.title,) if s is not None]
        inner += [s for s in slide.shapes if s.has_table or s.has_chart]
        found += [
            (a.name, b.name)
            for a, b in combinations(inner, 2)
            if overlap(box(a), box(b), margin=-0.6)
        ]
    return found


def outside(deck: Any) -> list[str]:
    """List shapes that leave their slide."""
    wide, high = deck.slide_width / POINT, deck.slide_height / POINT
    found = []
    for _, shape in shapes(deck):
        left, top, right, bottom = box(shape)
        if left < 0 or top < 0 or right > wide + 0.1 or bottom > high + 0.1:
            found.append(shape.name)
    return found


def undressed(content: bytes, lang: str) -> list[str]:
    """List the parts with a run that lacks a typeface for both scripts, or its language."""
    found = []
    for name, run in runs(content):
        properties = run.find(qn("a:rPr"))
        east, latin = properties.find(qn("a:ea")), properties.find(qn("a:latin"))
        faces = east is not None and east.get("typeface") == "Yu Gothic" and latin is not None
        if not faces or properties.get("lang") != lang:
            found.append(name)
    return found


def dates(content: bytes) -> set[tuple[int, ...]]:
    """Return the days that a file names as its entries' and its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        core = file.read("docProps/core.xml").decode()
        made = {tuple(map(int, day.split("-"))) for day in re.findall(r"\d{4}-\d\d-\d\d", core)}
        return made | {entry.date_time[:3] for entry in file.infolist()}


def printed(content: bytes, folder: Path, ending: str = ".pptx") -> list[Path]:
    """Print every slide or page as a picture, by LibreOffice."""
    name = f"deck{ending}"
    (folder / name).write_bytes(content)
    profile = (folder / "profile").as_uri()
    order = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*order, name], cwd=folder, check=True, capture_output=True)
    pages = ["pdftoppm", "-r", "30", "-png", "deck.pdf", "deck"]
    subprocess.run(pages, cwd=folder, check=True, capture_output=True)
    return sorted(folder.glob("deck-*.png"))
