"""A briefing on paper, slides and screen: the same content, editable, with Japanese typefaces."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

import kg
from kg.analysis.briefed import Row
from kg.export import escaped
from kg.graph import Graph
from kg.namespaces import iri
from tests.viz.decks import printed
from viz.briefs.brief import Brief, brief, marks, text_of
from viz.briefs.page import page
from viz.briefs.slides import brief_slides
from viz.briefs.word import docx

HOSTILE = "script-company"


@pytest.fixture(scope="module", params=["goal-national-light", "programme-rainbow"])
def found(mini_graph: Graph, request: pytest.FixtureRequest) -> Brief:
    return brief(mini_graph, request.param)


def texts(found: Brief) -> list[str]:
    content = found.content
    rows = [cell for section in content.sections for row in section.rows for cell in row.cells]
    return [content.title, *content.answer.cells, *rows]


def test_markdown_holds_every_cell_and_every_source(found: Brief) -> None:
    text = text_of(found)

    assert text.count("## ") == len(found.content.sections) + 1
    assert all(escaped(cell) in text for cell in texts(found))
    passages = dict.fromkeys(c.text(found.content.lang) for c in found.content.citations)
    assert len(passages) < len(found.content.citations)  # some are cited more than once
    for number, passage in enumerate(passages, 1):
        assert f"\n{number}. {escaped(passage)}\n" in text


def test_numbers_in_a_row_are_written_as_a_span(found: Brief) -> None:
    content = found.content
    passages = list(dict.fromkeys(c.text(content.lang) for c in content.citations))
    first = [content.citations.index(c) for c in content.citations if c.text(content.lang) in
             passages[:4]]  # fmt: skip

    assert marks(content, Row((), tuple(first))) == "[1–4]"
    assert marks(content, Row((), (0,))) == "[1]"


def test_the_page_makes_no_request_and_runs_no_script(found: Brief) -> None:
    text = page(found)

    assert "default-src 'none'; script-src 'none'" in unescape(text)
    assert "<script" not in text and "@import" not in text
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", text)
    for cited in found.content.citations:
        assert cited.source.title in text


def test_the_word_file_holds_the_tables_and_sets_japanese(found: Brief) -> None:
    content = docx(found)
    paper = Document(io.BytesIO(content))

    told = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    tables = [section for section in found.content.sections if section.key != "timeline"]
    assert {cell for s in tables for row in s.rows for cell in row.cells} <= told
    assert len(paper.inline_shapes) == 2  # the map and the timeline
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert 'w:eastAsia="Yu Gothic"' in parts.read("word/styles.xml").decode()


def test_the_slides_are_six_with_editable_text_of_18_points(found: Brief) -> None:
    deck = Presentation(io.BytesIO(brief_slides(found)))

    assert len(deck.slides) == 6
    for slide in deck.slides:
        assert slide.has_notes_slide and slide.shapes.title.text
        assert not [shape for shape in slide.shapes if shape.shape_type == 13]  # a picture
        for shape in slide.shapes:
            bottom = shape.top + shape.height
            assert shape.top >= 0 and bottom <= deck.slide_height + Pt(1), shape.name
        runs = [run for frame in frames(slide) for p in frame.paragraphs for run in p.runs]
        assert runs and all(run.font.size >= Pt(18) for run in runs)


def frames(slide: Slide) -> Iterator[TextFrame]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame
        if shape.has_table:
            yield from (cell.text_frame for cell in shape.table.iter_cells())


def test_what_is_missing_gets_no_slide_of_its_own(mini_graph: Graph) -> None:
    bare = brief(mini_graph, "project-migration")
    told = {section.key for section in bare.content.sections if section.rows}

    deck = Presentation(io.BytesIO(brief_slides(bare)))

    missing = {"money", "timeline", "involved"} - told
    assert missing and len(deck.slides) == 6 - len(missing)


def test_the_timeline_is_drawn_from_the_rows_of_its_table(found: Brief) -> None:
    rows, drawn = found.content.section("timeline").rows, found.timeline

    assert drawn is not None and 0 < len(drawn.placed) <= len(rows)
    assert {moment.subject for moment in drawn.moments} == {row.cells[1] for row in rows}
    text = page(found)
    for moment in drawn.placed:
        assert moment.subject.split()[0] in text
        assert all(cited in text_of(found) for cited in map(escaped, moment.cited))


def test_nothing_on_a_slide_lies_on_a_table(found: Brief) -> None:
    deck = Presentation(io.BytesIO(brief_slides(found)))

    for slide in deck.slides:
        tables = [shape for shape in slide.shapes if shape.has_table]
        for table in tables:
            for other in slide.shapes:
                if other.shape_id != table.shape_id:
                    below = other.top >= table.top + table.height - Pt(1)
                    assert below or other.top + other.height <= table.top + Pt(1), other.name


def test_the_notes_of_the_slides_cite_lines(found: Brief) -> None:
    deck = Presentation(io.BytesIO(brief_slides(found)))

    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    cited = [row for section in found.content.sections for row in section.rows]
    for row in cited:
        first = found.content.citations[row.citations[0]]
        assert first.text(found.content.lang) in notes


@pytest.mark.parametrize("write", [docx, brief_slides, page, text_of])
def test_the_same_briefing_gives_the_same_bytes(found: Brief, write: object) -> None:
    assert write(found) == write(found)  # type: ignore[operator]


def test_hostile_names_stay_text(mini_graph: Graph) -> None:
    """A body whose name is markup, and its product, whose name is a formula."""
    hostile = brief(mini_graph, "project-migration")
    name = mini_graph.labels.of(iri(f"id:{HOSTILE}"))

    assert name.startswith("<script>")
    assert any(name in cell for cell in texts(hostile))
    assert "<script" not in page(hostile).lower()
    assert "<script" not in text_of(hostile).lower()
    assert docx(hostile) and brief_slides(hostile)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Writer")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
@pytest.mark.parametrize("name", ["usa", "topic-quantum-communication"])
def test_a_word_briefing_has_two_pages_at_most(real_out: Path, tmp_path: Path, name: str) -> None:
    content = docx(brief(kg.open(real_out, lang="en"), name))  # English takes more room

    assert len(printed(content, tmp_path, ".docx")) <= 2
