"""Comparisons: two documents, two countries on a topic, or two years, side by side.

Relies on one module for each kind of comparison and on `side_by_side` to tell it.
"""

import re
from dataclasses import dataclass, replace

from pyoxigraph import DefaultGraph

from kg.analysis import compared_countries, compared_documents, compared_years
from kg.analysis.contrast import Change
from kg.analysis.main_rows import LESS, Read
from kg.analysis.side_by_side import ASPECTS, Sides, aspect_name, told
from kg.answers import Answer
from kg.errors import UsageError
from kg.folding import fold
from kg.namespaces import ID, Iri, entity, iri
from kg.reading import Reading
from kg.times import Interval, parse_in
from kg.wording import date_text

_YEAR = re.compile(r"[0-9]{4}")
_KINDS = ("Document", "Country", "Region")
_ISSUED = iri("dcterms:issued")
JAPANESE_FISCAL_MONTH = 4
_HELP = "name two documents, two countries (with --topic), or two years such as FY2024 FY2025"
_TAKEN = {
    "ja": "{2}と{3}を文書『{0}』『{1}』とみなした。年度どうしの比較は FY{2} FY{3} と書く",
    "en": "{2} and {3} are taken as the documents “{0}” and “{1}”; write FY{2} FY{3} for the years",
}
_HIDDEN = {
    "ja": "{0}年の文書『{1}』は --as-of、--document または --in で外れている。"
    "文書ではなく年を比較する",
    "en": "--as-of, --document or --in leaves out the document “{1}” of {0}: "
    "years are compared, not documents",
}
_OF_YEAR = {"ja": "{}年の文書", "en": "{} document"}
_BOTH = frozenset({Change.KEPT})
_BODIES = LESS | {Change.ROLES}
_COUNTRIES = Read(2, 1, 1, LESS)
# What people read first of a comparison of documents, by aspect; of one topic there is less.
_READ_OF_DOCUMENTS = {
    "goal": Read(2, 3, 1, _BOTH), "target": Read(3, 3, 1), "money": Read(3, 3, 1),
    "strategy": Read(2, 1, 1, LESS), "programme": Read(2, 0, 1, _BOTH),
    "technology": Read(4, 0, 1, _BOTH), "field": Read(1), "measure": Read(1),
    "challenge": Read(1), "body": Read(1, 0, 1, _BODIES), "partner": _COUNTRIES, "": Read(),
}  # fmt: skip
_READ_OF_TOPIC = {"": Read(4, 3, 1, _BOTH), "body": Read(1, 1, 1, _BODIES), "partner": _COUNTRIES}
_READ = {"": Read(3, 3, 3)}
_TITLES = {
    "ja": {
        "documents": "{before}と{after}の比較。『{title}』→『{other}』\n"
        "「継続」は両方に現れること、「現れない」は収めた記述にその名がないこと。"
        "文書は範囲が異なり、廃止や中止を意味しない。",
        "countries": "{before}と{after}の比較：{topic}\n"
        "同じ年・種別・指標のものを並べた。通貨は換算せず、並びは対応を意味しない。\n"
        "所管、実施、採択、支出などの記述から国・地域の分かるものだけを示す。",
        "years": "{before}と{after}の比較\n"
        "述べられた時期がその年に掛かるもの。目標は期限の年。通貨は換算せず、合計しない。",
        "brief": "\n主な行だけを示す。全件は --aspect 目標 など、または -O csv。",
    },
    "en": {
        "documents": "Comparison of {before} and {after}: “{title}” → “{other}”\n"
        "“Kept” means named in both, “not named” that no statement held of that document names "
        "it. The documents differ in scope: it does not mean that a thing was ended.",
        "countries": "Comparison of {before} and {after}: {topic}\n"
        "Set side by side by year, kind or indicator. No currency is converted; what stands in "
        "one row need not correspond.\nOnly what a statement ties to the country: its body "
        "administers, carries out, adopts or pays.",
        "years": "Comparison of {before} and {after}\n"
        "What has a stated time in the year, targets by their deadline. Nothing is converted or "
        "added up.",
        "brief": "\nThe main rows only. For all, choose one --aspect, such as goal, or -O csv.",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """A year as it is typed, and its days."""

    text: str
    days: Interval


def compare(
    reading: Reading, before: str, after: str, *,
    topic: str | None = None, aspect: str | None = None, brief: bool = False,
) -> Answer:  # fmt: skip
    """Set two documents, two countries on a topic, or two years side by side.

    `brief`: the counts and the main rows only, for people; otherwise every row.

    Raises:
        NotFoundError: an argument names nothing.
        UsageError: the two are of different kinds, countries come without a topic, or there is no
            such aspect.
    """
    about = reading.resolve(topic, kinds=("Topic",)) if topic else None
    wanted = aspect_of(reading, aspect) if aspect else None
    one, other = taken(reading, before, after)
    if isinstance(one, Year) and isinstance(other, Year):
        sides = _sides(reading, "years", one.text, other.text)
        contrasts = compared_years.contrasts(reading, (one.days, other.days), about)
    elif isinstance(one, Year) or isinstance(other, Year):
        raise UsageError(f"'{before}' and '{after}': a year and something else. {_HELP}")
    elif _is_document(reading, one) and _is_document(reading, other):
        sides = _documents(reading, one, other)
        contrasts = compared_documents.contrasts(reading, (one, other), about)
    elif _is_place(reading, one) and _is_place(reading, other):
        if about is None:
            raise UsageError("two countries are compared on one topic. add --topic, such as 'AI'")
        names = [reading.labels.of(place) for place in (one, other)]
        sides = _sides(reading, "countries", *names, topic=reading.labels.of(about))
        contrasts = compared_countries.contrasts(reading, (one, other), about)
    else:
        raise UsageError(f"'{before}' and '{after}': not two of one kind. {_HELP}")
    chosen = [contrast for contrast in contrasts if wanted in (None, contrast.aspect)]
    if not brief or wanted:
        return told(reading, sides, chosen, people=brief)
    sides = replace(sides, title=sides.title + _TITLES[reading.lang]["brief"])
    of_documents = _READ_OF_TOPIC if about else _READ_OF_DOCUMENTS
    reads = _READ if sides.exclusive else of_documents
    return told(reading, sides, chosen, people=True, reads=reads)


def taken(reading: Reading, before: str, after: str) -> tuple[Year | Iri, Year | Iri]:
    """Say what two arguments mean: documents, places or years.

    Two bare years in which documents were issued mean these documents; `FY2024`, `2024年度` and
    any other year mean the year.

    Raises:
        NotFoundError: an argument names nothing.
    """
    texts = (before, after)
    issued = [_issued_in(reading, text) for text in texts]
    if all(issued):
        return issued[0][0], issued[1][0]
    years = [_year(reading, text) for text in texts]
    if years[0] and years[1]:
        return years[0], years[1]
    found = [
        documents[0] if documents else year or reading.resolve(text, kinds=_KINDS)
        for text, documents, year in zip(texts, issued, years, strict=True)
    ]
    return found[0], found[1]


def meaning_of_years(reading: Reading, before: str, after: str) -> str:
    """Say what bare years are taken to mean; an empty text where nobody could take them amiss.

    They mean documents, or years where a view of the graph leaves out the document of that year.
    """
    texts = (before, after)
    issued = [_issued_in(reading, text) for text in texts]
    if all(issued):
        titles = [reading.labels.of(documents[0]) for documents in issued]
        return _TAKEN[reading.lang].format(*titles, *texts)
    hidden = {text: _hidden_in(reading, text) for text in texts}
    said = [
        _HIDDEN[reading.lang].format(text, reading.labels.of(documents[0]))
        for text, documents in hidden.items()
        if documents
    ]
    return "\n".join(said)


def aspect_of(reading: Reading, text: str) -> str:
    """Find an aspect by its word (`goal`) or its name in the reader's language.

    Raises:
        UsageError: there is none of that name; all are listed.
    """
    named = {fold(aspect_name(reading, aspect)): aspect for aspect in ASPECTS}
    named |= {fold(aspect): aspect for aspect in ASPECTS}
    if fold(text) not in named:
        known = ", ".join(f"{aspect} ({aspect_name(reading, aspect)})" for aspect in ASPECTS)
        raise UsageError(f"--aspect '{text}': no such aspect. there are {known}")
    return named[fold(text)]


def _issued_in(reading: Reading, text: str) -> list[Iri]:
    """List the documents of a bare year that state anything, by id."""
    if not _YEAR.fullmatch(text):
        return []
    found = [entity(name) for name in reading.evidence.documents()]
    return [d for d in found if reading.labels.text(d, _ISSUED).startswith(text)]


def _hidden_in(reading: Reading, text: str) -> list[Iri]:
    """List the documents of a bare year that a view leaves out; cited ones have no file."""
    if not _YEAR.fullmatch(text) or _issued_in(reading, text):
        return []
    files = reading.store.quads(None, iri("file"), graph=DefaultGraph())
    found = sorted({q.subject for q in files if isinstance(q.subject, Iri)}, key=str)
    return [d for d in found if reading.labels.text(d, _ISSUED).startswith(text)]


def _year(reading: Reading, text: str) -> Year | None:
    """Read a whole year, of the calendar or fiscal; None for any other text."""
    try:
        days = parse_in(text)
    except ValueError:
        return None
    if days.earliest is None or days.latest is None:
        return None
    if (days.latest - days.earliest).days not in (364, 365):
        return None
    fiscal = days.earliest.month == JAPANESE_FISCAL_MONTH
    printed = date_text(str(days.earliest.year), fiscal=fiscal, lang=reading.lang)
    return Year(printed if fiscal or days.earliest.month == 1 else text, days)


def _documents(reading: Reading, one: Iri, other: Iri) -> Sides:
    """Name two documents by their years of issue, by their titles where one has none."""
    years = [reading.labels.text(document, _ISSUED)[:4] for document in (one, other)]
    titles = [reading.labels.of(document) for document in (one, other)]
    named = years if all(years) and years[0] != years[1] else titles
    names = [_OF_YEAR[reading.lang].format(name) if named is years else name for name in named]
    searched = tuple(document.value.removeprefix(ID) for document in (one, other))
    words = {"title": titles[0], "other": titles[1]}
    return replace(
        _sides(reading, "documents", *names, **words), searched=searched, exclusive=False
    )


def _sides(reading: Reading, kind: str, before: str, after: str, **words: str) -> Sides:
    title = _TITLES[reading.lang][kind].format(before=before, after=after, **words)
    return Sides(title, before, after, tuple(reading.evidence.documents()), exclusive=True)


def _is_document(reading: Reading, thing: Iri) -> bool:
    return "Document" in reading.kinds(thing)


def _is_place(reading: Reading, thing: Iri) -> bool:
    return bool({"Country", "Region"} & set(reading.kinds(thing)))
