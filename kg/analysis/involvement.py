"""Who takes part: the roles of bodies and the partner countries of two documents.

Relies on the saved questions `roles-by-document` and `partner-countries-by-document`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph

from kg.analysis.contrast import Change, Contrast, Side, alone, join_text, listing, owned
from kg.analysis.named import asked, in_order, spans
from kg.analysis.pairing import Join, Pair, Thing
from kg.answers import statements_in
from kg.namespaces import ID, Iri, entity, iri, statement
from kg.reading import Reading
from kg.store import stated_in

DEFAULT = DefaultGraph()
_STANDARDS_BODY = iri("organisation-standards-body")
_NO_ROLE = {"ja": "役割の記載なし", "en": "no role stated"}
_NO_PART = {"ja": "参加・連携の記載なし", "en": "named, no part stated"}
# What is aimed at all has no partner.
_EVERYONE = frozenset({entity("world"), entity("international-community")})
# To stand in a challenge or to be a member of a body is no work together.
_NOT_TOGETHER = frozenset({"Challenge", "Organisation"})


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
        # A role that is not stated is not known; it is no other role.
        differ = all(part.roles for part in roles) and roles[0].roles != roles[1].roles
        change = Change.ROLES if differ else Change.KEPT
        if one.join is not Join.IDENTITY:
            change = Change.SAME_NAME if one.join is Join.NAME else Change.COUNTERPART
        sides = _body(reading, one.before, roles[0]), _body(reading, one.after, roles[1])
        yield Contrast(
            _aspect(reading, one.after.iri), change, *sides, join_text(reading, one),
            (0, len(roles[0].statements) + len(roles[1].statements)), one.links,
        )  # fmt: skip
    for change, parts in ((Change.ABSENT, ours), (Change.NEW, theirs)):
        for party, part in parts.items():
            if party not in paired:
                side = _body(reading, Thing(party, "body"), part)
                weight = (0, len(part.statements))
                yield alone(_aspect(reading, party), change, side, weight)


def partners(
    reading: Reading, documents: tuple[Iri, Iri], only: AbstractSet[Iri] | None = None
) -> Iterator[Contrast]:
    """Tell the other countries of two documents, with what each takes part in or is aimed at.

    A country that a document names in other ways only is in it, without a part.
    """
    ours, theirs = (
        _parts(reading, "partner-countries-by-document", document, "country", "relation", only)
        for document in documents
    )
    for country in dict.fromkeys([*ours, *theirs]):
        if country in _EVERYONE:
            continue
        told = [
            parts.get(country) or _named_in(reading, country, document)
            for parts, document in zip((ours, theirs), documents, strict=True)
        ]
        sides = [_partner(reading, country, part) if part.statements else None for part in told]
        change = Change.ABSENT if sides[0] else Change.NEW
        if all(sides):
            change = Change.KEPT if country in ours and country in theirs else Change.ROLES
        thing = Thing(country, "partner")
        join = join_text(reading, Pair(thing, thing, Join.IDENTITY)) if all(sides) else ""
        weight = sum(len(part.statements) for part in told)
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
        if who in own or (party == "country" and _NOT_TOGETHER & {*reading.kinds(what)}):
            continue
        if only is None or what in only:
            found[who].roles.add(how)
            if what not in own:
                found[who].objects[what] = None
            found[who].statements.extend(statements_in(row["statement"]))
    return dict(found)


def _named_in(reading: Reading, place: Iri, document: Iri) -> Part:
    """List the statements of a document that name a place."""
    around = (reading.store.quads(place), reading.store.quads(None, None, place))
    folder = statement(document.value.removeprefix(ID), "").value
    named = {s for quads in around for q in quads if (s := stated_in(q))}
    ours = (s for s in named if s.value.startswith(folder) and spans(reading, s))
    return Part(statements=list(ours))


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
    if not part.roles:
        whats = [_NO_PART[reading.lang]]
    whole, short = listing(reading, whats, owned(reading, label)) if whats else (label, label)
    return Side(whole, in_order(reading, part.statements), country, short)


def _aspect(reading: Reading, body: Iri) -> str:
    kinds = {q.object for q in reading.store.quads(body, iri("kind"), graph=DEFAULT)}
    return "standards-body" if _STANDARDS_BODY in kinds else "body"
