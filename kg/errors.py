"""What can go wrong, and how it is said: where, what, how to mend it.

KgError
├── DataError      the data package is faulty: every violation of the run (exit 1)
├── NotFoundError  nothing by that name; the nearest names are offered (exit 1)
└── UsageError     a wrong parameter, query, option or a missing graph (exit 2)
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One fault of the data, with its place.

    >>> str(Violation("data/money.csv", 7, "amount", "'12,0' is not a number", "write 120"))
    "data/money.csv:7:amount: '12,0' is not a number. write 120"
    """

    file: str
    line: int
    column: str
    what: str
    fix: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.what}. {self.fix}"


class KgError(Exception):
    """Base of all errors that a user can mend; `exit_code` is what a command returns."""

    exit_code = 2


class DataError(KgError):
    """The data package breaks its own rules; `violations` are sorted by file and line."""

    exit_code = 1

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = sorted(set(violations))
        lines = [str(violation) for violation in self.violations]
        super().__init__("\n".join([*lines, f"{len(lines)} violation(s)"]))


class NotFoundError(KgError):
    """Nothing matches; the message offers the nearest names."""

    exit_code = 1


class UsageError(KgError):
    """A parameter, query, option or path cannot be used as given."""
