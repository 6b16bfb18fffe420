"""Times: EDTF level 1 values and fiscal years as days, and dates printed in Japanese text.

Relies on `folding` and, for the rarer forms of EDTF only, on the `edtf` package.
"""

import calendar as months
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from kg.folding import narrow

_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018, "S": 1925, "H": 1988, "R": 2018}
# Month and year offset of a calendar's first day.
_CALENDARS = {"cy": (1, 0), "jp-fy": (4, 0), "us-fy": (10, -1)}
# First month of each season; winter runs into the next year.
_SEASONS = {"21": 3, "22": 6, "23": 9, "24": 12}

_YEAR = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)[~?%]?", re.ASCII)
_PLAIN = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_QUALIFIED = re.compile(r"\d{4}-(?:\d\d|XX)(?:-(?:\d\d|XX))?[~?%]?", re.ASCII)
_OPEN = ("", "..")
_HELP = "Write EDTF level 1, as 2026, 2026-03, 2026-03-09, 2030~, 203X or 2025-04/2028-03."


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both included; None where the time is open or unknown."""

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"time ends {self.latest}, before {self.earliest}. Swap the two ends.")


@cache
def bounds(when: str, calendar: str = "cy") -> Interval:
    """Read an EDTF level 1 value in a calendar (`cy`, `jp-fy`, `us-fy`).

    Strict: `~`, `?` and `%` do not widen the time. A calendar moves years only;
    months and days are themselves. Season 24 is December to February.

    >>> bounds("2026", "jp-fy")
    Interval(earliest=datetime.date(2026, 4, 1), latest=datetime.date(2027, 3, 31))
    >>> bounds("2030~/..")
    Interval(earliest=datetime.date(2030, 1, 1), latest=None)

    Raises:
        ValueError: `when` is not EDTF level 1, names no real day or ends before it
            starts, or `calendar` is unknown.

    """
    if calendar not in _CALENDARS:
        raise ValueError(f"calendar '{calendar}' is unknown. Use cy, jp-fy or us-fy.")
    start, slash, end = when.partition("/")
    if not slash:
        return _single(when, calendar)
    earliest = None if start in _OPEN else _single(start, calendar).earliest
    latest = None if end in _OPEN else _single(end, calendar).latest
    return Interval(earliest, latest)


def _single(when: str, calendar: str) -> Interval:
    """Read a value that is no interval."""
    try:
        if match := _YEAR.fullmatch(when):
            return _years(match[1], calendar)
        if match := _PLAIN.fullmatch(when):
            return _plain(int(match[1]), match[2], match[3])
        if _QUALIFIED.fullmatch(when):
            return _by_edtf(when)
    except ValueError as error:
        raise ValueError(f"'{when}' names no real time ({error}). {_HELP}") from None
    raise ValueError(f"'{when}' is not a time. {_HELP}")


def _years(digits: str, calendar: str) -> Interval:
    month, offset = _CALENDARS[calendar]
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return _run(first + offset, month, 12 * (last - first + 1))


def _plain(year: int, month: str, day: str | None) -> Interval:
    """Read a month, a season or a day, far faster than `edtf` (4 ms a value)."""
    if day is not None:
        only = date(year, int(month), int(day))
        return Interval(only, only)
    if month in _SEASONS:
        return _run(year, _SEASONS[month], 3)
    return _run(year, int(month), 1)


def _run(year: int, month: int, length: int) -> Interval:
    """Span `length` whole months from the given one."""
    first = date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month + length - 2, 12)
    last_day = months.monthrange(last_year, last_month + 1)[1]
    return Interval(first, date(last_year, last_month + 1, last_day))


def _by_edtf(when: str) -> Interval:
    # Imported here: 70-100 ms that most commands never need.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        value = parse_edtf(when)
    except EDTFParseException:
        raise ValueError("not a month or day of the calendar") from None
    first, last = value.lower_strict(), value.upper_strict()
    return Interval(date(*first[:3]), date(*last[:3]))


def parse_in(text: str) -> Interval:
    """Read the time that a user types after `--in`: EDTF or a date as documents print it.

    Raises ValueError for any other text.

    >>> parse_in("令和8年度") == parse_in("FY2026") == bounds("2026", "jp-fy")
    True
    """
    plain = narrow(text).upper().replace(" ", "")
    american = plain.startswith("US")
    plain = plain.removeprefix("US").removeprefix("-")
    try:
        printed = dates(plain)
        if printed and printed[0].text == plain:
            return bounds(printed[0].interval, "us-fy" if american else printed[0].calendar)
        return bounds(plain, "us-fy" if american else "cy")
    except ValueError:
        raise ValueError(
            f"'{text}' is not a time. Write 2026, 2026-03, FY2026, 令和8年度, R8年度, "
            "US FY2025 or EDTF as 2025-04/2028-03."
        ) from None


def overlaps(a: Interval, b: Interval) -> bool:
    """Tell whether two times share a day; an open end reaches for ever.

    >>> overlaps(bounds("2030/.."), bounds("2026/2030"))
    True
    """
    starts = (a.earliest or date.min) <= (b.latest or date.max)
    return starts and (b.earliest or date.min) <= (a.latest or date.max)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A printed date in EDTF; X stands for digits that are not printed (XXXX-02-19).

    Spans count the characters of the text as given; `text` is `[start:end]` of it.
    """

    interval: str
    calendar: Literal["cy", "jp-fy"]
    start: int
    end: int
    text: str


_ATOM = re.compile(
    r"""
    (?:(?: (?P<era>令和|平成|昭和|(?<![A-Za-z0-9])[RHS])[ .]?
           (?P<n>元|(?:0?[1-9]|[1-9]\d)(?![\d,A-Za-z]))
         | (?<![A-Za-z0-9])(?P<fy>FY)[ ]?(?P<fyear>20\d\d)(?!\d)
         | (?<![\dA-Za-z./])(?<![A-Za-z]-)(?<!\d,)(?P<y>(?:19|20)\d\d)(?![\d,%A-Za-z])
       )
       (?:[ ]?\((?:令和|平成|昭和)?[ ]?[\d元]{1,4}[ ]?年?\)(?=[ ]?年))?
       (?: \s?(?P<kind>年度|年代|年(?!間))
           (?:[ ]?\((?:(?:令和|平成|昭和)[ ]?[\d元]+|\d{4})[ ]?年\)(?=[ ]?\d\d?[ ]?月))?
           (?:\s?(?P<m>\d\d?)(?:[ ]?月|(?=[-~]\d\d?[ ]?月))(?:\s?(?P<d>\d\d?)[ ]?日)?)?
         | [./](?P<dm>\d\d?)(?!\d)(?:[./](?P<dd>\d\d?)(?!\d))?月?
         | -(?P<im>\d\d)-(?P<id>\d\d)(?!\d)
       )?
     | (?<![\d.,/])(?P<om>\d\d?)(?:[ ]?月(?![間面])|(?=[-~]\d\d?[ ]?月))(?:[ ]?(?P<od>\d\d?)[ ]?日)?
     | (?<![\d.,/])(?P<day>\d\d?)[ ]?日(?![間本当あ米欧英独仏豪印中韓]|平均|程度|[ ]?以[内上])
     | (?<![\d.,])(?P<yy>\d\d)[ ]?年度
    )
    (?P<about>\s?(?:頃|ごろ|前後))?(?:[ ]?(?P<season>[春夏秋冬])(?![田日葉]))?
    (?P<budget>[ ]?(?:補正|当初))?
    """,
    re.VERBOSE,
)
_SEASON_SIGNS = {"春": "21", "夏": "22", "秋": "23", "冬": "24"}
_BUDGET = re.compile(r"\s?(?:第?\d次)?(?:補正|当初|予算|概算)")
_TO = re.compile(r"\s?(?:[-~ー]|から)\s?")
_ONWARD = re.compile(r" ?~(?! ?[\d令平昭RHS])")
_UNTIL = re.compile(r"(?:^|[(【\[・:])~ ?$")


@dataclass(frozen=True, slots=True)
class _Atom:
    """One printed date before ranges are joined; `bare` if only a year's digits tell it."""

    parts: tuple[str, ...]
    about: bool
    fiscal: bool
    bare: bool
    start: int
    end: int

    def edtf(self) -> str:
        return "-".join(self.parts) + "~" * self.about


def dates(text: str) -> list[DateMention]:
    """Read the dates of a text in order, ranges joined; 年度, 補正, 当初 and 予算 are fiscal.

    >>> [(d.interval, d.calendar) for d in dates("R7補正、2026～2030年度、2030年頃、2月19日")]
    [('2025', 'jp-fy'), ('2026/2030', 'jp-fy'), ('2030~', 'cy'), ('XXXX-02-19', 'cy')]
    """
    return list(_dates(text))


@lru_cache(maxsize=4096)
def _dates(text: str) -> tuple[DateMention, ...]:
    flat = narrow(text)
    atoms = [atom for match in _ATOM.finditer(flat) if (atom := _atom(match, flat))][::-1]
    mentions: list[DateMention] = []
    while atoms:
        first = atoms.pop()
        if atoms and _TO.fullmatch(flat, first.end, atoms[-1].start):
            last = _completed(atoms[-1], first)
            if not first.parts[0].isdigit() or first.parts[0] <= last.parts[0]:
                first = replace(first, fiscal=first.fiscal or last.fiscal, end=last.end)
                mentions.append(_mention(first, text, f"{first.edtf()}/{last.edtf()}"))
                atoms.pop()
                continue
        mentions += _alone(first, flat, text)
    return tuple(mentions)


def _mention(atom: _Atom, text: str, interval: str) -> DateMention:
    calendar: Literal["cy", "jp-fy"] = "jp-fy" if atom.fiscal else "cy"
    return DateMention(interval, calendar, atom.start, atom.end, text[atom.start : atom.end])


def _alone(atom: _Atom, flat: str, text: str) -> list[DateMention]:
    """Read a date that is no range; a bare year counts between parentheses only."""
    interval = atom.edtf()
    if onward := _ONWARD.match(flat, atom.end):
        atom, interval = replace(atom, end=onward.end()), f"{interval}/.."
    elif until := _UNTIL.search(flat[: atom.start]):
        start = flat.index("~", until.start())
        atom, interval = replace(atom, start=start), f"../{interval}"
    fenced = flat[atom.start - 1 : atom.start] == "(" and flat[atom.end : atom.end + 1] == ")"
    if atom.bare and not fenced:
        return []
    return [_mention(atom, text, interval)]


def _completed(last: _Atom, first: _Atom) -> _Atom:
    """Give the end of a range what only its start prints: 2025年7月～9月, 2022～24年度."""
    year, *rest = last.parts
    if year.startswith("XX") and first.parts[0].isdigit():
        century, short = first.parts[0][:2], year[2:]
        wraps = rest[0] < first.parts[1] if short == "XX" and first.parts[1:] and rest else False
        year = str(int(first.parts[0]) + wraps) if short == "XX" else century + short
    if rest and rest[0] == "XX" and len(first.parts) > 1:
        rest[0] = first.parts[1]
    return replace(last, parts=(year, *rest))


def _atom(match: re.Match[str], flat: str) -> _Atom | None:
    found = {name: text for name, text in match.groupdict().items() if text}
    month = next((found[name] for name in ("m", "dm", "im", "om") if name in found), "")
    day = next((found[name] for name in ("d", "dd", "id", "od", "day") if name in found), "")
    year = _printed_year(found)
    named = bool({"kind", "budget"} & found.keys()) or bool(month)
    # H2 is hydrogen and S3 a store; R7 and H30 alone are years.
    chemical = found.get("era") == "S" or (found.get("era") == "H" and len(found["n"]) == 1)
    if not _is_real(year, month, day) or (chemical and not named):
        return None
    if "season" in found and "kind" in found and not month:
        month = _SEASON_SIGNS[found["season"]]
    parts = [year, *(part.zfill(2) for part in (month or "XX" * bool(day), day) if part)]
    budget = not month and bool(_BUDGET.match(flat, match.end()))
    fiscal = found.get("kind") == "年度" or budget or bool({"fy", "yy", "budget"} & found.keys())
    bare = "y" in found and not named
    return _Atom(tuple(parts), "about" in found, fiscal, bare, match.start(), match.end())


def _printed_year(found: dict[str, str]) -> str:
    if "era" in found:
        return str(_ERAS[found["era"]] + (1 if found["n"] == "元" else int(found["n"])))
    year = found.get("y") or found.get("fyear") or f"XX{found.get('yy', 'XX')}"
    return f"{year[:3]}X" if found.get("kind") == "年代" else year


def _is_real(year: str, month: str, day: str) -> bool:
    """Tell whether the day exists; what is not printed may be anything."""
    try:
        return bool(date(int(year) if year.isdigit() else 2000, int(month or 1), int(day or 1)))
    except ValueError:
        return False
