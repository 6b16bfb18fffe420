"""A timeline as SVG and PNG: a lane for each thing, bars for spans, dots for days.

Relies on `viz.charts.lanes` for every place and on vl-convert, whose renderer sets the PNG in the
packaged typeface. Text stays text: the template escapes what it prints.
"""

import vl_convert

from kg.errors import UsageError
from viz.charts.lanes import pale, tint, whole
from viz.charts.moments import Moment, Timeline
from viz.fonts import fonts
from viz.lettering import LEADING, in_rows, plain, width, wrap
from viz.page import template
from viz.style import FONT_SIZE, MUTED, PAPER, TEXT, TYPEFACES

MOST = 40  # moments in one drawing; more cannot be read on one page
WIDE = 1140.0  # px
_MARGIN = 12.0  # px around everything
_TITLE = 21.0  # px
_UNDATED_LINES = 3  # the page's table has all
_SCALE = 2  # a PNG's pixels per px: sharp on a projector
_WORDS = {
    "ja": {
        "undated": "時期の記載なし{}件: {}", "between": "、", "source": "出典: {}",
        "more": "ほか{}件は図では省略。表に全件。", "open": "破線: 始期・終期の記載なし",
        "nothing": "{}: 時期の述べられたものがない。kg timeline で表として出すか、別の対象を選ぶ",
    },
    "en": {
        "undated": "Without a date ({}): {}", "between": "; ", "source": "Source: {}",
        "more": "{} more are left out of the drawing; the table has all.",
        "open": "dashed: beginning or end not stated",
        "nothing": "{}: nothing has a date. print it as a table, or ask for another thing",
    },
}  # fmt: skip


def svg(timeline: Timeline, *, wide: float = WIDE, most: int = MOST) -> str:
    """Draw as SVG, `wide` px wide, of the moments the `most` telling ones.

    Raises:
        UsageError: nothing has a date.
    """
    shown = drawable(timeline).telling(most)
    size, line, wide = FONT_SIZE, FONT_SIZE * LEADING, wide - 2 * _MARGIN
    title = wrap(timeline.title, wide / _TITLE * 0.94, 3)
    key, key_lines = _key(shown, wide)
    key_top = len(title) * _TITLE * LEADING + 8
    top = key_top + key_lines * line * 1.3 + line * 1.3
    lanes = whole(shown, (0.0, top), wide, size)
    under = [
        text
        for told, most_lines in under_texts(timeline, shown)
        for text in wrap(told, wide / size * 0.94, most_lines)
    ]
    return template("timeline.svg.j2").render(
        title=title, title_size=_TITLE, heading=plain(timeline.title), width=wide, size=size,
        height=lanes.bottom + line * (len(under) + 1), line=line, margin=_MARGIN, key=key,
        key_top=key_top,
        lanes=lanes, ticks=lanes.axis.ticks(size), top=top, under=under, tint=tint, pale=pale,
        typefaces=TYPEFACES, text=TEXT, muted=MUTED, paper=PAPER,
    )  # fmt: skip


def png(timeline: Timeline, *, wide: float = WIDE, most: int = MOST) -> bytes:
    """Draw as PNG, in a typeface that carries Japanese."""
    fonts()
    return bytes(vl_convert.svg_to_png(svg(timeline, wide=wide, most=most), scale=_SCALE))


def drawable(timeline: Timeline) -> Timeline:
    """Pass on a timeline that something can be drawn of.

    Raises:
        UsageError: nothing has a date.
    """
    if not timeline.placed:
        raise UsageError(_WORDS[timeline.lang]["nothing"].format(timeline.title))
    return timeline


def explained(timeline: Timeline) -> list[tuple[str, str]]:
    """Give kind and label of each entry of the key; no kind for what is open at an end."""
    kinds = {moment.kind: moment.kind_label for moment in timeline.placed}
    opens = any(moment.first is None or moment.last is None for moment in timeline.placed)
    return [*kinds.items(), *([("", _WORDS[timeline.lang]["open"])] if opens else [])]


def under_texts(timeline: Timeline, shown: Timeline) -> list[tuple[str, int]]:
    """Tell what is not drawn, and the documents, each with the lines it may take."""
    words = _WORDS[timeline.lang]
    left, undated = len(timeline.placed) - len(shown.placed), timeline.undated
    told = [(words["more"].format(left), 1)] if left else []
    if undated:
        names = dict.fromkeys(_named(moment, timeline) for moment in undated)
        text = words["undated"].format(len(undated), words["between"].join(names))
        told.append((text, _UNDATED_LINES))
    if timeline.sources:
        text = words["source"].format(words["between"].join(timeline.sources))
        told.append((text, len(text)))
    return told


def _named(moment: Moment, timeline: Timeline) -> str:
    """Name an undated moment, with its thing unless that is the timeline's own."""
    own = moment.subject in (timeline.title, moment.text)
    return moment.text if own else f"{moment.subject}: {moment.text}"


def _key(timeline: Timeline, wide: float) -> tuple[list[dict[str, object]], int]:
    """Set the key in rows: a sample and a name for each kind, and the look of open ends."""
    entries = explained(timeline)
    places = in_rows((30 + width(label) * FONT_SIZE + 20 for _, label in entries), wide)
    found: list[dict[str, object]] = [
        {"x": x, "row": row, "kind": kind, "label": label}
        for (row, x), (kind, label) in zip(places, entries, strict=True)
    ]
    return found, 1 + places[-1][0]
