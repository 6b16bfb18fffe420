"""From an answer to its chart, as the question's header says.

Relies on the header's `chart`, whose values are names of columns, but for `form` and `legend`:

- `form`: `bar`, `line`, `rank`; `stack`: the values of one label add up, in one bar; `heat`: a
  row for each label, a column for each series; `treemap`: amounts in fields, the series
- `label`; `value`, or `low` and `high`; `printed` in place of the value; several are joined
- `series`: what the colour says, or the columns of a heat map, or the fields of a treemap
- `group`: unit or currency, each with a plot of its own; a heat map or treemap shows one only, as
  its title says, so it names all that must not be mixed there: year, stage, currency
- `notes`: caveats, printed under the chart; `legend`: a text for its reader, `{ja: …, en: …}`
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.answers import Answer, AnswerRow
from kg.errors import UsageError
from kg.questions import Question
from kg.wording import Lang, unit_name
from viz.charts import heat
from viz.charts.chart import FORMS, Chart, Mark
from viz.charts.gathered import Drawn, matrix, parts, stacks
from viz.sources import dated

MOST_MARKS = 40  # more cannot be read on one page
MOST_LINES = 12  # cited lines printed for a document; the page's table has them all
_TEXTS = ("form", "legend")  # what the header's chart holds besides names of columns
_NEEDED = dict.fromkeys(("stack", "heat", "treemap"), ("label", "series", "value"))
_GAPS = {
    "ja": "「–」は値がないことを示し、0とは異なる。",
    "en": "– means that there is no value, which is not 0.",
}
_WORDS = {
    "ja": {"between": "・", "source": "出典: ", "titled": "{}（{}）", "unstated": "{}: 記載なし"},
    "en": {
        "between": ", ",
        "source": "Source: ",
        "titled": "{} ({})",
        "unstated": "{}: not stated",
    },
}


def chart_of(question: Question, answer: Answer, lang: Lang) -> Chart:
    """Draw an answer's rows; rows without a number are left out.

    Raises:
        UsageError: the question has no chart, names a column it has not, or the answer has no
            number, too many, or more than the form can keep apart.
    """
    plan = _plan(question)
    drawn = [(row, mark) for row in answer.rows if (mark := _mark(row, answer, plan, lang))]
    if not drawn:
        what = "no row has a number" if answer.rows else "the answer is empty"
        raise UsageError(f"{question.name}: {what}. ask with other parameters (-p)")
    notes, title = _notes(answer, plan), answer.question
    if legend := plan.get("legend", _GAPS if plan["form"] == "heat" else None):
        notes.append(legend.get(lang) or legend["en"])
    try:
        marks, more = _gathered(drawn, answer, plan, lang)
    except ValueError as error:
        raise UsageError(f"{question.name}: {error}. narrow the question with -p") from error
    if plan["form"] in ("heat", "treemap") and (group := marks[0].group):
        title = _WORDS[lang]["titled"].format(title, group)
        marks = [replace(mark, group="") for mark in marks]
    return Chart(
        title, plan["form"], lang, tuple(marks), (*more, *notes),
        _sources(answer, lang), dated(answer.citations, lang),
    )  # fmt: skip


def _gathered(
    drawn: Sequence[Drawn], answer: Answer, plan: Mapping[str, Any], lang: Lang
) -> tuple[list[Mark], list[str]]:
    """Sum up, summarise or pass on the marks, and say what was summarised.

    Raises:
        ValueError: they do not fit one chart of this form.
    """
    marks = [mark for _, mark in drawn]
    match plan["form"]:
        case "heat":
            return matrix(marks, lang)
        case "treemap":
            return parts(drawn, answer.columns[plan["value"][0]], lang)
        case "stack":
            unstated = _WORDS[lang]["unstated"].format(answer.columns[plan["series"][0]].heading)
            marks = stacks(drawn, answer.columns[plan["value"][0]], lang, unstated)
    if len(marks) > MOST_MARKS:
        raise ValueError(f"{len(marks)} values do not fit one chart")
    return _by_group(marks), []


def _by_group(marks: Sequence[Mark]) -> list[Mark]:
    """Put the unit or currency with most values first; within one the order stays."""
    counts = Counter(mark.group for mark in marks)
    places = {group: place for place, (group, _) in enumerate(counts.most_common())}
    return sorted(marks, key=lambda mark: places[mark.group])


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
    for key in set(found).difference(_TEXTS):
        for column in found[key]:
            if column not in known:
                raise UsageError(f"{question.name}: chart {key} '{column}' is no column. mend it")
    for key in _NEEDED.get(form, ()):
        if key not in found:
            raise UsageError(f"{question.name}: chart form '{form}' needs '{key}'. add it")
    return found | {"form": form}


def _mark(row: AnswerRow, answer: Answer, plan: Mapping[str, Any], lang: Lang) -> Mark | None:
    value, low, high = (_number(row, plan.get(key, ())) for key in ("value", "low", "high"))
    if value is None and high is None:
        return None
    printed = _text(row, plan.get("printed", ())) or _text(row, plan.get("value", ()))
    between = _WORDS[lang]["between"]
    joints = {"series": heat.JOINT} if plan["form"] == "heat" else {}
    label, series, group = (
        joints.get(key, between).join(
            unit_name(text, lang) if key == "group" else text
            for column in plan.get(key, ())
            if (text := _text(row, [column]))
        )
        for key in ("label", "series", "group")
    )
    caveats = (_note(row, column, answer) for column in plan.get("notes", ()))
    notes = tuple(filter(None, caveats))
    return Mark(label, value, printed, series, low, high, group, notes=notes)


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
    told = [_note(row, column, answer) for column in plan.get("notes", ()) for row in answer.rows]
    return [*dict.fromkeys(filter(None, told))]


def _note(row: AnswerRow, column: str, answer: Answer) -> str:
    text = _text(row, [column])
    return f"{answer.columns[column].heading}: {text}" if text else ""


def _sources(answer: Answer, lang: Lang) -> tuple[str, ...]:
    """Name each document once, with the lines behind the values."""
    lines: dict[str, list[str]] = {}
    for citation in answer.citations:
        name = replace(citation, section="", lines="").text(lang)
        found = lines.setdefault(name, [])
        found += [line for line in citation.lines.split("; ") if line not in found]
    source = _WORDS[lang]["source"]
    return tuple(
        f"{source}{name} l.{', '.join(found[:MOST_LINES])}{'…' if len(found) > MOST_LINES else ''}"
        for name, found in lines.items()
    )
