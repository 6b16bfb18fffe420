"""Drawing a view: ask its question, make its picture, and make that fit a page.

Relies on `view`, `mapped`, `summary` and `goal`; a command or a page needs only this module.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.answers import Answer
from kg.errors import UsageError
from kg.graph import Graph
from kg.namespaces import Iri, iri
from kg.reading import ANY
from viz.maps.goal import goal_picture
from viz.maps.mapped import mapped
from viz.maps.screen import opening
from viz.maps.summary import summarised
from viz.maps.view import FOLDER, View
from viz.picture import Picture

_LEAST = 8  # items; fewer say too little to be worth a map
_NEAR = 3  # items; a page that holds so many fewer than would be too many is full
_FEWEST, _FEWER = 0.7, 0.96  # which share of the items is tried next where all do not fit
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

    >>> from viz.maps.view import named
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
    most = view.plan["most"]
    if view.plan.get("traced") and entity is not None:
        draw = goal_picture(view, graph, answer, entity)
        return Drawn(answer, draw(most), _fitting(draw, most))
    found = mapped(view, graph, answer, entity)
    whole = found.picture

    def page(most: int) -> Picture:
        return _told(summarised(whole, most, found.weights), len(whole.nodes))

    return Drawn(answer, whole, _fitting(page, min(most, len(whole.nodes))))


def _fitting(draw: Callable[[int], Picture], most: int) -> Picture:
    """Draw as many items as open whole in readable letters, or `most` if no number does."""
    first = page = draw(most)
    if not first.nodes or (scale := opening(first)) >= 1.0:
        return first
    too_many, fits = most, 0
    while too_many - fits > _NEAR:
        if fits:
            most = (fits + too_many) // 2
        elif too_many > _LEAST:
            most = max(_LEAST, int(too_many * min(max(scale**2, _FEWEST), _FEWER)))
        else:
            return first
        tried = draw(most)
        scale = opening(tried)
        if scale >= 1.0:
            page, fits = tried, most
        else:
            too_many = most
    return page


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
