"""A briefing on paper, slides and screen: the same content, editable, with Japanese typefaces."""

import io
import re
import zipfile
from html import unescape

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Pt

from kg.graph import Graph
from kg.namespaces import iri
from viz.brief import Brief, brief, text_of
from viz.brief_docx import docx
from viz.brief_page import page
from viz.brief_pptx import SIZE, brief_slides

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
    for number, citation in enumerate(found.content.citations, 1):
        assert f"\n{number}. " in text and citation.source.title in text


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
    rows = [row for section in found.content.sections for row in section.rows]
    assert {cell for row in rows for cell in row.cells} <= told
    assert len(paper.inline_shapes) == 1 + (found.chart is not None)
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
            if shape.has_table:
                for cell in shape.table.iter_cells():
                    sizes = [run.font.size for p in cell.text_frame.paragraphs for run in p.runs]
                    assert all(size == Pt(SIZE) for size in sizes)


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
