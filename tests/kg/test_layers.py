"""The shape of the code: layers, sizes and the public surface. ARCHITECTURE.md quotes `LAYERS`."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.project import ROOT

# Bottom to top: a module imports only modules that stand before it.
LAYERS = (
    "errors",
    "namespaces",
    "project",
    "folding",
    "spelling",
    "times",
    "figures",
    "citations",
    "vocabulary",
    "cells",
    "tables",
    "references",
    "mapping",
    "store",
    "reasoning",
    "build",
    "views",
    "wording",
    "labels",
    "evidence",
    "facts",
    "answers",
    "questions",
    "check",
    "coverage",
    "phrases",
    "search",
    "reading",
    "trace",
    "traced",
    "analysis",
    "export",
    "network",
    "graph",
    "dump",
    "catalogue",
    "viz",
    "commands",
    "__main__",
)
MODULES = sorted([*(ROOT / "kg").rglob("*.py"), *(ROOT / "viz").rglob("*.py")])
# Layers of several modules, which import one another.
SPLIT = ("check", "analysis", "viz", "commands")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
# Within viz: what every picture shares lies beside these packages and imports none of them.
PICTURES = ("maps", "charts", "slides", "briefs")
# Standing on a network or a browser is for the top layers only.
HEAVY = {
    "rdflib": {"store", "check", "commands"},
    "pyshacl": {"check"},
    "typer": {"commands", "__main__"},
}


def layer(path: Path) -> str:
    """Name the layer of a module: kg/check/names.py is of `check`, viz/html.py of `viz`."""
    package, *rest = path.relative_to(ROOT).with_suffix("").parts
    return "viz" if package == "viz" else rest[0]


def imported(path: Path) -> list[tuple[str, int]]:
    """List what a module imports, dotted, with the line; imports for types among them."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(name.name, node.lineno) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            bare = node.module in ("kg", "viz")
            found += [
                (f"{node.module}.{name.name}" if bare else str(node.module), node.lineno)
                for name in node.names
            ]
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_belongs_to_a_layer(path: Path) -> None:
    assert layer(path) in (*LAYERS, "__init__"), "add it to LAYERS"


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) != "__init__"], ids=named)
def test_imports_go_downward_only(path: Path) -> None:
    mine = LAYERS.index(layer(path))
    for name, line in imported(path):
        package, _, rest = name.partition(".")
        if package not in ("kg", "viz"):
            continue
        other = "viz" if package == "viz" else rest.partition(".")[0]
        if package == "kg" and other not in LAYERS:
            # `import kg`, `from kg import Graph`: the public surface, for the top layers.
            assert layer(path) in ("commands", "__main__"), (
                f"{named(path)}:{line}: imports kg itself"
            )
            continue
        allowed = LAYERS.index(other) < mine or other == layer(path) in SPLIT
        assert allowed, f"{named(path)}:{line}: imports {name}, a layer above"


def test_only_the_commands_import_the_pictures() -> None:
    drawing = {layer(p) for p in MODULES for name, _ in imported(p) if name.startswith("viz")}

    assert drawing <= {"viz", "commands"}


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) == "viz"], ids=named)
def test_pictures_import_downward_only(path: Path) -> None:
    if path == ROOT / "viz" / "__init__.py":  # the public surface
        return
    _, *mine = path.relative_to(ROOT).parts[:-1]
    below = PICTURES[: PICTURES.index(mine[0]) + 1] if mine else ()
    for name, line in imported(path):
        others = [part for part in name.split(".")[1:2] if name.startswith("viz.")]
        above = [part for part in others if part in PICTURES and part not in below]
        assert not above, f"{named(path)}:{line}: imports {name}, a package above"


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_imported_where_it_is_needed_only(library: str) -> None:
    found = {layer(p) for p in MODULES for name, _ in imported(p) if name.split(".")[0] == library}

    assert found <= HEAVY[library] | {"graph"}


def test_opening_the_package_loads_no_heavy_library() -> None:
    heavy = {"rdflib", "pyshacl", "typer", "viz", "owlready2", "networkx", "igraph", "xlsxwriter"}
    script = f"import sys, kg; print(*({heavy} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    # csvw itself loads rdflib for its RDF conversions.
    assert set(loaded.stdout.split()) <= {"rdflib"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_short(path: Path) -> None:
    length = len(path.read_text("utf-8").splitlines())

    assert length <= LONGEST_MODULE, f"{named(path)} has {length} lines. split it by noun"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_function_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, (
                f"{named(path)}:{node.lineno}: {node.name}, {length} lines"
            )


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_holds(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""

    assert words and len(words.splitlines()[0]) <= 100


def test_the_public_surface_is_this() -> None:
    assert kg.__all__ == [
        "DataError",
        "Graph",
        "KgError",
        "NotFoundError",
        "UsageError",
        "Violation",
        "open",
    ]
    for name in kg.__all__:
        assert inspect.getdoc(getattr(kg, name)), name


def test_every_error_is_a_kg_error() -> None:
    for error in (kg.DataError, kg.NotFoundError, kg.UsageError):
        assert issubclass(error, kg.KgError)
    assert kg.UsageError.__doc__ and kg.KgError.exit_code == 2
