"""Search by words: which entity's names, taken together, hold all words of a text.

Relies on `spelling`; a phrase that names an entity may also stand as another name of that entity,
so that Japanese, English and abbreviations find each other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.namespaces import ID, Iri
from kg.spelling import alike, held, key, keys, shared, slips, words

LONGEST = 6  # words of a phrase that is looked up as a name
OTHER_NAME = 0.9  # how good a match by another name of the same thing is
BREVITY = 0.4  # weight of how much of the text one name holds and of how little else it says
ASIDE = 0.5  # how good a match is that stands only in what a name adds in brackets
_BRACKET = re.compile(r"[（(]")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity found by words: the name that holds most of them, how close in 0…1."""

    iri: Iri
    name: str
    closeness: float


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as written, its `key`, and how many characters its words have."""

    text: str
    key: str
    length: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that stand together in a text, and the keys of what else names the same thing."""

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    meant: tuple[tuple[str, float], ...] = ()  # for one unknown word: known ones, how alike

    @property
    def length(self) -> int:
        return sum(len(word) for word in self.words)


class Phrases:
    """All names by entity; read when the first text is looked for."""

    def __init__(self, names: Sequence[tuple[str, Iri]]) -> None:
        """Take every name with whose it is; an id is a name too, since it is readable."""
        self._names: dict[Iri, list[_Name]] = {}
        self._whole: dict[str, list[tuple[Iri, str]]] = {}
        spelled = keys([name for name, _ in names])
        for (name, subject), (written, joined) in zip(names, spelled, strict=True):
            self._names.setdefault(subject, []).append(_Name(name, written, len(joined)))
            self._whole.setdefault(joined, []).append((subject, name))
        subjects = [subject for subject in self._names if "/" not in _local(subject)]
        readable = keys([_local(subject) for subject in subjects])
        for subject, (written, joined) in zip(subjects, readable, strict=True):
            named = self._names[subject]
            named.append(_Name(named[0].text, written, len(joined)))
        self._joined = {s: "\n".join(n.key for n in named) for s, named in self._names.items()}

    def alike(self, text: str) -> dict[Iri, str]:
        """Give the entities one of whose names is the text but for spelling."""
        joined = alike(text)
        return dict(self._whole.get(joined, ())) if joined else {}

    def find(self, text: str) -> list[Found]:
        """List the entities whose names hold every word of a text, the closest first."""
        phrases = self._phrases(words(text))
        found = (self._match(subject, phrases, 1.0, exact=True) for subject in self._joined)
        return _best(found)

    def near(self, text: str, *, least: float) -> list[Found]:
        """List the entities whose names hold most of a text, slips of the pen forgiven."""
        phrases = self._phrases(words(text), forgiving=True)
        found = (self._match(subject, phrases, least, exact=False) for subject in self._joined)
        return _best(found)

    @cached_property
    def _known(self) -> list[str]:
        """Every word of every name, sorted."""
        return sorted({word for text in self._joined.values() for word in text.split()})

    def _phrases(self, asked: Sequence[str], *, forgiving: bool = False) -> list[_Phrase]:
        """Cut a text into the longest phrases that are names; other words stand alone."""
        phrases, start = [], 0
        while start < len(asked):
            ends = range(min(len(asked), start + LONGEST), start, -1)
            end = next((e for e in ends if "".join(asked[start:e]) in self._whole), start + 1)
            part = tuple(asked[start:end])
            meant = slips(part[0], self._known) if forgiving and len(part) == 1 else {}
            phrases.append(_Phrase(part, self._others(part), tuple(meant.items())))
            start = end
        return phrases

    def _others(self, part: Sequence[str]) -> tuple[str, ...]:
        """Give the keys of all other names of what a phrase names, but no part of the phrase."""
        named = (subject for subject, _ in self._whole.get("".join(part), ()))
        others = {name.key for subject in named for name in self._names[subject]}
        return tuple(sorted(o for o in others if o not in f" {' '.join(part)} "))

    def _match(
        self, subject: Iri, phrases: Sequence[_Phrase], least: float, *, exact: bool
    ) -> Found | None:
        joined = self._joined[subject]
        length = sum(phrase.length for phrase in phrases)
        fits = [_fit(phrase, joined, exact)[0] for phrase in phrases]
        if not length or (exact and not all(fits)):
            return None
        quality = sum(f * p.length for f, p in zip(fits, phrases, strict=True)) / length
        if not exact and quality < least:
            return None
        names = [name for name in self._names[subject] if name.length]
        most, text = max((_filled(name, phrases, length, exact), name.text) for name in names)
        return Found(subject, text, quality * (1 - BREVITY + BREVITY * most))


def _filled(name: _Name, phrases: Sequence[_Phrase], length: int, exact: bool) -> float:
    """Say in 0…1 how much of the phrases one name holds, and how little else it says."""
    fits = [_fit(phrase, name.key, exact) for phrase in phrases]
    held = sum(fit * phrase.length for (fit, _), phrase in zip(fits, phrases, strict=True))
    filled = held / length * min(1.0, sum(fit * covered for fit, covered in fits) / name.length)
    own = _BRACKET.split(name.text, maxsplit=1)
    if filled and len(own) > 1 and own[0]:
        head = key(own[0])
        return filled if any(_fit(p, head, exact)[0] for p in phrases) else filled * ASIDE
    return filled


def _local(subject: Iri) -> str:
    return subject.value.removeprefix(ID)


def _fit(phrase: _Phrase, text: str, exact: bool) -> tuple[float, int]:
    """Say in 0…1 how well names hold a phrase, and how many of their characters it takes.

    Held are all its words, or another name of the thing.
    """
    single = [_word(word, phrase, text, exact) for word in phrase.words]
    own = sum(single) / len(single) if all(single) or not exact else 0.0
    if own < OTHER_NAME:
        held = [other for other in phrase.others if other in text or _cjk(other, text)]
        if held:
            return OTHER_NAME, max(len(other.replace(" ", "")) for other in held)
    return own, phrase.length


def _cjk(other: str, text: str) -> bool:
    """Say whether names hold a Japanese name, which may stand within a longer word."""
    return not other.isascii() and other.strip() in text


def _word(word: str, phrase: _Phrase, text: str, exact: bool) -> float:
    found = held(word, text)
    if exact or found:
        return found
    return max((s for known, s in phrase.meant if f" {known} " in text), default=shared(word, text))


def _best(found: Iterable[Found | None]) -> list[Found]:
    return sorted((f for f in found if f), key=lambda f: (-f.closeness, f.iri.value))
