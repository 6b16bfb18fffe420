"""How wide text is, and where a label breaks into lines, Japanese as well as Latin.

Relies on Unicode's East Asian widths and rough letter widths: no font file is opened. Widths
are in em, a little too large, so that text fits its box in the usual fonts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import east_asian_width

from viz.picture import Lang

LEADING = 1.28  # of the size; Yu Gothic's own would be 1.7
# Of a line that our widths may fill: they are too large for Latin letters, and programs set
# Japanese a little wider than we reckon.
TIGHT: dict[Lang, float] = {"ja": 0.94, "en": 1.04}
LINES = 4  # more is cut with an ellipsis; the full label stands in the panel

_LATIN = {
    **dict.fromkeys(" ", 0.27),
    **dict.fromkeys("ijlI.,:;'|!`·", 0.31),
    **dict.fromkeys("frt()[]{}-/", 0.41),
    **dict.fromkeys("ckszvxyJ", 0.53),
    **dict.fromkeys("mwMW@%—…", 0.94),
}
_NOT_FIRST = frozenset(
    "、。，．）)］]｝}」』】〉》・ー：；:;？！?!ぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％…"
)
_NOT_LAST = frozenset("（(［[｛{「『【〈《")
_AMOUNT = (
    r"(?:[≤≥<>~約] ?)?(?:[A-Z]{3} )?\d[\d,.]*"
    r"(?: (?:million|billion|trillion|m|bn|tn)\b(?: yen)?"
    r"|[兆億万千]円?|円|年度?|か?月|日|件|社|者|人)?"
)
_WORD = r"[A-Za-z0-9À-ɏ.,'’&+_%–]+[-/]?|[-/]"
_TOKEN = re.compile(rf"{_AMOUNT}(?![A-Za-z])|{_WORD}|[ァ-ヴー]+|\s+|.", re.DOTALL)
_UNIT = re.compile("(?:.*[的化性型系等及新])?(.*)$")  # kanji since the last prefix or suffix
_KANJI = re.compile("[一-鿿々]+$")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def plain(text: str) -> str:
    r"""Return text without control, invisible and direction-changing characters.

    >>> plain("a\x00b\u202ec\n")
    'a b c'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def width(text: str) -> float:
    """Return the width of a line in em.

    >>> width("総務省"), round(width("NICT"), 2)
    (3.0, 2.35)
    """
    return sum(_em(char) for char in text)


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if east_asian_width(char) in "WFA":
        return 1.0
    return _LATIN.get(char, 0.68 if char.isupper() else 0.61)


@lru_cache(maxsize=4096)
def longest(text: str) -> float:
    """Return the width in em of the longest word or katakana run.

    >>> longest("光 communications"), longest("")
    (8.16, 0.0)
    """
    return max((round(width(piece), 2) for piece in _TOKEN.findall(plain(text))), default=0.0)


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, most: int = LINES) -> tuple[str, ...]:
    """Break a label into at most `most` even lines of about `room` em; the rest becomes "…".

    >>> wrap("1,500億円（2025年度 補正）", 9)
    ('1,500億円', '（2025年度 補正）')
    >>> wrap("National Institute of Information and Communications Technology", 12, 2)
    ('National Institute of', 'Information and…')
    """
    tokens = _tokens(plain(text), room)
    if not tokens:
        return ("",)
    lines = _greedy(tokens, room)
    if len(lines) > most:
        tokens = _cut(lines[:most], room)
        lines = _greedy(tokens, room)
    return _even(tokens, room, len(lines)) or tuple("".join(line).strip() for line in lines)


def _tokens(text: str, room: float) -> list[str]:
    """Split into pieces that are not broken: words, katakana runs, marks with their neighbour."""
    pieces: list[str] = []
    for piece in _TOKEN.findall(text):
        pieces.extend([piece] if width(piece) <= room else _halve(piece, room))
    joined: list[str] = []
    for piece in pieces:
        if joined and _clings(joined[-1], piece):
            fits = width((joined[-1] + piece).rstrip()) <= room
            joined[-1:] = [joined[-1] + piece] if fits else [joined[-1], piece]
        else:
            joined.append(piece)
    return joined


def _clings(before: str, piece: str) -> bool:
    """Tell whether no line may begin with a piece: a mark, a space, the unit of a number."""
    unit = before[-1].isdigit() and "一" <= piece[0] <= "鿿"
    return unit or piece[0] in _NOT_FIRST or piece.isspace() or before[-1] in _NOT_LAST


def _halve(piece: str, room: float) -> list[str]:
    """Cut an unbroken run that is wider than a line."""
    parts = [""]
    for char in piece:
        if parts[-1] and width(parts[-1] + char) > room:
            keep = parts[-1][-1] if char in _NOT_FIRST and len(parts[-1]) > 1 else ""
            parts[-1] = parts[-1].removesuffix(keep)
            parts.append(keep)
        parts[-1] += char
    return parts


def _greedy(tokens: list[str], room: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for token in tokens:
        if lines[-1] and width("".join([*lines[-1], token]).rstrip()) > room:
            lines.append([])
        lines[-1].append(token)
    return lines


def _cut(lines: list[list[str]], room: float) -> list[str]:
    """End the last line in an ellipsis."""
    last = "".join(lines[-1]).rstrip()
    while last and width(last) + 1 > room:
        last = last[:-1]
    return [token for line in lines[:-1] for token in line] + [last.rstrip("、・（( ") + "…"]


def _even(tokens: list[str], room: float, count: int) -> tuple[str, ...]:
    """Return the breaks into `count` lines that leave the evenest lines and break best."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}  # tokens used → cost, lines
    for number in range(count):
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in best.items():
            for end, line, slack in _next_lines(tokens, start, room):
                if (number == count - 1) != (end == len(tokens)):
                    continue
                total = cost + slack + _harm(tokens, end)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*lines, line))
        best = longer
    return best[len(tokens)][1] if len(tokens) in best else ()


def _next_lines(tokens: list[str], start: int, room: float) -> Iterator[tuple[int, str, float]]:
    """Yield each line that may begin at `start`: its end, its text, the cost of its emptiness."""
    for end in range(start + 1, len(tokens) + 1):
        line = "".join(tokens[start:end]).strip()
        if width(line) > room:
            return
        yield end, line, (room - width(line)) ** 2 / room


def _harm(tokens: list[str], end: int) -> float:
    """Return how much a break before token `end` hurts the reader.

    Kanji compounds are mostly pairs, so a break after an odd number of kanji hurts more.
    """
    if end == len(tokens):
        return 0.0
    before = "".join(tokens[:end])
    left, right = before.rstrip()[-1:], tokens[end][0]
    if right in _NOT_LAST or left in "、。，・）」』】：:)":
        return 0.0
    if before[-1].isspace():
        return 1.0
    if left.isascii() != right.isascii():
        return 0.8
    if "぀" <= left <= "ゟ" and not "぀" <= right <= "ゟ":
        return 0.6
    kanji = _KANJI.search(before)
    if kanji and _KANJI.match(right):
        unit = _UNIT.match(kanji[0])
        if left in "新非再超":
            return 5.0
        return 5.0 if len(unit[1] if unit else kanji[0]) % 2 else 1.2
    return 1.0 if kanji and "ァ" <= right <= "ヿ" else 4.0


def in_rows(wides: Iterable[float], room: float, gap: float = 0.0) -> list[tuple[int, float]]:
    """Set things of these widths in rows, like words: row and place of each, both from 0.

    >>> in_rows([4, 4, 4], 10, gap=1)
    [(0, 0.0), (0, 5.0), (1, 0.0)]
    """
    found, row, x = [], 0, 0.0
    for wide in wides:
        if x and x + wide > room:
            row, x = row + 1, 0.0
        found.append((row, x))
        x += wide + gap
    return found
