"""The public face of a built graph: one object whose methods are the commands.

Relies on reading for questions and search, on traces, views and the analyses for the rest.
"""

from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analysis.compare import compare
from kg.analysis.gaps import gaps
from kg.answers import Answer
from kg.errors import UsageError
from kg.namespaces import Iri
from kg.project import OUT, QUERIES, current
from kg.reading import Reading
from kg.store import GraphStore
from kg.times import parse_in
from kg.trace import HOPS, PATHS, Tracer
from kg.trace import Path as TracedPath
from kg.traced import Trace, told
from kg.views import View, narrow
from kg.wording import Lang

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.analysis.briefed import Briefing  # stands on networkx, slow to load


class Graph(Reading):
    """A built graph, opened for reading; `lang` is the language of its answers."""

    def view(
        self,
        *,
        document: str | None = None,
        as_of: date | None = None,
        within: str | None = None,
    ) -> "Graph":
        """Give the graph as one document, the documents up to a day, or one period state it.

        `within`: `2026`, `FY2026`, `令和8年度`, or an EDTF date.
        """
        try:
            view = View(document, as_of, parse_in(within) if within else None)
        except ValueError as error:
            raise UsageError(f"--in '{within}': {error}") from error
        store = narrow(self.store, view) if view else self.store
        return Graph(store, lang=self.lang, queries=self.queries)

    def paths(
        self, entity: Iri, *, to: Iri | None = None, via: Iri | None = None,
        hops: int = HOPS, limit: int = PATHS,
    ) -> list[TracedPath]:  # fmt: skip
        """Find the best paths from or to an entity."""
        return self._tracer.trace(entity, to=to, via=via, hops=hops, paths=limit)

    def trace(
        self, entity: str, *, to: str | None = None, via: str | None = None,
        hops: int = HOPS, limit: int = PATHS,
    ) -> Trace:  # fmt: skip
        """Trace an end down to its means, or anything else up to the ends it serves.

        >>> trace = graph.trace("goal-national-light")
        >>> trace.told[0][0]
        'Completion of the national light network is supported by Tsukifune trial programme'
        >>> trace.answer.citations[0].text("en").split(", ")[-1]
        'l. 7'

        Raises:
            NotFoundError: an argument names no entity.
        """
        start = self.resolve(entity, kinds=("Goal", "Programme"))
        paths = self.paths(
            start,
            to=self.resolve(to) if to else None,
            via=self.resolve(via) if via else None,
            hops=hops,
            limit=limit,
        )
        return told(start, paths, facts=self.facts, labels=self.labels, evidence=self.evidence)

    def timeline(self, entity: str) -> Answer:
        """List what has a time of a thing, of its parts, or of all that bears a topic.

        >>> [row.cells["when"].label for row in graph.timeline("programme-rainbow").rows][:2]
        ['FY2031–', 'FY2031']

        Raises:
            NotFoundError: no such entity.
        """
        node = self.resolve(entity, kinds=("Topic", "Programme", "Strategy"))
        return replace(self.question("timeline", thing=node.value), question=self.labels.of(node))

    def compare(
        self, before: str, after: str, *,
        topic: str | None = None, aspect: str | None = None, brief: bool = False,
    ) -> Answer:  # fmt: skip
        """Set two documents, two countries on a topic, or two years side by side.

        `brief`: for people, counts and main rows only.

        >>> answer = graph.compare("2031", "2033", aspect="goal")
        >>> [(row.cells["change"].label, row.cells["after"].label) for row in answer.rows][-1]
        ('kept', 'Spread of light terminals')
        """
        return compare(self, before, after, topic=topic, aspect=aspect, brief=brief)

    def impact(self, entity: str) -> Answer:
        """List what would be lost if a thing went; of a goal, what it hangs on.

        >>> [row.cells["effect"].label for row in graph.impact("programme-tsukifune").rows]
        ['loses 1 of 4 means', 'loses 1 of 4 means']

        Raises:
            NotFoundError: no such entity.
        """
        # Here, so that no other command waits for networkx to load.
        from kg.analysis.impact import impact

        return impact(self, self._tracer, self.resolve(entity, kinds=("Programme", "Goal")))

    def brokers(
        self, *, topic: str | None = None, kind: str = "Organisation", top: int = 15
    ) -> Answer:
        """Rank who or what of a kind stands between others, and which topics it joins.

        >>> graph.brokers(kind="Programme").rows[0].cells["thing"].label
        'Rainbow light development programme'

        Raises:
            NotFoundError: no such topic.
            UsageError: no such kind.
        """
        from kg.analysis.brokers import brokers  # igraph takes its time to load

        node = self.resolve(topic, kinds=("Topic",)) if topic else None
        return brokers(self, topic=node, kind=kind, top=top)

    def gaps(self, kind: str = "", *, topic: str = "", limit: int = 0) -> Answer:
        """Count the gaps of every kind, or list those of one, the weightiest first.

        >>> [row.cells["thing"].label for row in graph.gaps("targets").rows]
        ['Rainbow light network (priority field): domestic share ≥ 60% (domestic, c. 2035)']

        Raises:
            NotFoundError: no such kind or topic.
        """
        bearing = self.resolve(topic, kinds=("Topic",)) if topic else None
        return gaps(self, kind=kind, topic=bearing, limit=limit)

    def brief(self, entity: str) -> "Briefing":
        """Gather what one must know of a thing before a meeting, a goal or a programme, say.

        >>> briefing = graph.brief("goal-national-light")
        >>> [(section.key, len(section.rows) > 0) for section in briefing.sections][:2]
        [('paths', True), ('money', True)]

        Raises:
            NotFoundError: no such entity.
            UsageError: nothing serves it, and it serves nothing.
        """
        from kg.analysis.briefing import Briefer  # stands on impact

        kinds = ("Goal", "Programme", "Topic", "Country", "Technology", "Organisation")
        node = self.resolve(entity, kinds=kinds)
        return Briefer(self, self._tracer).brief(node)

    def as_rdflib(self) -> "rdflib.Graph":
        """Give the default graph as an rdflib graph.

        >>> len(graph.as_rdflib()) > 1000
        True
        """
        return self.store.as_rdflib()

    def as_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Give the stated links between things as a network.

        Nodes are CURIEs with `label` and `kind`; edges have `relation`, `label`, `statement`,
        `document`, `lines` and `status`.

        >>> network = graph.as_networkx()
        >>> network.nodes["id:programme-rainbow"]["kind"]
        'Programme'
        """
        # Here, so that no other command waits for networkx to load.
        from kg.network import network

        return network(self.store, self.labels, self.evidence, self.kinds)

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self.store)


def open_graph(out: Path | str = OUT, *, lang: Lang = "ja", queries: Path = QUERIES) -> Graph:
    """Open the current graph below a folder, for reading.

    Raises:
        UsageError: nothing has been built there.
    """
    return Graph(GraphStore.open(current(Path(out))), lang=lang, queries=queries)
