"""Names: the forms by which a text may call an entity, and forms that are no names.

Relies on the entity table's columns; a whole clause, one letter or a word for a kind of thing as
an alias would let any line pass.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.errors import Violation
from kg.folding import fold
from kg.tables import Package, Row

LISTS = "; "
LONGEST_ALIAS, LONGEST_LABEL = 25, 40  # characters of a common noun phrase
LONGEST_OFFICIAL = 60  # characters of an official name's other form
SHORTEST_ALIAS = 2  # characters after folding; 中 stands in 中小企業 and 中長期
COMMON = 0.10  # of the content lines; an alias printed on more of them names nothing
# Classes whose members bear official names, however long.
PROPER = frozenset(
    "Account Committee Dataset Document Event Facility Organisation Person Programme Project "
    "Standard Strategy System".split()
)
ALIASES = ("alt_ja", "alt_en", "hidden")
# Words for a kind of thing; as an alias they would be one thing's name on every page.
GENERIC = frozenset(
    "戦略 計画 政策 施策 方針 取組 取り組み 事業 基金 制度 会議 分野 領域 技術 研究 開発 研究開発 "
    "支援 推進 実施 整備 活用 目標 目的 課題 成果 内容 概要 関係者 プログラム プロジェクト "
    "システム サービス こと もの ため する など また 本 同 等 plan policy programme program "
    "project strategy technology research system service measure".split()
)
_ACRONYM = re.compile("[A-Z][A-Z0-9/&-]+")  # a name however often it is printed
_CLAUSE = re.compile("を|(?<![我わ])が|により")
_NUMBERED = re.compile("[①-⑳]")  # ②Next G Alliance: no part of the name
_SENTENCE = re.compile("。|(?:する|した|いる|れる|られた|ます|である|こと|ため)$")


def names_of(row: Row, *, hidden: bool = True) -> list[str]:
    """List label and aliases of an entity row, both languages; titles of a document row."""
    cells = row.cells
    names = [cells.get(column, "") for column in ("label_ja", "label_en", "title_ja", "title_en")]
    columns = ALIASES if hidden else ALIASES[:2]
    for column in columns:
        names += cells.get(column, "").split(LISTS)
    return [name for name in names if name]


def no_names(package: Package) -> Iterator[Violation]:
    """List labels and aliases that are clauses, or that any line may print."""
    for table, row in package.rows("entities"):
        proper = bool(PROPER & set(row.cells.get("type", "").split(LISTS)))
        for column in ("label_ja", *ALIASES):
            for name in filter(None, row.cells.get(column, "").split(LISTS)):
                fault = _empty(name, column) or _clause(name, column, proper=proper)
                if fault:
                    yield Violation(table.name, row.line, column, *fault)


def _clause(name: str, column: str, *, proper: bool) -> tuple[str, str] | None:
    """Say whether a name is a clause; official names may be long."""
    alias = column in ALIASES
    if proper:
        found = alias and (len(name) > LONGEST_OFFICIAL or _SENTENCE.search(name))
    elif column == "alt_en":
        found = len(name) > LONGEST_OFFICIAL
    else:
        found = len(name) > (LONGEST_ALIAS if alias else LONGEST_LABEL) or (
            alias and _CLAUSE.search(name)
        )
    if not found:
        return None
    return f"'{name}' is a clause, no name", "shorten it to a noun phrase that the text prints"


def _empty(name: str, column: str) -> tuple[str, str] | None:
    """Say whether a name says nothing: one letter, or a word for a kind of thing."""
    folded = fold(_NUMBERED.sub("", name))
    shortest = SHORTEST_ALIAS if column in ALIASES else 1
    if len(folded) < shortest or not any(letter.isalnum() for letter in folded):
        return f"'{name}' is too short a name", "write it as the text prints it, 米国 for 米"
    if column in ALIASES and folded in GENERIC:
        return f"'{name}' is a word for a kind of thing", "write more of what the text prints"
    return None


def common_aliases(package: Package, document: str, lines: Sequence[str]) -> Iterator[Violation]:
    """List the aliases that many content lines of a document print, and no label holds."""
    soft = [softened(line) for line in lines]
    for table, row in package.rows("entities"):
        labels = [fold(row.cells.get(column, "")) for column in ("label_ja", "label_en")]
        for column in ALIASES:
            for name in filter(None, row.cells.get(column, "").split(LISTS)):
                if _ACRONYM.fullmatch(name) or any(fold(name) in label for label in labels):
                    continue
                number = sum(pattern(name).search(line) is not None for line in soft)
                if number > COMMON * len(soft):
                    what = f"'{name}' stands on {number} of {len(soft)} lines of {document}"
                    fix = "write more of what the text prints"
                    yield Violation(table.name, row.line, column, what, fix)


def softened(text: str) -> str:
    """Fold a text but keep its spaces, so that Latin words keep their ends.

    >>> softened("**ＮＩＣＴ** and AI Act")
    'nict and ai act'
    """
    text = _NUMBERED.sub(" ", text.replace("**", "").replace("\\*", "*"))
    return " ".join(fold(word) for word in text.split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Match a name in a softened text, spaces anywhere, Latin words whole.

    >>> bool(pattern("AI").search("hair")), bool(pattern("NICT").search("n i c tの"))
    (False, True)
    """
    folded = fold(_NUMBERED.sub("", name))
    body = r"\s*".join(re.escape(letter) for letter in folded)
    before = r"(?<![a-z0-9])" if folded[:1].isascii() and folded[:1].isalnum() else ""
    after = r"(?![a-z0-9])" if folded[-1:].isascii() and folded[-1:].isalnum() else ""
    return re.compile(before + body + after)
