"""What the March 2026 document holds in full, read from its lines by hand, is in the answers."""

from collections.abc import Collection

from kg.answers import Answer
from kg.graph import Graph
from tests.queries.expected import lines

BILLION = 1_000_000_000
DOCUMENT = "2026-mic-ict-rd-policy"

# Line, amount in JPY: slides 003:209-254, 562-564 and 833.
SUPPLEMENTARY = {
    ("216", 150 * BILLION),
    ("217-219", 31 * BILLION),
    ("221", 23.9 * BILLION),
    ("232", 7 * BILLION),
    ("243", 21.7 * BILLION),
    ("244", 1.5 * BILLION),
    ("254", 38.3 * BILLION),
    ("562", 23.9 * BILLION),
    ("562", 9.5 * BILLION),
    ("833", 12.93 * BILLION),
}
INITIAL = {
    ("221", 11.5 * BILLION),
    ("244", 1 * BILLION),
    ("563", 11.5 * BILLION),
    ("564", 15 * BILLION),
}
TARGETS = {"117": "35", "127": "", "164": "3", "173": "20", "182": "20"}
MEMBERS = {
    "大野 英男": "349",
    "木村 朝子": "351",
    "クロサカ タツヤ": "353",
    "櫻井 美穂子": "355",
    "高橋 利枝": "357",
    "滝澤 美帆": "360",
    "田中 邦裕": "362",
    "中谷 昇": "364",
    "長谷川 博和": "366",
    "藤井 威生": "368",
    "宮川 暁世": "370",
    "森川 博之": "372",
}


def cited(answer: Answer, positions: Collection[int]) -> list[str]:
    """List the lines of the 2026 document that these citations name."""
    places = lines(answer, tuple(positions)).split(" / ")
    return [place.partition(":")[2] for place in places if place.startswith(DOCUMENT)]


def amounts(answer: Answer) -> set[tuple[str, float]]:
    return {
        (place, float(row.cells["amount"].value))
        for row in answer.rows
        for place in cited(answer, row.citations)
    }


def test_every_supplementary_figure_of_the_slides_is_answered(graph: Graph) -> None:
    answer = graph.view(document=DOCUMENT).question("supplementary-budgets", year=2025)
    assert amounts(answer) == SUPPLEMENTARY


def test_every_initial_figure_of_the_slides_is_answered(graph: Graph) -> None:
    assert amounts(graph.view(document=DOCUMENT).question("initial-budgets")) == INITIAL


def test_totals_count_each_figure_once(graph: Graph) -> None:
    answer = graph.view(document=DOCUMENT).question("budget-totals-by-year")
    totals = {
        (row.cells["fiscalYear"].value, (row.cells["stage"].iri or "").rpartition("-")[2]): float(
            row.cells["total"].value
        )
        for row in answer.rows
    }
    supplementary = 150 + 31 + 23.9 + 7 + 21.7 + 1.5 + 38.3 + 12.93
    assert totals == {
        ("2025", "supplementary"): round(supplementary * BILLION),
        ("2025", "initial"): 15 * BILLION,
        ("2026", "initial"): 12.5 * BILLION,
    }


def test_every_target_of_the_priority_fields_is_answered(graph: Graph) -> None:
    answer = graph.question("field-targets")
    found = {cited(answer, row.citations)[0]: row.cells["value"].value for row in answer.rows}
    assert found == TARGETS


def test_the_targets_around_2030_are_those_three_of_the_priority_fields(graph: Graph) -> None:
    answer = graph.question("field-targets", year=2030)
    assert {cited(answer, row.citations)[0] for row in answer.rows} == {"164", "173", "182"}


def test_every_member_of_the_council_is_answered(graph: Graph) -> None:
    answer = graph.question("council-members", role="role-member")
    found: dict[str, str] = {}
    for row in answer.rows:
        assert row.cells["organisation"].iri and row.cells["post"].value
        found.setdefault(row.cells["person"].value, cited(answer, row.citations)[0])
    assert found == MEMBERS


def test_every_joint_research_project_is_answered(graph: Graph) -> None:
    answer = graph.view(document=DOCUMENT).question("joint-research-projects")
    found = {
        (row.cells["partner"].iri or "").rpartition("/")[2]: (
            row.cells["amount"].value,
            row.cells["lead"].value,
            row.cells["partnerLead"].value,
            row.cells["when"].value[:7],
        )
        for row in answer.rows
    }
    assert found == {
        "eu": ("100000000", "東京大学", "エリクソンフランス", "2025-04"),
        "usa": ("144000000", "", "", "2026-06"),
        "germany": ("100000000", "1Finity", "アドラン・ネットワークSE社", "2025-06"),
        "uk": ("", "", "", ""),
    }
    spans = {place for row in answer.rows for place in cited(answer, row.citations)}
    named = {n for span in spans for part in span.split("; ") for n in part.split("-")}
    assert {"584", "590", "592", "594", "596", "603", "605", "611", "613", "615", "617"} <= named


def test_lists_hold_as_many_members_as_the_document_counts(graph: Graph) -> None:
    counts = {
        "scheme-strategic-fields-17": 17,
        "scheme-cross-cutting-issues-8": 8,
        "scheme-priority-fields-2026": 8,
        "scheme-tax-areas-6": 6,
        "scheme-cross-cutting-ideas-2026": 3,
    }
    found = {name: len(graph.question("list-members", scheme=name).rows) for name in counts}
    assert found == counts


def test_all_that_nict_runs_is_answered(graph: Graph) -> None:
    answer = graph.question("roles-of-organisation", organisation="nict")
    text = " ".join(place for row in answer.rows for place in cited(answer, row.citations))
    for line in ("150", "526", "567", "619", "775", "793", "864", "898", "928"):
        assert line in text, line
