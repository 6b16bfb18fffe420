"""What a screen of 1280×800 has left for the map, between heading and key.

Relies on the page's style sheet for the heights, and on rough letter widths.
"""

from viz.lettering import width
from viz.maps.drawing import Drawing, Point
from viz.maps.layout import SCREEN, arrange, fit
from viz.maps.legend import entries, laid
from viz.picture import Picture
from viz.style import FONT_SIZE

TITLE, SMALL_TITLE, TITLE_ROOM = 21.0, 17.0, 730.0  # px: letters, and what the tools leave
_BOLD = 1.06
_HIGH, _LINE = 800.0, 1240.0  # px of the screen, and of a line of text on it
_HEAD, _FOOT, _MARGINS = 15.0, 33.0, 16.0  # px without title and subtitle; without the key
_TITLE_ROW, _SUBTITLE_ROW, _KEY_ROW = 1.35, 19.0, 22.0  # of the title's letters; px; px


def title_size(title: str) -> float:
    """Return the size of a title's letters in px: smaller where that keeps it in one line."""
    return TITLE if width(title) * TITLE * _BOLD <= TITLE_ROOM else SMALL_TITLE


def room(picture: Picture, drawing: Drawing) -> Point:
    """Return width and height in px that the map gets."""
    size = title_size(picture.title)
    titles = -int(-width(picture.title) * size * _BOLD // TITLE_ROOM) or 1
    subtitles = -int(-width(picture.subtitle) * FONT_SIZE // _LINE)
    placed = laid(entries(picture, drawing), _LINE)
    rows = 1 + max((row for _, row, _ in placed), default=0)
    head = _HEAD + max(titles * size * _TITLE_ROW, 30.0) + subtitles * _SUBTITLE_ROW
    return (SCREEN[0], _HIGH - head - _FOOT - _KEY_ROW * rows - _MARGINS)


def opening(picture: Picture) -> float:
    """Return the scale at which the whole map fits the screen; from 1 on it can be read."""
    drawing = arrange(picture)
    return fit(drawing, room(picture, drawing))
