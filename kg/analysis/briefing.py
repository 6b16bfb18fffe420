"""A briefing: what one must know of a thing before a meeting.

Relies on traces, money, the timeline, gaps and impact; every sentence and row is cited. Pages are
made of it by `viz`.
"""

from collections.abc import Sequence

from kg.analysis.briefed import Briefing, Row, Section
from kg.analysis.briefing_answer import answered
from kg.analysis.briefing_moments import moment_row, telling
from kg.analysis.briefing_scope import BODY, PLACE, PLACES, TOPIC, Scope, Scopes
from kg.analysis.briefing_weak import weak
from kg.analysis.briefing_words import BRACKETS, NAMED, WORDS, money, names, section_of
from kg.analysis.funds import Total, figures, totals
from kg.analysis.gap_findings import Finding, Kind, kinds
from kg.analysis.gaps import Gaps
from kg.analysis.impact_findings import stated_by
from kg.answers import CitationList
from kg.errors import UsageError
from kg.evidence import ISSUED, TITLE
from kg.facts import Fact
from kg.namespaces import Iri, curie, iri
from kg.reading import Reading
from kg.trace import CONTAINER, END, MEANS, Path, Tracer
from kg.traced import SHARED
from kg.wording import date_text

ROWS, BODIES = 8, 6  # rows of money, of bodies
OWNERS = 2  # named beside a sum
DATED = 40  # means whose time is told
# Who is involved: relations that name a body, in the order of their weight.
INVOLVED = (
    "administeredBy", "implementedBy", "fundedBy", "operatedBy", "developedBy", "hasParticipant",
    "standardisedBy", "concludedBy", "partnersWith",
)  # fmt: skip
# How a body or a place itself is involved.
OWN = (
    "administers", "implements", "funds", "operates", "developerOf", "participatesIn",
    "standardises", "concluded", "signed",
)  # fmt: skip
OWN_WAYS, LEAST = 3, 3  # ways told of a body itself, and the fewest other bodies
LEADING = "leadsStandardisationIn"  # has no inverse: stated of the body alone


class Briefer:
    """Gathers what a briefing holds from one graph; what several parts need is read once."""

    def __init__(self, reading: Reading, tracer: Tracer) -> None:
        """Read from the store of `reading`, in its language."""
        self._reading = reading
        self._tracer = tracer
        self._scopes = Scopes(reading, tracer)

    def brief(self, subject: Iri) -> Briefing:
        """Gather a briefing.

        Raises:
            UsageError: nothing serves the subject, and it serves nothing: there is nothing to say.
        """
        reading, lang = self._reading, self._reading.lang
        cited = CitationList(reading.evidence)
        scope = self._scopes.of(subject)
        if not scope:
            raise UsageError(self._refusal(subject))
        spent = totals(figures(reading), {subject, *scope.means})
        first = (self._told(scope.paths, cited), self._money(spent, cited))
        nodes = [subject, *scope.frames, *scope.means[:DATED]]
        moments, dated = telling(reading, nodes, cited)
        times = [moment_row(row) for row in moments]
        between = section_of(lang, "timeline", times, dated - len(times))
        last = (self._involved(scope, cited), self._gaps(scope, cited))
        weakest, points = weak(reading, self._tracer, scope, cited)
        sections = (*first, between, *last, weakest)
        abroad = len(self._scopes.abroad(scope.means)) if scope.sort != PLACE else 0
        answer = answered(reading.labels, scope, spent, sections, abroad=abroad, points=points)
        return Briefing(
            subject, reading.labels.of(subject), answer, sections, tuple(cited.citations),
            self._searched(), moments, tuple(spent), lang,
        )  # fmt: skip

    def _searched(self) -> tuple[str, ...]:
        """Name the published documents with their dates; our own links are none."""
        labels = self._reading.labels
        found = []
        for name in self._reading.evidence.documents():
            if issued := labels.text(iri(f"id:{name}"), ISSUED):
                when = BRACKETS[labels.lang].format(
                    date_text(issued, fiscal=False, lang=labels.lang)
                )
                found.append(labels.text(iri(f"id:{name}"), TITLE) + when)
        return tuple(found)

    def _refusal(self, subject: Iri) -> str:
        """Say that there is nothing to tell, and what else there is a briefing of."""
        labels = self._reading.labels
        near = [fact.object for fact in self._reading.facts.of(subject)]
        near += [hit.iri for hit in self._reading.find(labels.of(subject))]
        found = dict.fromkeys(n for n in near if isinstance(n, Iri) and n != subject)
        offered = [f"'{labels.of(node)}'" for node in found if self._scopes.of(node)][:3]
        what = f"'{labels.of(subject)}': nothing is stated to serve it, and it serves nothing"
        instead = f"`kg brief` can tell of {', '.join(offered)}; " if offered else ""
        return f"{what}. {instead}`kg show` lists what is stated of it"

    def _told(self, paths: Sequence[Path], cited: CitationList) -> Section:
        labels, lang = self._reading.labels, self._reading.lang
        rows = []
        for path in paths:
            statements = stated_by(path.hops)
            stated = dict.fromkeys(self._reading.evidence.citation(s).status for s in statements)
            statuses = [labels.of(iri(status)) for status in stated if status]
            chain = " → ".join(labels.of(node) for node in path.nodes)
            shared = SHARED[lang] if any(hop.shares for hop in path.hops) else ""
            told = WORDS[lang]["between"].join(statuses)
            rows.append(Row((chain + shared, told), cited.add(statements)))
        return section_of(lang, "paths", rows, 0)

    def _money(self, spent: Sequence[Total], cited: CitationList) -> Section:
        # The newest first: what a meeting asks for.
        ordered = sorted(spent, key=lambda t: (t.purse.when, t.amount), reverse=True)
        labels = self._reading.labels
        rows = [
            Row(
                (*money(total.purse, total.amount, labels),
                 names(labels, (figure.owner for figure in total.figures), OWNERS)),
                cited.add(total.statements),
            )
            for total in ordered[:ROWS]
        ]  # fmt: skip
        return section_of(labels.lang, "money", rows, len(spent) - len(rows))

    def _involved(self, scope: Scope, cited: CitationList) -> Section:
        """List the bodies by how many of the things they are involved in."""
        labels, between = self._reading.labels, WORDS[self._reading.lang]["between"]
        own = self._own(scope, cited) if scope.sort in (PLACE, BODY) else []
        found: dict[Iri, dict[tuple[str, Iri], tuple[Iri, ...]]] = {}
        for node in dict.fromkeys((*scope.means, scope.subject)):
            for fact in (*self._reading.facts.of(node), *self._leading(node)):
                name, body = curie(fact.predicate), fact.object
                if name in (*INVOLVED, LEADING) and isinstance(body, Iri) and self._is_body(body):
                    found.setdefault(body, {})[name, node] = fact.statements
        found.pop(scope.subject, None)
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].value))
        shown = []
        for body, links in ranked[: max(BODIES - len(own), LEAST)]:
            ways = sorted({name for name, _ in links}, key=(*INVOLVED, LEADING).index)
            seen = (self._reading.facts.inverse(iri(way)) for way in ways)
            told = between.join(map(labels.of, seen))
            named = list(dict.fromkeys(node for _, node in links))[:NAMED]
            statements = (s for (_, node), said in links.items() if node in named for s in said[:1])
            things = names(labels, (node for _, node in links))
            shown.append(Row((labels.of(body), told, things), cited.add(statements)))
        return section_of(labels.lang, "involved", [*own, *shown], len(ranked) - len(shown))

    def _own(self, scope: Scope, cited: CitationList) -> list[Row]:
        """Tell in what a body or a place is involved itself, the most frequent ways first."""
        labels = self._reading.labels
        ways: dict[Iri, list[Fact]] = {}
        for fact in self._reading.facts.of(scope.subject):
            if curie(fact.predicate) in OWN and isinstance(fact.object, Iri):
                ways.setdefault(fact.predicate, []).append(fact)
        ordered = sorted(ways.items(), key=lambda item: (-len(item[1]), item[0].value))
        return [
            Row(
                (labels.of(scope.subject), labels.of(way),
                 names(labels, (fact.object for fact in facts if isinstance(fact.object, Iri)))),
                cited.add(s for fact in facts[:NAMED] for s in fact.statements[:1]),
            )
            for way, facts in ordered[:OWN_WAYS]
        ]  # fmt: skip

    def _leading(self, node: Iri) -> list[Fact]:
        """Read who leads in the standards of a technology."""
        stated = self._reading.store.quads(None, iri(LEADING), node)
        leaders = dict.fromkeys(quad.subject for quad in stated if isinstance(quad.subject, Iri))
        said = self._reading.evidence.statements
        return [
            Fact(node, iri(LEADING), leader, tuple(said(leader, iri(LEADING), node)))
            for leader in leaders
        ]

    def _is_body(self, node: Iri) -> bool:
        """Tell bodies from countries, and from programmes and strategies that fund too."""
        place = any(kind in PLACES for kind in self._reading.kinds(node))
        return not place and not self._tracer.roles(node) & {MEANS, CONTAINER, END}

    def _gaps(self, scope: Scope, cited: CitationList) -> Section:
        """List the gaps of the subject and of what serves it, a row for each kind."""
        gaps = Gaps(self._reading, self._tracer)
        topic = scope.subject if scope.sort == TOPIC else None
        around = None if topic else {scope.subject, *scope.means}
        rows = []
        for kind in kinds(self._reading):
            found = gaps.around(kind, topic, around)
            # Stated to be none, only proposed, or not stated at all: told apart.
            for verdict in dict.fromkeys(finding.verdict for finding in found):
                some = [finding for finding in found if finding.verdict == verdict]
                rows.append(self._gap(gaps, kind, some, cited))
        return section_of(self._reading.lang, "gaps", rows, 0)

    def _gap(self, gaps: Gaps, kind: Kind, found: Sequence[Finding], cited: CitationList) -> Row:
        """Tell how many gaps of one kind and verdict there are, and the weightiest."""
        words, own = WORDS[self._reading.lang], CitationList(self._reading.evidence)
        told = [gaps.row(kind, finding, own) for finding in found[:NAMED]]
        more = len(found) - len(told)
        things = [row.cells["thing"].label for row in told]
        things += [words["more"].format(n=more)] if more else []
        first = told[0].cells
        named = words["among"].format(kind=first["kind"].label, n=len(found))
        cells = (named, words["apart"].join(things), first["verdict"].label)
        places = (place for row in told for place in row.citations[:1])
        return Row(cells, cited.add(Iri(own.citations[place].statement) for place in places))
