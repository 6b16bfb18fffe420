"""kg questions: what can be asked."""

from kg.answers import Answer, AnswerRow, Cell, headed
from kg.commands.options import File, Format, Language, put
from kg.errors import UsageError
from kg.export import write
from kg.project import QUERIES
from kg.questions import Question, listed
from kg.wording import Lang

_HEADINGS = {
    "ja": ("名前", "質問", "引数（既定値）"),
    "en": ("name", "question", "parameters (default)"),
}


def questions(form: Format = "table", file: File = None, lang: Language = "ja") -> None:
    """List the saved questions with their parameters."""
    if lang not in _HEADINGS:
        raise UsageError(f"--lang '{lang}': no such language. use ja or en")
    language: Lang = "ja" if lang == "ja" else "en"
    columns = headed(
        dict(zip(("name", "question", "parameters"), _HEADINGS[language], strict=True))
    )
    rows = tuple(_row(Question.read(path), language) for path in listed(QUERIES))
    put(write(Answer("", columns, rows, (), ()), form, lang=language), file)


def _row(question: Question, lang: Lang) -> AnswerRow:
    parameters = ", ".join(f"{p.name}={question.default(p.name)}" for p in question.parameters)
    cells = {"name": question.name, "question": question.title(lang), "parameters": parameters}
    return AnswerRow({name: Cell(None, text, text) for name, text in cells.items()})
