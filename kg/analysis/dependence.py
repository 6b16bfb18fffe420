"""What things hang on: who runs and pays them, their basis and their whole; and what falls with it.

Relies on the saved question `what-things-hang-on`, so on stated and merged links only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.namespaces import Iri, curie
from kg.questions import Question, find
from kg.reading import Reading
from kg.trace import CONTAINER, MEANS, Tracer

RUN, FUND, BASE, WHOLE, AIM = "run", "fund", "base", "whole", "aim"
# Relation → how a thing hangs on what it names.
WAYS = {
    "administeredBy": RUN, "implementedBy": RUN, "operatedBy": RUN, "fundedBy": FUND,
    "basedOn": BASE, "hasLegalBasis": BASE, "executes": BASE, "partOf": WHOLE, "meansOf": WHOLE,
    "targetOf": AIM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """One stated link by which a thing hangs on its carrier; `statements` are sorted."""

    thing: Iri
    relation: Iri
    carrier: Iri
    statements: tuple[Iri, ...]

    @property
    def way(self) -> str:
        """How it hangs: run, funded, based, part, or target."""
        return WAYS[curie(self.relation)]


@dataclass(frozen=True, slots=True)
class Ties:
    """Thing → way → its ties of that way; and carrier → the things that hang on it."""

    of: Mapping[Iri, Mapping[str, tuple[Tie, ...]]]
    below: Mapping[Iri, tuple[Iri, ...]]


@dataclass(frozen=True, slots=True)
class Weakening:
    """A thing that stays though some of what it hangs on in one way is lost."""

    thing: Iri
    lost: tuple[Tie, ...]
    kept: tuple[Tie, ...]


def ties(reading: Reading, tracer: Tracer) -> Ties:
    """Read what every thing hangs on, things and ties in sorted order."""
    question = Question.read(find(reading.queries, "what-things-hang-on"))
    stated: dict[tuple[Iri, Iri, Iri], list[Iri]] = {}
    for row in reading.store.select(question.bind({"thing": None})):
        thing, relation, carrier, statement = (
            term
            for name in ("thing", "relation", "carrier", "statement")
            if isinstance(term := row[name], Iri)
        )
        stated.setdefault((thing, relation, carrier), []).append(statement)
    found: dict[Iri, dict[str, tuple[Tie, ...]]] = {}
    for (thing, relation, carrier), statements in stated.items():
        tie = Tie(thing, relation, carrier, tuple(dict.fromkeys(statements)))
        ways = found.setdefault(thing, {})
        ways[tie.way] = (*ways.get(tie.way, ()), tie)
    for ways in found.values():
        if WHOLE in ways:
            ways[WHOLE] = _carrying(ways[WHOLE], tracer)
    below: dict[Iri, dict[Iri, None]] = {}
    for thing, ways in found.items():
        for tie in (tie for hanging in ways.values() for tie in hanging):
            below.setdefault(tie.carrier, {})[thing] = None
    return Ties(found, {carrier: tuple(things) for carrier, things in below.items()})


def _carrying(wholes: tuple[Tie, ...], tracer: Tracer) -> tuple[Tie, ...]:
    """Keep the wholes that carry a part.

    A measure of a programme ends with the programme, though a strategy's field lists it too.
    """
    own = tuple(
        tie
        for tie in wholes
        if MEANS in (roles := tracer.roles(tie.carrier)) and CONTAINER not in roles
    )
    return own or wholes


def falling(ties: Ties, start: Iri) -> dict[Iri, tuple[Tie, ...]]:
    """Find all that goes with `start`, in the order of falling → the ties that are its reason.

    A thing goes when all that it hangs on in one way has gone; `start` itself has no reason.
    """
    gone: dict[Iri, tuple[Tie, ...]] = {start: ()}
    last: list[Iri] = [start]
    while last:
        # Decided on what had fallen before this round, so that every reason precedes its effect.
        below = dict.fromkeys(thing for node in last for thing in ties.below.get(node, ()))
        fallen = {
            thing: why
            for thing in below
            if thing not in gone and (why := _fatal(ties.of[thing], gone))
        }
        gone |= fallen
        last = list(fallen)
    return gone


def _fatal(ways: Mapping[str, tuple[Tie, ...]], gone: Collection[Iri]) -> tuple[Tie, ...]:
    """Give the ties of the first way in which nothing is left to hang on."""
    lost = (hanging for hanging in ways.values() if all(t.carrier in gone for t in hanging))
    return next(lost, ())


def weakened(ties: Ties, gone: Collection[Iri]) -> list[Weakening]:
    """List what stays but loses some of its runners, funders, bases or wholes."""
    found = []
    for thing, ways in ties.of.items():
        for way, hanging in ways.items():
            if thing in gone or way == AIM:
                continue
            lost = tuple(tie for tie in hanging if tie.carrier in gone)
            if lost:
                kept = tuple(tie for tie in hanging if tie.carrier not in gone)
                found.append(Weakening(thing, lost, kept))
    return found


def reasons(gone: Mapping[Iri, tuple[Tie, ...]], thing: Iri) -> tuple[Tie, ...]:
    """List the ties by which a thing falls, from the first loss down to the thing itself."""
    found: dict[Tie, None] = {}
    for tie in gone.get(thing, ()):
        found |= dict.fromkeys((*reasons(gone, tie.carrier), tie))
    return tuple(found)
