"""The foot of a slide: caveats, the documents in short, and what only the notes hold.

Relies on `deck`. All letters are set in 18 pt; a caveat stands there whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from viz.lettering import LEADING, TIGHT
from viz.picture import Lang
from viz.slides.deck import HIGH, INNER, MARGIN, Deck
from viz.slides.text import Face, filled
from viz.style import MUTED

SIZE = 18.0  # pt
_BELOW = 14.0  # pt
_SOURCE_LINES = 2
_WORDS = {
    "ja": {
        "source": "出典: {dated}（{notes}）", "notes": "ノートに題名と行", "also": "、{}",
        "between": "、", "caveats": "ほか{}件の注意", "apart": "｜",
    },
    "en": {
        "source": "Sources: {dated} ({notes})", "notes": "see the notes", "also": ", also for {}",
        "between": ", ", "caveats": "{} more caveats", "apart": " | ",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines at the foot of a slide."""

    lines: tuple[str, ...]

    @classmethod
    def of(
        cls, dated: str, lang: Lang, *,
        caveats: Sequence[str] = (), most: int = 2, held: Sequence[str] = (),
    ) -> "Foot":  # fmt: skip
        """Set the caveats that fit `most` lines, the documents, and what the notes `held`."""
        words, room = _WORDS[lang], INNER / SIZE * TIGHT[lang]
        shown = ""
        left = 0
        for text in caveats:
            longer = words["apart"].join(filter(None, (shown, text)))
            fits = len(filled(longer, room)) <= most
            shown, left = (longer, left) if fits else (shown, left + 1)
        lines = filled(shown, room) if shown else []
        more = [*([words["caveats"].format(left)] if left else []), *held]
        also = words["also"].format(words["between"].join(more)) if more else ""
        notes = words["notes"] + also
        source = words["source"].format(dated=dated, notes=notes) if dated else notes
        lines += filled(source, room)[:_SOURCE_LINES]
        return cls(tuple(lines))

    @property
    def top(self) -> float:
        """Where it begins, pt from the upper edge of the slide."""
        return HIGH - _BELOW - len(self.lines) * SIZE * LEADING

    def add(self, deck: Deck, slide: Any) -> None:
        """Write it on a slide."""
        lines = [[(line, Face(SIZE, MUTED))] for line in self.lines]
        deck.text(slide, (MARGIN, self.top), INNER, lines)
