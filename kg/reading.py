"""Reading a built graph: questions, queries, search and the facts of one thing, as answers.

Relies on store, questions and search; the analyses stand on it.
"""

from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal

from kg.answers import (
    Answer,
    AnswerRow,
    Cell,
    CitationList,
    Column,
    cell,
    headed,
    is_evidence,
    rows_of,
)  # fmt: skip
from kg.evidence import Evidence
from kg.facts import Facts
from kg.labels import Labels
from kg.namespaces import ENTITIES, Iri, Term, curie, iri
from kg.project import QUERIES
from kg.questions import Question, find, listed, literal_or_iri
from kg.search import Hit, Search
from kg.store import GraphStore
from kg.wording import Lang

ANY = ("", "*")  # a parameter value that means "any"


class Reading:
    """A graph opened for reading; `lang` is the language of its answers."""

    def __init__(self, store: GraphStore, *, lang: Lang = "ja", queries: Path = QUERIES) -> None:
        """Read from `store`; saved questions lie in `queries`."""
        self.store = store
        self.lang = lang
        self.labels = Labels(store, lang)
        self.evidence = Evidence(store, self.labels)
        self.facts = Facts(store, self.labels)
        self.queries = queries

    def questions(self) -> list[Question]:
        """List the saved questions by name."""
        return [Question.read(path) for path in listed(self.queries)]

    def question(self, name: str, **parameters: str | int | None) -> Answer:
        """Answer a saved question, or the question in a file.

        `parameters`: entities by id, CURIE, IRI or label; None or `*` for any.

        >>> answer = graph.question("programmes-by-goal", goal="goal-terminals")
        >>> [row.cells["programme"].label for row in answer.rows]
        ['Rainbow light development programme']
        >>> sorted(answer.to_json())
        ['citations', 'columns', 'query', 'question', 'rows', 'searched']

        Raises:
            NotFoundError: no such question, or no such entity.
            UsageError: no such parameter, or a value of the wrong type.
        """
        question = Question.read(find(self.queries, name))
        known = {parameter.name: parameter for parameter in question.parameters}
        # A parameter `lang` is the reader's language unless one is asked for.
        values: dict[str, Term | None] = {"lang": Literal(self.lang)} if "lang" in known else {}
        for key, value in parameters.items():
            if value is None or str(value) in ANY or key not in known:
                values[key] = None
            elif known[key].type.startswith("xsd:") or known[key].type == "skos:Concept":
                values[key] = literal_or_iri(str(value), known[key])
            else:
                values[key] = self.resolve(str(value), kinds=(curie(iri(known[key].type)),))
        query = question.bind(values)
        return self._answer(question.title(self.lang), question.columns(self.lang), query)

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL SELECT query; columns whose names end in `statement` are evidence."""
        names = [name for name in self.store.variables(sparql) if not is_evidence(name)]
        return self._answer("", headed({name: name for name in names}), sparql)

    def _answer(self, title: str, columns: dict[str, Column], query: str) -> Answer:
        cited = CitationList(self.evidence)
        rows = rows_of(self.store.select(query), columns, self.labels, cited)
        return Answer(
            title, columns, rows, tuple(cited.citations), tuple(self.evidence.documents()), query
        )

    def find(self, text: str, *, kinds: tuple[str, ...] = (), limit: int = 20) -> list[Hit]:
        """List the entities that a text may mean, best first."""
        return self._search.find(text, kinds=kinds, limit=limit)

    def resolve(self, text: str, *, kinds: tuple[str, ...] = ()) -> Iri:
        """Give the entity that a text names best.

        Raises:
            NotFoundError: nothing has that name; the nearest are offered.
        """
        return self.choices(text, kinds=kinds)[0].iri

    def choices(self, text: str, *, kinds: tuple[str, ...] = ()) -> list[Hit]:
        """List the entities of exactly that name, the chosen one first."""
        return self._search.resolve(text, kinds=kinds)

    def search(self, text: str, *, limit: int = 20) -> Answer:
        """Search names and aliases; one character is enough.

        >>> graph.search("rainbow sw").rows[0].cells["entity"].label
        'Rainbow switch'
        """
        hits = self.find(text, limit=limit)
        columns = {"entity": "", "kind": "", "name": "", "id": "", "statements": ""}
        headings = {
            "ja": ("名称", "種別", "一致した表記", "id", "文数"),
            "en": ("entity", "kind", "matched name", "id", "statements"),
        }[self.lang]
        rows = tuple(AnswerRow(self._found(hit)) for hit in hits)
        named = headed(dict(zip(columns, headings, strict=True)))
        return Answer(text, named, rows, (), tuple(self.evidence.documents()))

    def _found(self, hit: Hit) -> dict[str, Cell]:
        text = {
            "kind": ", ".join(self.labels.of(iri(kind)) for kind in self.kinds(hit.iri)),
            "name": hit.name,
            "id": curie(hit.iri).removeprefix("id:"),
            "statements": str(hit.statements),
        }
        cells = {name: Cell(None, value, value) for name, value in text.items()}
        return {"entity": cell(hit.iri, self.labels), **cells}

    def kinds(self, entity: Iri) -> list[str]:
        """List the classes an entity was given, as local names, sorted."""
        types = self.store.quads(entity, iri("rdf:type"), graph=ENTITIES)
        return sorted(curie(quad.object) for quad in types if isinstance(quad.object, Iri))

    def show(self, entity: str) -> Answer:
        """List every fact stated of an entity, texts in the language of the answers.

        >>> fact = graph.show("programme-rainbow").rows[0]
        >>> fact.cells["relation"].label, fact.cells["value"].label
        ('administered by', 'Aoba Ministry of Communications')
        """
        node = self.resolve(entity)
        cited = CitationList(self.evidence)
        heading = {"ja": ("関係", "相手"), "en": ("relation", "value")}[self.lang]
        rows = tuple(
            AnswerRow(
                {
                    "relation": cell(fact.predicate, self.labels),
                    "value": cell(fact.object, self.labels),
                },
                cited.add(fact.statements),
            )
            for fact in self.facts.readable(node)
        )
        columns = headed(dict(zip(("relation", "value"), heading, strict=True)))
        searched = tuple(self.evidence.documents())
        return Answer(self.labels.of(node), columns, rows, tuple(cited.citations), searched)

    @cached_property
    def _search(self) -> Search:
        return Search(self.store)
