"""The page holds everything, fetches nothing, and treats every label as text."""

import base64
import hashlib
import json
import re

import pytest

from viz import Edge, Node, Note, Picture, render
from viz.maps.html import _library

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)></script>{{7*7}}javascript:alert(3)"
SCRIPTS = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@pytest.fixture
def hostile() -> Picture:
    fact = (Note(EVIL, (EVIL,)),)
    nodes = (Node(EVIL, EVIL, EVIL, EVIL, fact), Node("__proto__", EVIL, "Goal", "目標", fact))
    edges = (Edge(EVIL, "__proto__", EVIL, EVIL, fact),)
    return Picture(EVIL, EVIL, "en", nodes, edges, (EVIL,))


def without_scripts(page: str) -> str:
    return SCRIPTS.sub("", page)


def test_the_same_picture_gives_the_same_bytes(goal_map: Picture) -> None:
    assert render(goal_map) == render(goal_map)


def test_hostile_text_is_escaped_everywhere(hostile: Picture) -> None:
    page = without_scripts(render(hostile))
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("</script>") == 1  # the data's own end
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]


def test_data_in_the_script_element_hold_no_markup(hostile: Picture) -> None:
    data = re.findall(r'id="data">(.*?)</script>', render(hostile), re.DOTALL)[0]
    assert not set("<>&'\u2028\u2029") & set(data)
    assert json.loads(data)["boxes"]["__proto__"]["label"] == EVIL


def test_the_policy_allows_these_scripts_and_no_request(goal_map: Picture) -> None:
    page = render(goal_map)
    policy = re.findall(r'Content-Security-Policy" content="(.*?)"', page)[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    for text in (*SCRIPTS.findall(page), *re.findall(r"<style>(.*?)</style>", page, re.DOTALL)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_nothing_is_fetched_or_linked(goal_map: Picture) -> None:
    page = without_scripts(render(goal_map))
    assert not re.search(r"\b(src|href|action|srcset|style|on\w+)=", page)
    assert "@import" not in page
    assert "url(" not in page


def test_the_library_is_pyviss_own_and_asks_for_nothing() -> None:
    library = _library()
    assert "vis-network" in library[:400]
    assert "sourceMappingURL" not in library
    assert not re.search(r"XMLHttpRequest|\bfetch\(|importScripts|\bimport\(|</script", library)


def test_our_script_writes_text_only(goal_map: Picture) -> None:
    ours = [text for text in SCRIPTS.findall(render(goal_map)) if text != _library()]
    assert len(ours) == 7
    for text in ours:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_the_tables_hold_every_relation_and_citation(goal_map: Picture) -> None:
    page = without_scripts(render(goal_map))
    rows = re.findall(r'<tr><th scope="row">', page)
    noted = [node for node in goal_map.nodes if node.notes]
    assert len(rows) == len(goal_map.edges) + len(noted)
    cited = [
        cited for thing in (*goal_map.edges, *noted) for n in thing.notes for cited in n.citations
    ]
    assert page.count("<cite>") == len(cited)


def test_the_legend_shows_what_is_drawn_and_no_more(goal_map: Picture) -> None:
    page = without_scripts(render(goal_map))
    legend = page[page.index('<div class="legend">') : page.index('<details class="sources">')]
    for word in ("目標", "重点分野", "事業", "予算", "組織", "技術", "明記", "予定・計画"):
        assert word in legend
    assert "合意" not in legend
    assert "研究開発政策の在り方" in page[page.index('<details class="sources">') :]


def test_an_empty_picture_is_still_a_page() -> None:
    assert "該当なし" in render(Picture("題", "何もない。", "ja", (), (), ()))
