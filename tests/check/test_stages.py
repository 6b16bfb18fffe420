"""Each stage of the check finds what is planted for it, and says where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import Violation

if TYPE_CHECKING:
    from conftest import Planted


STATEMENTS = "sources/2031-aoba-network-strategy/statements.csv"


def places(faults: list[Violation]) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.column) for fault in faults]


def test_the_mini_package_is_clean(planted: Planted) -> None:
    assert planted.faults(planted.root / "texts") == []


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"subject": "aoba"}, "subject", "'aoba' is no"),
        ({"object": "tsukifune-institute"}, "object", "'tsukifune-institute' is no"),
    ],
    ids=["domain", "range"],
)
def test_an_end_of_the_wrong_class_is_reported_at_its_row(
    planted: Planted, cells: dict[str, str], column: str, words: str
) -> None:
    planted.change("statements", "s13-2", **cells)

    faults = planted.faults()

    assert (STATEMENTS, planted.line("statements", "s13-2"), column) in places(faults)
    assert any(words in fault.what and "develops must be" in fault.what for fault in faults)


def test_the_country_of_an_organisation_must_be_a_country(planted: Planted) -> None:
    planted.change("entities/organisation", "aoba-ministry", country="tsukifune-city")

    [fault] = planted.faults()

    assert fault.file == "entities/organisation.csv"
    assert fault.line == planted.line("entities/organisation", "aoba-ministry")
    assert "'tsukifune-city' is no" in fault.what


def test_two_values_of_a_functional_property_are_reported(planted: Planted) -> None:
    planted.add(
        "statements", id="s01-9", subject="2031-aoba-network-strategy", predicate="locator",
        object="page", lines="1", status="stated",
    )  # fmt: skip

    faults = [fault for fault in planted.faults() if "more than one value of" in fault.what]

    assert places(faults) == [("documents.csv", 2, "locator")]


def test_an_entity_of_two_disjoint_classes_is_reported_at_its_row(planted: Planted) -> None:
    planted.change("entities/person", "hoshino-hikaru", type="Person; Organisation")

    faults = [fault for fault in planted.faults() if "is both" in fault.what]

    assert places(faults) == [("entities/person.csv", 2, "type")]
    assert "'hoshino-hikaru' is both Organisation and Person" in faults[0].what


@pytest.mark.parametrize(
    ("table", "row", "cells", "words"),
    [
        ("money", "m24-1", {"owner": ""}, "owner"),
        ("targets", "t12-1", {"value": ""}, "The target has no value"),
        ("roles", "r30-1", {"person": "", "organisation": ""}, "The role is held by no one"),
        ("observations", "o32-1", {"value": ""}, "The observation has no figure"),
        ("periods", "p29-1", {"when": ""}, "when"),
        ("events", "e31-1", {"when": ""}, "There is a calendar but no time"),
    ],
)
def test_an_incomplete_record_is_reported_at_its_row(
    planted: Planted, table: str, row: str, cells: dict[str, str], words: str
) -> None:
    planted.change(table, row, **cells)

    faults = planted.faults()

    place = (f"sources/2031-aoba-network-strategy/{table}.csv", planted.line(table, row))
    assert place in [(fault.file, fault.line) for fault in faults]
    assert any(words in str(fault) for fault in faults)


def test_an_entity_without_an_english_name_is_reported_at_its_row(planted: Planted) -> None:
    planted.change("entities/goal", "goal-resilience", label_en="")

    faults = planted.faults()

    place = ("entities/goal.csv", planted.line("entities/goal", "goal-resilience"))
    assert place in [(fault.file, fault.line) for fault in faults]


@pytest.mark.parametrize(
    ("table", "cells", "words"),
    [
        (
            "statements",
            {"id": "s07-9", "subject": "goal-resilience", "predicate": "supports",
             "object": "goal-national-light", "lines": "7"},
            "It contributes to",
        ),
        (
            "statements",
            {"id": "s13-9", "subject": "programme-rainbow", "predicate": "partOf",
             "object": "measure-switch-demo", "lines": "26"},
            "part of itself",
        ),
        (
            "statements",
            {"id": "s07-9", "subject": "goal-resilience", "predicate": "supports",
             "object": "goal-resilience", "lines": "7"},
            "to itself",
        ),
        (
            "statements",
            {"id": "s17-9", "subject": "programme-rainbow", "predicate": "administeredBy",
             "object": "tsukifune-old-institute", "lines": "17"},
            "uses the retired entity",
        ),
        (
            "money",
            {"id": "m25-9", "owner": "programme-rainbow", "kind": "budget", "amount": "900000000",
             "currency": "JPY", "bound": "exact", "per": "total", "part_of": "m24-1",
             "lines": "25"},
            "The parts add up to",
        ),
    ],
    ids=["contributes", "part-of", "itself", "retired", "parts"],
)  # fmt: skip
def test_a_broken_rule_between_records_is_reported(
    planted: Planted, table: str, cells: dict[str, str], words: str
) -> None:
    planted.add(table, **cells, status="stated")

    faults = [fault for fault in planted.faults() if words in fault.what]

    assert faults
    assert all(fault.line > 1 and fault.fix for fault in faults), faults


def test_an_opinion_without_a_speaker_is_reported(planted: Planted) -> None:
    planted.change("statements", "s37-1", said_by="")

    [fault] = planted.faults()

    assert (fault.file, fault.line) == (STATEMENTS, planted.line("statements", "s37-1"))
    assert "nobody is named as holding it" in fault.what


def test_two_entities_of_one_class_with_a_common_alias_are_a_likely_double(
    planted: Planted,
) -> None:
    planted.change("entities/organisation", "strait-association", alt_ja="協会; AMC")
    planted.change("entities/organisation", "aoba-ministry", alt_ja="ＡＭＣ")

    [fault] = planted.faults()

    assert "may be 'aoba-ministry': both are called 'amc'" in fault.what
    assert fault.line == planted.line("entities/organisation", "strait-association")


def test_two_almost_equal_labels_are_a_likely_double(planted: Planted) -> None:
    label = "虹光通信の高度化に向けた国際連携の基盤の強化"
    cells = {"type": "Goal", "label_en_by": "ours"}
    planted.add("entities/goal", id="goal-x1", label_ja=label, label_en="One", **cells)
    planted.add("entities/goal", id="goal-x2", label_ja=f"{label}等", label_en="Two", **cells)

    [fault] = planted.faults()

    assert "are almost the same" in fault.what


@pytest.mark.parametrize("column", ["different_from", "close_match"])
def test_two_like_named_entities_told_apart_are_no_doubles(planted: Planted, column: str) -> None:
    planted.change("entities/organisation", "strait-association", alt_ja="協会; AMC")
    planted.change("entities/organisation", "strait-association", **{column: "aoba-ministry"})

    assert planted.faults() == []


def test_like_names_of_two_classes_are_no_doubles(planted: Planted) -> None:
    planted.change("entities/place", "tsukifune-city", alt_ja="月舟; ほたる")

    assert planted.faults() == []


def test_a_re_read_row_that_does_not_exist_is_reported(planted: Planted) -> None:
    planted.change("reread", "s07-1", row="s99-1")

    assert [fault for fault in planted.faults() if "no row 's99-1'" in fault.what]


def test_a_hundred_faults_are_all_reported_and_sorted(planted: Planted) -> None:
    header, rows = planted.rows("statements")
    for number in range(100):
        rows.append({
            "id": f"z{number:03}", "subject": "aoba", "predicate": "develops",
            "object": "tech-rainbow-switch", "lines": "13", "status": "stated",
        })  # fmt: skip
    planted.write("statements", header, rows)

    faults = planted.faults(planted.root / "texts")

    wrong = [fault for fault in faults if "'aoba' is no Means" in fault.what]
    unnamed = [fault for fault in faults if "'aoba' is not named" in fault.what]
    assert len(wrong) == len(unnamed) == 100
    assert faults == sorted(set(faults))
    assert [fault.line for fault in wrong] == sorted(fault.line for fault in wrong)


def test_faults_of_form_come_alone_so_that_none_hides_behind_another(planted: Planted) -> None:
    planted.change("statements", "s07-1", object="goal-nowhere", lines="7-5")
    planted.change("money", "m24-1", kind="gift", amount="many")

    faults = planted.faults(planted.root / "texts")

    assert {(Path(fault.file).stem, fault.column) for fault in faults} == {
        ("money", "amount"), ("money", "kind"), ("statements", "lines"), ("statements", "object"),
    }  # fmt: skip
