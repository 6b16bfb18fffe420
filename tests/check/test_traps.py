"""The traps of the documents: what looks like one thing and is two, and the reverse.

Relies on the project's own data; a failing test names the row that fell into the trap.
"""

import re
from itertools import combinations

import pytest

from kg.graph import Graph
from kg.tables import CURATION
from tests.check.facts import ALTERNATIVE, PREFERRED, Data, folded

ID = "https://w3id.org/ict-strategy/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
D2019, D2020 = "2019-mic-ict-global-strategy", "2020-mic-b5g-ict-strategy"
D2022, D2026 = "2022-mic-global-strategy", "2026-mic-ict-rd-policy"
D2025 = "2025-mic-ict-trends-survey"


# --- names ---------------------------------------------------------------------------------------

APART = [
    # companies of one group
    ("org-kddi", "org-kddi-research"),
    ("org-ntt", "org-ntt-data"),
    ("org-ntt", "org-ntt-docomo"),
    ("org-ntt", "org-ntt-communications"),
    ("org-ntt-data", "org-ntt-communications"),
    ("org-university-of-tokyo", "org-university-of-tokyo-hospital"),
    ("org-nec", "org-nec-security"),
    ("itu", "itu-t"),
    ("eu", "europe"),
    # a body, what it standardises, and its neighbour
    ("o-ran-alliance", "tech-open-ran"),
    ("o-ran-alliance", "tech-o-ran"),
    ("tech-open-ran", "tech-vran"),
    ("tech-open-ran", "tech-o-ran"),
    # a body and the law that founds it
    ("jict", "strategy-jict-act"),
    # technologies near each other
    ("tech-quantum-internet", "tech-quantum-cryptography"),
    ("tech-quantum-internet", "tech-qkd"),
    ("tech-qkd", "tech-quantum-cryptography"),
    ("tech-quantum-communication", "tech-quantum-cryptography"),
    ("tech-quantum-ict", "tech-quantum-communication"),
    ("tech-innovative-network", "tech-apn"),
    ("tech-space-time-standards", "system-japan-standard-time"),
    ("tech-llm", "tech-trustworthy-llm"),
    ("tech-llm", "tech-japanese-llm"),
    ("tech-trustworthy-llm", "tech-trustworthy-ai"),
    # Beyond 5G: technology, area, programme, two funds, the earlier project
    ("tech-beyond-5g", "tech-6g"),
    ("tech-beyond-5g", "field-2020-area-beyond-5g"),
    ("tech-beyond-5g", "programme-b5g-fund"),
    ("programme-b5g-fund", "fund-b5g-permanent"),
    ("programme-b5g-fund", "fund-b5g-temporary"),
    ("fund-b5g-permanent", "fund-b5g-temporary"),
    ("programme-b5g-rd-promotion", "programme-b5g-fund"),
    ("fund-b5g-open-call-rd", "fund-b5g-temporary"),
    # planned in 2020, found in 2022
    ("org-b5g-ip-standardisation-centre", "org-b5g-new-management-strategy-centre"),
    ("facility-b5g-rd-platform", "org-b5g-rd-promotion-platform"),
    ("facility-b5g-rd-platform", "facility-b5g-shared-research"),
    # summits, statements, annexes, initiatives
    ("event-japan-us-summit-2021-04", "event-japan-us-summit-2022-05"),
    ("event-quad-summit-2021-09", "event-quad-summit-2022-05"),
    ("event-quad-summit-2021-09", "strategy-quad-summit-statement-2021-09"),
    ("event-quad-summit-2022-05", "strategy-quad-joint-statement-2022-05"),
    ("strategy-quad-summit-statement-2021-09", "strategy-quad-joint-statement-2022-05"),
    ("event-japan-us-summit-2021-04", "strategy-japan-us-joint-statement-2021-04"),
    ("strategy-japan-us-joint-statement-2021-04", "strategy-japan-us-core-partnership"),
    (
        "strategy-japan-us-core-partnership",
        "strategy-japan-us-core-partnership-fact-sheet-2022",
    ),
    ("strategy-japan-us-joint-statement-2021-04", "strategy-gdcp"),
    ("event-g20-tsukuba-2019", "event-g20-tsukuba-2019-digital-part"),
    ("strategy-g20-ai-principles", "strategy-oecd-ai-principles"),
    ("strategy-g20-ai-principles", "strategy-human-centred-ai-principles"),
    ("strategy-g20-direction-2019", "strategy-g20-tsukuba-outcome"),
    # pillars and strategies of like name
    ("pillar-b5g-promotion-2020-rd", "pillar-b5g-acceleration-2022-rd"),
    (
        "pillar-b5g-promotion-2020-ip-standardisation",
        "pillar-b5g-acceleration-2022-ip-standardisation",
    ),
    ("strategy-b5g-promotion-2020", "strategy-promotion-2020"),
    ("strategy-b5g-promotion-2020", "strategy-b5g-acceleration-2022"),
    ("strategy-ict-technology-2020", "strategy-ict-technology-2022"),
    # targets that look like one
    ("goal-ict-industry-carbon-neutral-2040", "goal-ict-field-carbon-neutral-2040"),
    # the unnamed strategy of the eight fields is not the named one
    ("strategy-priority-fields-2026", "strategy-digital-overseas-expansion-2030"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_things_stay_two_and_share_no_name(data: Data, one: str, other: str) -> None:
    unqualified = "戦略4領域" in data.entities[other]["label_ja"]  # an area bears its thing's name
    summits = one.startswith("event-") and other.startswith("event-")  # told apart by their year

    shared = {folded(n) for n in data.names(one)} & {folded(n) for n in data.names(other)}

    assert "replaced_by" not in data.entities[one]
    assert "replaced_by" not in data.entities[other]
    for column in PREFERRED:
        assert data.entities[one][column] != data.entities[other][column]
    if not (unqualified or summits or one.startswith("pillar-")):
        assert not shared


def test_no_two_of_the_kept_apart_are_called_exactly_equal(data: Data) -> None:
    equal = {
        frozenset((link["subject"], link["object"]))
        for link in [*data.links, *(cells for _, kind, cells in data.facts if kind == "statements")]
        if link["predicate"] in ("skos:exactMatch", "owl:sameAs")
    }

    assert [pair for pair in APART if frozenset(pair) in equal] == []


CLASSES = {
    "o-ran-alliance": "Organisation",
    "tech-open-ran": "Technology",
    "tech-vran": "Technology",
    "tech-beyond-5g": "Technology",
    "programme-b5g-fund": "Programme",
    "fund-b5g-permanent": "Programme",
    "jict": "Organisation",
    "strategy-jict-act": "Strategy",
    "event-g20-tsukuba-2019": "Event",
    "strategy-g20-tsukuba-statement": "Strategy",
    "strategy-gdcp": "Strategy",
    "tech-cybersecurity": "Technology",
    "strategy-cybersecurity-2019": "Strategy",
    "field-cybersecurity": "Field",
    "field17-digital-cybersecurity": "Field",
    "issue8-cybersecurity": "Field",
    "tech-apn": "Technology",
    "strategy-apn-promotion": "Strategy",
    "field-apn": "Field",
    "facility-apn-innovation-hub": "Facility",
    "tech-space-weather-forecast": "Technology",
    "field-2022-space-weather-forecast": "Field",
}


@pytest.mark.parametrize(("entity", "kind"), CLASSES.items())
def test_a_name_that_several_kinds_of_things_bear_is_typed(
    data: Data, entity: str, kind: str
) -> None:
    assert kind in data.cell(entity, "type")


SAME = [
    ("tech-beyond-5g", ["Beyond 5G", "Beyond5G", "B5G", "ビヨンド5G"]),
    ("goal-society-5-0", ["Society 5.0", "Society5.0"]),
    ("goal-sdgs", ["SDGs"]),
    ("nict", ["情報通信研究機構", "NICT", "国立研究開発法人情報通信研究機構", "N I C T"]),
    ("org-ntt", ["日本電信電話", "NTT", "日本電信電話株式会社"]),
    ("org-ntt-docomo", ["NTTドコモ", "ＮＴＴドコモ", "(株)NTTドコモ"]),
    ("org-nec", ["日本電気", "NEC"]),
    ("jict", ["JICT", "株式会社海外通信・放送・郵便事業支援機構"]),
    ("o-ran-alliance", ["O-RAN Alliance", "ORAN", "O-RAN", "O-RANアライアンス"]),
    ("tech-vran", ["vRAN", "v-RAN"]),
    (
        "committee-space-weather-forecast-study",
        [
            "宇宙天気予報の高度化のあり方に関する検討会",
            "宇宙天気予報の高度化の在り方に関する検討会",
        ],
    ),
    (
        "org-digital-overseas-platform",
        ["デジタル海外展開プラットフォーム", "デジタル海外展開支援プラットフォーム"],
    ),
    (
        "field-b5g-issue-ntn",
        ["NTN（HAPS・衛星ネットワーク）技術", "NTN（HAPS・宇宙ネットワーク）技術"],
    ),
    ("field-b5g-issue-e2e-virtualisation", ["E2E仮想化技術", "エンドツーエンド仮想化技術"]),
    ("tech-multilingual-translation", ["多言語翻訳", "多言語自動翻訳"]),
    ("tech-apn", ["オール光ネットワーク", "APN", "オール光NW", "オール光ネットワーク技術"]),
    ("usecase-information-bank", ["情報銀行", "情報利用信用銀行"]),
    ("strategy-dfft", ["DFFT", "データフリーフローウィズトラスト", "信頼性のある自由なデータ流通"]),
    ("goal-data-control", ["データコントロール能力", "データのコントロールビリティ"]),
    ("world-bank", ["世界銀行", "世銀", "WBG"]),
    ("meti", ["経済産業省", "経産省"]),
    ("oecd", ["OECD", "経済協力開発機構"]),
    ("tech-watt-bit", ["ワットビット連携", "ワット・ビット連携"]),
    ("dataset-japanese-training-data", ["日本語学習データ", "学習用日本語データ"]),
    (
        "programme-wide-area-qkd-demonstration",
        [
            "広域量子暗号通信ネットワークの構築技術・運用技術の実証",
            "広域量子暗号通信ネットワークによる運用技術実証",
            "広域量子暗号通信ネットワーク 構築・運用の実証",
        ],
    ),
    (
        "programme-trustworthy-ai",
        ["信頼できるAIの開発・活用支援に資するデータ整備等に関する研究開発"],
    ),
    ("tech-ai-core", ["AI Core"]),
]


@pytest.mark.parametrize(("entity", "spellings"), SAME)
def test_every_spelling_of_one_thing_is_a_name_of_it(
    data: Data, entity: str, spellings: list[str]
) -> None:
    known = " | ".join(folded(name) for name in data.names(entity, *PREFERRED, *ALTERNATIVE,
                                                           "hidden"))  # fmt: skip

    assert [s for s in spellings if folded(s) not in known] == []


@pytest.mark.parametrize(("entity", "spellings"), SAME)
def test_a_spelling_finds_its_thing_in_the_graph(
    real_graph: Graph, entity: str, spellings: list[str]
) -> None:
    missed = [
        spelling
        for spelling in spellings
        if ID + entity not in [hit.iri.value for hit in real_graph.find(spelling, limit=20)]
    ]

    assert missed == []


MISPRINTS = [
    ("tech-open-ran", "Oepn RAN"),
    ("goal-society-5-0", "Socity5.0"),
    ("place-chiba-prefecture", "千葉都"),
    ("person-david-atkinson", "デビッド・アキソフ"),
    ("strategy-oecd-ai-principles", "AU原則"),
    ("goal-low-power", "超低費消費電力"),
    ("programme-qkd-early-deployment", "早期社会実装に に向けた"),
    ("field-sdg-2019-living-foundation", "基盤 生活"),
    ("org-cisa", "Critical and Infrastructure Security Agency"),
    ("person-tatsuya-kuosaka", "クオサカ タツヤ"),
]


@pytest.mark.parametrize(("entity", "misprint"), MISPRINTS)
def test_a_misprint_is_a_hidden_label_of_what_is_meant(
    data: Data, entity: str, misprint: str
) -> None:
    assert any(misprint in name for name in data.names(entity, "hidden"))


@pytest.mark.parametrize("misprint", [misprint for _, misprint in MISPRINTS])
def test_a_misprint_is_no_label_that_anybody_reads(data: Data, misprint: str) -> None:
    shown = [e for e in data.entities if any(misprint in name for name in data.names(e))]

    assert shown == []


@pytest.mark.parametrize("damage", ["しつづつ", "超エリール", "土地構成員", "AU原則"])
def test_damaged_text_is_no_name_of_anything(data: Data, damage: str) -> None:
    assert [e for e in data.entities if any(damage in name for name in data.names(e))] == []


def test_a_misprint_is_hidden_in_the_graph_too(real_graph: Graph) -> None:
    answer = real_graph.query(
        f"SELECT DISTINCT ?property WHERE {{ ?entity ?property ?name FILTER(isLiteral(?name) && "
        f'STR(?name) = "Oepn RAN" && STRSTARTS(STR(?property), "{SKOS}")) }}'
    )

    assert [row.cells["property"].iri for row in answer.rows] == [SKOS + "hiddenLabel"]


def test_preferred_labels_hold_no_kangxi_half_width_kana_or_full_width_latin(data: Data) -> None:
    odd = re.compile("[\u2f00-\u2fdf\uff61-\uff9f\uff21-\uff3a\uff41-\uff5a\uff10-\uff19]")

    assert [e for e in data.entities if any(odd.search(n) for n in data.names(e, *PREFERRED))] == []


def test_no_label_is_letter_spaced(data: Data) -> None:
    spaced = re.compile(r"(?<![\w&-])[A-Z] [A-Z](?![\w.&])|\d G|[\u4e00-\u9fff] [\u4e00-\u9fff] ")

    assert [e for e in data.entities if spaced.search(data.entities[e]["label_ja"])] == []


def test_no_title_carries_a_glued_page_number(data: Data) -> None:
    assert [title for title in data.titles if re.match(r"\d{2,}\.\d", title)] == []


HOMONYMS = [
    "研究開発戦略",
    "知財・標準化戦略",
    "標準化・知財戦略",
    "運営委員会",
    "総会",
    "国際委員会",
    "専門家レベル作業部会",
    "協力覚書",
    "海外展開戦略",
    "社会実装戦略",
    "展開戦略",
    "重点戦略",
    "推進戦略",
    "基本方針",
    "日米首脳会談",
    "有識者",
    "関係企業",
    "医療・介護",
    "サイバーセキュリティの確保",
]


@pytest.mark.parametrize("name", HOMONYMS)
def test_a_local_name_is_no_preferred_label_without_its_parent(data: Data, name: str) -> None:
    bare = [e for e in data.entities if data.entities[e]["label_ja"] == name]

    assert [e for e in bare if "Goal" not in data.cell(e, "type")] == []


def test_the_founding_meeting_is_told_of_the_body_founded(data: Data) -> None:
    founding = [c for c in data.of(D2022, "events") if c["event_ja"] == "設立総会"]

    assert [c["subject"] for c in founding] == ["org-b5g-promotion-consortium"]
    assert [e for e in data.entities if "設立総会" in data.names(e)] == []


@pytest.mark.parametrize(
    "entity", ["org-b5g-ip-standardisation-centre", "facility-sw-operation-centre"]
)
def test_a_provisional_name_says_that_it_is_one(data: Data, entity: str) -> None:
    assert data.entities[entity]["label_ja"].endswith("（仮称）")
    assert data.entities[entity]["label_en"].endswith("(provisional name)")


@pytest.mark.parametrize(
    "entity", ["org-b5g-ip-standardisation-centre", "facility-sw-operation-centre"]
)
def test_what_has_only_a_provisional_name_is_not_yet_set_up(data: Data, entity: str) -> None:
    founding = [
        cells
        for _, kind, cells in data.naming(entity)
        if cells.get("predicate") in ("establishes", "builds") or cells.get("kind") == "founded"
    ]

    assert founding
    assert {cells["status"] for cells in founding} <= {"planned", "proposed"}


# --- links that no document states ---------------------------------------------------------------

CANDIDATES = [
    ("org-b5g-new-management-strategy-centre", "org-b5g-ip-standardisation-centre"),
    ("org-b5g-rd-promotion-platform", "facility-b5g-rd-platform"),
    ("facility-b5g-shared-research", "facility-b5g-rd-platform"),
    ("fund-b5g-open-call-rd", "fund-b5g-temporary"),
    ("tech-innovative-network", "tech-apn"),
    ("tech-tap-proof-communication", "tech-quantum-cryptography"),
    ("tech-quantum-ict", "tech-quantum-communication"),
    ("goal-ict-industry-carbon-neutral-2040", "goal-ict-field-carbon-neutral-2040"),
]


@pytest.mark.parametrize(("one", "other"), CANDIDATES)
def test_a_renaming_that_no_document_states_is_a_candidate_link(
    data: Data, one: str, other: str
) -> None:
    pair = {one, other}
    found = [link for link in data.links if {link["subject"], link["object"]} == pair]
    stated = [
        cells
        for document, kind, cells in data.facts
        if document != CURATION
        and kind == "statements"
        and {cells["subject"], cells["object"]} == pair
    ]

    assert [link["predicate"] for link in found] == ["skos:closeMatch"]
    assert found[0]["note"]
    assert stated == []


def test_6g_is_a_close_match_of_beyond_5g_and_not_the_same(real_graph: Graph) -> None:
    answer = real_graph.query(
        f"SELECT DISTINCT ?p WHERE {{ {{ <{ID}tech-6g> ?p <{ID}tech-beyond-5g> }} UNION "
        f"{{ <{ID}tech-beyond-5g> ?p <{ID}tech-6g> }} }}"
    )
    links = {str(row.cells["p"].iri) for row in answer.rows}

    assert SKOS + "closeMatch" in links
    assert not {link for link in links if link.endswith(("exactMatch", "sameAs"))}


def test_6g_is_no_name_of_beyond_5g(data: Data) -> None:
    assert "6g" not in {folded(n) for n in data.names("tech-beyond-5g")}


def test_foreign_projects_named_6g_are_not_called_beyond_5g(data: Data) -> None:
    foreign = ["strategy-next-g-6g-roadmap", "measure-fcc-6g-study", "programme-horizon-europe",
               "project-hexa-x-6g-rd", "strategy-msit-6g-rd-action-plan"]  # fmt: skip

    for entity in foreign:
        assert "tech-6g" in data.objects(entity)
        assert "tech-beyond-5g" not in data.objects(entity)


def test_the_2019_document_does_not_name_the_all_photonics_network(data: Data) -> None:
    assert {doc for doc, _, _ in data.naming("tech-apn")} == {
        D2020, D2022, D2025, D2026
    }  # fmt: skip


# --- persons -------------------------------------------------------------------------------------

POSTS = [
    (D2022, "person-makoto-gonokami", {"教授", "第30代総長", "理事長"}),
    (D2022, "person-hideyuki-tokuda", {"理事長", "名誉教授"}),
    (D2022, "person-hiroshi-harada", {"大学院情報学研究科 教授", "副センター長", "教授"}),
    (D2022, "person-hiroyuki-morikawa", {"大学院工学系研究科 教授", "共同センター長"}),
    (D2022, "person-hitoshi-hokamura", {"Partner", "General Partner", "Evernote Japan 前会長"}),
    (D2022, "person-katsuya-takasu", {"理事長", "院長"}),
    (D2022, "person-adam-dangelo", {"創業者兼CEO", "Facebook 元CTO"}),
    (D2019, "person-toshifumi-kokubun", {"大学院教授", "所長"}),
    (D2019, "person-nanako-ishido", {"理事長", "教授"}),
    (D2026, "person-toshie-takahashi", {"教授", "「知の未来」研究所アソシエイト・フェロー"}),
]


@pytest.mark.parametrize(("document", "person", "posts"), POSTS)
def test_one_person_with_several_posts_has_a_role_for_each(
    data: Data, document: str, person: str, posts: set[str]
) -> None:
    roles = [c for c in data.of(document, "roles") if c.get("person") == person]

    assert {c.get("post_ja", "") for c in roles} == posts
    assert len(roles) >= len(posts)


def test_the_president_of_nict_serves_in_the_consortium_as_well(data: Data) -> None:
    roles = [c for c in data.of(D2022, "roles") if c.get("person") == "person-hideyuki-tokuda"]

    assert {"nict", "org-b5g-promotion-consortium"} <= {c["context"] for c in roles}


def test_one_person_is_one_across_the_documents(data: Data) -> None:
    where: dict[str, set[str]] = {}
    for document, kind, cells in data.facts:
        if kind == "roles" and "person" in cells:
            where.setdefault(cells["person"], set()).add(document)

    assert {p for p, documents in where.items() if len(documents) > 1} >= {
        "person-hideyuki-tokuda",
        "person-hiroyuki-morikawa",
        "person-shinichi-nakasuka",
    }


def test_no_two_persons_have_one_full_name(data: Data) -> None:
    names: dict[str, list[str]] = {}
    for entity, cells in data.entities.items():
        if "Person" in data.cell(entity, "type"):
            plain = re.sub(r"（.*", "", cells["label_ja"]).replace("髙", "高")
            names.setdefault(folded(plain), []).append(entity)

    assert [n for n in names.values() if len(n) > 1] == []


def test_a_candidate_is_no_officer(data: Data) -> None:
    roles = [c for c in data.of(D2022, "roles") if c.get("person") == "person-seizo-onoe"]
    elected = [
        c["event_ja"]
        for c in data.of(D2022, "events")
        if c["subject"] == "person-seizo-onoe" and c["kind"] == "elected"
    ]

    assert {(c["organisation"], c["role"]) for c in roles} == {
        ("itu", "candidate"),
        ("org-ntt", "member"),
    }
    assert elected == []


@pytest.mark.parametrize(
    ("person", "elected", "office"),
    [
        ("person-katsunori-kondo", "2020-12", "2021-02/.."),
        ("person-masahiko-metoki", "2021-08", "2022-01/.."),
    ],
)
def test_election_and_taking_office_have_dates_of_their_own(
    data: Data, person: str, elected: str, office: str
) -> None:
    events = [c for c in data.of(D2022, "events") if c["subject"] == person]
    roles = [c for c in data.of(D2022, "roles") if c.get("person") == person]

    assert [(c["kind"], c["when"]) for c in events] == [("elected", elected)]
    assert [(c["role"], c["when"]) for c in roles] == [("officer", office)]


@pytest.mark.parametrize(
    ("document", "context", "number"),
    [
        (D2019, "committee-ict-global-strategy-2019", 19),
        (D2026, "committee-priority-fields-council", 12),
    ],
)
def test_a_council_has_as_many_members_as_its_table(
    data: Data, document: str, context: str, number: int
) -> None:
    members = {
        c["person"] for c in data.of(document, "roles") if c["context"] == context and "person" in c
    }

    assert len(members) == number


# --- what conflicts is kept ----------------------------------------------------------------------


def test_both_statements_on_the_memorandum_with_pawr_are_kept(data: Data) -> None:
    events = [c for c in data.of(D2022, "events") if c["subject"] == "strategy-mou-b5g-pawr"]

    assert {(c["kind"], c["status"], c.get("when")) for c in events} == {
        ("signed", "observed", "2022-04/2022-05"),
        ("signed", "planned", None),
    }
    assert all("conflict" in c["note"] for c in events)


def test_a_conflict_is_said_on_every_fact_that_rests_on_one_side(data: Data) -> None:
    agreed = [
        c
        for c in data.within(D2022, "statements", 2025, 2025)
        if "pawr" in c["subject"] + c["object"] and c["lines"].startswith("2025")
    ]

    assert agreed
    assert [c["id"] for c in agreed if "conflict" not in c.get("note", "")] == []


@pytest.mark.parametrize(
    ("memorandum", "when"),
    [("strategy-mou-b5g-next-g-alliance", "2022-05-24"), ("strategy-mou-b5g-6g-ia", "2022-05-02")],
)
def test_the_other_two_memoranda_are_signed_on_their_day(
    data: Data, memorandum: str, when: str
) -> None:
    events = [c for c in data.of(D2022, "events") if c["subject"] == memorandum]

    assert [(c["kind"], c["when"]) for c in events] == [("signed", when)]


TWO_WORDINGS = [
    ("t1140-1", "at-least", "10", "t1380-1", "exactly", "10"),
    ("t1134-1", "about", "30", "t1380-2", "exactly", "30"),
]


@pytest.mark.parametrize(("first", "how", "much", "second", "how_2", "much_2"), TWO_WORDINGS)
def test_a_target_in_two_wordings_is_kept_twice(
    data: Data, first: str, how: str, much: str, second: str, how_2: str, much_2: str
) -> None:
    one, other = data.row(D2022, "targets", first), data.row(D2022, "targets", second)

    assert (one["comparator"], one["value"]) == (how, much)
    assert (other["comparator"], other["value"]) == (how_2, much_2)
    assert one["owner"] != other["owner"]


# --- what is left unread -------------------------------------------------------------------------


def test_which_languages_get_which_date_is_left_unread(data: Data) -> None:
    languages = ["クメール", "ネパール", "モンゴル", "アラビア", "イタリア", "ドイツ", "ヒンディ",
                 "ロシア", "ウルドゥ", "オランダ", "シンハラ"]  # fmt: skip
    dated = [
        cells
        for kind in ("targets", "events", "periods")
        for cells in data.within(D2022, kind, 366, 400)
    ]

    assert {c["id"] for c in dated} >= {"t389-1", "t394-1"}
    assert [c["id"] for c in dated if any(n in " ".join(c.values()) for n in languages)] == []


def test_the_counts_of_spin_offs_are_left_unread(data: Data) -> None:
    assert data.within(D2020, "observations", 1071, 1077) == []


@pytest.mark.parametrize(
    "issue",
    [
        "field-b5g-issue-open-network",
        "field-b5g-issue-equipment-devices",
        "field-b5g-issue-e2e-virtualisation",
    ],
)
def test_an_issue_between_two_rows_belongs_to_no_priority_programme(data: Data, issue: str) -> None:
    linked = data.subjects(issue) | data.objects(issue)

    assert [name for name in linked if name.startswith("programme-b5g-priority-")] == []


def test_an_issue_in_the_row_of_a_priority_programme_belongs_to_it(data: Data) -> None:
    issues = {
        programme: {n for n in data.objects(programme, "hasField") if "issue" in n}
        for programme in (
            "programme-b5g-priority-all-optical-network",
            "programme-b5g-priority-ntn",
            "programme-b5g-priority-secure-network",
        )
    }

    assert list(issues.values()) == [
        {"field-b5g-issue-all-optical-network"},
        {"field-b5g-issue-ntn"},
        {"field-b5g-issue-network-orchestration"},
    ]


def test_the_item_of_one_list_of_memorandum_items_goes_to_neither_american_body(
    data: Data,
) -> None:
    american = {"strategy-mou-b5g-next-g-alliance", "strategy-mou-b5g-pawr"}
    items = {c["subject"] for c in data.within(D2022, "statements", 2018, 2035)
             if c["object"] in american and c["predicate"] == "meansOf"}  # fmt: skip

    assert items == {"measure-mou-b5g-information-exchange", "measure-mou-b5g-joint-rd"}
    assert not american & data.objects("measure-mou-b5g-6g-vision")


BARS_WITH_YEARS = {
    "project-global-quantum-rd-terrestrial": "2020/2024",
    "programme-qkd-early-deployment": "2025/2029",
    "project-global-quantum-rd-satellite": "2021/2023",
    "project-satellite-quantum-cryptography": "2024/2029",
    "programme-quantum-internet-rd": "2023/2027",
}


def test_only_bars_with_printed_years_have_a_period(data: Data) -> None:
    periods = {c["subject"]: c["when"] for c in data.within(D2026, "periods", 995, 1001)}

    assert periods == BARS_WITH_YEARS
    assert data.within(D2026, "events", 995, 1001) == []


def test_bars_without_years_only_follow_each_other(data: Data) -> None:
    rows = data.within(D2026, "statements", 995, 1001)
    order = [c for c in rows if c["predicate"] in ("follows", "supersedes")]

    assert order
    assert {(c["predicate"], c["note"]) for c in order} == {("follows", "order of the bars only")}


def test_a_day_without_a_year_gets_none(data: Data) -> None:
    call = data.row(D2026, "events", "e403-1")

    assert "2月19日" in call["event_ja"]
    assert "when" not in call


# --- tables whose columns are lists --------------------------------------------------------------


def test_the_columns_of_the_2019_table_give_no_pairs(data: Data) -> None:
    rows = data.within(D2019, "statements", 332, 341)
    cells = {
        column: {
            c["object" if end == "object" else "subject"]
            for c in rows
            if c["predicate"] in predicates
            and c["subject" if end == "object" else "object"].startswith("field-sdg-2019-")
        }
        for column, end, predicates in (
            ("challenge", "object", {"hasChallenge"}),
            ("solution", "subject", {"meansOf", "appliedIn"}),
            ("effect", "object", {"expectedToYield"}),
        )
    }
    crossing = [
        c["id"]
        for c in rows
        for one, other in combinations(cells.values(), 2)
        if (c["subject"] in one and c["object"] in other)
        or (c["subject"] in other and c["object"] in one)
    ]

    assert all(len(column) > 20 for column in cells.values())
    assert crossing == []


def test_every_field_of_the_2019_table_has_all_three_columns(data: Data) -> None:
    fields = data.subjects("scheme-sdg-fields-2019", "skos:inScheme")

    assert len(fields) == 10
    for field in fields:
        assert data.objects(field, "hasChallenge"), field
        assert data.subjects(field, "meansOf", "appliedIn"), field
        assert data.objects(field, "expectedToYield"), field


CLOSED = {
    "scheme-six-strategies-2019": 6,
    "scheme-rd-directions-2019": 3,
    "scheme-key-technologies-2019": 10,
    "scheme-overseas-directions-2019": 9,
    "scheme-sdg-fields-2019": 10,
    "scheme-sdg-economic-systems-2019": 4,
    "scheme-strategic-areas-2020": 4,
    "scheme-priority-rd-fields-2020": 5,
    "scheme-standardisation-areas-2020": 3,
    "scheme-b5g-issues-2022": 10,
    "scheme-nict-fields": 5,
    "scheme-priority-fields-2026": 8,
    "scheme-strategic-fields-17": 17,
    "scheme-cross-cutting-issues-8": 8,
    "scheme-tax-areas-6": 6,
}


@pytest.mark.parametrize(("scheme", "number"), CLOSED.items())
def test_a_list_with_a_printed_number_has_that_many_members(
    data: Data, scheme: str, number: int
) -> None:
    assert len(data.subjects(scheme, "skos:inScheme")) == number


def test_the_51_issues_counted_in_2020_are_not_made_up(data: Data) -> None:
    survey = "scheme-2025-company-questions"  # thirty questions, each of them printed
    counted = [
        e for e, c in data.entities.items() if c["type"] == "skos:ConceptScheme" and e != survey
    ]

    assert [s for s in counted if len(data.subjects(s, "skos:inScheme")) in (30, 51)] == []


LISTS_OF_2026 = ["scheme-strategic-fields-17", "scheme-tax-areas-6", "scheme-priority-fields-2026",
                 "scheme-mic-rd-themes-2026", "scheme-cross-cutting-issues-8"]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(combinations(LISTS_OF_2026, 2)))
def test_overlapping_lists_of_2026_share_no_member(data: Data, one: str, other: str) -> None:
    assert not data.subjects(one, "skos:inScheme") & data.subjects(other, "skos:inScheme")


def test_the_eight_fields_are_not_said_to_be_those_of_the_2030_strategy(data: Data) -> None:
    fields = data.subjects("scheme-priority-fields-2026", "skos:inScheme")
    strategy = "strategy-digital-overseas-expansion-2030"

    assert not (fields | {"scheme-priority-fields-2026"}) & data.objects(strategy)
    assert [f for f in fields if strategy in data.objects(f)] == []


# --- titles and participants ---------------------------------------------------------------------

PARTICIPANTS = {
    "project-b5g-edge-cloud-platform": {
        "org-tokyo-institute-of-technology", "org-tohoku-university", "org-gifu-university",
        "org-university-of-shiga-prefecture", "org-osaka-university", "org-nec",
        "org-fujitsu-optical-components", "org-furukawa-electric",
        "org-furukawa-network-solution", "org-rakuten-mobile",
    },
    "project-b5g-spatial-multiplexing-optical-network": {
        "org-kagawa-university", "org-kddi-research", "org-nec", "org-santec",
        "org-furukawa-electric",
    },
    "project-b5g-terahertz-wireless": {
        "org-fujitsu", "org-tokyo-city-university", "org-waseda-university", "jaxa", "org-ntt",
        "org-mitsubishi-electric",
    },
    "project-b5g-terminal-extended-wireless": {
        "org-kddi-research", "org-waseda-university", "org-chiba-institute-of-technology",
        "org-nagoya-institute-of-technology", "org-hitachi-kokusai-electric", "org-panasonic",
    },
    "project-b5g-radio-optical-converged-wireless": {
        "org-mie-university", "org-hitachi-kokusai-electric", "org-kyoto-semiconductor",
        "org-kddi-research", "org-toyo-electric",
    },
    "project-b5g-small-satellite-hybrid-communication": {
        "org-axelspace", "org-university-of-tokyo", "org-tokyo-institute-of-technology",
        "org-kiyohara-optics", "org-nec",
    },
}  # fmt: skip


@pytest.mark.parametrize(("project", "bodies"), PARTICIPANTS.items())
def test_participants_belong_to_the_project_of_their_block(
    data: Data, project: str, bodies: set[str]
) -> None:
    assert data.subjects(project, "participatesIn") == bodies


def test_a_title_below_the_body_holds_for_what_stands_above_it(data: Data) -> None:
    assert data.subjects("programme-2022-quantum-network-rd", "meansOf") >= {
        "project-2018-satellite-quantum-cryptography",
        "project-global-quantum-rd-terrestrial",
        "project-global-quantum-rd-satellite",
    }


# --- proposed and agreed -------------------------------------------------------------------------


def test_what_japan_would_propose_to_the_g20_is_not_said_to_be_agreed(data: Data) -> None:
    rows = [c for c in data.within(D2019, "statements", 130, 158) if "138" not in c["lines"]]

    assert {c["status"] for c in rows} == {"proposed", "stated"}
    assert [c["id"] for c in rows if c["predicate"] in ("adoptedBy", "concludedBy")] == []


def test_the_one_thing_agreed_among_the_proposals_was_agreed_before(data: Data) -> None:
    agreed = [c for c in data.within(D2019, "statements", 130, 158) if c["status"] == "agreed"]

    assert [c["object"] for c in agreed] == ["goal-universal-internet-access"]


def test_headings_of_proposals_and_of_results_are_different_fields(data: Data) -> None:
    proposed = data.subjects("scheme-g20-directions-2019", "skos:inScheme")
    agreed = data.subjects("scheme-g20-tsukuba-results-2019", "skos:inScheme")

    assert (len(proposed), len(agreed)) == (4, 6)
    assert not proposed & agreed


def test_what_the_g20_agreed_is_agreed(data: Data) -> None:
    rows = [c for c in data.within(D2019, "statements", 231, 236) if c.get("said_by") == "org-g20"]

    assert rows
    assert {c["status"] for c in rows} == {"agreed"}


DATES = {
    ("events", "strategy-japan-us-joint-statement-2021-04"): "2021-04-16",
    ("events", "strategy-quad-summit-statement-2021-09"): "2021-09-24",
    ("events", "event-japan-us-summit-2022-05"): "2022-05-23",
    ("events", "event-quad-summit-2022-05"): "2022-05-24",
}


@pytest.mark.parametrize(("where", "when"), DATES.items())
def test_summits_and_statements_keep_their_days(
    data: Data, where: tuple[str, str], when: str
) -> None:
    kind, subject = where

    assert when in {c.get("when") for c in data.of(D2022, kind) if c["subject"] == subject}


@pytest.mark.parametrize(
    ("annex", "statement"),
    [
        (
            "doc-japan-us-joint-statement-2021-04-annex-2",
            "strategy-japan-us-joint-statement-2021-04",
        ),
        ("doc-g20-tsukuba-statement-annex", "strategy-g20-tsukuba-statement"),
    ],
)
def test_an_annex_is_a_work_of_its_own_and_part_of_its_statement(
    data: Data, annex: str, statement: str
) -> None:
    assert annex in data.works
    assert statement in data.objects(annex, "partOf")


# --- figures -------------------------------------------------------------------------------------

TOTALS = [
    ("m945-1", {"m901-1": 480_000_000, "m920-1": 1_250_000_000, "m923-1": 1_500_000_000}),
    ("m945-2", {"m901-2": 500_000_000, "m920-2": 1_450_000_000, "m923-2": 1_500_000_000}),
    ("m1537-1", {"m1530-1": 30_000_000_000, "m1527-1": 20_000_000_000, "m1541-1": 20_000_000_000}),
]


@pytest.mark.parametrize(("total", "parts"), TOTALS)
def test_a_total_is_the_sum_of_the_rows_that_are_part_of_it(
    data: Data, total: str, parts: dict[str, int]
) -> None:
    found = {
        c["id"]: int(c["amount"]) for c in data.of(D2022, "money") if c.get("part_of") == total
    }

    assert found == parts
    assert int(data.row(D2022, "money", total)["amount"]) == sum(parts.values())


def test_the_initial_budget_of_2022_is_no_part_of_the_700_hundred_million_yen(data: Data) -> None:
    row = data.row(D2022, "money", "m1521-1")

    assert (row["amount"], row["when"], row["stage"]) == ("10000000000", "2022", "initial")
    assert "part_of" not in row


@pytest.mark.parametrize("document", [D2019, D2020, D2022, D2026])
def test_no_part_is_larger_than_its_total(data: Data, document: str) -> None:
    money = {c["id"]: c for c in data.of(document, "money")}
    parts = [c for c in money.values() if "part_of" in c]

    assert [c["id"] for c in parts if int(c["amount"]) > int(money[c["part_of"]]["amount"])] == []


@pytest.mark.parametrize("document", [D2019, D2020, D2022, D2026])
def test_a_figure_said_again_names_the_first(data: Data, document: str) -> None:
    seen: dict[tuple[str | None, ...], str] = {}
    twice = []
    for row in data.of(document, "money"):
        if row["kind"] == "budget" and "restates" not in row and "part_of" not in row:
            key = tuple(row.get(c) for c in ("owner", "when", "stage", "amount", "currency"))
            twice += [(seen[key], row["id"])] if key in seen else []
            seen[key] = row["id"]

    assert twice == []


def test_a_figure_with_its_bigger_pot_only_is_part_of_it(data: Data) -> None:
    share = data.row(D2026, "money", "m833-1")
    pot = data.row(D2026, "money", "m833-2")

    assert (share["bound"], share["part_of"]) == ("part-of", "m833-2")
    assert share["owner"] != pot["owner"]
    assert pot["bound"] == "exact"


def test_the_part_paid_from_radio_use_fees_is_a_part(data: Data) -> None:
    part, whole = data.row(D2026, "money", "m562-2"), data.row(D2026, "money", "m562-1")

    assert (part["part_of"], part["account"]) == ("m562-1", "account-radio-use-fee")
    assert (int(part["amount"]), int(whole["amount"])) == (9_500_000_000, 23_900_000_000)


CAPS = [
    (D2022, "m1545-1", "project"),
    (D2022, "m1547-1", "project"),
    (D2022, "m1566-1", "project"),
    (D2022, "m1580-1", "project"),
    (D2022, "m2304-1", "project"),
    (D2026, "m588-1", "year"),
    (D2026, "m600-1", "year"),
    (D2026, "m609-1", "year"),
]


@pytest.mark.parametrize(("document", "row", "per"), CAPS)
def test_a_ceiling_is_no_budget(data: Data, document: str, row: str, per: str) -> None:
    found = data.row(document, "money", row)

    assert (found["kind"], found["bound"], found["per"]) == ("cap", "at-most", per)


@pytest.mark.parametrize("row", ["m588-1", "m600-1", "m609-1"])
def test_the_ceiling_of_a_joint_project_is_that_of_the_japanese_side(data: Data, row: str) -> None:
    assert data.row(D2026, "money", row)["side"] == "japan"


@pytest.mark.parametrize(
    ("row", "kind"),
    [("m1071-1", "pledge"), ("m1096-1", "pledge"), ("m2718-1", "demand"), ("m3249-1", "loan-plan")],
)
def test_money_that_is_no_budget_says_what_it_is(data: Data, row: str, kind: str) -> None:
    assert data.row(D2022, "money", row)["kind"] == kind


@pytest.mark.parametrize("document", [D2022, D2026])
def test_every_budget_names_a_fiscal_year(data: Data, document: str) -> None:
    budgets = [c for c in data.of(document, "money") if c["kind"] == "budget"]

    assert {c.get("calendar") for c in budgets} == {"jp-fy"}


COMPARATORS = [
    (D2026, "t117-1", "exactly", "35", None),
    (D2026, "t127-1", "qualitative", None, None),
    (D2026, "t164-1", "rank-within", "3", "2030~"),
    (D2026, "t173-1", "at-least", "20", "2030~"),
    (D2026, "t182-1", "at-least", "20", "2030~"),
    (D2026, "t492-1", "qualitative", None, "203X"),
    (D2022, "t1799-1", "qualitative", None, "2025/.."),
    (D2019, "t804-1", "about", "400", None),
    (D2019, "t345-1", "about", "10", None),
]


@pytest.mark.parametrize(("document", "target", "comparator", "value", "when"), COMPARATORS)
def test_a_target_says_no_more_than_its_line(
    data: Data, document: str, target: str, comparator: str, value: str | None, when: str | None
) -> None:
    found = data.row(document, "targets", target)

    assert (found["comparator"], found.get("value"), found.get("when")) == (comparator, value, when)


def test_the_present_count_and_the_target_of_countries_are_two_facts(data: Data) -> None:
    actual = [c for c in data.within(D2026, "observations", 910, 910) if c.get("value") == "10"]

    assert [c["status"] for c in actual] == ["observed"]
    assert data.row(D2026, "targets", "t182-1")["value"] == "20"


@pytest.mark.parametrize(
    ("indicator", "order"),
    [
        (
            "indicator-base-station-market-rank",
            ["org-huawei", "org-ericsson", "org-nokia", "org-zte", "org-samsung"],
        ),
        (
            "indicator-core-network-market-rank",
            ["org-ericsson", "org-huawei", "org-nokia", "org-cisco", "org-zte"],
        ),
    ],
)
def test_a_rank_is_a_place_in_its_own_market(data: Data, indicator: str, order: list[str]) -> None:
    ranks = [c for c in data.of(D2020, "observations") if c["indicator"] == indicator]

    assert {c["measure"] for c in ranks} == {"rank"}
    assert [c["subject"] for c in sorted(ranks, key=lambda c: int(c["value"]))] == order


# --- relations that look alike -------------------------------------------------------------------

RELATIONS = [
    ("fund-b5g-permanent", "follows", "fund-b5g-temporary"),
    ("programme-qkd-early-deployment", "follows", "project-global-quantum-rd-terrestrial"),
    ("measure-edge-ai-model-demonstration", "supersedes", "measure-ai-verification-type"),
    ("org-rakuten-mobile", "usesProduct", "tech-vran"),
    ("o-ran-alliance", "standardises", "tech-open-ran"),
    ("tech-quantum-cryptography", "usesTechnology", "tech-qkd"),
    ("tech-quantum-internet", "skos:broader", "tech-quantum-communication"),
    ("strategy-jict-act", "establishes", "jict"),
    # how a technology is taken up: licensed, ordered abroad, built on
    ("measure-translation-licensing", "providesTo", "org-ntt-communications"),
    ("measure-2022-overseas-satellite-haps", "aimsAt", "turkey"),
    ("product-cotoha-translator", "basedOn", "system-nict-translation-engine"),
]


@pytest.mark.parametrize(("subject", "predicate", "obj"), RELATIONS)
def test_two_things_are_tied_by_this_relation_and_no_stronger_one(
    data: Data, subject: str, predicate: str, obj: str
) -> None:
    found = {
        c["predicate"]
        for _, kind, c in data.facts
        if kind == "statements" and (c["subject"], c["object"]) == (subject, obj)
    }

    assert found == {predicate}


def test_the_members_of_the_o_ran_alliance_are_not_their_parents_or_daughters(data: Data) -> None:
    members = data.subjects("o-ran-alliance", "memberOf")

    assert {"org-ntt-docomo", "org-kddi"} <= members
    assert not {"org-ntt", "org-kddi-research", "org-ntt-data"} & members
