"""What documents name: the things, links and topics that a comparison of documents joins.

Relies on the saved questions `things-by-document` and `top-goals-by-document`, and on labels in
Japanese, in which the documents are written: pairs are the same in every language of the reader.
"""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Literal

from kg.analysis.pairing import Join, Link, Thing, bare, distinction
from kg.answers import statements_in
from kg.citations import Span, format_lines, parse_lines
from kg.evidence import LINES, merge
from kg.labels import NAMES
from kg.namespaces import Iri, Term, curie, iri
from kg.questions import Question, find
from kg.reading import Reading
from kg.store import Binding, stated_in

DEFAULT = DefaultGraph()
# Class → aspect, in the order in which a thing of several classes is filed.
ASPECT_OF = {
    "Target": "target", "Money": "money", "Programme": "programme", "Project": "programme",
    "Goal": "goal", "Challenge": "challenge", "Strategy": "strategy", "Measure": "measure",
    "Field": "field", "Technology": "technology", "Facility": "facility", "System": "facility",
    "Product": "facility", "Standard": "standard", "UseCase": "use-case", "Organisation": "body",
}  # fmt: skip
_LINKS = {
    "skos:exactMatch": Join.CROSSWALK, "skos:closeMatch": Join.CROSSWALK,
    "supersedes": Join.SUCCESSION, "amends": Join.SUCCESSION, "repeals": Join.SUCCESSION,
    "follows": Join.SUCCESSION,
}  # fmt: skip
# By one such link a thing bears the topic of another: what it is about, develops, is a part of.
_VIA = tuple(
    iri(n) for n in ("about", "hasField", "develops", "demonstrates", "promotes", "partOf")
)
_TOPIC = iri("hasTopic")


def asked(reading: Reading, name: str, **values: Term | None) -> list[Binding]:
    """Give the solutions of a saved question as they are, evidence among them."""
    question = Question.read(find(reading.queries, name))
    return reading.store.select(question.bind(values))


def things(reading: Reading, document: Iri) -> list[Thing]:
    """List what a document names; a goal weighs more at the top."""
    top = {
        found["goal"]: int(_text(found["supporters"]))
        for found in asked(reading, "top-goals-by-document", document=document)
    }
    best: dict[Iri, tuple[int, Thing]] = {}
    order = list(ASPECT_OF)
    for found in asked(reading, "things-by-document", document=document, topic=None):
        thing, kind = found["thing"], curie(as_iri(found["class"]))
        if not isinstance(thing, Iri) or thing == document:
            continue
        place = order.index(kind)
        if place < best.get(thing, (len(order),))[0]:
            # A top goal by what serves it, anything else by how often it is named.
            links = int(_text(found["links"]))
            weight = (1, top[thing]) if thing in top else (0, links)
            name = preferred(reading, thing)
            best[thing] = (
                place,
                Thing(thing, ASPECT_OF[kind], bare(name), distinction(name),
                      topics(reading, thing), weight, tuple(statements_in(found["statements"]))),
            )  # fmt: skip
    return [thing for _, thing in best.values()]


def named_on(reading: Reading, document: Iri, topic: Iri) -> set[Iri]:
    """List what a document names on a topic."""
    found = asked(reading, "things-by-document", document=document, topic=topic)
    return {thing for row in found if isinstance(thing := row["thing"], Iri)}


def preferred(reading: Reading, thing: Iri) -> str:
    """Give the preferred name in Japanese, in any language where there is none."""
    for predicate in NAMES:
        found = [
            quad.object
            for quad in reading.store.quads(thing, predicate, graph=DEFAULT)
            if isinstance(quad.object, Literal)
        ]
        if found:
            return min(found, key=lambda name: (name.language != "ja", name.value)).value
    return ""


def topics(reading: Reading, thing: Iri) -> tuple[Iri, ...]:
    """List the topics that editors gave a thing itself, by id."""
    found = reading.store.quads(thing, _TOPIC, graph=DEFAULT)
    return tuple(sorted((q.object for q in found if isinstance(q.object, Iri)), key=str))


def on_topic(reading: Reading, thing: Iri, topic: Iri) -> bool:
    """Say whether a thing bears a topic, itself or by what it is about or a part of."""
    around = [
        quad.object
        for via in _VIA
        for quad in reading.store.quads(thing, via, graph=DEFAULT)
        if isinstance(quad.object, Iri)
    ]
    return any(topic in topics(reading, near) for near in (thing, *around))


def links(reading: Reading) -> list[Link]:
    """List the stated links by which things of two documents answer to each other."""
    found: dict[tuple[Iri, Join, Iri], set[Iri]] = {}
    for name, join in _LINKS.items():
        for quad in reading.store.quads(None, iri(name)):
            statement = stated_in(quad)
            if statement and isinstance(quad.subject, Iri) and isinstance(quad.object, Iri):
                found.setdefault((quad.subject, join, quad.object), set()).add(statement)
    return [Link(*ends, tuple(sorted(said, key=str))) for ends, said in found.items()]


def kept_apart(reading: Reading) -> frozenset[frozenset[Iri]]:
    """List the pairs that editors hold to be two things."""
    found = reading.store.quads(None, iri("owl:differentFrom"), graph=DEFAULT)
    return frozenset(
        frozenset((q.subject, q.object))
        for q in found
        if isinstance(q.subject, Iri) and isinstance(q.object, Iri)
    )


def spans(reading: Reading, statement: Iri) -> list[Span]:
    """Read the lines of a statement; a link of the editors has none."""
    found = reading.store.quads(statement, LINES, graph=DEFAULT)
    texts = (quad.object.value for quad in found if isinstance(quad.object, Literal))
    return sorted(span for text in texts for span in parse_lines(text))


def in_order(reading: Reading, statements: Iterable[Iri]) -> tuple[Iri, ...]:
    """Sort statements by document and line."""

    def place(statement: Iri) -> tuple[str, int, str]:
        first = spans(reading, statement)[:1]
        document = statement.value.rpartition("/")[0]
        return (document, first[0].first if first else 0, statement.value)

    return tuple(sorted(set(statements), key=place))


def lines_of(reading: Reading, statements: Iterable[Iri]) -> str:
    """Write the lines of some statements of one document as one `lines` cell."""
    return format_lines(
        merge(sorted(s for statement in statements for s in spans(reading, statement)))
    )


def as_iri(term: Term) -> Iri:
    """Take a term of a solution that is an IRI wherever the question is sound."""
    return term if isinstance(term, Iri) else Iri(str(term))


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else str(term)
