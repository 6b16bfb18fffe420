"""The catalogue of the saved questions: one Markdown page in Japanese and English.

Relies on the files of the folder of questions (headers, expected answers, themes.csv,
competency.csv, unanswered.csv) and on the data package for names; no built graph is needed.
"""

import csv
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kg.answers import Column, cell, worded
from kg.build import quads
from kg.errors import UsageError
from kg.export import bar, escaped
from kg.labels import Labels
from kg.namespaces import PREFIXES, Iri, Term, iri
from kg.questions import Parameter, Question, listed
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

TASTED = 2  # rows of an expected answer that the page shows
NAMED = 3  # values of a default, or places of a row, that the page names
LANGUAGE = "lang"  # the parameter that follows the reader's language
_NAME = re.compile(rf"(?:(?:{'|'.join(PREFIXES)}):)?[A-Za-z0-9][\w/.-]*", re.ASCII)

HEAD = """# 質問の一覧 / The saved questions

<!-- Made by `kg questions -O md -o queries/README.md`; change the questions, not this page. -->

グラフに尋ねられる{questions}の質問を主題ごとに挙げる。
質問は名前で尋ね、引数は`-p 引数=値`で変える（値はidまたは名称。`*`は「すべて」）。
答えの各行は根拠となる文書と行を示す。
質問を開くと、引数、列、答えの初めの行（既定の引数による。空の列は省く）が現れる。

The {questions} questions that the graph can be asked, by theme. Ask one by its name and change a
parameter with `-p parameter=value` (an id or a name; `*` for any). Every row of an answer names the
document and the lines it rests on. Open a question for its parameters, its columns and the first
rows of its answer (default parameters, empty columns left out; rows are shown in Japanese,
`--lang en` answers in English).
"""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all things in both languages, and what there is to name."""

    store: GraphStore
    ja: Labels
    en: Labels

    @classmethod
    def read(cls, data: Path, ontology: Path) -> "Names":
        """Read the names of a data package and an ontology."""
        vocabulary = Vocabulary.read(ontology)
        store = GraphStore.memory()
        store.extend(vocabulary.quads())
        store.extend(quads(Package.read(data), vocabulary))
        return cls(store, Labels(store, "ja"), Labels(store, "en"))

    def of(self, term: Term) -> str:
        """Give the Japanese name and, where it differs, the English one."""
        return _both(self.ja.of(term), self.en.of(term))

    def term(self, text: str) -> Term:
        """Give the thing that an id, CURIE or local name means, else the text as a literal."""
        if _NAME.fullmatch(text):
            for name in (text,) if ":" in text else (f"id:{text}", text):
                if next(iter(self.store.quads(iri(name))), None):
                    return iri(name)
        return Literal(text)


def catalogue(queries: Path, names: Names) -> str:
    """Write the page: themes with their questions, what was asked, what stays open.

    Raises:
        UsageError: a file is missing, or a question's first tag is no theme.
    """
    questions = [Question.read(path) for path in listed(queries)]
    themes = _table(queries / "themes.csv")
    known = {theme["tag"] for theme in themes}
    for question in questions:
        if (tag := str(question.header["tags"][0])) not in known:
            raise UsageError(f"{question.name}: '{tag}' is no theme. use a tag of themes.csv")
    lines = [HEAD.format(questions=len(questions)), *_contents(themes, questions)]
    for theme in themes:
        heading = f"{theme['theme_ja']} / {theme['theme_en']}"
        lines.append(f'\n<a id="theme-{theme["tag"]}"></a>\n\n## {heading}\n')
        for question in questions:
            if question.header["tags"][0] == theme["tag"]:
                lines += _entry(question, queries, names)
        lines += _elsewhere([q for q in questions if theme["tag"] in q.header["tags"][1:]])
    lines += [
        *_asked(_table(queries / "competency.csv")),
        *_open(_table(queries / "unanswered.csv")),
    ]
    return "\n".join(lines)


def _table(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}. put it beside the questions") from error


def _contents(themes: list[dict[str, str]], questions: list[Question]) -> Iterator[str]:
    yield bar(("主題 theme", "質問 questions"))
    yield bar(("---", "---"))
    for theme in themes:
        own = [q for q in questions if q.header["tags"][0] == theme["tag"]]
        title = f"[{theme['theme_ja']}](#theme-{theme['tag']})<br>{theme['theme_en']}"
        yield bar((title, str(len(own))))
    yield bar(("[文書に問うたこと](#asked)<br>What was asked of the documents", ""))
    yield bar(("[文書からは答えられないこと](#open)<br>What the documents leave open", ""))


def _elsewhere(questions: list[Question]) -> Iterator[str]:
    """Give the questions of other themes that touch this one, folded."""
    if not questions:
        return
    yield f"<details><summary>ほかの主題から / From other themes ({len(questions)})</summary>\n"
    for question in questions:
        title = f"{escaped(question.title('ja'))} {escaped(question.title('en'))}"
        yield f"- [{question.name}](#{question.name}): {title}"
    yield "\n</details>\n"


def _entry(question: Question, queries: Path, names: Names) -> Iterator[str]:
    """Give one question: how it reads and is asked, then what it takes and gives, folded."""
    rows = _expected(queries / "expected" / f"{question.name}.csv")
    options = "".join(f" [-p {p.name}=…]" for p in _parameters(question))
    yield f'<a id="{question.name}"></a>**{escaped(question.title("ja"))}**<br>'
    yield f"{escaped(question.title('en'))}<br>"
    yield f"`kg query {question.name}{options}`\n"
    columns = len([c for c in question.columns("ja").values() if not c.detail])
    sizes = f"{columns}列 columns, {len(rows)}行 rows"
    yield f"<details><summary>説明・引数・列・例 / more ({sizes})</summary>\n"
    yield f"{escaped(question.header['description']['ja'])}\n"
    yield f"{escaped(question.header['description']['en'])}\n"
    yield from _parameter_table(question, names)
    yield from _column_list(question)
    yield from _taste(question, rows, names)
    yield "</details>\n"


def _parameters(question: Question) -> list[Parameter]:
    return [p for p in question.parameters if p.name != LANGUAGE]


def _parameter_table(question: Question, names: Names) -> Iterator[str]:
    if not (parameters := _parameters(question)):
        return
    yield bar(("引数 parameter", "既定 default", "選べる値 choices"))
    yield bar(("---", "---", "---"))
    for parameter in parameters:
        label = _both(parameter.label["ja"], parameter.label["en"])
        pick = Path(parameter.choices or "")
        choices = f"[{pick.stem}]({pick.parent.name}/{pick.name})" if parameter.choices else ""
        default = _default(question.default(parameter.name), names)
        yield bar((f"`{parameter.name}` {escaped(label)}", default, choices))
    yield ""


def _default(text: str, names: Names) -> str:
    """Name the values of a default: the first with their ids, then how many more."""
    values = re.findall(r'"[^"]*"|[^\s"]+', text)
    if values == ["UNDEF"]:
        return "すべて any"
    told = [_value(value, names) for value in values[:NAMED]]
    more = len(values) - len(told)
    return "、".join(told) + (f" ほか{more} and {more} more" if more else "")


def _value(text: str, names: Names) -> str:
    term = names.term(text)
    if isinstance(term, Iri):
        return f"{escaped(names.of(term))} `{text.removeprefix('id:')}`"
    return f"`{text.strip(chr(34))}`"


def _column_list(question: Question) -> Iterator[str]:
    japanese, english = question.columns("ja"), question.columns("en")
    told = [
        escaped(_both(column.heading, english[name].heading))
        for name, column in japanese.items()
        if not column.detail
    ]
    yield f"列 columns: {' · '.join(told)}\n"


def _expected(path: Path) -> list[dict[str, str]]:
    """Read an expected answer; a question that has none yet has no rows."""
    return _table(path) if path.is_file() else []


def _taste(question: Question, rows: list[dict[str, str]], names: Names) -> Iterator[str]:
    """Give the first rows of an answer as people read them, without the empty columns."""
    tasted = rows[:TASTED]
    columns = {
        name: column
        for name, column in question.columns("ja").items()
        if not column.detail and any(row.get(name) for row in tasted)
    }
    if not columns:
        return
    yield bar([*(escaped(column.heading) for column in columns.values()), "根拠 lines"])
    yield bar(["---"] * (len(columns) + 1))
    for row in tasted:
        cells = [escaped(_shown(row, name, column, names)) for name, column in columns.items()]
        yield bar([*cells, places(row["lines"])])
    yield ""


def _shown(row: Mapping[str, str], name: str, column: Column, names: Names) -> str:
    binding = {key: names.term(text) for key, text in row.items() if text}
    return worded(cell(binding.get(name), names.ja), column, binding, names.ja).label


def places(lines: str) -> str:
    """Shorten the cited lines to years, `2026: 216-219`; a link of our own cites none.

    >>> places("2026-mic-ict-rd-policy:216-219; 299 / curation")
    '2026: 216-219; 299 / 編集 curated'
    """
    told = []
    for place in lines.split(" / "):
        document, _, numbers = place.partition(":")
        told.append(f"{document[:4]}: {numbers}" if numbers else "編集 curated")
    return " / ".join(told[:NAMED]) + (" …" if len(told) > NAMED else "")


def _asked(rows: list[dict[str, str]]) -> Iterator[str]:
    """Give the questions that were put to the documents, by the documents' years."""
    yield '\n<a id="asked"></a>\n'
    yield "## 文書に問うたこと / What was asked of the documents\n"
    yield "文書を読んで立てた問いと、それに答える質問。答えが引くべき文書の行は試験が確かめる。\n"
    yield "What readers of the documents asked; tests hold which lines each answer has to cite.\n"
    group: tuple[str, ...] = ()
    for name, answers in _grouped(rows).items():
        years = tuple(re.findall(r"\d{4}", name))
        if years != group:
            group = years
            yield f"\n### {'・'.join(years)}年の文書 / Documents of {' and '.join(years)}\n"
            yield bar(("問い question", "答える質問 how to ask"))
            yield bar(("---", "---"))
        told = f"{answers[0]['question_ja']}\n{answers[0]['question_en']}"
        yield bar((_broken(told), "<br>".join(f"`{asked(row)}`" for row in answers)))


def _grouped(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return found


def asked(row: Mapping[str, str]) -> str:
    """Write the command that asks a row's question with its parameters.

    >>> asked({"answered_by": "findings", "parameters": "area=usa; item=*"})
    "kg query findings -p area=usa -p 'item=*'"
    """
    pairs = [pair for pair in row["parameters"].split("; ") if pair]
    words = ["kg", "query", row["answered_by"], *(w for pair in pairs for w in ("-p", pair))]
    return shlex.join(words)


def _open(rows: list[dict[str, str]]) -> Iterator[str]:
    yield '\n<a id="open"></a>\n'
    yield "## 文書からは答えられないこと / What the documents leave open\n"
    yield bar(("問い question", "理由 reason"))
    yield bar(("---", "---"))
    for row in rows:
        question = f"{row['question_ja']}\n{row['question_en']}"
        yield bar((_broken(question), _broken(f"{row['reason_ja']}\n{row['reason_en']}")))
    yield ""


def _broken(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.splitlines())


def _both(japanese: str, english: str) -> str:
    return japanese if japanese == english else f"{japanese} {english}"
