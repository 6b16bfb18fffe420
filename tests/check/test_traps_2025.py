"""The traps of the survey of 2025: what looks like one thing and is two, and the reverse.

Relies on the project's own data; a failing test names the row that fell into the trap.
"""

import re
from itertools import combinations

import pytest

from kg.citations import parse_lines
from tests.check.facts import FACTS, Data, folded

D = "2025-mic-ict-trends-survey"
KINDS = {kind[0]: kind for kind in FACTS}


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


# --- names ---------------------------------------------------------------------------------------

# each line: things of which every two stay two
APART = [
    pair
    for group in table("""
        tech-apn tech-iown-apn product-apn-iown-1-0 tech-iown
        tech-beyond-5g tech-6g tech-next-generation-ict-infrastructure
        org-ntt org-ntt-east org-ntt-docomo org-ntt-communications org-ntt-data org-ntt-data-iomc
        org-riken-rqc org-riken-rqc-fujitsu org-riken
        org-china-most org-msit
        programme-6g-flagship programme-eu-quantum-flagship programme-q-leap org-university-of-oulu
        project-q-leap-flagship programme-q-leap programme-6g-flagship
        programme-sns-ju item-service-sns
        strategy-china-14th-five-year-plan strategy-china-digital-economy-plan-2022
        strategy-china-14th-five-year-plan strategy-china-robot-industry-plan
        strategy-china-digital-economy-plan-2022 strategy-china-robot-industry-plan
        strategy-uk-national-quantum-strategy strategy-us-nqi-act
        strategy-b5g-promotion-2020 strategy-b5g-promotion-2-2024
        strategy-b5g-ict-interim-report-2022 strategy-b5g-ict-final-report-2024
        strategy-integrated-innovation-2019 strategy-integrated-innovation-2024
        strategy-k-program-rd-vision-1 strategy-k-program-rd-vision-2
        strategy-k-program-rd-vision-2 strategy-k-program-rd-vision-2-revision
        strategy-municipal-dx-plan-v2-2 strategy-municipal-dx-plan-v2-3
        strategy-municipal-dx-plan-v2-3 strategy-municipal-dx-plan-v3-0
        strategy-us-eo-14110 strategy-us-eo-14179 strategy-us-initial-rescissions-2025
        strategy-us-eo-14179 strategy-us-ai-action-plan
        committee-ministries-dx-liaison committee-state-local-liaison
        org-digital-agency committee-digital-administrative-fiscal-reform
        strategy-digital-society-priority-plan strategy-basic-act-digital-society
        indicator-genai-use-experience indicator-genai-use-experience-fy2023
        indicator-my-number-card-holding-rate indicator-health-insurance-card-registration-rate
        indicator-health-insurance-card-registrations indicator-my-number-card-holding-rate
        region-survey-four region-survey-three-abroad
        field-b5g-issue-all-optical-network tech-iown-apn challenge-100gbps-optical-path-power
    """)
    for pair in combinations(group, 2)
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_things_stay_two_and_share_no_name(data: Data, one: str, other: str) -> None:
    shared = {folded(n) for n in data.names(one)} & {folded(n) for n in data.names(other)}

    assert not shared
    assert "replaced_by" not in data.entities[one]
    assert "replaced_by" not in data.entities[other]


def test_no_two_of_the_kept_apart_are_called_exactly_equal(data: Data) -> None:
    statements = [cells for _, kind, cells in data.facts if kind == "statements"]
    equal = {
        frozenset((link["subject"], link["object"]))
        for link in [*data.links, *statements]
        if link["predicate"] in ("skos:exactMatch", "owl:sameAs")
    }

    assert [pair for pair in APART if frozenset(pair) in equal] == []


SAME = [
    ("strategy-us-secure-5g-and-beyond-act",
     ["2020年セキュア5G&ビヨンド法", "5Gおよび次世代通信の安全性確保法"]),
    ("nist", ["国立標準技術研究所", "商務省国立標準技術研究所", "標準化技術研究所", "NIST"]),
    ("org-bmbf", ["連邦教育研究省", "連邦教育・研究省", "BMBF"]),
    ("strategy-china-innovation-driven-outline",
     ["国家イノベーション駆動発展戦略綱要", "国家イノベーション駆動型発展戦略綱要"]),
    ("strategy-china-14th-five-year-plan",
     ["国民経済・社会発展第14次五カ年計画および2035年までの長期目標綱要",
      "中国国民経済・社会発展第14次五カ年計画と2035年までの長期目標綱要"]),
    ("strategy-quantum-industry-measures-2024",
     ["量子産業の創出・発展に向けた推進方策", "量子産業の創出・発展に向けた推進策"]),
    ("committee-china-6g-rd-working-group",
     ["国家6G技術研究開発推進ワーキンググループ", "6G技術研究開発推進作業部会"]),
    ("org-ntt-data-iomc",
     ["株式会社エヌ・ティ・ティ・データ経営研究所", "株式会社 NTT データ経営研究所"]),
    ("org-ntt", ["日本電信電話株式会社", "NTT"]),
    ("tech-post-quantum-cryptography", ["耐量子計算機暗号", "ポスト量子暗号", "PQC"]),
    ("tech-beyond-5g", ["Beyond 5G", "Beyond5G"]),
    ("tech-iown-apn", ["IOWN APN", "オールフォトニクス・ネットワーク"]),
    ("japan", ["日本", "国内", "我が国"]),
    ("strategy-municipal-dx-plan",
     ["自治体DX推進計画", "自治体デジタル・トランスフォーメーション（DX）推進計画"]),
    ("strategy-digital-administrative-fiscal-reform-2024",
     ["デジタル行財政改革 取りまとめ2024", "デジタル行財政改革取りまとめ 2024"]),
    ("strategy-eu-cyber-resilience-act", ["サイバーレジリエンス法", "CRA"]),
    ("region-survey-three-abroad", ["他の 3 か国", "諸外国", "海外"]),
    ("region-survey-four", ["4 か国", "4か国共通"]),
]  # fmt: skip


@pytest.mark.parametrize(("entity", "spellings"), SAME)
def test_every_spelling_of_one_thing_is_a_name_of_it(
    data: Data, entity: str, spellings: list[str]
) -> None:
    known = {folded(n) for n in data.names(entity) | data.names(entity, "hidden")}

    assert [s for s in spellings if folded(s) not in known] == []


MISPRINTS = [
    ("tech-iown-apn", "オールフォトンクス"), ("org-bmbf", "連邦教育・研究賞"),
    ("org-bmwk", "気候保護小"), ("usa", "米故国"), ("committee-us-nstc", "NTSC"),
    ("challenge-vendor-lock-in-risk", "バンダーロックイン"),
    ("tech-disaggregated-computing", "ディスアグリゲータッド"),
    ("tech-network-as-sensor", "ネットワークセンサー"),
    ("strategy-eu-cyber-resilience-act", "サイバレジリエンス"),
    ("system-quantum-hybrid-computing-environment", "ハイブリット"),
    ("facility-quantum-testbed", "テストヘッド"),
    ("committee-digital-administrative-fiscal-reform", "デジタル庁行政改革会議"),
    ("facility-automated-logistics-road", "自動物流送路"),
    ("response-genai-not-needed", "必要なない"), ("region-survey-four", "개국"),
    ("dataset-2025-fig-3-195", "分分野別"),
]  # fmt: skip
UNREAD = ["クラウド・ハイ・デフォルト", "対GDP直接投資"]


@pytest.mark.parametrize(("entity", "misprint"), MISPRINTS)
def test_a_misprint_is_a_hidden_label_of_what_is_meant(
    data: Data, entity: str, misprint: str
) -> None:
    assert any(misprint in name for name in data.names(entity, "hidden"))


@pytest.mark.parametrize("misprint", [*(name for _, name in MISPRINTS), *UNREAD])
def test_a_misprint_is_no_label_that_anybody_reads(data: Data, misprint: str) -> None:
    assert [e for e in data.entities if any(misprint in name for name in data.names(e))] == []


LOCAL = ["国家量子戦略", "新産業戦略", "科学技術部", "行動計画", "Flagship", "研究開発ビジョン"]


@pytest.mark.parametrize("name", LOCAL)
def test_a_local_name_is_no_preferred_label_without_its_parent(data: Data, name: str) -> None:
    assert [e for e in data.entities if data.entities[e]["label_ja"] == name] == []


CLASSES = table("""
    Technology tech-iown-apn tech-apn tech-beyond-5g
    Product product-apn-iown-1-0
    Programme programme-sns-ju programme-k-program programme-6g-flagship programme-sip
    Organisation org-university-of-oulu org-iown-global-forum
    Strategy strategy-eu-gdpr strategy-us-eo-14110 strategy-china-genai-interim-measures
    Strategy strategy-eu-regulation-2021-2085 strategy-china-ai-application-opinions
    Strategy strategy-china-ai-model-application-notice strategy-k-program-rd-vision
    Strategy strategy-china-innovation-driven-outline strategy-germany-quantum-action-concept
    Event event-b5g-ready-showcase-2025 event-ai-action-summit-2025
""")


@pytest.mark.parametrize(("kind", "entity"), [(k, e) for k, *es in CLASSES for e in es])
def test_a_thing_is_of_its_own_kind(data: Data, kind: str, entity: str) -> None:
    assert kind in data.cell(entity, "type")


# --- relations -----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", range(1043, 1051))
def test_the_country_of_a_row_without_its_flag_is_inferred(data: Data, line: int) -> None:
    said = [c for c in data.within(D, "statements", line, line) if c["predicate"] == "inCountry"]
    country = {1043: "usa", 1044: "south-korea", 1045: "china", 1046: "eu", 1047: "finland",
               1048: "uk", 1049: "germany", 1050: "france"}  # fmt: skip

    assert {c["object"] for c in said} == {country[line]}
    assert [c["id"] for c in said if "inferred from the agency" not in c.get("note", "")] == []


def test_the_three_senses_of_kadai_are_used_apart(data: Data) -> None:
    issues = data.subjects("scheme-b5g-issues-2022", "skos:inScheme")
    challenges = data.objects("field-b5g-issue-all-optical-network", "hasChallenge", document=D)
    subjects = {
        c["subject"] for c in data.of(D, "observations") if c["indicator"] == "indicator-sip-issues"
    }

    assert {tuple(data.cell(i, "type")) for i in issues} == {("Field",)}
    assert challenges
    assert {tuple(data.cell(c, "type")) for c in challenges} == {("Challenge",)}
    assert {tuple(data.cell(s, "type")) for s in subjects} == {("Programme",)}


# subject, every predicate that ties it to the object (or 0), object
RELATIONS = table("""
    strategy-us-initial-rescissions-2025 repeals strategy-us-eo-14110
    strategy-us-eo-14179 0 strategy-us-eo-14110
    strategy-b5g-promotion-2-2024 0 strategy-b5g-promotion-2020
    strategy-b5g-promotion-2-2024 basedOn strategy-b5g-ict-final-report-2024
    strategy-b5g-ict-final-report-2024 0 strategy-b5g-ict-interim-report-2022
    strategy-b5g-ict-interim-report-2022 defines strategy-b5g-ten-rd-issues-2022
    fund-b5g-permanent basedOn strategy-b5g-ict-interim-report-2022
    measure-b5g-ready-showcase-hosting basedOn,meansOf strategy-b5g-promotion-2-2024
    strategy-integrated-innovation-2024 executes strategy-6th-sti-basic-plan
    strategy-7th-sti-basic-plan follows strategy-6th-sti-basic-plan
    strategy-k-program-rd-vision-2-revision amends strategy-k-program-rd-vision-2
    strategy-k-program-rd-vision-2 follows strategy-k-program-rd-vision-1
    strategy-quantum-industry-measures-2024 supports strategy-japan-quantum-three
    strategy-quantum-future-industry partOf strategy-japan-quantum-three
    programme-k-program supports goal-economic-security
    programme-sns-ju supports tech-6g
    programme-sns-ju 0 tech-beyond-5g
    project-asean-open-ran-trial expectedToYield goal-target-country-5g-spread
    org-takenaka provides product-tower-crane
    org-takenaka involvedIn project-jizaie-tower-crane
    org-takenaka 0 org-jizaie
    org-ntt provides tech-iown-apn
    org-ntt 0 org-jizaie
    org-fujitsu 0 org-aist
    org-fujitsu partnersWith org-riken
    org-fujitsu produces system-aist-superconducting-quantum-computer
    product-apn-iown-1-0 usesTechnology tech-iown-apn
    strategy-digital-society-priority-plan hasLegalBasis strategy-basic-act-digital-society
    strategy-municipal-dx-plan-v3-0 follows strategy-municipal-dx-plan-v2-3
    strategy-municipal-dx-plan-v2-2 follows strategy-municipal-dx-plan-v2-1
    strategy-municipal-dx-plan-v2-1 basedOn strategy-basic-policy-2023
    strategy-municipal-dx-plan-v2-2 basedOn strategy-local-hr-policy-guideline
    strategy-municipal-dx-plan-v2-3 basedOn strategy-regulatory-reform-plan
    strategy-municipal-dx-plan-v3-0 basedOn strategy-post-corona-local-system-report
    measure-common-saas-study fundedBy org-japanese-government
    system-common-saas fundedBy org-local-governments
    system-common-saas 0 org-japanese-government
    system-physical-virtual-base fundedBy org-platform-building-bodies
    strategy-common-digital-platform-policy-2024 establishes committee-state-local-liaison
    strategy-common-digital-platform-policy-2024 establishes committee-ministries-dx-liaison
    committee-state-local-liaison 0 measure-ministries-dx
    committee-ministries-dx-liaison 0 strategy-common-systems-policies
""")


@pytest.mark.parametrize(("subject", "predicates", "obj"), RELATIONS)
def test_two_things_are_tied_by_these_relations_and_no_other(
    data: Data, subject: str, predicates: str, obj: str
) -> None:
    rows = [c for c in data.of(D, "statements") if (c["subject"], c["object"]) == (subject, obj)]

    assert subject in data.entities
    assert obj in data.entities
    assert {c["predicate"] for c in rows} == set(predicates.split(",")) - {"0"}


def test_one_order_is_repealed_and_nothing_is_superseded(data: Data) -> None:
    ends = {
        c["predicate"]: c["object"]
        for c in data.of(D, "statements")
        if c["predicate"] in ("repeals", "supersedes")
    }

    assert ends == {"repeals": "strategy-us-eo-14110"}


def test_who_declined_to_sign_is_said_and_not_left_out(data: Data) -> None:
    statement = "strategy-ai-action-summit-statement-2025"
    signed, declined = data.subjects(statement, "signed"), data.subjects(statement, "declined")

    assert declined == {"usa", "uk"}
    assert signed == {"france", "eu", "china", "india", "japan"}


BROADER = [
    ("tech-telepresence", {"tech-human-augmentation", "tech-presence-augmentation"}),
    ("tech-wearable-computing", {"tech-human-augmentation", "tech-sense-augmentation"}),
    ("tech-multicore-fibre", {"tech-optical-fibre", "tech-large-capacity-fibre"}),
]


@pytest.mark.parametrize(("technology", "above"), BROADER)
def test_a_technology_may_stand_below_several(data: Data, technology: str, above: set[str]) -> None:
    assert above <= data.objects(technology, "skos:broader", document=D)


def test_the_survey_of_local_governments_is_of_the_ministry_only(data: Data) -> None:
    survey = "dataset-mic-municipal-ai-rpa-survey"

    assert data.objects(survey, "implementedBy", "publishedBy", "administeredBy") == {"mic"}


# --- what a row says -----------------------------------------------------------------------------

LIFE = table("""
    strategy-eu-ai-act adopted=2024-05-21 in-force=2024-08 in-force=2025-02 in-force=2026-08
    strategy-eu-gdpr in-force=2018-05
    strategy-eu-cyber-resilience-act in-force=2024-12-10
    strategy-china-genai-interim-measures in-force=2023-08-15
    strategy-us-eo-14110 adopted=2023-10-30 repealed=2025-01-20
    strategy-us-initial-rescissions-2025 announced=2025-01-20
    strategy-us-eo-14179 adopted=2025-01-23
    strategy-us-ai-action-plan call=
    strategy-k-program-rd-vision-2 adopted=2023-08-28 amended=2025-03-07
    strategy-ai-action-summit-statement-2025 adopted=2025-02
""")


@pytest.mark.parametrize(("subject", "stages"), [(s, stages) for s, *stages in LIFE])
def test_every_stage_of_a_law_is_an_event_of_its_own(
    data: Data, subject: str, stages: list[str]
) -> None:
    events = [c for c in data.of(D, "events") if c["subject"] == subject]

    assert [f"{c['kind']}={c.get('when', '')}" for c in events] == stages


# a row and its cells without spaces: `=` is all of a cell (or no cell), `~` a part of it
SAID = {
    "a year keeps its calendar and its ends": """
        m629-1 when=2023 calendar=us-fy
        m629-2 when=2024 calendar=us-fy
        o629-1 when=2024 calendar=us-fy
        p598-1 when=2025 calendar=us-fy
        p598-2 when=2024-10/2025-09 calendar=cy
        p1945-1 when=2018/2029 calendar=jp-fy
        e2055-1 when=2026 calendar=jp-fy
        e2057-2 when=2025 calendar=jp-fy
        o964-1 when=2023 calendar=jp-fy
        o3816-2 when=2022 calendar=jp-fy
        t3932-1 when=../2025 calendar=jp-fy
        t3708-1 when=2025 calendar=jp-fy
        t3649-1 when=2029 calendar=jp-fy
        t3649-2 when=2040 calendar=cy
        p3649-2 when=2026/2029 calendar=jp-fy
        e1008-1 when=203X calendar=cy
        e3649-2 kind=deadline when=../2025 calendar=jp-fy
        e3649-11 when=2025 calendar=jp-fy
        e3649-39 when=2024/.. calendar=jp-fy
        e3649-41 when=2024 calendar=jp-fy note~後半
    """,
    "what the text does not date gets no date": """
        o3791-1 when= comparability~2026年1月
        o3791-2 when= comparability~2026年1月
        o3791-3 when= comparability~2026年1月
        o3791-4 when= comparability~2026年1月
        o885-1 when= comparability~年は本文に明記なし
        o3238-3 when= comparability~年度の明記なし
        o3974-1 when= comparability~年度の明記なし
        e653-2 when=
        e2214-1 when=
        e1555-5 when=
        m1701-1 when=
        m2108-1 when=
    """,
    "a relative date is read off the cited article": """
        e1617-3 when=2023-06-04 lines~1627
        m1653-1 when=2024-01/2024-08 lines~1657 note~inferred
    """,
    "what was expected is no outcome": """
        e1876-1 status=planned modality=scheduled
        e725-4 status=planned modality=scheduled
        e2050-1 status=planned modality=scheduled
        e2055-1 status=planned modality=scheduled
        e2065-1 status=forecast modality=expected
        e1323-1 status=planned modality=scheduled
        t1006-1 status=forecast modality=expectation
        t1006-2 status=forecast modality=expectation
        t1023-1 status=forecast modality=forecast
        s1321-10 status=forecast
        s1323-2 status=planned
        o3934-2 status=forecast
        m2168-2 status=planned
        m629-2 status=proposed
    """,
    "an amount stated twice is kept as it stands": """
        m1701-1 amount=140000000000 currency=JPY bound=about restates=
        m2108-1 amount=1300000000 currency=USD bound=about restates=
        m1701-2 amount=130000000000 currency=JPY bound=about restates=
        m1701-2 owner=programme-eu-quantum-flagship
        m2140-1 amount=1000000000 currency=EUR bound=exact restates=
        m2140-1 owner=programme-eu-quantum-flagship
        m1701-3 amount=130000000000 currency=JPY bound=about restates=
        m1701-3 owner=strategy-france-quantum
        m2168-1 amount=1000000000 currency=EUR bound=about restates=
        m2168-1 owner=strategy-france-quantum
        m1653-1 amount=287000000000 currency=CNY bound=exact restates=
        m1653-2 amount=6000000000000 currency=JPY bound=about restates=
    """,
    "the government alone is that of the section": """
        m1567-1 payer=org-us-government side=usa
        s2065-4 said_by=org-japanese-government
        s2065-7 subject=org-japanese-government
    """,
    "a bound is no exact amount": """
        m750-1 amount=1000000000 bound=at-least
        m1049-1 amount=700000000 bound=at-most
        m672-1 amount=53700000000 note~abouthalf
    """,
    "public money is told from public and private money": """
        m1046-2 sector=public part_of=m1046-1 amount=900000000
        m1046-1 sector= amount=1800000000
        m2168-1 sector=public part_of=m2168-2 amount=1000000000
        m2168-2 sector=mixed amount=1800000000
        m2164-1 sector=public part_of=m2164-2 amount=2180000000
        m2164-2 sector= amount=3000000000 note~misprint
    """,
    "a target says no more than its line": """
        t1175-4 owner=goal-2025-all-optical-technology value=100 when=../2030 said_by=
        t1321-1 owner=tech-iown-apn value=100 when=../2030 said_by=org-ntt
        t749-1 comparator=qualitative value= when=../2027
        t653-1 comparator=at-most value=180 unit=days when=
        t503-2 comparator=exactly metric_ja=対日直接投資残高 when=../2030
        t1006-2 comparator=about value=170000 when=2021
        t3649-2 comparator=about value=30 baseline~2023年
        t3932-2 comparator=at-most value=5 unit=years when=
    """,
    "a count of things that are not listed is an observation": """
        o1319-1 measure=count value=100 precision=at-least subject=org-iown-global-forum
        o569-1 measure=count value=27 subject=strategy-k-program-rd-vision-1
        o745-1 measure=count value=63 subject=strategy-ai-action-summit-statement-2025
        o652-1 measure=count value=78
    """,
    "a value keeps its precision": """
        o873-1 area=china when=2002 value=1.06 precision=exact
        o873-2 area=china when=2021 value=2.43 precision=exact
        o964-3 value=1 precision=less-than
        o978-2 value=6 precision=about
        o2846-2 value=50 precision=at-least
        o2848-1 area=region-survey-three-abroad value=30 precision=slightly-under
        o3140-2 area=region-survey-three-abroad value=80 precision=over
        o1992-1 value=10 precision=at-least comparability~と異なる
        o1994-1 value=100 precision=at-least comparability~と異なる
    """,
    "an arrow goes from one survey to the next": """
        o2510-1 area=usa when=2023 value=28.7 comparability~年度の明記なし
        o2510-2 area=usa when=2025-01-17/2025-02-13 value=21.3
        o2557-1 area=japan when=2022 value=34.7
        o2557-2 area=japan when=2023 value=41.0
        o2557-3 area=japan when=2024 value=40.5
        o3947-2 indicator=indicator-egdi when=2022 value=0.9002
        o3947-3 indicator=indicator-egdi when=2024 value=0.9351
        o3947-4 indicator=indicator-egdi-osi when=2022 value=0.9094
        o3947-5 indicator=indicator-egdi-osi when=2024 value=0.9427
        o3947-6 indicator=indicator-egdi-hci when=2022 value=0.8765
        o3947-7 indicator=indicator-egdi-hci when=2024 value=0.9117
        o3947-8 indicator=indicator-egdi-tii when=2022 value=0.9147
        o3947-9 indicator=indicator-egdi-tii when=2024 value=0.9509
    """,
    "the use of generative AI is two indicators and no series": """
        o2584-2 area=japan value=9.1 when=2023 indicator~-fy2023 comparability~接続しない
        o2584-3 area=usa value=46.3 when=2023 indicator~-fy2023 comparability~接続しない
        o2584-5 area=germany value=34.6 when=2023 indicator~-fy2023 comparability~接続しない
        o2584-7 area=china value=56.3 when=2023 indicator~-fy2023 comparability~接続しない
        o2584-1 area=japan value=26.7 indicator=indicator-genai-use-experience
        o2584-4 area=usa value=68.8 indicator=indicator-genai-use-experience
        o2584-6 area=germany value=59.2 indicator=indicator-genai-use-experience
        o2584-8 area=china value=81.2 indicator=indicator-genai-use-experience
        o2584-1 when=2025-01-17/2025-02-13 comparability~接続しない
    """,
    "a share is told of its own base": """
        o3037-1 population=population-companies-screening base~「わからない」と回答した人を除く
        o3040-1 population=population-companies-screening base~中小企業
        o3140-1 population=population-companies base~デジタル化に取り組む企業
        o3284-1 population=population-companies base~「わからない」
        o2562-1 population=population-citizens base~「利用する気になれない」
        o2510-2 population=population-citizens base=回答者全体
        o3791-2 base~累計発行数
        o3816-2 base~年間総手続件数
        o3906-1 base~回答した団体
        o3934-6 base=1,788団体
        o927-1 base~2000年
        o3916-1 base~総ステップ数40 comparability~移行作業量に対する完了率ではない
        o3916-2 base~総ステップ数40 comparability~移行作業量に対する完了率ではない
        o3916-3 base~総ステップ数40 comparability~移行作業量に対する完了率ではない
        f3272-1 note~leftout
        f3281-1 note~leftout
        f3284-1 note~leftout
    """,
    "a number of bodies in percent is a share": """
        o3825-1 measure=share unit=percent value=100 population=org-prefectures
        o3825-2 measure=share unit=percent value=100 population=org-designated-cities
        o3825-3 measure=share unit=percent value=50 population=org-municipalities-other
    """,
    "cards held are not cards issued": """
        o3778-1 indicator=indicator-my-number-card-holding-rate value=78.0 when=2025-02
        o3778-1 comparability~交付枚数ではない base~保有枚数
    """,
    "a role is one post at one body": """
        r475-1 person=person-masahiko-inami role=interviewee when=2025-02-27
        r476-1 person=person-masahiko-shoji role=interviewee when=2025-03-13
        r477-1 person=person-yosuke-aragane role=interviewee when=2025-03-26
        r475-2 person=person-masahiko-inami organisation=org-utokyo-rcast post_ja=副所長
        r475-3 person=person-masahiko-inami organisation=org-university-of-tokyo
        r475-3 post_ja=総長特任補佐
        r2214-1 person=person-luming-duan organisation=org-tsinghua-iiis post_ja=教授
        r2214-2 person=person-luming-duan organisation=org-cas role=member
        r1976-3 person=person-taiki-yamae post_ja~研究当時
        r1655-1 person=person-zhao-zhiguo organisation=org-miit post_ja=チーフエンジニア
    """,
    "a fact over a page break names both pages": """
        e725-3 lines=725;743
        e725-4 lines=725;743
        s577-14 lines=577;585
        e577-1 lines=577;585
    """,
    "the article of the law is a literal": """
        s3614-2 object~第37条1項 predicate=feature note~39②
        s3621-1 object~39②等 predicate=feature note~37
    """,
}


@pytest.mark.parametrize(
    ("trap", "row", "cells"),
    [(trap, row, cells) for trap, text in SAID.items() for row, *cells in table(text)],
)
def test_a_row_says_what_its_line_says(data: Data, trap: str, row: str, cells: list[str]) -> None:
    found = data.row(D, KINDS[row[0]], row)
    for cell in cells:
        column, how, value = re.fullmatch(r"(\w+)([=~])(.*)", cell).groups()
        said = found.get(column, "").replace(" ", "")

        assert value in said if how == "~" else said == value, f"{trap}: {row} {column}"


def test_nothing_after_the_report_has_happened(data: Data) -> None:
    later = re.compile(r"(2025-(0[4-9]|1[0-2])|202[6-9]|20[3-9])")
    actual = [c for c in data.of(D, "events") if c["modality"] == "actual"]

    assert [c["id"] for c in actual if later.search(c.get("when", ""))] == []


OPINIONS = [
    (2277, 2281, "person-masahiko-inami"),
    (2295, 2305, "person-masahiko-inami"),
    (3020, 3023, "person-satoshi-kurihara"),
    (3600, 3600, "person-yosuke-okada"),
    (3998, 4000, "person-masahiko-shoji"),
    (3978, 3981, "org-waseda-e-government-institute"),
]


@pytest.mark.parametrize(("first", "last", "speaker"), OPINIONS)
def test_what_an_expert_says_is_an_opinion_of_the_expert(
    data: Data, first: int, last: int, speaker: str
) -> None:
    rows = [
        c
        for kind in ("statements", "findings", "events")
        for c in data.within(D, kind, first, last)
    ]
    said = [c for c in rows if c.get("said_by") == speaker]

    assert said
    assert {c["status"] for c in said} <= {"opinion", "proposed", "forecast"}
    assert [
        c["id"] for c in rows if "said_by" not in c and c.get("predicate") != "publishedBy"
    ] == []


@pytest.mark.parametrize("kind", FACTS)
def test_no_opinion_is_without_its_speaker(data: Data, kind: str) -> None:
    rows = [c for c in data.of(D, kind) if c["status"] == "opinion"]

    assert [c["id"] for c in rows if "said_by" not in c] == []


RANGES = table("""
    o2532-1 region-survey-three-abroad 31 45.6
    o3341-1 japan 5.0 7.6
    o3341-2 japan 6.4 10.3
    o964-5 0 10 30
""")


@pytest.mark.parametrize(("row", "area", "low", "high"), RANGES)
def test_a_range_is_one_observation(data: Data, row: str, area: str, low: str, high: str) -> None:
    found = data.row(D, "observations", row)
    line = int(found["lines"].split(";")[0])
    values = {c.get("value") for c in data.within(D, "observations", line, line)}

    assert (found.get("area", "0"), found["low"], found["high"]) == (area, low, high)
    assert found["precision"] == "range"
    assert not {low, high} & values


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ("region-survey-four", {"japan", "usa", "germany", "china"}),
        ("region-survey-three-abroad", {"usa", "germany", "china"}),
    ],
)
def test_a_group_of_countries_is_an_area_with_members(
    data: Data, region: str, members: set[str]
) -> None:
    used = {c.get("area") for k in ("observations", "findings") for c in data.of(D, k)}

    assert data.subjects(region, "partOf") == members
    assert region in used


# --- what is left unread -------------------------------------------------------------------------

IMAGES = ["3-8", "3-14", "3-56", "3-62", "3-188", "3-198", "3-199", "3-200"]


@pytest.mark.parametrize("figure", IMAGES)
def test_a_figure_that_is_an_image_yields_no_values(data: Data, figure: str) -> None:
    dataset = f"dataset-2025-fig-{figure}"
    values = [c["value"] for c in data.of(D, "observations") if c.get("dataset") == dataset
              and c["measure"] != "rank"]  # fmt: skip

    assert dataset in data.entities
    assert values == []


DIRECTIONS = [(2535, 2535), (2560, 2560), (2594, 2594), (3281, 3284)]


@pytest.mark.parametrize(("first", "last"), DIRECTIONS)
def test_a_direction_without_a_number_is_a_finding(data: Data, first: int, last: int) -> None:
    findings = data.within(D, "findings", first, last)
    shares = [c for c in data.within(D, "observations", first, last) if c["measure"] == "share"]

    assert findings
    assert all(c["direction"] for c in findings)
    assert shares == []


@pytest.mark.parametrize("kind", FACTS)
def test_the_misprinted_january_of_2026_dates_nothing(data: Data, kind: str) -> None:
    assert [c["id"] for c in data.of(D, kind) if "2026-01" in c.get("when", "")] == []


@pytest.mark.parametrize("line", [1042, 1052, 1056, 1254, 1309, 3625, 3841])
def test_no_fact_rests_on_a_damaged_line_or_a_page_number_alone(data: Data, line: int) -> None:
    rows = [c for kind in FACTS for c in data.within(D, kind, line, line)]

    assert [c["id"] for c in rows if c["lines"] == str(line)] == []


def test_no_fact_rests_on_the_corrupted_row_of_the_priority_plan(data: Data) -> None:
    assert [c["id"] for kind in FACTS for c in data.within(D, kind, 3625, 3625)] == []


# --- works and their citations -------------------------------------------------------------------

ODDITIES = [
    ("c1236-1", "doc-mic-gcot-2022", "2023"),
    ("c752-1", "doc-ec-ai-act-council-final-green-light-2024", "Council of the EU"),
    ("c760-1", "doc-jetro-ai-action-summit-2024", "footnote 30"),
]


@pytest.mark.parametrize(("row", "work", "told"), ODDITIES)
def test_an_odd_footnote_is_kept_with_a_note(data: Data, row: str, work: str, told: str) -> None:
    [found] = [c for document, c in data.citations if (document, c["id"]) == (D, row)]

    assert found["work"] == work
    assert told in found["note"]
    assert found["accessed"]


def test_the_bibliography_cites_24_works(data: Data) -> None:
    works = [
        c["work"]
        for document, c in data.citations
        if document == D and any(4015 <= s.first <= 4038 for s in parse_lines(c["lines"]))
    ]
    undated = {w for w in works if "issued" not in data.works[w]}

    assert len(works) == len(set(works)) == 24
    assert undated == {"doc-cao-sip", "doc-cao-moonshot-programme"}


POLICIES = table("""
    doc-mic-b5g-promotion-strategy-2020 strategy-b5g-promotion-2020
    doc-mic-b5g-promotion-strategy-2-2024 strategy-b5g-promotion-2-2024
    doc-mic-b5g-technology-strategy-interim-report-2022 strategy-b5g-ict-interim-report-2022
    doc-cao-quantum-future-industry-strategy-2023 strategy-quantum-future-industry
    doc-cao-quantum-industry-measures-outline-2024 strategy-quantum-industry-measures-2024
""")


@pytest.mark.parametrize(("work", "policy"), POLICIES)
def test_a_document_is_not_the_policy_that_it_carries(data: Data, work: str, policy: str) -> None:
    assert policy in data.objects(work, "expresses")
    assert work in data.works
    assert work not in data.entities
    assert "Document" not in data.cell(policy, "type")
    assert "Strategy" in data.cell(policy, "type")
