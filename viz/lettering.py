"""How wide text is, and where a label breaks into lines, Japanese as well as Latin.

Relies on Unicode's East Asian widths and rough letter widths: no font file is opened. Widths
are in em and meant to be a little too large, so that drawn text always fits its box.
"""

import re
from functools import lru_cache
from unicodedata import east_asian_width

LINES = 4  # more is cut with an ellipsis; the full label stands in the panel

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]{}·` "), frozenset("mwMW@%&—…")
_NOT_FIRST = frozenset("、。，．）)］]｝}」』】〉》・ー：；:;？！?!ぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％…")
_NOT_LAST = frozenset("（(［[｛{「『【〈《")
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ.,'’/&+_%-]+|[ァ-ヴー]+|\s+|.", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """Return text without control, invisible and direction-changing characters.

    >>> plain("a\\x00b\\u202ec\\n")
    'a b c'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def width(text: str) -> float:
    """Return the width of a line in em.

    >>> width("総務省"), round(width("NICT"), 2)
    (3.0, 2.51)
    """
    return sum(_em(char) for char in text)


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if east_asian_width(char) in "WFA":
        return 1.0
    if char in _NARROW:
        return 0.36
    if char in _WIDE:
        return 0.95
    if char.isupper():
        return 0.72
    return 0.57 if char.isascii() else 0.66


def wrap(text: str, room: float, most: int = LINES) -> tuple[str, ...]:
    """Break a label into at most `most` even lines of about `room` em; the rest becomes "…".

    >>> wrap("1,500億円（2025年度 補正）", 9)
    ('1,500億円', '（2025年度 補正）')
    >>> wrap("National Institute of Information and Communications Technology", 12, 2)
    ('National Institute of', 'Information and Com…')
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
        sticks = joined and (piece[0] in _NOT_FIRST or piece.isspace() or joined[-1][-1] in _NOT_LAST)
        unit = joined and joined[-1][-1].isdigit() and not piece.isspace()
        if sticks or unit:
            fits = width((joined[-1] + piece).rstrip()) <= room
            joined[-1:] = [joined[-1] + piece] if fits else [joined[-1], piece]
        else:
            joined.append(piece)
    return joined


def _halve(piece: str, room: float) -> list[str]:
    """Cut an unbroken run that is wider than a line."""
    parts, part = [], ""
    for char in piece:
        if part and width(part + char) > room:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]


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
    best: list[dict[int, tuple[float, tuple[str, ...]]]] = [{0: (0.0, ())}]
    for line_number in range(1, count + 1):
        row: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in best[-1].items():
            for end in range(start + 1, len(tokens) + 1):
                line = "".join(tokens[start:end]).strip()
                if width(line) > room:
                    break
                last = line_number == count
                if last != (end == len(tokens)):
                    continue
                slack = (room - width(line)) ** 2 / room
                total = cost + slack + (0 if last else _harm(tokens[end - 1], tokens[end]))
                if end not in row or total < row[end][0]:
                    row[end] = (total, (*lines, line))
        best.append(row)
    return best[-1][len(tokens)][1] if len(tokens) in best[-1] else ()


def _harm(before: str, after: str) -> float:
    """Return how much a break between two tokens hurts the reader."""
    left, right = before.rstrip()[-1:], after[:1]
    if before[-1:].isspace() or right in _NOT_LAST or left in "、。，・）」』】：:)":
        return 0.0
    if "぀" <= left <= "ゟ" and not "぀" <= right <= "ゟ":
        return 0.6
    if "一" <= left <= "鿿" and "一" <= right <= "鿿":
        return 3.0
    return 1.5 if "一" <= left <= "鿿" and "ァ" <= right <= "ヿ" else 4.0
