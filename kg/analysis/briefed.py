"""What a briefing holds: a sentence that answers, sections of cited rows, numbered citations.

Relies on nothing of the graph: pages are made of these values alone.
"""

from dataclasses import dataclass

from kg.analysis.funds import Total
from kg.answers import AnswerRow
from kg.citations import Citation
from kg.namespaces import Iri
from kg.wording import Lang


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row in words; `citations` are positions in the briefing's list."""

    cells: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its rows and how many more there are; `empty` is said where there are none."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int
    empty: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """A one-sentence answer, sections in order, and the citations that all of them number.

    `moments`: the rows of the timeline as its question gives them, citing as all else here does;
    `spent`: the money, summed without overlap.
    """

    subject: Iri
    title: str
    answer: Row
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    searched: tuple[str, ...]
    moments: tuple[AnswerRow, ...]
    spent: tuple[Total, ...]
    lang: Lang

    def section(self, key: str) -> Section:
        """Give the section of a key."""
        return next(section for section in self.sections if section.key == key)
