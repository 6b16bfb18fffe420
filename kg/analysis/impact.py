"""What would be lost if one thing went, and what an end hangs on.

Relies on contributions, dependence and funds; only stated and merged links count as support.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import networkx

from kg.analysis.contributions import contributions, means_reaching, routes, without
from kg.analysis.dependence import Tie, Weakening, falling, reasons, ties, weakened
from kg.analysis.funds import Total, figures, totals
from kg.analysis.impact_findings import Finding, Impact, cited_by, stated_by
from kg.analysis.impact_words import EFFECTS, HEADINGS, ImpactWords, triple
from kg.analysis.severance import served, severed
from kg.answers import (
    Answer,
    AnswerRow,
    Cell,
    CitationList,
    cell,
    headed,
    is_evidence,
    statements_in,
)  # fmt: skip
from kg.labels import Labels
from kg.namespaces import Iri, curie, iri
from kg.questions import Question, find
from kg.reading import Reading
from kg.store import stated_in
from kg.trace import END, Hop, Tracer

# What has fallen → why.
Gone = Mapping[Iri, tuple[Tie, ...]]


def impact(reading: Reading, tracer: Tracer, node: Iri) -> Answer:
    """List what hangs on a thing, and for an end what it hangs on itself, worst first."""
    words = ImpactWords(reading.labels, reading.facts)
    whole = Impact(contributions(tracer), ties(reading, tracer), words)
    roles = tracer.roles(node)
    found: list[Finding] = []
    title = ""
    if END in roles:
        found += severed(whole, node)
        title = served(whole, node)
    if roles != {END}:
        gone = falling(whole.ties, node)
        found += [*_bereft(whole, node, gone), *_fallen(whole, gone)]
        found += [_weakened(words, each) for each in weakened(whole.ties, gone)]
        found += _spent(words, totals(figures(reading), gone))
    found += _overlapping(reading, words, node)
    return _answer(reading, words, node, found, title)


def _bereft(whole: Impact, start: Iri, gone: Gone) -> Iterator[Finding]:
    """Tell for each end beyond what is gone which of its means are lost with it."""
    graph, left = whole.graph, without(whole.graph, gone.keys())
    beyond = {
        end
        for node in gone.keys() & set(graph)
        for end in networkx.descendants(graph, node)
        if END in graph.nodes[end]["roles"] and end not in gone
    }
    for end in sorted(beyond, key=str):
        before, after = means_reaching(graph, end), means_reaching(left, end)
        paths = routes(graph, end)
        lost = {node: path for node, path in paths.items() if node in before - after}
        cut = lost or {node: path for node, path in paths.items() if node in gone}
        first = cut.get(start) or next(iter(cut.values()))
        remaining = sorted(after, key=lambda node: (whole.words.labels.of(node), str(node)))
        yield _loss(whole.words, end, gone, first, lost, remaining)


def _loss(
    words: ImpactWords, end: Iri, gone: Gone, first: tuple[Hop, ...],
    lost: Mapping[Iri, tuple[Hop, ...]], left: list[Iri],
) -> Finding:  # fmt: skip
    """Word the loss of one end: `first` is the path to tell, `lost` those of all lost means."""
    told, cited = _why(words, gone, first), _reasoned(gone, first)
    count = len(lost) + len(left)
    if lost and not left:
        every = (s for path in lost.values() for s in _reasoned(gone, path))
        sentence = "only" if count > 1 else "only-one"
        detail = words.say(sentence, n=count, names=words.names(lost), path=told)
        return Finding("only", (end,), detail, tuple(dict.fromkeys(every)), len(first))
    if lost:
        label = words.say("loses", n=count, lost=len(lost))
        names = words.names(left)
        detail = words.say("left", left=len(left), names=names, path=told)
        return Finding("part", (end,), detail, cited, len(left), label)
    detail = words.say("detour" if left else "unserved", n=count, path=told)
    return Finding("weakened", (end,), detail, cited, len(left))


def _fallen(whole: Impact, gone: Gone) -> Iterator[Finding]:
    """Tell what goes with the thing, and by which tie."""
    words = whole.words
    for place, (thing, why) in enumerate(gone.items()):
        if why:
            chain = reasons(gone, thing)
            told = words.links((t.thing, t.relation, t.carrier) for t in chain)
            lost = words.names(dict.fromkeys(tie.carrier for tie in why))
            detail = words.say(f"alone-{why[0].way}", lost=lost, path=told)
            yield Finding("falls", (thing,), detail, cited_by(chain), place)


def _weakened(words: ImpactWords, each: Weakening) -> Finding:
    every = (*each.lost, *each.kept)
    detail = words.say(
        f"still-{each.lost[0].way}",
        lost=words.names(dict.fromkeys(tie.carrier for tie in each.lost)),
        kept=words.names(dict.fromkeys(tie.carrier for tie in each.kept)),
        path=words.links((t.thing, t.relation, t.carrier) for t in every),
    )
    # After the ends: what a strategist asks first is which goals suffer.
    return Finding("weakened", (each.thing,), detail, cited_by(every), 1_000_000)


def _spent(words: ImpactWords, lost: list[Total]) -> Iterator[Finding]:
    for place, total in enumerate(lost):
        owners = tuple(dict.fromkeys(figure.owner for figure in total.figures))
        yield Finding("money", owners, words.money(total), total.statements, place)


def _overlapping(reading: Reading, words: ImpactWords, node: Iri) -> Iterator[Finding]:
    """Tell the overlaps of a programme, a goal or a technology, one for each pair."""
    question = Question.read(find(reading.queries, "overlapping-programmes"))
    query = question.bind({parameter.name: None for parameter in question.parameters})
    pairs: dict[tuple[Iri, ...], tuple[dict[Iri, None], dict[Iri, None]]] = {}
    for row in reading.store.select(query):
        named = {name: term for name, term in row.items() if isinstance(term, Iri)}
        pair = (named["one"], named["other"], named["technology"])
        if node in (*pair, named["goal"]):
            goals, cited = pairs.setdefault(pair, ({}, {}))
            goals[named["goal"]] = None
            for name, term in row.items():
                cited |= dict.fromkeys(statements_in(term) if is_evidence(name) else ())
    for (one, other, technology), (goals, cited) in pairs.items():
        things = tuple(thing for thing in (one, other) if thing != node)
        detail = words.say(
            "overlap", technology=words.labels.of(technology), goals=words.names(goals)
        )
        yield Finding("overlap", things, detail, tuple(cited))


def _why(words: ImpactWords, gone: Gone, path: tuple[Hop, ...]) -> str:
    """Tell why the first lost node of a path falls, then the path."""
    ties = ((t.thing, t.relation, t.carrier) for t in _first_reasons(gone, path))
    return words.links([*ties, *map(triple, path)])


def _reasoned(gone: Gone, path: tuple[Hop, ...]) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys((*cited_by(_first_reasons(gone, path)), *stated_by(path))))


def _first_reasons(gone: Gone, path: tuple[Hop, ...]) -> tuple[Tie, ...]:
    fallen = next((hop.source for hop in path if hop.source in gone), None)
    return reasons(gone, fallen) if fallen else ()


def _answer(
    reading: Reading, words: ImpactWords, node: Iri, found: list[Finding], title: str
) -> Answer:
    """Order the findings, count them in the title, and cite them."""
    lang, labels = reading.lang, reading.labels
    order = list(EFFECTS[lang])
    found = sorted(found, key=lambda f: (order.index(f.effect), f.urgency, _named(labels, f)))
    counted = Counter(finding.effect for finding in found)
    counts = (words.say("counted", effect=words.effect(e), n=n) for e, n in counted.items())
    listed = ("、" if lang == "ja" else ", ").join(counts)
    title = title or words.say("without", thing=labels.of(node), counts=listed)
    cited = CitationList(reading.evidence)
    rows = tuple(
        AnswerRow(_cells(reading, words, finding), cited.add(finding.statements))
        for finding in found
    )
    searched = tuple(reading.evidence.documents())
    return Answer(title, headed(HEADINGS[lang]), rows, tuple(cited.citations), searched)


def _cells(reading: Reading, words: ImpactWords, finding: Finding) -> dict[str, Cell]:
    """Name the things of a finding; several share one cell, without an IRI."""
    labels, things = reading.labels, finding.things
    kinds = dict.fromkeys(kind for thing in things for kind in _kinds(reading, thing))
    text = {
        "effect": words.effect(finding.effect),
        "thing": words.names(things, len(things)),
        "kind": words.names(map(iri, kinds), len(kinds)),
        "detail": finding.detail,
    }
    cells = {name: Cell(None, value, value) for name, value in text.items()}
    cells["effect"] = Cell(None, finding.label or text["effect"], text["effect"])
    return cells | ({"thing": cell(things[0], labels)} if len(things) == 1 else {})


def _kinds(reading: Reading, thing: Iri) -> list[str]:
    """List the classes of an entity, or of a target, whose own row names its class."""
    stated = (quad for quad in reading.store.quads(thing, iri("rdf:type")) if stated_in(quad))
    return reading.kinds(thing) or sorted(
        {curie(quad.object) for quad in stated if isinstance(quad.object, Iri)}
    )


def _named(labels: Labels, finding: Finding) -> tuple[list[str], str]:
    return [labels.of(thing) for thing in finding.things], finding.detail
