"""Saved questions: SPARQL files with a header, at once command, call and test.

Relies on the `#+` header of grlc (YAML) and on `VALUES ?name { … }` lines for parameters: what
stands between the braces is replaced by typed terms, never by text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal

from kg.errors import NotFoundError, UsageError
from kg.namespaces import Iri, Term, iri

HEADER = ("summary", "description", "tags", "columns")
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
            if not _values(parameter.name).search(text):
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

    def columns(self, lang: str) -> dict[str, str]:
        """Give the answer's columns with their headings."""
        return {name: str(d.get(lang) or name) for name, d in self.header["columns"].items()}

    def default(self, name: str) -> str:
        """Give the text of a parameter's default, as it stands between the braces."""
        match = _values(name).search(self.query)
        return match[2].strip() if match else ""

    def bind(self, values: Mapping[str, Term | None]) -> str:
        """Write the query with these parameter values; None means any.

        Raises:
            UsageError: the question has no such parameter.
        """
        names = [parameter.name for parameter in self.parameters]
        query = self.query
        for name, term in values.items():
            if name not in names:
                known = f"it has {', '.join(names)}" if names else "it has none"
                raise UsageError(f"{self.name}: no parameter '{name}'. {known}")
            written = "UNDEF" if term is None else str(term)
            query = _values(name).sub(_between(written), query)
        return query


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
    from rapidfuzz import process

    if name.endswith(".rq") or "/" in name:
        if Path(name).is_file():
            return Path(name)
        raise NotFoundError(f"{name}: no such file. see `kg questions` for the saved ones")
    saved = {path.stem: path for path in listed(folder)}
    if name in saved:
        return saved[name]
    near = ", ".join(match[0] for match in process.extract(name, list(saved), limit=5))
    raise NotFoundError(f"{name}: no question of that name. the nearest are {near}")


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
        return iri(text)
    pattern = {
        "xsd:integer": r"-?\d+",
        "xsd:decimal": r"-?\d+(\.\d+)?",
        "xsd:date": r"\d{4}-\d\d-\d\d",
    }
    if not re.fullmatch(pattern.get(parameter.type, ".*"), text):
        raise UsageError(f"parameter '{parameter.name}': '{text}' is no {parameter.type}. mend it")
    return Literal(text, datatype=Iri(iri(parameter.type).value))


def _between(written: str) -> Callable[[re.Match[str]], str]:
    """Replace what stands between the braces; a function, so that no escape is read in it."""
    return lambda match: f"{match[1]} {written} {match[3]}"


def _values(name: str) -> re.Pattern[str]:
    """Match the VALUES lines of a parameter: what is before, between and after the braces."""
    return re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{)([^}}]*)(\}})", re.IGNORECASE)
