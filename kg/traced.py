"""A trace told: paths as sentences with citations, and the facts beside them.

Relies on the tracer's paths; money, bodies, technologies and countries are shown beside the path.
"""

from dataclasses import dataclass
from typing import Any

from kg.answers import Answer, AnswerRow, Cell, CitationList, cell, headed
from kg.evidence import Evidence
from kg.facts import Fact, Facts
from kg.labels import Labels
from kg.namespaces import Iri, curie, iri
from kg.trace import Hop, Path

# What a strategist asks of a means: who, with how much, with what, where. In this order.
BESIDE = (
    "hasMoney", "administeredBy", "implementedBy", "fundedBy", "hasRole", "hasParticipant",
    "partnersWith", "concludedBy", "signedBy", "hasPeriod", "hasEvent", "develops", "builds",
    "demonstrates", "usesTechnology", "standardisedBy", "proposesTo", "operatedBy",
    "hasLegalBasis", "inCountry", "demonstratedIn", "locatedIn",
)  # fmt: skip
# Of a technology that is itself only beside a path: who standardises it.
FURTHER, STANDARDS = ("develops", "builds", "demonstrates", "usesTechnology"), ("standardisedBy",)
SHARED = {"ja": "（同じ分野・戦略に属する）", "en": " (shares the field)"}


@dataclass(frozen=True, slots=True)
class Trace:
    """The paths of one trace; `answer` holds a row per path and all citations."""

    answer: Answer
    paths: tuple[Path, ...]
    told: tuple[tuple[str, tuple[int, ...]], ...]
    beside: tuple[tuple[Iri, tuple[tuple[str, tuple[int, ...]], ...]], ...]
    sentences: dict[Hop, tuple[str, tuple[int, ...]]]
    names: dict[Iri, str]  # of nodes and of statuses

    def __bool__(self) -> bool:
        return bool(self.paths)

    def to_json(self) -> dict[str, Any]:
        """Give the JSON object of the contract, with `paths` and the facts beside them."""
        return self.answer.to_json() | {
            "paths": [
                {
                    "score": round(path.score, 6),
                    "sentence": sentence,
                    "hops": [self._hop(hop) for hop in path.hops],
                }
                for path, (sentence, _) in zip(self.paths, self.told, strict=True)
            ],
            "beside": [
                {
                    "iri": node.value,
                    "label": self.names[node],
                    "facts": [{"sentence": s, "citations": [*c]} for s, c in facts],
                }
                for node, facts in self.beside
            ],
        }

    def _hop(self, hop: Hop) -> dict[str, Any]:
        sentence, citations = self.sentences[hop]
        return {
            "from": {"iri": hop.source.value, "label": self.names[hop.source]},
            "relation": curie(hop.relation),
            "to": {"iri": hop.target.value, "label": self.names[hop.target]},
            "sentence": sentence,
            "citations": [*citations],
        }


def told(
    start: Iri, paths: list[Path], *, facts: Facts, labels: Labels, evidence: Evidence
) -> Trace:
    """Put paths into sentences, and gather what is stated beside their means."""
    cited = CitationList(evidence)
    sentences = {
        hop: (_sentence(hop, facts, labels), cited.add(hop.statements))
        for path in paths
        for hop in path.hops
    }
    rows, summaries = [], []
    for number, path in enumerate(paths, 1):
        summary = _stop(labels).join(sentences[hop][0] for hop in path.hops)
        positions = tuple(dict.fromkeys(c for hop in path.hops for c in sentences[hop][1]))
        summaries.append((summary, positions))
        rows.append(AnswerRow(_row(number, path, summary, labels), positions))
    means = _means(paths, start)
    around = tuple(
        (node, found)
        for node, names in {**dict.fromkeys(means, BESIDE), **_further(means, facts)}.items()
        if (found := beside(node, names, facts=facts, cited=cited))
    )
    headings = {
        "ja": ("経路", "得点", "手段", "目的", "道筋"),
        "en": ("path", "score", "means", "end", "told"),
    }
    names = ("path", "score", "means", "end", "told")
    columns = headed(dict(zip(names, headings[labels.lang], strict=True)))
    answer = Answer(
        labels.of(start), columns, tuple(rows), tuple(cited.citations), tuple(evidence.documents())
    )
    called = {node: labels.of(node) for path in paths for node in path.nodes}
    called |= {node: labels.of(node) for node, _ in around}
    called |= {(status := iri(c.status)): labels.of(status) for c in cited.citations if c.status}
    return Trace(answer, tuple(paths), tuple(summaries), around, sentences, called)


def beside(
    node: Iri, names: tuple[str, ...] = BESIDE, *, facts: Facts, cited: CitationList
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Tell who runs and pays a node, with how much, and what hangs on it, each cited."""
    order = {name: place for place, name in enumerate(names)}
    found = [fact for fact in facts.of(node) if curie(fact.predicate) in order]
    found.sort(key=lambda fact: (order[curie(fact.predicate)], str(fact.object)))
    told: dict[str, list[Iri]] = {}
    for fact in found:
        # The same figure stated twice is one sentence with two citations.
        told.setdefault(_fact(fact, facts), []).extend(fact.statements)
    return tuple((sentence, cited.add(statements)) for sentence, statements in told.items())


def _fact(fact: Fact, facts: Facts) -> str:
    return facts.sentence(fact.subject, fact.predicate, fact.object)


def _sentence(hop: Hop, facts: Facts, labels: Labels) -> str:
    """Say a hop as it is stated: the relation may be the inverse of the direction told."""
    shared = SHARED[labels.lang] if hop.shares else ""
    ends = (hop.target, hop.source) if hop.backwards else (hop.source, hop.target)
    return facts.sentence(ends[0], hop.relation, ends[1]) + shared


def _row(number: int, path: Path, summary: str, labels: Labels) -> dict[str, Cell]:
    plain = {"path": str(number), "score": f"{path.score:.3f}", "told": summary}
    cells = {name: Cell(None, value, value) for name, value in plain.items()}
    return {
        "path": cells["path"], "score": cells["score"], "means": cell(path.means, labels),
        "end": cell(path.end, labels), "told": cells["told"],
    }  # fmt: skip


def _means(paths: list[Path], start: Iri) -> list[Iri]:
    """List the nodes of all paths in order of appearance, ends left out."""
    nodes = (node for path in paths for node in path.nodes if node != path.end)
    return list(dict.fromkeys([*nodes, start] if paths else []))


def _further(means: list[Iri], facts: Facts) -> dict[Iri, tuple[str, ...]]:
    """List the technologies that the means develop or use, with what is told of them."""
    found = (fact for node in means for fact in facts.of(node) if curie(fact.predicate) in FURTHER)
    things = (fact.object for fact in found if isinstance(fact.object, Iri))
    return dict.fromkeys((thing for thing in things if thing not in means), STANDARDS)


def _stop(labels: Labels) -> str:
    return "。" if labels.lang == "ja" else ". "


def text_of(trace: Trace, lang: str) -> str:
    """Print a trace for reading: paths by score, the facts beside their means, the sources."""
    ja = lang == "ja"
    lines = [trace.answer.question, ""]
    for number, path in enumerate(trace.paths, 1):
        names = " → ".join(trace.names[node] for node in path.nodes)
        lines.append(f"{number}. {names}  ({'得点' if ja else 'score'} {path.score:.2f})")
        for hop in path.hops:
            sentence, marks = trace.sentences[hop]
            lines.append(f"     {sentence}{_statuses(trace, marks, ja)}{_marks(marks)}")
    for node, facts in trace.beside:
        lines += ["", f"■ {trace.names[node]}"]
        lines += [f"     {sentence} {_marks(marks)}" for sentence, marks in facts]
    lines += ["", "根拠" if ja else "Sources"]
    lines += [f"[{n}] {c.text(lang)}" for n, c in enumerate(trace.answer.citations, 1)]
    return "\n".join(lines) + "\n"


def _statuses(trace: Trace, positions: tuple[int, ...], ja: bool) -> str:
    """Name the statuses of a hop's statements, each once."""
    found = dict.fromkeys(trace.answer.citations[position].status for position in positions)
    named = (trace.names[iri(status)] for status in found if status)
    return f"（{'・'.join(named)}）" if ja else f" ({', '.join(named)}) "


def _marks(positions: tuple[int, ...]) -> str:
    return "".join(f"[{position + 1}]" for position in positions)
