"""kg questions: what can be asked."""

from collections.abc import Iterable

from kg.answers import Answer, AnswerRow, Cell, headed
from kg.commands.options import File, Format, Language, put, reader
from kg.export import write
from kg.project import DATA, ONTOLOGY, QUERIES
from kg.questions import Question, listed
from kg.wording import Lang

_HEADINGS = {
    "ja": ("名前", "質問", "引数（既定値）"),
    "en": ("name", "question", "parameters (default)"),
}


def questions(form: Format = "table", file: File = None, lang: Language = "ja") -> None:
    """List the saved questions with their parameters; -O md writes the whole catalogue.

    The catalogue is one page in both languages: questions by theme with parameters, columns and
    first rows, what was asked of the documents, and what they leave open.
    """
    language = reader(lang)
    if form == "md":
        # Here, so that the plain list does not wait for the data package to be read.
        from kg.catalogue import Names, catalogue

        page = catalogue(QUERIES, Names.read(DATA, ONTOLOGY))
        put(page.encode(), file)
        return
    answer = listing(map(Question.read, listed(QUERIES)), language)
    put(write(answer, form, lang=language), file)


def listing(questions: Iterable[Question], lang: Lang) -> Answer:
    """List questions with their parameters, as rows without citations."""
    columns = headed(dict(zip(("name", "question", "parameters"), _HEADINGS[lang], strict=True)))
    rows = tuple(_row(question, lang) for question in questions)
    return Answer("", columns, rows, (), ())


def _typed(question: Question, parameter: str) -> str:
    """Write a default as one types it after `-p`: ids without their prefix, `*` for any."""
    values = [value.removeprefix("id:").strip('"') for value in question.default(parameter).split()]
    return " ".join("*" if value == "UNDEF" else value for value in values)


def _row(question: Question, lang: Lang) -> AnswerRow:
    parameters = ", ".join(f"{p.name}={_typed(question, p.name)}" for p in question.parameters)
    cells = {"name": question.name, "question": question.title(lang), "parameters": parameters}
    return AnswerRow({name: Cell(None, text, text) for name, text in cells.items()})
