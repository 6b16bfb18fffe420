"""How a box says what it counts: "31 more programmes", "ほかの事業 31件".

Relies on nothing; English kinds are made plural here, because the vocabulary has the singular.
"""

import re

_OTHER = {"person": "people", "money": "amounts", "means": "means", "series": "series"}


def counted(name: str, count: int, lang: str, *, more: bool = False) -> str:
    """Say how many of a name there are; `more`: besides others that are drawn.

    >>> counted("agency", 4, "en"), counted("programme", 1, "en", more=True)
    ('4 agencies', '1 more programme')
    >>> counted("事業", 31, "ja", more=True)
    'ほかの事業 31件'
    """
    if lang == "ja":
        return f"{'ほかの' if more else ''}{name} {count}件"
    return f"{count} {'more ' if more else ''}{name if count == 1 else plural(name)}"


def plural(name: str) -> str:
    """Return the plural of an English name of a kind.

    >>> plural("user group"), plural("country"), plural("person"), plural("data set (RDF)")
    ('user groups', 'countries', 'people', 'data sets (RDF)')
    """
    head, mark, rest = name.partition(" (")
    words, _, last = head.rpartition(" ")
    if last in _OTHER:
        last = _OTHER[last]
    elif re.search("[^aeiou]y$", last):
        last = f"{last[:-1]}ies"
    else:
        last += "es" if re.search("(?:s|x|z|ch|sh)$", last) else "s"
    return f"{words} {last}{mark}{rest}".strip()
