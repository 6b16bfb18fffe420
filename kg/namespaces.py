"""The IRIs of the project and the prefixes that every query may use.

Relies on nothing but pyoxigraph's terms; a test holds the queries' prefixes to `PREFIXES`.
"""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Iri = NamedNode
Term = NamedNode | BlankNode | Literal | Triple

BASE = "https://w3id.org/ict-strategy/"
NS = f"{BASE}ns#"
ID = f"{BASE}id/"
STATEMENT = f"{BASE}statement/"
GRAPH = f"{BASE}graph/"

PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": ID,
    "ist": NS,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ENTITIES = Iri(f"{GRAPH}entities")
INFERRED = Iri(f"{GRAPH}inferred")
ONTOLOGY = Iri(f"{GRAPH}ontology")


def iri(name: str) -> Iri:
    """Expand a CURIE, or a local name of the ontology, to an IRI; an IRI stays itself.

    >>> iri("supports").value, iri("skos:broader").value
    ('https://w3id.org/ict-strategy/ns#supports', 'http://www.w3.org/2004/02/skos/core#broader')

    Raises:
        ValueError: the prefix is not one of `PREFIXES`.
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        return Iri(NS + name)
    if local.startswith("//"):
        return Iri(name)
    if prefix not in PREFIXES:
        raise ValueError(f"prefix '{prefix}:' is unknown. use one of {', '.join(PREFIXES)}")
    return Iri(PREFIXES[prefix] + local)


def curie(term: Iri | str) -> str:
    """Shorten an IRI by the longest matching prefix; `ist:` is left out.

    >>> curie("https://w3id.org/ict-strategy/id/nict"), curie(iri("supports"))
    ('id:nict', 'supports')
    """
    value = term if isinstance(term, str) else term.value
    matches = [(space, name) for name, space in PREFIXES.items() if value.startswith(space)]
    if not matches:
        return value
    space, name = max(matches, key=lambda match: len(match[0]))
    local = value[len(space) :]
    return local if space == NS else f"{name}:{local}"


def entity(local: str) -> Iri:
    """Name an entity, document or n-ary node by its id (`nict`, `<doc-id>/<row-id>`)."""
    return Iri(ID + local)


def statement(document: str, row: str) -> Iri:
    """Name the graph of one row of one document."""
    return Iri(f"{STATEMENT}{document}/{row}")
