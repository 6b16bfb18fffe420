"""A briefing: what one must know of a goal, a programme, a topic or a country before a meeting.

Relies on traces, money, the timeline, gaps and impact; every sentence and row is cited. Pages are
made of it by `viz`.
"""

from collections.abc import Iterable, Sequence

from kg.analysis.briefed import Briefing, Row, Section
from kg.analysis.briefing_words import COLUMNS, EMPTY, TITLES, WORDS, money
from kg.analysis.funds import Total, figures, totals
from kg.analysis.gap_findings import PARTLY, kinds
from kg.analysis.gaps import Gaps
from kg.analysis.impact import impact
from kg.analysis.impact_words import EFFECTS
from kg.answers import Answer, CitationList
from kg.errors import UsageError
from kg.namespaces import Iri, curie, iri
from kg.reading import Reading
from kg.trace import END, MEANS, Path, Tracer

PATHS, ROWS, MOMENTS = 5, 8, 10  # paths told, rows of a table, moments of the timeline
DATED = 12  # means whose time is told
MOST_MEANS = 40  # means whose money, bodies and gaps are gathered
PLACES = {"Country", "Region"}
WIDEST_CUT = 2  # things whose joint loss is still told as a weak point
# Who is involved: relations that name a body, in the order of their weight.
INVOLVED = (
    "administeredBy", "implementedBy", "fundedBy", "operatedBy", "hasParticipant", "standardisedBy",
    "concludedBy", "partnersWith",
)  # fmt: skip
NAMED = 3  # names before "and so many more"


class Briefer:
    """Gathers what a briefing holds from one graph; what several parts need is read once."""

    def __init__(self, reading: Reading, tracer: Tracer) -> None:
        """Read from the store of `reading`, in its language."""
        self._reading = reading
        self._tracer = tracer

    def brief(self, subject: Iri) -> Briefing:
        """Gather a briefing.

        Raises:
            UsageError: nothing serves the subject, and it serves nothing: there is nothing to say.
        """
        reading, lang = self._reading, self._reading.lang
        cited = CitationList(reading.evidence)
        inner = self._tracer.roles(subject) & {END, MEANS}
        under = None if inner else self._under(subject)
        paths = self._paths(subject, under)
        means = self._means(subject, under)
        if not paths and not means:
            what = (
                f"'{reading.labels.of(subject)}': no goal, programme, topic or country with links"
            )
            raise UsageError(f"{what}. `kg show` lists what is stated of it")
        spent = totals(figures(reading), {subject, *means})
        sections = (
            self._told(paths, cited),
            self._money(spent, cited),
            self._moments([subject, *means[:DATED]], cited),
            self._involved([*means, subject], cited),
            self._gaps(subject, means, cited),
            self._weak(subject, cited),
        )
        answer = self._answer(subject, means, paths, spent, sections)
        return Briefing(
            subject, reading.labels.of(subject), answer, sections, tuple(cited.citations),
            tuple(reading.evidence.documents()), means, tuple(spent), lang,
        )  # fmt: skip

    def _paths(self, subject: Iri, under: Sequence[Iri] | None) -> list[Path]:
        """Trace the subject; of a topic or country, the best path of each of its means."""
        if under is None:
            return self._tracer.trace(subject, paths=PATHS)
        traced = (self._tracer.trace(node, paths=1) for node in under)
        found = [path for paths in traced for path in paths]
        return sorted(found, key=lambda p: -p.score)[:PATHS]

    def _means(self, subject: Iri, under: Sequence[Iri] | None) -> tuple[Iri, ...]:
        """List what serves the subject, is part of it, or belongs to it, the best-known first."""
        roles = self._tracer.roles(subject)
        found = list(under or ())
        if END in roles:
            found = [path.means for path in self._tracer.trace(subject, paths=MOST_MEANS)]
        elif MEANS in roles:
            parts = self._reading.store.quads(None, iri("partOf"), subject)
            parted = {quad.subject for quad in parts if isinstance(quad.subject, Iri)}
            found = [subject, *sorted(parted, key=str)]
        return tuple(dict.fromkeys(found))[:MOST_MEANS]

    def _under(self, subject: Iri) -> list[Iri]:
        """List the means of a topic or of a country, those with most statements first."""
        links = ("inCountry",) if PLACES & set(self._reading.kinds(subject)) else ("hasTopic",)
        found = {
            quad.subject
            for link in links
            for quad in self._reading.store.quads(None, iri(link), subject)
            if isinstance(quad.subject, Iri) and MEANS in self._tracer.roles(quad.subject)
        }
        weight = {node: len(self._reading.facts.of(node)) for node in found}
        return sorted(found, key=lambda node: (-weight[node], node.value))

    def _told(self, paths: Sequence[Path], cited: CitationList) -> Section:
        labels = self._reading.labels
        rows = []
        for path in paths:
            statements = [s for hop in path.hops for s in hop.statements]
            stated = dict.fromkeys(self._reading.evidence.citation(s).status for s in statements)
            statuses = [labels.of(iri(status)) for status in stated if status]
            chain = " → ".join(labels.of(node) for node in path.nodes)
            between = WORDS[self._reading.lang]["between"]
            rows.append(Row((chain, between.join(statuses)), cited.add(statements)))
        return self._section("paths", rows, len(rows))

    def _money(self, spent: Sequence[Total], cited: CitationList) -> Section:
        # The newest first: what a meeting asks for.
        ordered = sorted(spent, key=lambda t: (t.purse.when, t.amount), reverse=True)
        rows = [
            Row(
                (*money(total.purse, total.amount, self._reading.labels),
                 self._names(figure.owner for figure in total.figures)),
                cited.add(total.statements),
            )
            for total in ordered[:ROWS]
        ]  # fmt: skip
        return self._section("money", rows, len(spent))

    def _moments(self, nodes: Iterable[Iri], cited: CitationList) -> Section:
        """Gather the dated rows of the question `timeline` for some things, in order of time."""
        dated: dict[tuple[str, ...], tuple[str, Answer, tuple[int, ...]]] = {}
        for node in nodes:
            answer = self._reading.question("timeline", thing=node.value)
            for found in answer.rows:
                if found.cells["class"].iri == iri("Money").value:
                    continue  # told as sums
                if earliest := (found.cells["earliest"].value or found.cells["latest"].value):
                    names = ("when", "subject", "what", "status")
                    cells = tuple(found.cells[name].label for name in names)
                    dated.setdefault(cells, (earliest, answer, found.citations))
        ordered = sorted(dated.items(), key=lambda item: item[1][0])
        # The latest tell most of what is still to come; the order of time stays.
        rows = [
            Row(cells, self._again(answer, places, cited))
            for cells, (_, answer, places) in ordered[-MOMENTS:]
        ]
        return self._section("timeline", rows, len(ordered))

    def _involved(self, nodes: Sequence[Iri], cited: CitationList) -> Section:
        """List the bodies by how many of the things they are involved in."""
        found: dict[Iri, dict[tuple[str, Iri], tuple[Iri, ...]]] = {}
        for node in nodes:
            for fact in self._reading.facts.of(node):
                name = curie(fact.predicate)
                if name in INVOLVED and isinstance(fact.object, Iri):
                    found.setdefault(fact.object, {})[name, node] = fact.statements
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].value))
        rows = []
        for body, links in ranked:
            ways = sorted({name for name, _ in links}, key=INVOLVED.index)
            things = dict.fromkeys(node for _, node in links)
            statements = (s for stated in links.values() for s in stated[:1])
            labels = self._reading.labels
            between = WORDS[self._reading.lang]["between"]
            told = between.join(self._inverse(iri(way)) for way in ways)
            cells = (labels.of(body), told, self._names(things))
            rows.append((cells, tuple(statements)))
        shown = [Row(cells, cited.add(statements)) for cells, statements in rows[:ROWS]]
        return self._section("involved", shown, len(rows))

    def _gaps(self, subject: Iri, means: Sequence[Iri], cited: CitationList) -> Section:
        """List the gaps of the subject and of what serves it."""
        gaps = Gaps(self._reading)
        topic = subject if "Topic" in self._reading.kinds(subject) else None
        around = None if topic else {subject, *means}
        found = [
            (answer, row)
            for kind in kinds(self._reading)
            for answer in [gaps.of(kind, topic, around=around, limit=ROWS)]
            for row in answer.rows
            if row.cells["verdict"].value != PARTLY
        ]
        rows = [
            Row(
                tuple(row.cells[name].label for name in ("kind", "thing", "verdict")),
                self._again(answer, row.citations, cited),
            )
            for answer, row in found[:ROWS]
        ]
        return self._section("gaps", rows, len(found))

    def _weak(self, subject: Iri, cited: CitationList) -> Section:
        """List what the subject hangs on, or what hangs on it alone."""
        if not self._tracer.roles(subject) & {END, MEANS}:
            return self._section("weak", [], 0)
        answer = impact(self._reading, self._tracer, subject)
        effects = {text: name for name, text in EFFECTS[self._reading.lang].items()}
        told = [(effects[row.cells["effect"].value], row) for row in answer.rows]
        # A cut of many is no weak point: so many do not go at once.
        wide = sum(effect == "cut" for effect, _ in told) > WIDEST_CUT
        weak = {"point", "only"} if wide else {"point", "only", "cut"}
        found = [row for effect, row in told if effect in weak]
        rows = [
            Row(
                tuple(row.cells[name].label for name in ("effect", "thing", "detail")),
                self._again(answer, row.citations, cited),
            )
            for row in found[:ROWS]
        ]
        return self._section("weak", rows, len(found))

    def _answer(
        self, subject: Iri, means: Sequence[Iri], paths: Sequence[Path], spent: Sequence[Total],
        sections: Sequence[Section],
    ) -> Row:  # fmt: skip
        """Say in one sentence what serves the subject, with how much, by whom, how safely."""
        reading, words = self._reading, WORDS[self._reading.lang]
        roles = self._tracer.roles(subject)
        ends = list(dict.fromkeys(path.end for path in paths))
        sort, things = (
            ("goal", list(means)) if END in roles
            else ("means", ends) if MEANS in roles
            else ("place", list(means))
        )  # fmt: skip
        name = reading.labels.of(subject)
        parts = [words[sort if things else "none"].format(
            name=name, n=len(things), first=self._names(things)
        )]  # fmt: skip
        told = {section.key: section for section in sections}
        if spent:
            largest = max(spent, key=lambda total: total.amount)
            amount = " ".join(filter(None, money(largest.purse, largest.amount, reading.labels)))
            parts.append(words["money"].format(n=len(spent), amount=amount))
        else:
            parts.append(words["no-money"])
        if bodies := [row.cells[0] for row in told["involved"].rows[:NAMED]]:
            parts.append(words["bodies"].format(first=words["between"].join(bodies)))
        if weak := told["weak"].rows:
            parts.append(words["weak"].format(n=len(weak) + told["weak"].more))
        cited = (row.citations for section in sections for row in section.rows[:1])
        places = tuple(dict.fromkeys(place for found in cited for place in found))
        return Row((words["stop"].join(parts) + words["stop"].strip(),), places)

    def _inverse(self, relation: Iri) -> str:
        """Name a relation as seen from the body."""
        store = self._reading.store
        named = [q.object for q in store.quads(relation, iri("owl:inverseOf"))]
        named += [q.subject for q in store.quads(None, iri("owl:inverseOf"), relation)]
        found = sorted((term for term in named if isinstance(term, Iri)), key=str)
        return self._reading.labels.of(found[0] if found else relation)

    def _names(self, things: Iterable[Iri]) -> str:
        """Name a few things, and count the others."""
        words = WORDS[self._reading.lang]
        names = list(dict.fromkeys(self._reading.labels.of(thing) for thing in things))
        rest = len(names) - NAMED
        more = [words["more"].format(n=rest)] if rest > 0 else []
        return words["between"].join([*names[:NAMED], *more])

    def _again(
        self, answer: Answer, positions: Iterable[int], cited: CitationList
    ) -> tuple[int, ...]:
        """Cite in this briefing what another answer cites."""
        return cited.add(Iri(answer.citations[place].statement) for place in positions)

    def _section(self, key: str, rows: Sequence[Row], whole: int) -> Section:
        lang = self._reading.lang
        return Section(
            key, TITLES[lang][key], COLUMNS[lang][key], tuple(rows), whole - len(rows), EMPTY[lang]
        )
