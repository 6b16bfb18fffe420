"""Gaps: what the documents leave open, told apart from what they deny and what they only propose.

Relies on the judged findings of every kind; texts of a kind come from its question's header.
"""

from collections import Counter
from collections.abc import Collection

from kg.analysis.gap_findings import (
    NONE,
    PARTLY,
    PROPOSED,
    UNSTATED,
    Finding,
    Findings,
    Kind,
    kind_of,
    kinds,
)  # fmt: skip
from kg.analysis.searched import Searched
from kg.answers import Answer, AnswerRow, Cell, CitationList, Column, cell
from kg.facts import FORMAL
from kg.namespaces import Iri, curie
from kg.reading import Reading
from kg.trace import Tracer
from kg.vocabulary import TYPE

TOLD = 2  # sentences on what there is instead
OWNED = ("moneyOf", "eventOf", "targetOf", "observes", "periodOf")  # row → its owner
ESTABLISHING = 3  # citations of the thing itself, the first of each of its latest documents
OPEN = (NONE, PROPOSED, UNSTATED)
_WORDS = {
    "ja": {
        NONE: "ないと明記", PROPOSED: "提案・候補のみ", UNSTATED: "記載なし",
        "verdict": "判定", "instead": "代わりにあるもの", "searched": "調べた節",
        "coverage": "引用済みの行", "closes": "埋めるもの", "kind": "空白の種類", "gaps": "空白",
        "things": "調べた数", "first": "最も重要な例", "more": " ほか{}件", "stop": "。",
        "title": "{kind}: {things}件中{gaps}件。埋めるもの: {closes}",
        "all": "文書の空白", "part": "{title}。重要な順に{shown}件",
        "other": "ほかに「{partly}」{n}件",
    },
    "en": {
        NONE: "stated to be none", PROPOSED: "proposed only", UNSTATED: "not stated",
        "verdict": "verdict", "instead": "what there is instead", "searched": "sections searched",
        "coverage": "lines cited", "closes": "what would close it", "kind": "kind of gap",
        "gaps": "gaps", "things": "out of", "first": "weightiest example", "more": " + {} more",
        "stop": ". ", "title": "{kind}: {gaps} of {things}. What would close one: {closes}",
        "all": "Gaps in the documents", "part": "{title}. The {shown} weightiest",
        "other": "another {n}: {partly}",
    },
}  # fmt: skip


class Gaps:
    """Finds and judges the gaps of a graph; what several kinds need is read once."""

    def __init__(self, reading: Reading, tracer: Tracer | None = None) -> None:
        """Read from the store of `reading`, with its questions and language."""
        self._reading = reading
        self._searched = Searched(reading)
        self._found = Findings(reading, self._searched, tracer)
        self._words = _WORDS[reading.lang]

    def summary(self, topic: Iri | None = None) -> Answer:
        """Count the gaps of every kind, by verdict, with the weightiest example of each."""
        cited = CitationList(self._reading.evidence)
        rows = tuple(self._summed(kind, topic, cited) for kind in kinds(self._reading))
        names = ("kind", "gaps", "things", NONE, PROPOSED, UNSTATED, "first")
        columns = {name: Column(self._words[name]) for name in names}
        title = self._words["all"]
        return self._answer(title, columns, rows, cited, None)

    def around(
        self, kind: Kind, topic: Iri | None, things: Collection[Iri] | None
    ) -> list[Finding]:
        """Give the gaps of one kind that some things have, or what belongs to one of them.

        The weightiest come first; what is closed in part is none.
        """
        findings, _ = self._found.of(kind, topic, things)
        return [finding for finding in findings if finding.verdict != PARTLY]

    def of(self, kind: Kind, topic: Iri | None = None, *, limit: int = 0) -> Answer:
        """List the gaps of one kind, the weightiest first; `limit` 0 lists all."""
        findings, things = self._found.of(kind, topic)
        shown = findings[:limit] if limit else findings
        cited = CitationList(self._reading.evidence)
        lang = self._reading.lang
        heading = next(iter(kind.question.columns(lang).values())).heading
        closes = kind.text("closed_by", lang)
        rows = tuple(self.row(kind, finding, cited) for finding in shown)
        columns = {
            "kind": Column(self._words["kind"], detail=True),
            "thing": Column(heading),
            **{name: Column(self._words[name]) for name in ("verdict", "instead", "searched")},
            "coverage": Column(self._words["coverage"]),
            "closes": Column(self._words["closes"], detail=True),
        }
        named = kind.text("name", lang)
        gaps = sum(finding.verdict != PARTLY for finding in findings)
        title = self._words["title"].format(kind=named, gaps=gaps, things=things, closes=closes)
        if partly := len(findings) - gaps:
            other = self._words["other"].format(n=partly, partly=kind.text("partly", lang))
            title = f"{title} ({other})"
        if len(shown) < len(findings):
            title = self._words["part"].format(title=title, shown=len(shown))
        return self._answer(title, columns, rows, cited, kind.question.bind({"topic": topic}))

    def _answer(
        self, title: str, columns: dict[str, Column], rows: tuple[AnswerRow, ...],
        cited: CitationList, query: str | None,
    ) -> Answer:  # fmt: skip
        searched = tuple(self._reading.evidence.documents())
        return Answer(title, columns, rows, tuple(cited.citations), searched, query)

    def _summed(self, kind: Kind, topic: Iri | None, cited: CitationList) -> AnswerRow:
        findings, things = self._found.of(kind, topic)
        counts = Counter(finding.verdict for finding in findings)
        texts = {
            "kind": kind.text("name", self._reading.lang),
            "gaps": str(sum(counts[verdict] for verdict in OPEN)),
            "things": str(things),
            **{verdict: str(counts[verdict]) for verdict in OPEN},
        }
        cells = {name: Cell(None, text, text) for name, text in texts.items()}
        if not findings:
            return AnswerRow(cells)
        first = findings[0]
        cells["first"] = self._thing(first)
        return AnswerRow(cells, cited.add(self._establishing(first)))

    def row(self, kind: Kind, finding: Finding, cited: CitationList) -> AnswerRow:
        """Put a gap into words and cite it."""
        sentences = list(dict.fromkeys(self._told(s) for s in finding.beside))
        more = len(sentences) - TOLD
        said = self._words["stop"].join(filter(None, sentences[:TOLD]))
        said += self._words["more"].format(more) if more > 0 else ""
        about = [s for n in (finding.thing, finding.bearer) for s in self._searched.statements(n)]
        ground = self._searched.ground(dict.fromkeys(about))
        share = "" if ground.share is None else f"{ground.share:.0%}"
        partly = finding.verdict == PARTLY
        worded = kind.text("partly", self._reading.lang) if partly else ""
        verdict = worded or self._words[finding.verdict]
        lang = self._reading.lang
        named, closes = kind.text("name", lang), kind.text("closed_by", lang)
        cells = {
            "kind": Cell(None, named, kind.name),
            "thing": self._thing(finding),
            "verdict": Cell(None, verdict, finding.verdict),
            "instead": Cell(None, said, self._words["stop"].join(sentences)),
            "searched": Cell(None, ground.short, ground.full),
            "coverage": Cell(None, share, share),
            "closes": Cell(None, closes, closes),
        }
        beside = [s for s in finding.beside if self._told(s) in sentences[:TOLD]]
        return AnswerRow(cells, cited.add([*self._establishing(finding), *beside]))

    def _thing(self, finding: Finding) -> Cell:
        """Name a thing; what has no name of its own is named with what it belongs to."""
        labels = self._reading.labels
        named = cell(finding.thing, labels)
        if finding.bearer == finding.thing:
            return named
        text = f"{labels.of(finding.bearer)}: {named.label}"
        return Cell(finding.thing.value, text, text)

    def _establishing(self, finding: Finding) -> list[Iri]:
        """Give the first statement of the thing in each of its latest documents."""
        first: dict[Iri | None, Iri] = {}
        for statement in finding.stated:
            first.setdefault(self._searched.document(statement), statement)
        return [*first.values()][::-1][:ESTABLISHING]

    def _told(self, statement: Iri) -> str:
        """Say a statement in words; the row of a sum, event or the like by what it belongs to."""
        facts, labels = self._reading.facts, self._reading.labels
        quads = sorted(self._reading.store.quads(graph=statement), key=str)
        row = next((q.subject for q in quads if q.predicate == TYPE), None)
        for quad in quads:
            if row is not None and curie(quad.predicate) in OWNED and quad.subject == row:
                return f"{labels.of(quad.object)}: {labels.of(row)}"
        links = [q for q in quads if q.predicate not in FORMAL]
        return (
            facts.sentence(links[0].subject, links[0].predicate, links[0].object) if links else ""
        )


def gaps(reading: Reading, *, kind: str = "", topic: Iri | None = None, limit: int = 0) -> Answer:
    """Sum up the gaps of all kinds, or list those of one, the weightiest first.

    `kind`: the beginning of its question's name, or its name; `limit`: 0 lists all.

    Raises:
        UsageError: no such kind.
    """
    found = Gaps(reading)
    return found.of(kind_of(reading, kind), topic, limit=limit) if kind else found.summary(topic)
