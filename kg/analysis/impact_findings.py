"""What the parts of the impact analysis share: the graph they read and the effects they find.

Relies on contributions, dependence and the words for both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx

from kg.analysis.dependence import Tie, Ties
from kg.analysis.impact_words import ImpactWords
from kg.namespaces import Iri
from kg.trace import Hop


@dataclass(frozen=True, slots=True)
class Finding:
    """One effect on one or several things.

    `urgency` orders those of one effect, least first; `label` says the effect with its numbers.
    """

    effect: str
    things: tuple[Iri, ...]
    detail: str
    statements: tuple[Iri, ...]
    urgency: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """The graph, what things hang on, and the words: what every part of the analysis needs."""

    graph: "networkx.DiGraph[Iri]"
    ties: Ties
    words: ImpactWords


def stated_by(path: tuple[Hop, ...]) -> tuple[Iri, ...]:
    """List the statements of a path, in its order."""
    return tuple(dict.fromkeys(statement for hop in path for statement in hop.statements))


def cited_by(ties: Iterable[Tie]) -> tuple[Iri, ...]:
    """List the statements of ties, in their order."""
    return tuple(dict.fromkeys(statement for tie in ties for statement in tie.statements))
