"""Writing answers and graphs: table, csv, json, jsonl, xlsx, md; ttl, nq, jsonld, graphml.

Relies on XlsxWriter for workbooks and rich for tables. Cells that a spreadsheet would run as a
formula are written with an apostrophe before them.
"""

import csv
import io
import json
import re
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from kg.answers import Answer, AnswerRow
from kg.errors import UsageError
from kg.wording import Lang

FORMATS = ("table", "csv", "json", "jsonl", "xlsx", "md")
# What begins a formula; a Japanese spreadsheet takes the full-width signs too.
_FORMULA = tuple("=+-@＝＋－＠\t\n")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_HEADINGS = {
    "ja": {"sources": "根拠", "number": "番号", "citation": "出典", "status": "状態",
           "none": "該当なし", "searched": "調べた文書"},
    "en": {"sources": "Sources", "number": "no.", "citation": "source", "status": "status",
           "none": "nothing found", "searched": "documents searched"},
}  # fmt: skip


def write(answer: Answer, form: str, *, lang: Lang) -> bytes:
    """Write an answer in one of `FORMATS`, UTF-8; csv carries no BOM.

    Raises:
        UsageError: the format is unknown.
    """
    if form == "xlsx":
        return _xlsx(answer, lang)
    writers = {"table": _table, "csv": _csv, "json": _json, "jsonl": _jsonl, "md": _markdown}
    if form not in writers:
        raise UsageError(f"-O '{form}': no such format. use one of {', '.join(FORMATS)}")
    return writers[form](answer, lang).encode()


def harmless(text: str) -> str:
    r"""Keep a spreadsheet from running a text as a formula; numbers stay numbers.

    >>> harmless("=cmd()"), harmless("-5"), harmless("+81"), harmless("総務省")
    ("'=cmd()", '-5', '+81', '総務省')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # Python 3.11 does not quote a CR
    risky = text[:1] in _FORMULA or text.lstrip()[:1] in _FORMULA
    return f"'{text}" if risky and not _NUMBER.fullmatch(text) else text


def rows(answer: Answer, lang: Lang) -> Iterable[list[str]]:
    """Give the rows as texts: one cell per column, then the printed citations."""
    for row in answer.rows:
        cited = [answer.citations[position].text(lang) for position in row.citations]
        cells = [row.cells[name].value if name in row.cells else "" for name in answer.columns]
        yield [*cells, " / ".join(cited)]


def negative(answer: Answer, lang: Lang) -> str:
    """Say that nothing was found, and where it was looked for."""
    words = _HEADINGS[lang]
    return f"{words['none']} ({words['searched']}: {', '.join(answer.searched) or '-'})"


def _headings(answer: Answer, lang: Lang) -> list[str]:
    return [*(c.heading for c in answer.columns.values()), _HEADINGS[lang]["citation"]]


def _shown(answer: Answer) -> list[str]:
    """Name the columns that people read; details stay in csv, xlsx and json."""
    return [name for name, column in answer.columns.items() if not column.detail]


def _labels(answer: Answer, row: AnswerRow) -> list[str]:
    """Give the cells of a row as people read them."""
    return [row.cells[name].label if name in row.cells else "" for name in _shown(answer)]


def _table(answer: Answer, lang: Lang) -> str:
    """Draw a table with numbered citations below; plain text, wide enough not to cut."""
    if not answer:
        return negative(answer, lang) + "\n"
    table = Table(title=answer.question or None, title_justify="left")
    for name in _shown(answer):
        table.add_column(answer.columns[name].heading, overflow="fold")
    if answer.citations:
        table.add_column(_HEADINGS[lang]["sources"], overflow="fold")
    for row in answer.rows:
        cells = _labels(answer, row)
        marks = " ".join(f"[{position + 1}]" for position in row.citations)
        table.add_row(*cells, *([marks] if answer.citations else []))
    out = io.StringIO()
    console = Console(file=out, width=_width(), highlight=False, markup=False)
    console.print(table)
    for number, citation in enumerate(answer.citations, 1):
        console.print(f"[{number}] {citation.text(lang)}", soft_wrap=True)
    return out.getvalue()


def _width() -> int:
    """Take the terminal's width, at least what a table of names needs."""
    return max(Console().width, 120)


def _csv(answer: Answer, lang: Lang) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(text) for text in _headings(answer, lang)])
    for row in rows(answer, lang):
        writer.writerow([harmless(text) for text in row])
    return out.getvalue()


def _json(answer: Answer, lang: Lang) -> str:
    return json.dumps(answer.to_json(), ensure_ascii=False, indent=2) + "\n"


def _jsonl(answer: Answer, lang: Lang) -> str:
    """Write one object per row, its citations in full."""
    whole = answer.to_json()
    lines = []
    for row in whole["rows"]:
        row["citations"] = [whole["citations"][position] for position in row["citations"]]
        lines.append(json.dumps(row, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _markdown(answer: Answer, lang: Lang) -> str:
    if not answer:
        return negative(answer, lang) + "\n"
    shown = [answer.columns[name].heading for name in _shown(answer)]
    headings = [*shown, _HEADINGS[lang]["sources"]]
    lines = [f"## {escaped(answer.question)}\n"] if answer.question else []
    lines += [bar(map(escaped, headings)), bar(["---"] * len(headings))]
    for row in answer.rows:
        cells = map(escaped, _labels(answer, row))
        lines.append(bar([*cells, " ".join(f"[{p + 1}]" for p in row.citations)]))
    lines.append("")
    lines += [f"{n}. {escaped(c.text(lang))}" for n, c in enumerate(answer.citations, 1)]
    return "\n".join(lines) + "\n"


def bar(cells: Iterable[str]) -> str:
    """Write one row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Keep a text inside its Markdown cell, its HTML and its Markdown inert."""
    text = re.sub(r"([\\`*_\[\]|])", r"\\\1", " ".join(text.splitlines()))
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, safe)
    return text


def _xlsx(answer: Answer, lang: Lang) -> bytes:
    """Write a workbook: the rows, and a sheet of numbered sources."""
    import xlsxwriter  # takes longer to load than most answers to write

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet = book.add_worksheet("answer")
        for line, cells in enumerate([_headings(answer, lang), *rows(answer, lang)]):
            for place, text in enumerate(cells):
                sheet.write_string(line, place, harmless(text), bold if line == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
        sources = book.add_worksheet("sources")
        for line, citation in enumerate(answer.citations):
            sources.write_number(line, 0, line + 1)
            sources.write_string(line, 1, harmless(citation.text(lang)))
            sources.write_string(line, 2, citation.status)
        sources.autofit()
    return out.getvalue()
