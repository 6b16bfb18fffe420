"""Words of names and queries, each in one spelling: plurals, British and American, foreign kana.

Relies on `fold_loose`; looser than any folding, so for search alone, never to tell names apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.folding import fold_loose

# A word with its hyphens and points; then the scripts of Japanese, which sets no blanks.
_LATIN = r"[^\W_ぁ-ヿ㐀-鿿豈-﫿々〆]+"
_RUNS = re.compile(rf"{_LATIN}(?:[-.‐‑–'’&]{_LATIN})*|[ァ-ヺーｦ-ﾟ・]+|[ぁ-ゖ]+|[㐀-鿿豈-﫿々〆]+|\n")
_PARTS = re.compile(_LATIN)
# Small words that tell nothing of what is meant.
_EMPTY = frozenset(
    "a an and at by for from in into its of on or the to with ノ ヲ ニ ハ ガ ト デ ヘ ヤ モ ナ "
    "カラ マデ ヨリ ノタメ ノタメノ ニオケル ニヨル ニカンスル ニツイテ トハ".split()
)
# Endings on which British and American spelling differ, after the plural's s is gone.
_ENDING = re.compile(
    r"is(?=(?:e|ed|ing|ation|ational)$)|(?<=[bt])re$|(?<=\w{3})our(?=(?:al|ed|ing)?$)|(?<=gram)me$"
    r"|(?<=log)ue$|(?<=ag)e(?=ing$)|(?<=[aeiou]l)l(?=(?:ing|ed)$)|(?<=(?:def|lic|off)en)c(?=e$)"
)
_AMERICAN = {"is": "iz", "re": "er", "our": "or", "c": "s"}
_PLURAL = re.compile(r"(?<=[a-z0-9]{2})(?:(?<=x|z)es|(?<=ch|sh|ss)es|(?<!s)s)$")
# デイ for ディ, エイ for エー, オウ for オー: the second vowel only draws out the first.
_DRAWN_OUT = re.compile("(?<=[エケセテネヘメレゲゼデベペ])イ|(?<=[オコソトノホモヨロゴゾドボポ])ウ")
_LEAST_ALIKE = 0.7  # two words share at least so much, or one is no slip of the other
_SHARED_PAIRS = 0.6  # of the pairs of neighbouring characters of a Japanese word


def words(text: str) -> tuple[str, ...]:
    """Split a text into words in one spelling, at blanks and where the script changes.

    >>> words("NICT Innovation Centres"), words("ディジタル・ディバイドの解消")
    (('nict', 'innovation', 'center'), ('デジタルデバイド', '解消'))
    """
    spelled = (part for run in _split(text) for part in _spelled_parts(run))
    return tuple(word for word in spelled if word not in _EMPTY)


def alike(text: str) -> str:
    """Join the words of a text: two names alike are one but for spelling, hyphens and plurals.

    >>> alike("All-photonics networks") == alike("all photonics network")
    True
    """
    return "".join(words(text))


def key(name: str) -> str:
    """Write a name for `held`: its words between blanks, hyphenated ones joined too.

    >>> key("O-RAN標準")
    ' o ran oran 標準 '
    """
    return keys([name])[0][0]


def keys(names: Sequence[str]) -> list[tuple[str, str]]:
    """Write the `key` of every name, and what `alike` makes of it.

    >>> keys(["O-RAN標準", "The AI agents"])
    [(' o ran oran 標準 ', 'oran標準'), (' the ai agent ', 'aiagent')]
    """
    # One text of all names: splitting twenty thousand one by one takes three times as long.
    written: list[tuple[str, str]] = []
    held: list[str] = []
    joined: list[str] = []
    for run in _split("".join(f"{' '.join(name.split())}\n" for name in names)):
        if run == "\n":
            written.append((f" {' '.join(held)} ", "".join(joined)))
            held, joined = [], []
        else:
            parts = _spelled_parts(run)
            held += parts
            joined += [part for part in parts if part not in _EMPTY]
            if len(parts) > 1:
                held.append("".join(parts))
    return written


def _split(text: str) -> list[str]:
    """Split a text at blanks and where the script changes; a hyphenated word is one run."""
    found: list[str] = _RUNS.findall(unicodedata.normalize("NFKC", text))
    return found


@lru_cache(maxsize=65_536)
def _spelled_parts(run: str) -> tuple[str, ...]:
    """Put the parts of a run into their one spelling; marks alone are none."""
    spelled = (
        _spelled(part) for part in ([run] if run.isalnum() else _PARTS.findall(run) or [run])
    )
    return tuple(word for word in spelled if word)


def held(word: str, name: str) -> float:
    """Say how well a name's `key` holds a word: 1 whole, less for its beginning, 0 not at all."""
    if not word.isascii():
        return 1.0 if word in name else 0.0
    if f" {word} " in name:
        return 1.0
    return 0.8 if len(word) > 2 and f" {word}" in name else 0.0


def shared(word: str, name: str) -> float:
    """Say how much of a Japanese word a name's key holds in pairs of neighbours; 0 if little."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(pairs) < 2 or word.isascii():
        return 0.0
    share = sum(pair in name for pair in pairs) / len(pairs)
    return share if share >= _SHARED_PAIRS else 0.0


def slips(word: str, known: list[str]) -> dict[str, float]:
    """Find the known words that one may have meant, with how alike they are in 0…1."""
    if len(word) < 4:
        return {}
    found = process.extract(
        word, known, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE, limit=5
    )
    return {match: float(score) for match, score, _ in found}


@lru_cache(maxsize=65_536)
def _spelled(part: str) -> str:
    """Put one word into its one spelling."""
    word = fold_loose(part)
    if not word.isascii():
        return _DRAWN_OUT.sub("", word)
    if len(word) > 3 and word.endswith("s"):
        word = word[:-3] + "y" if word.endswith("ies") else _PLURAL.sub("", word)
    if len(word) < 5:
        return word
    return _ENDING.sub(lambda ending: _AMERICAN.get(ending[0], ""), word)
