"""A PowerPoint file in the making: slides with title and subtitle, notes, and its bytes.

Relies on python-pptx and its blank template, widened to 16:9; places and sizes are in pt.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Presented
from pptx.slide import Slide
from pptx.util import Pt

from viz.lettering import LEADING, plain, width, wrap
from viz.picture import Lang
from viz.slides.text import Face, Run, snug, write
from viz.style import MUTED
from viz.undated import MOMENT, undated

WIDE, HIGH = 960.0, 540.0
MARGIN = 30.0
INNER = WIDE - 2 * MARGIN
_NOTES = 12.0  # pt of the notes; on the slides nothing is smaller than 18
TITLE, TITLE_LONG, SUBTITLE = 28.0, 22.0, 18.0
_TOP, _GAP = 16.0, 4.0
_PAGED = {"ja": "{}（{}/{}）", "en": "{} ({}/{})"}
_TITLED = 5  # number of the template's layout with a title only


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and the sentence under it, broken into lines that fit."""

    title: tuple[str, ...]
    size: float
    subtitle: tuple[str, ...]

    @classmethod
    def of(cls, title: str, subtitle: str) -> "Heading":
        """Break both into at most two lines each; a long title is set smaller."""
        text = plain(title)
        size = TITLE if width(text) * TITLE <= INNER else TITLE_LONG
        most = 1 if size == TITLE else 2
        under = wrap(subtitle, INNER / SUBTITLE - 1, 2) if plain(subtitle) else ()
        return cls(wrap(text, INNER / size, most), size, under)

    @property
    def bottom(self) -> float:
        """Where the room below begins."""
        return self.under + len(self.subtitle) * SUBTITLE * LEADING + 8.0

    @property
    def under(self) -> float:
        """Where the subtitle begins."""
        return _TOP + len(self.title) * self.size * LEADING + _GAP


def paged(title: str, number: int, count: int, lang: Lang) -> str:
    """Give the title of one of several slides, counted from one; of a single slide it is bare."""
    return _PAGED[lang].format(title, number, count) if count > 1 else title


@dataclass(slots=True)
class Deck:
    """A file in the making, in one language."""

    lang: Lang
    title: str
    shown: Presented = field(init=False)

    def __post_init__(self) -> None:
        self.shown = Presentation()
        # The template is 4:3; its layouts are widened, so that slides added by hand fit too.
        share = int(Pt(WIDE)) / int(self.shown.slide_width or 1)
        self.shown.slide_width, self.shown.slide_height = Pt(WIDE), Pt(HIGH)
        master = self.shown.slide_masters[0]
        for shape in [*master.shapes, *(s for lay in master.slide_layouts for s in lay.shapes)]:
            if shape.element.find(".//{*}xfrm") is not None:
                shape.left, shape.width = int(shape.left * share), int(shape.width * share)

    def slide(self, heading: Heading) -> Slide:
        """Add a slide with its title and subtitle."""
        slide: Slide = self.shown.slides.add_slide(self.shown.slide_layouts[_TITLED])
        title = slide.shapes.title
        if title is None:
            raise ValueError("the template's layout has no title. use one that has")
        high = heading.under - _GAP - _TOP
        title.left, title.top, title.width, title.height = map(Pt, (MARGIN, _TOP, INNER, high))
        lines = [[(line, Face(heading.size, bold=True))] for line in heading.title]
        write(title.text_frame, lines, self.lang, broken=True)
        snug(title.text_frame)
        title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        if heading.subtitle:
            under = [[(line, Face(SUBTITLE, MUTED))] for line in heading.subtitle]
            self.text(slide, (MARGIN, heading.under), INNER, under)
        return slide

    def text(
        self, slide: Slide, corner: tuple[float, float], wide: float,
        lines: Sequence[Sequence[Run]], *, align: PP_ALIGN = PP_ALIGN.LEFT, name: str = "",
    ) -> None:  # fmt: skip
        """Add lines of text with their upper left corner at `corner`."""
        high = sum(max(face.size for _, face in line) * LEADING for line in lines)
        box = slide.shapes.add_textbox(*map(Pt, (*corner, wide, high)))
        snug(box.text_frame)
        write(box.text_frame, lines, self.lang, align=align, broken=True)
        if name:
            box.name = name

    def note(self, slide: Slide, lines: Sequence[str]) -> None:
        """Write a slide's notes, one paragraph for each line."""
        frame = slide.notes_slide.notes_text_frame
        if frame is None:
            raise ValueError("the template's notes have no text. use one that has")
        write(frame, [[(plain(line), Face(_NOTES))] for line in lines], self.lang)

    def content(self) -> bytes:
        """Return the file: the same bytes for the same slides."""
        core = self.shown.core_properties
        core.title, core.author, core.last_modified_by = plain(self.title)[:255], "", ""
        core.language = "ja-JP" if self.lang == "ja" else "en-US"
        core.created = core.modified = MOMENT
        core.revision = 1
        package = self.shown.part.package
        for number, relation in list(package._rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # of the template, not of ours
                package._rels.pop(number)
        raw = io.BytesIO()
        self.shown.save(raw)
        return undated(raw.getvalue())
