"""Text of a PowerPoint file: every run in a typeface for both scripts, with its language.

Relies on python-pptx, whose text is partly untyped (hence `Any`); what its fonts do not know,
East Asian typefaces and languages, is set as XML.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from viz.lettering import LEADING, plain, width
from viz.picture import Lang
from viz.style import TEXT

LATIN, EAST_ASIAN = "Arial", "Yu Gothic"  # both come with Office, on Windows as on a Mac
# A word or one full-width letter, with the marks that may not be parted from it.
_PIECE = re.compile(r"[「『（“]*(?:[!-~À-ɏ–—’]+|.)[」』）、。，・：”…]*[!-/:-@]* *")
_SPACE = 0.27  # em
_LANGUAGES = {"ja": ("ja-JP", "en-US"), "en": ("en-US", "ja-JP")}


@dataclass(frozen=True, slots=True)
class Face:
    """How a run of text looks; `size` in pt."""

    size: float
    color: str = TEXT
    bold: bool = False


Run = tuple[str, Face]


def rgb(color: str) -> RGBColor:
    """Read a colour such as "#14202b"."""
    return RGBColor(*bytes.fromhex(color.removeprefix("#")))  # type: ignore[no-untyped-call]


def write(
    frame: Any, lines: Sequence[Sequence[Run]], lang: Lang, *,
    align: PP_ALIGN = PP_ALIGN.LEFT, broken: bool = False,
) -> None:  # fmt: skip
    """Write lines of runs into a frame, each a paragraph.

    `broken`: all lines are one paragraph with line breaks, for a label of several lines.
    """
    frame.clear()
    paragraph = frame.paragraphs[0]
    for number, line in enumerate(lines):
        if number and broken:
            paragraph.add_line_break()
        elif number:
            paragraph = frame.add_paragraph()
        paragraph.alignment = align
        paragraph.line_spacing = Pt(round(max(face.size for _, face in line) * LEADING, 1))
        for text, face in line:
            _add(paragraph, text, face, lang)


def filled(text: str, room: float) -> list[str]:
    """Break a text of any length into lines of `room` em, each as full as Office makes them.

    >>> filled("総務省 ICT global strategy", 8)
    ['総務省 ICT', 'global strategy']
    >>> filled("総務省『戦略』", 6)
    ['総務省『戦', '略』']
    """
    lines, left = [""], room
    for piece in _PIECE.findall(plain(text)):
        parts = [piece] if width(piece) <= room else list(piece)
        for part in parts:
            wide = width(part)
            if wide - _SPACE * part.endswith(" ") > left and lines[-1]:
                lines.append("")
                left = room
            lines[-1] += part
            left -= wide
    return [line.rstrip() for line in lines]


def snug(frame: Any, *, inset: float = 0.0) -> None:
    """Let a frame's text fill its box: no growing or shrinking, margins of `inset` pt."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Pt(inset)
    frame.margin_top = frame.margin_bottom = Pt(0)


def dress(properties: Any, lang: Lang) -> None:
    """Set the typefaces and the language of run properties (`a:rPr`, `a:defRPr`)."""
    for tag in ("a:latin", "a:ea", "a:cs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    for tag, name in (("a:latin", LATIN), ("a:ea", EAST_ASIAN), ("a:cs", LATIN)):
        typeface = OxmlElement(tag)
        typeface.set("typeface", name)
        properties.append(typeface)
    properties.set("lang", _LANGUAGES[lang][0])
    properties.set("altLang", _LANGUAGES[lang][1])


def _add(paragraph: Any, text: str, face: Face, lang: Lang) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(face.size)
    run.font.bold = face.bold
    run.font.color.rgb = rgb(face.color)
    dress(run.font._rPr, lang)
