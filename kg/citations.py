"""Citations: which lines of which document state a fact, and how that is printed.

Relies on the standard library only; `passage` reads the reader's own copy of a document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

Locator = Literal["line", "page"]

_SPAN = re.compile(r"([0-9]+)(?:-([0-9]+))?")
_EXAMPLE = "Write lines as '216-219; 299'."


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines `first` to `last` of a document, both included, counted from 1.

    Raises:
        ValueError: `first` is below 1 or above `last`.

    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first < 1:
            raise ValueError(f"span '{self}' starts below line 1. Count lines from 1.")
        if self.last < self.first:
            raise ValueError(f"span '{self}' is reversed. Write it as '{self.last}-{self.first}'.")

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def parse_lines(text: str) -> tuple[Span, ...]:
    """Read the `lines` cell of a fact row; an empty cell gives no spans.

    >>> parse_lines("216-219; 299")
    (Span(first=216, last=219), Span(first=299, last=299))

    Raises:
        ValueError: a part is no number or span, a span is reversed or starts at
            zero, or the spans are unsorted or overlap.

    """
    if not text.strip():
        return ()
    spans = tuple(_parse_span(part.strip()) for part in text.split(";"))
    for before, after in pairwise(spans):
        if after.first < before.first:
            raise ValueError(f"'{after}' stands after '{before}'. Sort the spans by line.")
        if after.first <= before.last:
            raise ValueError(f"'{after}' overlaps '{before}'. Join them into one span.")
    return spans


def _parse_span(part: str) -> Span:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise ValueError(f"'{part}' is not a line or a span of lines. {_EXAMPLE}")
    first = int(match[1])
    return Span(first, int(match[2]) if match[2] else first)


def format_lines(spans: Iterable[Span]) -> str:
    """Write spans as the `lines` cell of a fact row, the inverse of `parse_lines`.

    >>> format_lines([Span(216, 219), Span(299, 299)])
    '216-219; 299'
    """
    return "; ".join(str(span) for span in spans)


def count(spans: Iterable[Span]) -> int:
    """Count the lines that the spans hold.

    >>> count(parse_lines("216-219; 299"))
    5
    """
    return sum(span.last - span.first + 1 for span in spans)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as citations name it; `title` and `publisher` in the reader's language.

    `id`: the document's id; `issued`: ISO 8601 year, month or date; `locator`: what
    the `lines` of its facts count.
    """

    id: str
    title: str
    publisher: str
    issued: str
    locator: Locator = "line"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage that states a fact.

    `statement`: IRI of the statement graph; `section`: title of the section, or
    empty; `lines`: as in the fact row, empty for a curated link; `status`: local name.
    """

    statement: str
    source: Source
    section: str
    lines: str
    status: str

    def text(self, lang: str) -> str:
        """Print the citation for readers of Japanese (`ja`) or English (any other).

        >>> paper = Source("2026-mic-ict-rd-policy", "技術戦略", "総務省", "2026-03-09")
        >>> Citation("", paper, "重点分野の目標・取組", "161-164", "stated").text("ja")
        '総務省『技術戦略』(2026年3月)「重点分野の目標・取組」l.161–164'
        """
        between = "" if lang == "ja" else ", "
        return between.join(filter(None, (self.head(lang), self.place(lang))))

    def head(self, lang: str) -> str:
        """Print the document alone."""
        source = self.source
        if lang == "ja":
            issued = f"({_japanese_month(source.issued)})" if source.issued else ""
            return f"{source.publisher}『{source.title}』{issued}"
        issued = f" ({source.issued[:7]})" if source.issued else ""
        return ", ".join(filter(None, (source.publisher, f"“{source.title}”{issued}")))

    def place(self, lang: str) -> str:
        """Print section and lines alone; nothing for a link that cites no lines.

        >>> paper = Source("2026-mic-ict-rd-policy", "技術戦略", "総務省", "2026-03-09")
        >>> Citation("", paper, "施策例", "161; 164", "stated").place("en")
        '“施策例”, l. 161, 164'
        """
        japanese, locator = lang == "ja", _LOCATORS[self.source.locator]
        section = (f"「{self.section}」" if japanese else f"“{self.section}”") * bool(self.section)
        lines = f"{locator}{'' if japanese else ' '}{_printed(self.lines)}" * bool(self.lines)
        return ("" if japanese else ", ").join(filter(None, (section, lines)))


_LOCATORS: dict[Locator, str] = {"line": "l.", "page": "p."}


def _printed(lines: str) -> str:
    """Write a `lines` cell as readers expect it: en dashes and commas."""
    return lines.replace("-", "–").replace(";", ",")


def _japanese_month(issued: str) -> str:
    """Write an ISO date as 年 and 月; the day is left out."""
    year, _, rest = issued.partition("-")
    return f"{year}年{int(rest[:2])}月" if rest else f"{year}年"


def passage(path: Path, spans: Iterable[Span]) -> list[tuple[int, str]]:
    """Read the cited lines from the reader's own copy: line number and text, in order.

    Lines end at LF only, as `sed -n 216p` counts them.

    Raises:
        ValueError: a span ends beyond the last line.

    """
    with path.open(encoding="utf-8", newline="\n") as copy:
        texts = [line.rstrip("\r\n") for line in copy]
    wanted = tuple(spans)
    for span in wanted:
        if span.last > len(texts):
            raise ValueError(
                f"'{span}' ends beyond the last line, {len(texts)}, of '{path.name}'. "
                "Check the lines, or the edition of your copy."
            )
    return [(n, texts[n - 1]) for span in wanted for n in range(span.first, span.last + 1)]
