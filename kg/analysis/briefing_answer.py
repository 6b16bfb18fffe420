"""The answer of a briefing: who serves the thing, with how much, by whom, how safely.

Relies on the sections, so that every number is one that they show.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.analysis.briefed import Row, Section
from kg.analysis.briefing_scope import BODY, CHALLENGE, GOAL, PLACE, THING, TOPIC, WORK, Scope
from kg.analysis.briefing_words import NAMED, WORDS, money, names
from kg.analysis.funds import Total
from kg.labels import Labels

BUDGET = "money-budget"
# Sort → how its weak points are told, where it is not what it alone supports.
_WEAK = {GOAL: "weak", CHALLENGE: "weak", PLACE: "alone-weak", TOPIC: "alone-weak"}
FEWER = 2  # names where two lists of them are told


def answered(
    labels: Labels, scope: Scope, spent: Sequence[Total], sections: Sequence[Section], *,
    abroad: int, points: int,
) -> Row:  # fmt: skip
    """Answer in a few short clauses, with the citations of what they rest on.

    `abroad`: how many of the means are other countries'; `points`: how many weak points there are.
    """
    words = WORDS[labels.lang]
    told = {section.key: section for section in sections}
    parts = [*_served(labels, scope, abroad), _spent(labels, scope, spent)]
    named = dict.fromkeys(row.cells[0] for row in told["involved"].rows)
    if bodies := [name for name in named if name != labels.of(scope.subject)][:NAMED]:
        parts.append(words["bodies"].format(first=words["between"].join(bodies)))
    if points:
        parts.append(words[_WEAK.get(scope.sort, "only-weak")].format(n=points))
    elif scope.sort in (GOAL, CHALLENGE) and scope.near:
        parts.append(words["safe"])
    cited = (row.citations for section in sections for row in section.rows[:1])
    places = tuple(dict.fromkeys(place for found in cited for place in found))
    return Row((words["stop"].join(parts) + words["stop"].strip(),), places)


def _served(labels: Labels, scope: Scope, abroad: int) -> Iterable[str]:
    """Say what serves the subject, and what it serves."""
    words, name = WORDS[labels.lang], labels.of(scope.subject)
    sorts = {GOAL, CHALLENGE, PLACE, TOPIC, BODY, THING}
    count = len(scope.means)
    twice = scope.frames or (scope.sort == THING and scope.ends)
    most = FEWER if twice else NAMED
    if scope.sort in sorts:
        shared = scope.sort in (GOAL, CHALLENGE) and any(
            hop.shares for path in scope.paths[:1] for hop in path.hops
        )
        sort = "shared" if shared else scope.sort if count else "none"
        few = bool(scope.near) and len(scope.near) < count and scope.sort in (GOAL, CHALLENGE)
        first = names(labels, scope.near if few else scope.means, most)
        direct = words["direct"].format(n=len(scope.near)) if few else ""
        others = words["abroad"].format(n=abroad) if abroad else ""
        yield words[sort].format(name=name, n=count, first=first, direct=direct, abroad=others)
    if scope.frames:
        yield words["frames"].format(n=len(scope.frames), first=names(labels, scope.frames, most))
    if scope.sort in (WORK, THING):
        ends = scope.ends
        few = bool(scope.near) and len(scope.near) < len(ends)
        direct = words["direct"].format(n=len(scope.near)) if few else ""
        sort = "means" if ends else "no-ends"
        if ends or scope.sort == WORK:
            first = names(labels, scope.near or ends, most)
            yield words[sort].format(name=name, n=len(ends), first=first, direct=direct)


def _spent(labels: Labels, scope: Scope, spent: Sequence[Total]) -> str:
    """Say the newest and the largest sum of the currency that most are in."""
    words = WORDS[labels.lang]
    if not spent:
        return words["no-money"]
    (currency, _), *_ = Counter(total.purse.currency for total in spent).most_common(1)
    compared = [total for total in spent if total.purse.currency == currency]
    # A budget says more than the ceiling of one call.
    newest = max(compared, key=lambda t: (t.purse.kind == BUDGET, t.purse.when, t.amount))
    largest = max(compared, key=lambda total: total.amount)
    amounts = [_amount(labels, scope, total) for total in (newest, largest)]
    if newest == largest:
        return words["one-sum"].format(n=len(spent), amount=amounts[1])
    return words["sums"].format(n=len(spent), newest=amounts[0], amount=amounts[1])


def _amount(labels: Labels, scope: Scope, total: Total) -> str:
    """Tell a sum with its time, stage and kind, and whose it is if one thing's."""
    *label, amount = money(total.purse, total.amount, labels)
    told = " ".join((*(text for text in label[total.purse.when == "" :] if text), amount))
    owners = {figure.owner for figure in total.figures}
    whose = (
        WORDS[labels.lang]["whose"].format(names(labels, owners))
        if len(owners) == 1 and owners != {scope.subject}
        else ""
    )
    return told + whose
