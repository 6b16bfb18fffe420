"""A briefing as a Word file: headings, sentences, tables; map and time as pictures.

Relies on python-docx; every text has an East Asian typeface, so Japanese is set as Japanese.
"""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kg.analysis.briefed import Briefing, Section
from viz.briefs.brief import SHARES, WORDS, Brief, bare, marked, marks, sources
from viz.charts.timeline import png as timeline_png
from viz.lettering import plain
from viz.maps.svg import png
from viz.undated import MOMENT, undated

TYPEFACE, EAST_ASIAN = "Arial", "Yu Gothic"
WIDE = 184.0  # mm between the margins of A4
_MARGIN = 13.0  # mm
_MARKS, _TINY = 0.12, 6.0  # share of the width for the sources' numbers; pt of the sources
_SIZES = {"Normal": 9.5, "Title": 18.0, "Heading 1": 11.0}  # pt
_MAP, _TIME_HIGH = 62.0, 80.0  # mm: the height of the map and of the timeline at most
_TIME = 1000.0  # px of the timeline, that its letters are legible at this width
_ORDER = ("paths", "timeline", "money", "involved", "gaps", "weak")
_SMALL, _LEADING = 8.0, 1.22  # pt of tables; lines of a fixed height: typefaces differ in theirs
_INK = RGBColor(0x14, 0x20, 0x2B)


def docx(brief: Brief) -> bytes:
    """Return the Word file of a briefing: the same bytes for the same briefing."""
    content, words, timeline = brief.content, WORDS[brief.content.lang], marked(brief)
    page: Any = Document()
    _dress(page, content.lang)
    page.add_paragraph(plain(content.title), style="Title")
    _small(page.add_paragraph(), plain(content.answer.cells[0]), _SIZES["Normal"])
    _picture(page, png(bare(brief.picture)), high=_MAP)
    # The timeline, which cannot be broken, before the money: tables then fill the pages.
    for section in sorted(content.sections, key=lambda section: _ORDER.index(section.key)):
        page.add_paragraph(section.title, style="Heading 1")
        if section.key == "timeline" and timeline:
            _picture(page, timeline_png(timeline, wide=_TIME), high=_TIME_HIGH)
        else:
            _section(page, content, section)
    page.add_paragraph(words["sources"], style="Heading 1")
    for head, places in sources(content):
        paragraph = page.add_paragraph()
        _small(paragraph, f"{plain(head)} ", _TINY)
        paragraph.runs[0].bold = True
        _small(paragraph, " ".join(map(plain, places)), _TINY)
    _small(
        page.add_paragraph(),
        f"{words['searched']}: {words['between'].join(content.searched)}",
        _TINY,
    )
    saved = io.BytesIO()
    page.save(saved)
    return undated(saved.getvalue())


def _dress(page: Any, lang: str) -> None:
    """Set paper, typefaces, sizes and language."""
    paper = page.sections[0]
    paper.orientation = WD_ORIENT.PORTRAIT
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(paper, side, Mm(_MARGIN))
    for name, size in _SIZES.items():
        style = page.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = TYPEFACE, Pt(size), _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[theme]
        fonts.set(qn("w:ascii"), TYPEFACE)
        fonts.set(qn("w:hAnsi"), TYPEFACE)
        fonts.set(qn("w:eastAsia"), EAST_ASIAN)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.space_before = Pt(0 if name == "Normal" else 5)
    language = page.styles["Normal"].element.get_or_add_rPr()
    tag = language.makeelement(qn("w:lang"), {})
    tag.set(qn("w:val"), "ja-JP" if lang == "ja" else "en-US")
    tag.set(qn("w:eastAsia"), "ja-JP")
    language.append(tag)
    properties = page.core_properties
    properties.created = properties.modified = MOMENT
    properties.author = properties.last_modified_by = ""


def _section(page: Any, content: Briefing, section: Section) -> None:
    """Write one part as a table, or say that there is nothing."""
    words = WORDS[content.lang]
    if not section.rows:
        page.add_paragraph(section.empty)
        return
    heads = (*section.columns, words["sources"])
    table = page.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    shares = (*(share * (1 - _MARKS) for share in SHARES[section.key]), _MARKS)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(WIDE * share)  # read by some programs, the cells' by others
    _fill(table.rows[0], heads, shares)
    for cell in table.rows[0].cells:
        shade = cell._tc.get_or_add_tcPr().makeelement(qn("w:shd"), {})
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E8EDF2")
        cell._tc.get_or_add_tcPr().append(shade)
    for row in section.rows:
        _fill(table.add_row(), (*row.cells, marks(content, row)), shares)
    if section.more:
        _small(page.add_paragraph(), words["more"].format(n=section.more))


def _fill(row: Any, texts: tuple[str, ...], shares: tuple[float, ...]) -> None:
    properties = row._tr.get_or_add_trPr()  # a row stays on one page
    properties.append(properties.makeelement(qn("w:cantSplit"), {}))
    for cell, text, share in zip(row.cells, texts, shares, strict=True):
        cell.width = Mm(WIDE * share)
        _small(cell.paragraphs[0], plain(text))


def _small(paragraph: Any, text: str, size: float = _SMALL) -> None:
    paragraph.add_run(text).font.size = Pt(size)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(size * _LEADING)


def _picture(page: Any, content: bytes, *, high: float = 297.0) -> None:
    """Put a picture as wide as the text, but no higher than `high` mm."""
    shape = page.add_picture(io.BytesIO(content))
    share = min(Mm(WIDE) / shape.width, Mm(high) / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
