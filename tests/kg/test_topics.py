"""The topics that join the years: what reaches none or too many is listed; ours are in order."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg.check import check
from kg.project import DATA, ONTOLOGY
from kg.tables import Package

NONE, MANY = "entity-without-topic", "entity-with-many-topics"
KINDS = {"Field", "Goal", "Programme", "Technology"}


TOPICS = (
    "field-rainbow",
    "goal-national-light",
    "goal-resilience",
    "goal-terminals",
    "programme-night-sky",
    "programme-tsukifune",
    "tech-light-parts",
)


def found(root: Path, rule: str) -> list[str]:
    """The files of what one check lists; no other check may have anything to say."""
    said = [str(violation) for violation in check(Package.read(root), ONTOLOGY)]
    assert [line for line in said if f":{rule}:" not in line] == []
    return [line.split(":", 1)[0] for line in said]


def add(root: Path, name: str, *lines: str) -> None:
    """Add rows to a table, in their place."""
    path = root / name
    header, *kept = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, *sorted([*kept, *lines])]) + "\n", "utf-8")


def drop(root: Path, row: str) -> None:
    path = root / "crosswalk" / "topics.csv"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{row},")]
    path.write_text("\n".join(kept) + "\n", "utf-8")


def give(root: Path, subject: str, *topics: str) -> None:
    add(
        root,
        "crosswalk/topics.csv",
        *(f"t-{subject}-{t},{subject},hasTopic,{t},curated,a reason" for t in topics),
    )


def four(root: Path) -> tuple[str, ...]:
    """Mint four more topics."""
    names = ("Bread", "River", "Stone", "Winter")
    for name, label in zip(names, ("麦餅", "大河", "岩石", "冬季"), strict=True):
        end = "," * 9
        add(root, "entities/topic.csv", f"topic-{name.lower()},Topic,,{label},{name},ours{end}")
    return tuple(f"topic-{name.lower()}" for name in names)


@pytest.fixture
def topical(copy: Path) -> Path:
    """A copy of the mini package whose every end and means reaches its one topic."""
    for subject in TOPICS:
        give(copy, subject, "topic-light")
    return copy


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_data_whose_topics_are_not_begun_are_not_asked(mini: Path) -> None:
    assert found(mini, NONE) == []


def test_all_that_has_a_topic_or_is_below_one_passes(topical: Path) -> None:
    assert found(topical, NONE) == []


def test_what_has_no_topic_of_its_own_or_above_it_is_listed(topical: Path) -> None:
    drop(topical, "t-goal-terminals-topic-light")
    assert found(topical, NONE) == ["entities/goal.csv"]


def test_the_loss_of_a_topic_shows_below(topical: Path) -> None:
    # the rainbow programme is a means of the field, the rainbow switch is narrower than light parts
    drop(topical, "t-field-rainbow-topic-light")
    assert found(topical, NONE) == ["entities/field.csv", "entities/programme.csv"]
    drop(topical, "t-tech-light-parts-topic-light")
    assert found(topical, NONE).count("entities/technology.csv") == 2


def test_a_retired_entity_needs_no_topic(topical: Path) -> None:
    row = "goal-old,Goal,,昔の願い,Old wish,ours,,,,,,,{},{},"
    add(topical, "entities/goal.csv", row.format("", ""))
    assert found(topical, NONE) == ["entities/goal.csv"]
    path = topical / "entities" / "goal.csv"
    path.write_text(
        path.read_text("utf-8").replace(
            row.format("", ""), row.format("retired", "goal-terminals")
        ),
        "utf-8",
    )
    assert found(topical, NONE) == []


@pytest.mark.parametrize(
    ("subject", "listed"),
    [
        ("tech-rainbow-switch", ["entities/technology.csv"]),
        # the rainbow switch inherits all of them, since it has none of its own
        ("tech-light-parts", ["entities/technology.csv", "entities/technology.csv"]),
    ],
)
def test_more_than_three_topics_are_listed(topical: Path, subject: str, listed: list[str]) -> None:
    give(topical, subject, *four(topical))
    assert found(topical, MANY) == listed


def test_three_topics_are_not_too_many(topical: Path) -> None:
    give(topical, "tech-rainbow-switch", *four(topical)[:3])
    assert found(topical, MANY) == []


def test_own_topics_go_before_those_above(topical: Path) -> None:
    give(topical, "tech-light-parts", *four(topical))
    give(topical, "tech-rainbow-switch", "topic-light")
    assert found(topical, MANY) == ["entities/technology.csv"]


def test_there_are_a_few_dozen_topics_and_each_is_used() -> None:
    topics = {row["id"] for row in rows("entities/topic.csv")}
    used = Counter(row["object"] for row in rows("crosswalk/topics.csv"))
    assert 25 <= len(topics) <= 40
    assert set(used) == topics
    assert min(used.values()) >= 5


def test_only_what_is_asked_for_has_topics_and_none_more_than_three() -> None:
    own: dict[str, set[str]] = defaultdict(set)
    for row in rows("crosswalk/topics.csv"):
        own[row["subject"]].add(row["object"])
    wanted = {
        row["id"]
        for path in (DATA / "entities").glob("*.csv")
        for row in rows(f"entities/{path.name}")
        if KINDS & set(row["type"].split("; ")) and row["status"] != "retired"
    }
    assert set(own) <= wanted
    assert all(len(own[subject]) <= 3 for subject in own)


def test_the_reasons_are_not_one_phrase() -> None:
    notes = Counter(row["note"] for row in rows("crosswalk/topics.csv"))
    assert len(notes) >= sum(notes.values()) / 2
    assert max(notes.values()) <= sum(notes.values()) / 20


@pytest.mark.parametrize(
    ("topic", "subjects"),
    [
        ("topic-optical-network", {"tech-innovative-network", "tech-apn", "field-apn"}),
        (
            "topic-quantum-communication",
            {"tech-quantum-ict", "field-2020-area-quantum-ict", "field-quantum-cryptography"},
        ),
        (
            "topic-space-weather",
            {"tech-space-environment-observation", "tech-space-weather-forecast"},
        ),
        ("topic-rd-tax", {"taxarea6-quantum", "goal-rd-tax-predictability"}),
        ("topic-language", {"tech-multilingual-translation", "goal-no-language-barrier"}),
    ],
)
def test_a_topic_joins_the_years(topic: str, subjects: set[str]) -> None:
    under = {row["subject"] for row in rows("crosswalk/topics.csv") if row["object"] == topic}
    assert subjects <= under
