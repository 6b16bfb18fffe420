"""The weak points of a briefing: what a thing hangs on alone, or what hangs on it alone.

Relies on the impact analysis; of places and topics, on the ends that only one of their means
serves.
"""

from collections.abc import Sequence

from kg.analysis.briefed import Row, Section
from kg.analysis.briefing_scope import CHALLENGE, GOAL, PLACE, TOPIC, Scope
from kg.analysis.briefing_words import EMPTY, NAMED, WORDS, section_of
from kg.analysis.impact import impact
from kg.analysis.impact_findings import stated_by
from kg.analysis.impact_words import EFFECTS, ImpactWords, triple
from kg.answers import Answer, AnswerRow, CitationList
from kg.namespaces import Iri
from kg.reading import Reading
from kg.trace import Hop, Tracer

POINTS = 4  # rows
SOURCES = 6  # cited of a row: the nearest; `kg impact` cites every way that is lost
WIDEST_CUT = 2  # things whose joint loss is still told as a weak point
BRACKETS = "（("


def weak(
    reading: Reading, tracer: Tracer, scope: Scope, cited: CitationList
) -> tuple[Section, int]:
    """List the weak points; beside them stands how many things they are."""
    if scope.sort in (PLACE, TOPIC):
        rows = [_alone(reading, way, cited) for way in scope.alone[:POINTS]]
        whole = len(scope.alone)
        empty = EMPTY[reading.lang]["alone"]
        return section_of(reading.lang, "weak", rows, whole - len(rows), empty), whole
    answer = impact(reading, tracer, scope.subject)
    groups = _grouped(_points(answer, reading.lang), WORDS[reading.lang]["stop"])
    rows = [_row(reading, answer, first, some, cited) for first, some in groups[:POINTS]]
    more = sum(len(some) for _, some in groups[POINTS:])
    empty = answer.question if scope.sort in (GOAL, CHALLENGE) and scope.means else ""
    return section_of(reading.lang, "weak", rows, more, empty), sum(len(s) for _, s in groups)


def _alone(reading: Reading, way: tuple[Hop, ...], cited: CitationList) -> Row:
    """Tell an end that one means alone serves."""
    told = ImpactWords(reading.labels, reading.facts).links(map(triple, way))
    cells = (WORDS[reading.lang]["alone"], reading.labels.of(way[-1].target), told)
    return Row(cells, cited.add(stated_by(way)))


def _points(answer: Answer, lang: str) -> list[AnswerRow]:
    """Choose the effects that tell of a single point of failure."""
    effects = {text: name for name, text in EFFECTS[lang].items()}
    told = [(effects[row.cells["effect"].value], row) for row in answer.rows]
    # A cut of many is no weak point: so many do not go at once.
    wide = sum(effect == "cut" for effect, _ in told) > WIDEST_CUT
    found = {"point", "only"} if wide else {"point", "only", "cut"}
    return [row for effect, row in told if effect in found]


def _grouped(rows: Sequence[AnswerRow], stop: str) -> list[tuple[str, list[AnswerRow]]]:
    """Put those of one reason together, the reason without the path where it names means."""
    found: dict[tuple[str, str], list[AnswerRow]] = {}
    for row in rows:
        detail = row.cells["detail"].label
        first = detail.partition(stop)[0]
        reason = first if any(bracket in first for bracket in BRACKETS) else detail
        found.setdefault((row.cells["effect"].label, reason), []).append(row)
    return [(reason, some) for (_, reason), some in found.items()]


def _row(
    reading: Reading, answer: Answer, reason: str, some: Sequence[AnswerRow], cited: CitationList
) -> Row:
    """Tell the things of one reason in one row."""
    words = WORDS[reading.lang]
    things = [row.cells["thing"].label for row in some]
    more = [words["more"].format(n=len(things) - NAMED)] if len(things) > NAMED else []
    told = words["between"].join([*things[:NAMED], *more])
    places = dict.fromkeys(place for row in some for place in row.citations)
    statements = (Iri(answer.citations[place].statement) for place in [*places][:SOURCES])
    return Row((some[0].cells["effect"].label, told, reason), cited.add(statements))
