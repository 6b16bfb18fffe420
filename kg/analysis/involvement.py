"""Who takes part: the roles of bodies and the partner countries of two documents.

Relies on the saved questions `roles-by-document` and `partner-countries-by-document`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph

from kg.analysis.contrast import Change, Contrast, Side, alone, join_text, listing, owned
from kg.analysis.named import asked, in_order
from kg.analysis.pairing import Join, Pair, Thing
from kg.answers import statements_in
from kg.namespaces import Iri, iri
from kg.reading import Reading

DEFAULT = DefaultGraph()
_STANDARDS_BODY = iri("organisation-standards-body")
_NO_ROLE = {"ja": "役割の記載なし", "en": "no role stated"}


@dataclass(frozen=True, slots=True)
class Part:
    """How a party takes part in one document: its roles, in what, by which statements."""

    roles: set[Iri] = field(default_factory=set)
    objects: dict[Iri, None] = field(default_factory=dict)
    statements: list[Iri] = field(default_factory=list)


Parts = Mapping[Iri, Part]


def bodies(
    reading: Reading, documents: tuple[Iri, Iri], pairs: Iterable[Pair],
    only: AbstractSet[Iri] | None = None,
) -> Iterator[Contrast]:  # fmt: skip
    """Tell the bodies of two documents with their roles; `only`: roles in these things."""
    ours, theirs = (
        _parts(reading, "roles-by-document", document, "organisation", "involvement", only)
        for document in documents
    )
    paired: set[Iri] = set()
    for one in (p for p in pairs if p.before.iri in ours or p.after.iri in theirs):
        paired |= {one.before.iri, one.after.iri}
        if (one.before.aspect, one.after.aspect) != ("body", "body"):
            continue  # told under the other side's kind of thing
        roles = ours.get(one.before.iri, Part()), theirs.get(one.after.iri, Part())
        change = Change.KEPT if roles[0].roles == roles[1].roles else Change.ROLES
        if one.join is not Join.IDENTITY:
            change = Change.RENAMED
        sides = _body(reading, one.before, roles[0]), _body(reading, one.after, roles[1])
        yield Contrast(
            _aspect(reading, one.after.iri), change, *sides, join_text(reading, one),
            (0, len(roles[0].statements) + len(roles[1].statements)), one.links,
        )  # fmt: skip
    for change, parts in ((Change.ABSENT, ours), (Change.NEW, theirs)):
        for party, part in parts.items():
            if party not in paired:
                side = _body(reading, Thing(party, "body", ()), part)
                weight = (0, len(part.statements))
                yield alone(_aspect(reading, party), change, side, weight)


def partners(
    reading: Reading, documents: tuple[Iri, Iri], only: AbstractSet[Iri] | None = None
) -> Iterator[Contrast]:
    """Tell the partner countries of two documents, with what they share."""
    ours, theirs = (
        _parts(reading, "partner-countries-by-document", document, "country", "relation", only)
        for document in documents
    )
    for country in dict.fromkeys([*ours, *theirs]):
        sides = [
            _partner(reading, country, parts[country]) if country in parts else None
            for parts in (ours, theirs)
        ]
        change = Change.KEPT if all(sides) else Change.ABSENT if sides[0] else Change.NEW
        thing = Thing(country, "partner", ())
        join = join_text(reading, Pair(thing, thing, Join.IDENTITY)) if all(sides) else ""
        weight = sum(len(parts[country].statements) for parts in (ours, theirs) if country in parts)
        yield Contrast("partner", change, sides[0], sides[1], join, (0, weight))


def _parts(
    reading: Reading, question: str, document: Iri, party: str, role: str,
    only: AbstractSet[Iri] | None,
) -> Parts:  # fmt: skip
    """Read how each party takes part in a document; the country of its publisher is left out."""
    found: dict[Iri, Part] = defaultdict(Part)
    home = {"home": None} if party == "country" else {}
    own = _home(reading, document)
    for row in asked(reading, question, document=document, **home):
        who, what, how = row[party], row["object"], row[role]
        if not (isinstance(who, Iri) and isinstance(what, Iri) and isinstance(how, Iri)):
            continue
        if who not in own and (only is None or what in only):
            found[who].roles.add(how)
            if what not in own:
                found[who].objects[what] = None
            found[who].statements.extend(statements_in(row["statement"]))
    return dict(found)


def _home(reading: Reading, document: Iri) -> set[Iri]:
    """Find the country of a document's publisher."""
    publishers = reading.store.quads(document, iri("dcterms:publisher"), graph=DEFAULT)
    return {
        quad.object
        for publisher in publishers
        if isinstance(publisher.object, Iri)
        for quad in reading.store.quads(publisher.object, iri("inCountry"), graph=DEFAULT)
        if isinstance(quad.object, Iri)
    }


def _body(reading: Reading, thing: Thing, part: Part) -> Side:
    roles = sorted(reading.labels.of(role) for role in part.roles)
    head = owned(reading, reading.labels.of(thing.iri))
    whole, short = listing(reading, roles or [_NO_ROLE[reading.lang]], head)
    statements = in_order(reading, part.statements) or thing.statements
    return Side(whole, statements, thing.iri, short)


def _partner(reading: Reading, country: Iri, part: Part) -> Side:
    label = reading.labels.of(country)
    whats = [reading.labels.of(what) for what in part.objects]
    whole, short = listing(reading, whats, owned(reading, label)) if whats else (label, label)
    return Side(whole, in_order(reading, part.statements), country, short)


def _aspect(reading: Reading, body: Iri) -> str:
    kinds = {q.object for q in reading.store.quads(body, iri("kind"), graph=DEFAULT)}
    return "standards-body" if _STANDARDS_BODY in kinds else "body"
