"""A view: a saved question in `viz/views/` whose header says how its rows become a map.

Relies on `kg.questions` for the file. A new view is a new file there; its `map` block holds:
`nodes`: the columns of an edge's source and target; `edges`: the column of the relation;
`layout`: `layers` or `force`; `most`: nodes drawn, the rest are summarised; and, if wanted,
`groups`: for source and target the column of their group; `rows`: the kinds from top to bottom,
`depth` for a tree, or for source and target the column of their row; `colour`: `group`;
`size`: `links`; `weight`: for source and target the column that says what is drawn first;
`traced`: the parameter whose paths are traced, and `beside`: how many facts of each relation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.namespaces import curie, iri
from kg.questions import Question

FOLDER = Path(__file__).parents[1] / "views"
LAYOUTS = ("layers", "force")
_KEYS = frozenset(
    "nodes edges layout most groups rows colour size weight traced beside".split()
)  # fmt: skip
ENDS = ("source", "target")


@dataclass(frozen=True, slots=True)
class View:
    """One view: its question, and the `map` block of its header."""

    question: Question
    plan: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> "View":
        """Read a view file.

        Raises:
            UsageError: the header has no map block, or the block names what is not there.
        """
        question = Question.read(path)
        plan = question.header.get("map")
        if not isinstance(plan, dict):
            raise UsageError(f"{path}: no map. add `#+ map: {{nodes: …, edges: …, layout: …}}`")
        if faults := _faults(question, plan):
            raise UsageError(f"{path}: {'; '.join(faults)}. mend the map block")
        return cls(question, plan)

    @property
    def name(self) -> str:
        """The view's name: its file's."""
        return self.question.name

    @property
    def entity(self) -> str:
        """The first parameter: what the map is about."""
        return self.question.parameters[0].name

    @property
    def kind(self) -> str:
        """The class of which the first parameter is."""
        return curie(iri(self.question.parameters[0].type))

    @property
    def needs_entity(self) -> bool:
        """Whether one has to say what the map is about."""
        return self.question.default(self.entity) != "UNDEF"

    def column(self, key: str, end: str) -> str:
        """Name the column of an edge's end under a key of the plan, or give an empty string."""
        columns = self.plan.get(key)
        return str(columns.get(end, "")) if isinstance(columns, dict) else ""


def names() -> list[str]:
    """List the views by name."""
    return sorted(path.stem for path in FOLDER.glob("*.rq"))


def named(name: str) -> View:
    """Open a view by its name.

    >>> named("goal").entity
    'goal'

    Raises:
        UsageError: there is no such view; those that there are are listed.
    """
    if name not in names():
        raise UsageError(f"kg map '{name}': no such view. use {', '.join(names())}")
    return View.read(FOLDER / f"{name}.rq")


def _faults(question: Question, plan: Mapping[str, Any]) -> list[str]:
    """List what is wrong with a map block."""
    columns = question.header["columns"]
    faults = [f"'{key}' is no key of a map" for key in sorted(set(plan) - _KEYS)]
    faults += [f"{k} is missing" for k in ("nodes", "edges", "layout", "most") if k not in plan]
    if not question.parameters:
        faults.append("it has no parameter to say what the map is about")
    named = [*plan.get("nodes", ()), plan.get("edges", "")]
    for key in ("groups", "rows", "weight"):
        chosen = plan.get(key)
        named += [chosen[end] for end in ENDS if isinstance(chosen, dict) and end in chosen]
    faults += [f"'{name}' is no column" for name in named if name and name not in columns]
    if plan.get("layout") not in LAYOUTS:
        faults.append(f"layout '{plan.get('layout')}' is neither {' nor '.join(LAYOUTS)}")
    return faults
