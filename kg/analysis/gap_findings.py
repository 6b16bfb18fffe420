"""Findings: the gaps of one kind, each with its verdict and what it rests on.

Relies on the saved questions in `queries/gaps/`, a kind of gap each: the query finds the gaps, the
header's `gap` names the kind, all things it looks at and what would close a gap.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import DefaultGraph

from kg.analysis.reach import Reach
from kg.analysis.searched import CURATED, Searched
from kg.analysis.weights import Weights
from kg.answers import statements_in
from kg.errors import UsageError
from kg.namespaces import Iri, iri
from kg.questions import Question, listed
from kg.reading import Reading
from kg.store import stated_in
from kg.trace import Tracer

DEFAULT = DefaultGraph()
FOLDER = "gaps"
REACH = "reach"
NONE, PARTLY, PROPOSED, UNSTATED = "none", "partly", "proposed", "unstated"
# A thing without an owner of its own falls with what sets it.
OWNERS = tuple(iri(name) for name in ("goalOf", "partOf", "challengeOf"))
CLOSE = iri("skos:closeMatch")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of gap: its saved question and the `gap` part of that question's header."""

    question: Question
    header: dict[str, Any]

    @property
    def name(self) -> str:
        """The question's name."""
        return self.question.name

    @property
    def reach(self) -> bool:
        """Is a gap closed by a way from any means, rather than by a link of the thing itself?"""
        return bool(self.header["closing"] == REACH)

    @property
    def closing(self) -> tuple[Iri, ...]:
        """The links of a thing that close its gap."""
        return () if self.reach else tuple(iri(name) for name in self.header["closing"])

    def text(self, key: str, lang: str) -> str:
        """Give a text of the header in one language, or an empty one."""
        return str(self.header.get(key, {}).get(lang, ""))


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap.

    `bearer`: what the thing's links hang on, itself where it has its own; `stated`: the statements
    that establish the thing; `beside`: those on what there is instead, the decisive ones first.
    """

    thing: Iri
    bearer: Iri
    verdict: str
    stated: tuple[Iri, ...]
    beside: tuple[Iri, ...]


def kinds(reading: Reading) -> list[Kind]:
    """List the kinds of gaps in the order of their headers."""
    read = (Question.read(path) for path in listed(reading.queries / FOLDER))
    found = [Kind(q, q.header["gap"]) for q in read]
    return sorted(found, key=lambda kind: (kind.header["order"], kind.name))


def kind_of(reading: Reading, text: str) -> Kind:
    """Find the kind whose name begins with a text, or is it in either language.

    Raises:
        UsageError: none does, or several.
    """
    known = kinds(reading)
    wanted = text.strip().casefold()
    found = [
        kind
        for kind in known
        if wanted and (kind.name.startswith(wanted) or wanted in kind.header["name"].values())
    ]
    if len(found) != 1:
        names = ", ".join(kind.name for kind in known)
        raise UsageError(f"--kind '{text}': no such kind of gap. use one of {names}")
    return found[0]


class Findings:
    """Finds and judges gaps; what several kinds need is read once."""

    def __init__(self, reading: Reading, searched: Searched, tracer: Tracer | None = None) -> None:
        """Read from the store of `reading`, with its questions and language."""
        self._reading = reading
        self._tracer = tracer
        self._store = reading.store
        self._searched = searched

    def of(
        self, kind: Kind, topic: Iri | None = None, around: Collection[Iri] | None = None
    ) -> tuple[list[Finding], int]:
        """Give the gaps of one kind, the weightiest first, and the number of things looked at.

        `around`: only those of these things, or of what belongs to one of them.
        """
        bearers = self._things(kind, topic)
        wanted = {t for t, b in bearers.items() if around is None or t in around or b in around}
        if kind.reach and around is not None:
            wanted = {thing for thing in wanted if not self._reach.firm(thing)}
        if not wanted:
            return [], len(bearers)  # most kinds have nothing of one thing: the query is not asked
        beside, stated = self._found(kind, topic)
        if kind.reach:
            # The merged graph holds our own links too; a way through one of them is none yet.
            beside |= {t: set() for t in bearers if t not in beside and not self._reach.firm(t)}
        findings = []
        for thing, instead in beside.items():
            if around is not None and thing not in wanted:
                continue
            bearer = bearers.get(thing, thing)
            found = sorted(instead, key=str)
            verdict, decisive = self._judged(kind, thing, bearer, bearers, beside.keys(), found)
            said = (s for s in stated.get(thing, ()) if self._searched.status(s) != CURATED)
            own = self._searched.ordered(said) or self._searched.statements(thing)
            findings.append(Finding(thing, bearer, verdict, own, (*decisive, *found)))
        weigh = self._weights.of
        findings.sort(key=lambda f: (f.verdict == PARTLY, weigh(f.thing, f.bearer)))
        return findings, len(bearers)

    def _found(
        self, kind: Kind, topic: Iri | None
    ) -> tuple[dict[Iri, set[Iri]], dict[Iri, set[Iri]]]:
        """Ask the question: each gap's statements on what there is instead, and of the thing."""
        beside: dict[Iri, set[Iri]] = {}
        stated: dict[Iri, set[Iri]] = {}
        for binding in self._store.select(kind.question.bind({"topic": topic})):
            thing = binding[next(iter(kind.question.columns("en")))]
            if isinstance(thing, Iri):
                beside.setdefault(thing, set()).update(
                    statements_in(binding.get("insteadStatement"))
                )
                stated.setdefault(thing, set()).update(statements_in(binding.get("statement")))
        return beside, stated

    def _things(self, kind: Kind, topic: Iri | None) -> dict[Iri, Iri]:
        """List all things that a kind looks at, each with what bears its links and topics."""
        values = "".join(
            f" VALUES ?{p.name} {{ {kind.question.default(p.name)} }}"
            for p in kind.question.parameters
            if p.name != "topic"
        )
        wanted = f" . ?bearer ist:hasTopic {topic}" if topic else ""
        query = (
            f"SELECT DISTINCT ?thing ?bearer WHERE {{{values} {kind.header['things']}{wanted} }}"
        )
        found: dict[Iri, Iri] = {}
        for binding in sorted(self._store.select(query), key=str):
            thing, bearer = binding["thing"], binding["bearer"]
            if isinstance(thing, Iri) and isinstance(bearer, Iri):
                # Links of a country are its own; its agreements only bear the topic.
                found.setdefault(thing, thing if kind.header.get("own") else bearer)
        return found

    def _judged(
        self, kind: Kind, thing: Iri, bearer: Iri, things: Collection[Iri],
        gaps: Collection[Iri], beside: list[Iri],
    ) -> tuple[str, tuple[Iri, ...]]:  # fmt: skip
        """Give the verdict on a gap and the statements that decide it."""
        if denied := self._denied(thing, bearer):
            return NONE, denied
        if beside and "partly" in kind.header:
            return PARTLY, ()
        offered = self._offered(kind, thing, bearer, things, gaps)
        return (PROPOSED, offered) if offered else (UNSTATED, ())

    def _denied(self, thing: Iri, bearer: Iri) -> tuple[Iri, ...]:
        """Give the statements that a thing, or all that it belongs to, was repealed."""
        for node in dict.fromkeys((thing, bearer)):
            if found := self._repealed(node):
                return found
            owners = {
                q.object
                for p in OWNERS
                for q in self._store.quads(node, p, graph=DEFAULT)
                if isinstance(q.object, Iri)
            }
            fallen = [self._repealed(owner) for owner in sorted(owners, key=str)]
            if fallen and all(fallen):
                return tuple(s for found in fallen for s in found)
        return ()

    def _repealed(self, node: Iri) -> tuple[Iri, ...]:
        """Give the statements that a thing was repealed: by another, or as an event."""
        quads = [*self._store.quads(None, iri("repeals"), node)]
        quads += [*self._store.quads(node, iri("repealedBy"))]
        quads += [
            quad
            for quad in self._store.quads(None, iri("eventOf"), node)
            if isinstance(quad.subject, Iri) and self._ended(quad.subject)
        ]
        found = {s for quad in quads if (s := stated_in(quad)) and self._searched.firm(s)}
        return tuple(sorted(found, key=str))

    def _ended(self, event: Iri) -> bool:
        """Say whether an event is a repeal that has happened."""
        wanted = (("kind", "event-repealed"), ("modality", "modality-actual"))
        return all(any(self._store.quads(event, iri(p), iri(o), graph=DEFAULT)) for p, o in wanted)

    def _offered(
        self, kind: Kind, thing: Iri, bearer: Iri, things: Collection[Iri], gaps: Collection[Iri]
    ) -> tuple[Iri, ...]:
        """Give the proposals, forecasts, opinions and links of our own that would close a gap."""
        if kind.reach:
            return self._reach.missing(thing)
        around = [
            quad
            for link in kind.closing
            for quad in (*self._store.quads(bearer, link), *self._store.quads(None, link, bearer))
        ]
        found = {s for q in around if (s := stated_in(q)) and not self._searched.firm(s)}
        if kind.header.get("later"):
            issued = max(
                (self._searched.issued(s) for s in self._searched.statements(thing)), default=""
            )
            found = {s for s in found if self._searched.issued(s) > issued}
        for quad in (*self._store.quads(thing, CLOSE), *self._store.quads(None, CLOSE, thing)):
            other = quad.object if quad.subject == thing else quad.subject
            statement = stated_in(quad)
            if statement and isinstance(other, Iri) and other in things and other not in gaps:
                found.add(statement)
        return tuple(sorted(found, key=str))

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self._store, self._tracer or Tracer(self._store))

    @cached_property
    def _weights(self) -> Weights:
        return Weights(self._reading, self._searched)
