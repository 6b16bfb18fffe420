"""The documents behind a picture, as a line under it: each publisher once, in order of issue.

Relies on citations only. `titled` is for pages and pictures, `dated` for slides, whose letters
are large and whose notes hold titles and lines.
"""

from collections.abc import Iterable
from itertools import groupby

from kg.citations import Citation, Source
from viz.picture import Lang

_BETWEEN = {"ja": "、", "en": ", "}
_APART = {"ja": "；", "en": "; "}


def titled(citations: Iterable[Citation], lang: Lang) -> tuple[str, ...]:
    """Name the published documents with their titles, a text for each publisher.

    >>> paper = Source("b", "技術戦略", "総務省", "2026-03-09")
    >>> older = Source("a", "国際戦略", "総務省", "2022")
    >>> titled([Citation("", s, "", "1", "stated") for s in (paper, older)], "ja")
    ('総務省『国際戦略』(2022)、『技術戦略』(2026-03-09)',)
    """
    marks = ("『", "』") if lang == "ja" else ("“", "”")
    after = "" if lang == "ja" else ", "
    return tuple(
        f"{publisher}{after}"
        + _BETWEEN[lang].join(
            f"{marks[0]}{source.title}{marks[1]}"
            + (f"{'' if lang == 'ja' else ' '}({source.issued})" if source.issued else "")
            for source in found
        )
        for publisher, found in _by_publisher(citations)
    )


def dated(citations: Iterable[Citation], lang: Lang) -> str:
    """Name publishers and dates of issue alone, to the month.

    >>> paper = Source("a", "ICT technology strategy", "MIC", "2026-03-09")
    >>> dated([Citation("", paper, "", "1", "stated")], "en")
    'MIC 2026-03'
    """
    return _APART[lang].join(
        " ".join(filter(None, (publisher, _BETWEEN[lang].join(s.issued[:7] for s in found))))
        for publisher, found in _by_publisher(citations)
    )


def _by_publisher(citations: Iterable[Citation]) -> list[tuple[str, list[Source]]]:
    """Group the documents by publisher, each once; our own links have none and are left out."""
    sources = {c.source for c in citations if c.source.publisher}
    ordered = sorted(sources, key=lambda s: (s.publisher, s.issued, s.id))
    return [(name, list(found)) for name, found in groupby(ordered, lambda s: s.publisher)]
