"""Marks gathered for forms that show a whole: sums of stacks and fields, a matrix within a page.

Relies on rows that do not overlap; a sum is printed as its column prints each value.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.answers import AnswerRow, Column
from kg.wording import Lang, money_text, unit_text
from viz.charts.chart import Mark
from viz.charts.heat import MOST_COLUMNS, MOST_ROWS
from viz.charts.treemap import MOST_TILES

Drawn = tuple[AnswerRow, Mark]
_WORDS = {
    "ja": {
        "between": "、", "unstated": "その他・記載なし",
        "others": "ほか{}件", "sum": "合計: {}。", "dark": "色が濃いほど値が大きい。",
        "rows": "行に示していないほか{}件: {}", "columns": "列に示していないほか{}件: {}",
        "flat": "面積で示せない0以下の値: {}",
    },
    "en": {
        "between": ", ", "unstated": "other or not stated",
        "others": "{} others", "sum": "Total: {}.", "dark": "The darker, the larger.",
        "rows": "{} others, not shown as rows: {}",
        "columns": "{} others, not shown as columns: {}",
        "flat": "0 or less, which no area can show: {}",
    },
}  # fmt: skip


def stacks(drawn: Sequence[Drawn], column: Column, lang: Lang, unstated: str) -> list[Mark]:
    """Give each mark the sum of its bar; `unstated` names what has no series."""
    named = _named(drawn, unstated)
    return _summed(named, column, lang, lambda mark: (mark.group, mark.label))


def parts(drawn: Sequence[Drawn], column: Column, lang: Lang) -> tuple[list[Mark], list[str]]:
    """Give each mark the sum of its field; the smallest of too many become one in each field.

    Raises:
        ValueError: there are several groups, or no amount is above 0.
    """
    _one_group([mark for _, mark in drawn])
    words = _WORDS[lang]
    named = _named(drawn, words["unstated"])
    flat = [mark.label for _, mark in named if not mark.value or mark.value < 0]
    shown = [(row, mark) for row, mark in named if mark.value and mark.value > 0]
    if not shown:
        raise ValueError("no value is above 0")
    notes = [words["sum"].format(_sum(shown, column, lang))]
    if flat:
        notes.append(words["flat"].format(words["between"].join(flat)))
    if len(shown) > MOST_TILES:
        shown = _shortened(shown, column, lang)
    return _summed(shown, column, lang, lambda mark: (mark.series,)), notes


def matrix(marks: Sequence[Mark], lang: Lang) -> tuple[list[Mark], list[str]]:
    """Keep the rows and columns that fit a page, and name the others: counts may overlap.

    Raises:
        ValueError: there are several groups, or two values for one cell.
    """
    _one_group(marks)
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        if (mark.label, mark.series) in seen:
            raise ValueError(f"'{mark.label}' has two values for '{mark.series}'")
        seen.add((mark.label, mark.series))
    words = _WORDS[lang]
    labels = list(dict.fromkeys(mark.label for mark in marks))
    columns = list(dict.fromkeys(mark.series for mark in marks))
    notes = [words["dark"]]
    for key, names, most in (("rows", labels, MOST_ROWS), ("columns", columns, MOST_COLUMNS)):
        if others := names[most:]:
            notes.append(words[key].format(len(others), words["between"].join(others)))
    kept = {*labels[:MOST_ROWS]}, {*columns[:MOST_COLUMNS]}
    return [m for m in marks if m.label in kept[0] and m.series in kept[1]], notes


def _one_group(marks: Sequence[Mark]) -> None:
    groups = list(dict.fromkeys(mark.group for mark in marks))
    if len(groups) > 1:
        raise ValueError(f"one chart shows one of {'; '.join(groups)}")


def _named(drawn: Sequence[Drawn], unstated: str) -> list[Drawn]:
    """Name what has no series, where others have one."""
    if not any(mark.series for _, mark in drawn):
        return [*drawn]
    return [(row, replace(mark, series=mark.series or unstated)) for row, mark in drawn]


def _shortened(drawn: Sequence[Drawn], column: Column, lang: Lang) -> list[Drawn]:
    """Keep the largest; what is left of each field becomes one mark, named by its count."""
    ranked = sorted(drawn, key=lambda pair: -(pair[1].value or 0))
    small: dict[str, list[Drawn]] = {}
    for row, mark in ranked[MOST_TILES - 1 :]:
        small.setdefault(mark.series, []).append((row, mark))
    found = ranked[: MOST_TILES - 1]
    for series, others in small.items():
        name = _WORDS[lang]["others"].format(len(others))
        value = sum(mark.value or 0 for _, mark in others)
        printed = _sum(others, column, lang)
        row, first = others[0]
        found.append((row, Mark(name, value, printed, series, group=first.group)))
    return found


def _summed(
    drawn: Sequence[Drawn], column: Column, lang: Lang, key: Callable[[Mark], tuple[str, ...]]
) -> list[Mark]:
    """Give each mark the printed sum of all marks of its key."""
    gathered: dict[tuple[str, ...], list[Drawn]] = {}
    for row, mark in drawn:
        gathered.setdefault(key(mark), []).append((row, mark))
    sums = {name: _sum(pairs, column, lang) for name, pairs in gathered.items()}
    return [replace(mark, whole=sums[key(mark)]) for _, mark in drawn]


def _sum(drawn: Sequence[Drawn], column: Column, lang: Lang) -> str:
    """Print a sum in the currency or unit of the first row: those of a group are alike."""
    cells = drawn[0][0].cells
    currency, unit = (cells[n].value if n in cells else "" for n in ("currency", "unit"))
    whole = sum((Decimal(str(mark.value or 0)) for _, mark in drawn), Decimal(0))
    if column.form == "money":
        return money_text(whole, currency, lang)
    return unit_text(f"{whole.normalize():f}", unit, lang).strip()
