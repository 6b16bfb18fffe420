"""Saved questions: SPARQL files with a header, at once command, call and test.

Relies on the `#+` header of grlc (YAML) and on `VALUES ?name { … }` lines for parameters: what
stands between the braces is replaced by typed terms, never by text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal

from kg.answers import Column
from kg.errors import NotFoundError, UsageError
from kg.namespaces import Iri, Term, iri

HEADER = ("summary", "description", "tags", "columns")
# A VALUES line of one variable, as parameters are written.
_VALUES = re.compile(r"(?P<before>VALUES\s+\?(?P<name>\w+)\s*\{)(?P<inner>[^}]*)\}", re.IGNORECASE)
_PREFIX = re.compile(r"^PREFIX\s+(\S*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its class (or `xsd:` datatype), label by language, pick list."""

    name: str
    type: str
    label: Mapping[str, str]
    choices: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One `.rq` file: its name, header and query text."""

    name: str
    header: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    query: str

    @classmethod
    def read(cls, path: Path) -> "Question":
        """Read a question file.

        Raises:
            UsageError: the header is missing, no YAML or incomplete, or a parameter has no
                `VALUES` line in the body.
        """
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: {error}. name a question file in UTF-8") from error
        header = read_header(text, path)
        if missing := [key for key in HEADER if key not in header]:
            raise UsageError(f"{path}: the header lacks {', '.join(missing)}. add it")
        parameters = tuple(
            Parameter(name, d.get("type", ""), d.get("label", {}), d.get("choices"))
            for name, d in (header.get("params") or {}).items()
        )
        for parameter in parameters:
            if parameter.name not in _defaults(text):
                what = f"parameter '{parameter.name}' has no VALUES line"
                raise UsageError(f"{path}: {what}. add VALUES ?{parameter.name} {{ … }}")
        return cls(path.stem, header, parameters, text)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the file declares."""
        return dict(_PREFIX.findall(self.query))

    def title(self, lang: str) -> str:
        """Give the question as one asks it."""
        return str(self.header["summary"].get(lang) or self.header["summary"]["en"])

    def columns(self, lang: str) -> dict[str, Column]:
        """Give the answer's columns in their order."""
        return {
            name: Column(str(d.get(lang) or name), str(d.get("as", "")), bool(d.get("detail")))
            for name, d in self.header["columns"].items()
        }

    def default(self, name: str) -> str:
        """Give the text of a parameter's default, as it stands between the braces."""
        return _defaults(self.query).get(name, "")

    def bind(self, values: Mapping[str, Term | None]) -> str:
        """Write the query with these parameter values; None means any.

        Raises:
            UsageError: the question has no such parameter.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                known = f"it has {', '.join(names)}" if names else "it has none"
                raise UsageError(f"{self.name}: no parameter '{name}'. {known}")

        def written(match: re.Match[str]) -> str:
            if match["name"] not in values:
                return match[0]
            term = values[match["name"]]
            return f"{match['before']} {'UNDEF' if term is None else term} }}"

        # One pass over all parameters: a value that holds the word VALUES is not read again.
        return _VALUES.sub(written, self.query)


def read_header(text: str, place: object) -> dict[str, Any]:
    """Read the `#+` lines at the head of a query as YAML.

    Raises:
        UsageError: there is no header, or it is not a YAML mapping.
    """
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise UsageError(f"{place}: the header is no YAML ({error}). mend it") from error
    if not isinstance(header, dict):
        raise UsageError(f"{place}: no header. begin with `#+ summary: {{ja: …, en: …}}`")
    return header


def find(folder: Path, name: str) -> Path:
    """Find a saved question by name, or a file by path.

    Raises:
        NotFoundError: there is neither; the nearest names are offered.
    """
    if name.endswith(".rq") or "/" in name:
        if Path(name).is_file():
            return Path(name)
        raise NotFoundError(f"{name}: no such file. see `kg questions` for the saved ones")
    saved = {path.stem: path for path in listed(folder)}
    if name in saved:
        return saved[name]
    near = ", ".join(_nearest(name, list(saved.values())))
    raise NotFoundError(
        f"{name}: no question of that name. the nearest are {near}; `kg questions` lists all"
    )


def _nearest(text: str, saved: Sequence[Path]) -> list[str]:
    """Name the five questions most like a text in their name or in what they ask."""
    from rapidfuzz import fuzz, utils

    def like(path: Path) -> float:
        asked = Question.read(path)
        words = utils.default_process(f"{path.stem} {asked.title('en')}")
        return max(
            fuzz.ratio(text, path.stem),
            fuzz.token_set_ratio(utils.default_process(text), words),
            0 if text.isascii() else fuzz.partial_ratio(text, asked.title("ja")),
        )

    return [path.stem for path in sorted(saved, key=lambda path: (-like(path), path.stem))[:5]]


def listed(folder: Path) -> list[Path]:
    """List the saved questions, pick lists left out, sorted by name."""
    found = (p for p in folder.rglob("*.rq") if "pick" not in p.parent.parts)
    return sorted(found, key=lambda p: p.stem)


def literal_or_iri(text: str, parameter: Parameter) -> Term | None:
    """Read a parameter value that is no entity: a number, a date, a text, a concept.

    >>> literal_or_iri("2030", Parameter("year", "xsd:integer", {}, None))
    <Literal value=2030 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>

    Raises:
        UsageError: the value is not of the parameter's datatype.
    """
    if parameter.type in ("xsd:string", ""):
        return Literal(text)
    if parameter.type == "skos:Concept":
        try:
            return iri(text)
        except ValueError as error:
            raise UsageError(f"parameter '{parameter.name}': '{text}': {error}") from error
    pattern = {
        "xsd:integer": r"-?\d+",
        "xsd:decimal": r"-?\d+(\.\d+)?",
        "xsd:date": r"\d{4}-\d\d-\d\d",
    }
    if not re.fullmatch(pattern.get(parameter.type, ".*"), text):
        raise UsageError(f"parameter '{parameter.name}': '{text}' is no {parameter.type}. mend it")
    return Literal(text, datatype=Iri(iri(parameter.type).value))


def _defaults(text: str) -> dict[str, str]:
    """Read the defaults of all parameters: what stands between the braces of their first line."""
    found = [(match["name"], match["inner"].strip()) for match in _VALUES.finditer(text)]
    return dict(reversed(found))
