"""Drawing a view: ask its question, make its picture, and make that fit a page.

Relies on `view`, `mapped`, `summary` and `goal`; a command or a page needs only this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.answers import Answer
from kg.errors import UsageError
from kg.graph import Graph
from kg.namespaces import Iri, iri
from kg.reading import ANY
from viz.goal import goal_picture
from viz.mapped import mapped
from viz.picture import Picture
from viz.summary import summarised
from viz.view import FOLDER, View

_SUMMARISED = {
    "ja": "{subtitle}全{whole}項目のうち{hidden}項目は件数でまとめた。",
    "en": "{subtitle} Of {whole} items, {hidden} are counted in boxes.",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view's answer, the picture of all of it, and the picture that fits a page."""

    answer: Answer
    whole: Picture
    page: Picture

    def __bool__(self) -> bool:
        return bool(self.whole.nodes)


def drawn(view: View, graph: Graph, **parameters: str | None) -> Drawn:
    """Draw a view with these parameters; one that is not given has its default.

    >>> from viz.view import named
    >>> picture = drawn(named("goal"), graph, goal="goal-terminals").page
    >>> picture.title, len(picture.nodes) > 3
    ('Spread of light terminals', True)

    Raises:
        NotFoundError: a parameter names no entity.
        UsageError: the view has no such parameter, or it traces and is asked for all.
    """
    entity = _entity(view, graph, parameters)
    if view.plan.get("traced") and entity is None:
        raise UsageError(f"kg map {view.name}: a trace has one end. name one, not all")
    answer = graph.question(str(FOLDER / f"{view.name}.rq"), **parameters)
    if view.plan.get("traced") and entity is not None:
        picture = goal_picture(view, graph, answer, entity)
        return Drawn(answer, picture, picture)
    found = mapped(view, graph, answer, entity)
    page = summarised(found.picture, view.plan["most"], found.weights)
    return Drawn(answer, found.picture, _told(page, len(found.picture.nodes)))


def _entity(view: View, graph: Graph, given: Mapping[str, str | None]) -> Iri | None:
    """Return the thing that the map is about; None where it is about all."""
    if view.entity not in given:
        default = view.question.default(view.entity)
        return None if default == "UNDEF" else iri(default)
    name = given[view.entity]
    return None if name is None or name in ANY else graph.resolve(name, kinds=(view.kind,))


def _told(picture: Picture, whole: int) -> Picture:
    """Say in the subtitle how much is counted instead of drawn."""
    hidden = sum(len(node.members) for node in picture.nodes)
    if not hidden:
        return picture
    words = _SUMMARISED[picture.lang]
    subtitle = words.format(subtitle=picture.subtitle, whole=whole, hidden=hidden)
    return replace(picture, subtitle=subtitle)
