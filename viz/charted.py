"""From an answer to its chart, as the question's header says.

Relies on the header's `chart`: `form`, the columns of `label`, `value` or `low` and `high`,
`series`, `group` (unit or currency), and of the `notes` printed under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.answers import Answer, AnswerRow
from kg.errors import UsageError
from kg.questions import Question
from kg.wording import Lang, unit_name
from viz.chart import FORMS, Chart, Mark

MOST_MARKS = 40  # more cannot be read on one page
MOST_LINES = 12  # cited lines printed for a document; the page's table has them all
_WORDS = {
    "ja": {"between": "・", "source": "出典: "},
    "en": {"between": ", ", "source": "Source: "},
}


def chart_of(question: Question, answer: Answer, lang: Lang) -> Chart:
    """Draw an answer's rows; rows without a number are left out.

    Raises:
        UsageError: the question has no chart, names a column it has not, or the answer has no
            number or too many.
    """
    plan = _plan(question)
    marks = tuple(mark for row in answer.rows if (mark := _mark(row, plan, lang)) is not None)
    if not marks:
        raise UsageError(f"{question.name}: no row has a number. ask with other parameters (-p)")
    if len(marks) > MOST_MARKS:
        what = f"{len(marks)} values do not fit one chart"
        raise UsageError(f"{question.name}: {what}. narrow the question with -p")
    notes = tuple(_notes(answer, plan))
    return Chart(answer.question, plan["form"], lang, marks, notes, (_sources(answer, lang),))


def _plan(question: Question) -> dict[str, Any]:
    """Read the header's chart, its columns as lists."""
    plan = question.header.get("chart")
    if not isinstance(plan, dict):
        raise UsageError(f"{question.name}: it has no chart. ask a question whose header has one")
    found = {key: [value] if isinstance(value, str) else value for key, value in plan.items()}
    form = plan.get("form")
    if form not in FORMS:
        raise UsageError(f"{question.name}: chart form '{form}'. use {', '.join(FORMS)}")
    known = question.header["columns"]
    for key in set(found) - {"form"}:
        for column in found[key]:
            if column not in known:
                raise UsageError(f"{question.name}: chart {key} '{column}' is no column. mend it")
    return found | {"form": form}


def _mark(row: AnswerRow, plan: Mapping[str, Any], lang: Lang) -> Mark | None:
    value, low, high = (_number(row, plan.get(key, ())) for key in ("value", "low", "high"))
    if value is None and high is None:
        return None
    printed = _text(row, plan.get("printed", ())) or _text(row, plan.get("value", ()))
    between = _WORDS[lang]["between"]
    label, series, group = (
        between.join(
            unit_name(text, lang) if key == "group" else text
            for column in plan.get(key, ())
            if (text := _text(row, [column]))
        )
        for key in ("label", "series", "group")
    )
    return Mark(label, value, printed, series, low, high, group)


def _number(row: AnswerRow, columns: Sequence[str]) -> float | None:
    text = next((row.cells[c].value for c in columns if c in row.cells), "")
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _text(row: AnswerRow, columns: Sequence[str]) -> str:
    return next((row.cells[c].label for c in columns if c in row.cells), "")


def _notes(answer: Answer, plan: Mapping[str, Any]) -> list[str]:
    """Print each caveat column's different texts."""
    found = []
    for column in plan.get("notes", ()):
        texts = dict.fromkeys(filter(None, (_text(row, [column]) for row in answer.rows)))
        heading = answer.columns[column].heading
        found += [f"{heading}: {text}" for text in texts]
    return found


def _sources(answer: Answer, lang: Lang) -> str:
    """Name each document once, with the lines behind the values."""
    lines: dict[str, list[str]] = {}
    for citation in answer.citations:
        name = replace(citation, section="", lines="").text(lang)
        found = lines.setdefault(name, [])
        found += [line for line in citation.lines.split("; ") if line not in found]
    words = _WORDS[lang]
    return words["source"] + words["between"].join(
        f"{name} l.{', '.join(found[:MOST_LINES])}{'…' if len(found) > MOST_LINES else ''}"
        for name, found in lines.items()
    )
