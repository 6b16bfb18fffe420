"""The one visual system: shape and colours per kind or group, line per status, words of the page.

Hues are Okabe and Ito's, safe for colour-blind readers; shape repeats what colour says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.picture import Group, Node

TEXT = "#14202b"
MUTED = "#4a5764"
PAPER = "#ffffff"
LINE, LINE_BESIDE = "#33414e", "#7b8894"
FONTS = (
    '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, '
    '"Noto Sans", sans-serif'
)
# The same for charts, whose PNG is set in the packaged face, the first named.
TYPEFACES = "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Yu Gothic, Meiryo, sans-serif"
SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#6b6b6b")
FONT_SIZE = 14.0  # px at scale 1, the least size for text on a screen of 1280×800
SIZES = (1.0, 1.2, 1.4)  # by a node's size: its letters as a multiple of FONT_SIZE


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How one kind of thing looks; `shape` is a name in `viz.maps.shapes`."""

    shape: str
    fill: str
    border: str


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """How a line looks; `dash` in px, empty for an unbroken line; `double`: two thin lines."""

    dash: tuple[float, ...]
    ja: str
    en: str
    double: bool = False


_END, _WISH = ("#ffe6bd", "#a86400"), ("#ffdccb", "#c24e00")
_PLAN, _AREA = ("#d3e6f5", "#00649c"), ("#dff2fd", "#2a85b8")
_CRAFT, _THING = ("#cfeee2", "#007a59"), ("#e6f6ea", "#3c8a55")
_COIN, _BODY = ("#fbf5b8", "#867800"), ("#f7e1ed", "#a44a7b")
_PLACE, _PAPER = ("#efe6f7", "#7a5aa0"), ("#eceff2", "#5d6b78")

NEUTRAL = KindStyle("plain", *_PAPER)
# Fill and border of groups, where colour says the group; further groups are neutral.
TONES = (_PLAN, _END, _CRAFT, _BODY, _COIN, _PLACE, _WISH, _AREA)

# Order is the order of the legend and of facts hung on a node: ends, means, money, bodies, rest.
KINDS: dict[str, KindStyle] = {
    "Goal": KindStyle("hexagon", *_END),
    "Target": KindStyle("octagon", *_END),
    "UseCase": KindStyle("pill", *_END),
    "Challenge": KindStyle("funnel", *_WISH),
    "Strategy": KindStyle("pennant", *_PLAN),
    "Field": KindStyle("pill", *_AREA),
    "Topic": KindStyle("octagon", *_AREA),
    "Programme": KindStyle("round", *_PLAN),
    "Project": KindStyle("barred", *_PLAN),
    "Measure": KindStyle("plain", *_PLAN),
    "Money": KindStyle("ticket", *_COIN),
    "Organisation": KindStyle("plain", *_BODY),
    "Committee": KindStyle("octagon", *_BODY),
    "Person": KindStyle("pill", *_BODY),
    "Role": KindStyle("barred", *_BODY),
    "Technology": KindStyle("slant", *_CRAFT),
    "Product": KindStyle("round", *_THING),
    "System": KindStyle("barred", *_THING),
    "Facility": KindStyle("house", *_THING),
    "Standard": KindStyle("folded", *_CRAFT),
    "Country": KindStyle("flag", *_PLACE),
    "Region": KindStyle("house", *_PLACE),
    "Event": KindStyle("pennant", *_PLACE),
    "Period": KindStyle("barred", *_PLACE),
    "Dataset": KindStyle("drum", *_PAPER),
    "Indicator": KindStyle("slant", *_PAPER),
    "Observation": KindStyle("octagon", *_PAPER),
    "Finding": KindStyle("round", *_PAPER),
    "Document": KindStyle("folded", *_PAPER),
}

_PLAIN_STATUS = StatusStyle((), "その他", "other")
STATUSES: dict[str, StatusStyle] = {
    "stated": StatusStyle((), "明記", "stated"),
    "agreed": StatusStyle((), "合意", "agreed", double=True),
    "observed": StatusStyle((14, 4, 2, 4), "実績", "observed"),
    "planned": StatusStyle((9, 5), "予定・計画", "planned"),
    "curated": StatusStyle((0.1, 5), "当方による対応付け", "our own link"),
    "shares": StatusStyle((3, 3), "同じ分野", "shares the field"),
    "proposed": StatusStyle((16, 6), "提案", "proposed"),
    "forecast": StatusStyle((7, 3, 2, 3, 2, 3), "見通し", "forecast"),
    "opinion": StatusStyle((2, 7), "見解", "opinion"),
}


def kind_style(kind: str) -> KindStyle:
    """Return the look of a kind; an unknown kind is neutral grey.

    >>> kind_style("Goal").shape, kind_style("Unheard").shape
    ('hexagon', 'plain')
    """
    return KINDS.get(kind, NEUTRAL)


def look(node: Node, tones: Sequence[Group]) -> KindStyle:
    """Return the look of a node: its kind's shape, and its group's colours where there are tones.

    >>> from viz.picture import Group, Node
    >>> year = Group("y", "2026")
    >>> look(Node("a", "6G", "Goal", "goal", group=year), [year]).fill == TONES[0][0]
    True
    """
    style = kind_style(node.kind)
    if not tones:
        return style
    place = tones.index(node.group) if node.group in tones else len(TONES)
    return KindStyle(style.shape, *(TONES[place] if place < len(TONES) else _PAPER))


def kind_rank(kind: str) -> int:
    """Return the place of a kind in legends and lists; unknown kinds come last."""
    return list(KINDS).index(kind) if kind in KINDS else len(KINDS)


def status_style(status: str) -> StatusStyle:
    """Return the line of a status; an unknown status is an unbroken line."""
    return STATUSES.get(status, _PLAIN_STATUS)


WORDS: dict[str, dict[str, str]] = {
    "ja": {
        "search": "項目を探す（/ キー）",
        "whole": "全体を表示",
        "table": "表で見る",
        "map": "図で見る",
        "close": "閉じる（Esc）",
        "hint": "項目や線を選ぶと、根拠となる記述と出典が出ます。",
        "more": "文字が読める大きさで表示中。ドラッグで続きを見るか「全体を表示」を。",
        "kinds": "凡例",
        "lines": "線の種類",
        "beside": "細線は関連事項",
        "members": "まとめた項目",
        "groups": "色",
        "unnamed": "名前のない線の関係は HTML 版または表を参照",
        "sources": "出典",
        "facts": "根拠",
        "links": "つながり",
        "no_facts": "この項目だけを述べた記述はありません。つながりの根拠をご覧ください。",
        "no_link_facts": "この線に付した記述はありません。",
        "no_links": "この図ではつながりがありません。",
        "none_found": "該当なし",
        "map_label": "関係図。矢印キーで隣の項目へ、Shift＋矢印キーで項目を動かし、"
        "/ で検索、0 で全体、Ctrl+Z で元に戻し、Esc で閉じます。",
        "no_script": "この環境ではスクリプトが使えないため、図の代わりに表を示します。",
        "edges_caption": "関係の一覧と出典",
        "nodes_caption": "項目ごとの記述と出典",
        "from": "どこから",
        "relation": "関係",
        "to": "どこへ",
        "status": "区分",
        "evidence": "根拠と出典",
        "name": "項目",
        "kind": "種類",
        "tools": "絞り込み・書き出し",
        "undo": "元に戻す",
        "redo": "やり直す",
        "reset": "最初の表示",
        "all": "すべて選ぶ",
        "nothing": "すべて外す",
        "by_kind": "種類",
        "by_relation": "関係",
        "by_status": "区分",
        "by_year": "文書の年",
        "no_year": "文書なし（当方による対応付けなど）",
        "no_name": "（名前なし）",
        "none_shown": "条件に当てはまる項目がありません。「元に戻す」か「最初の表示」で戻せます。",
        "hidden": "隠した項目",
        "show_all": "すべて出す",
        "show_one": "「{label}」を出す",
        "unpin": "配置を戻す",
        "shown": "表示中：{nodes} 項目、{lines} 本の線",
        "near_to": "（「{label}」の周辺）",
        "around": "周辺だけ表示",
        "degrees": "{n}つ先まで",
        "all_linked": "つながる全部",
        "unfocus": "周辺だけの表示をやめる",
        "hide": "この項目を隠す",
        "back": "元の位置に戻す",
        "how_to_move": "ドラッグ（または Shift＋矢印キー）で動かせます。",
        "unseen": "ほかのつながり {n} 件は、絞り込みなどで表示していません。",
        "not_shown": "（非表示）",
        "save": "書き出し",
        "save_what": "表示中の項目と線を保存します。",
        "as_png": "画像（PNG）",
        "as_svg": "図（SVG・拡大しても鮮明）",
        "links_csv": "関係の一覧（CSV・Excel）",
        "items_csv": "項目の一覧（CSV・Excel）",
        "only_screen": "画面に映っている範囲だけ",
        "items": "項目",
        "counted_in": "まとめた箱",
    },
    "en": {
        "search": "Find an item (press /)",
        "whole": "Whole map",
        "table": "As a table",
        "map": "As a map",
        "close": "Close (Esc)",
        "hint": "Select an item or a line to see the facts behind it and their sources.",
        "more": "Shown at reading size: drag to see the rest, or press “Whole map”.",
        "kinds": "Key",
        "lines": "Lines",
        "beside": "thin: related facts",
        "members": "Items in this box",
        "groups": "Colours",
        "unnamed": "For the relation of a line without a name see the HTML version or the table",
        "sources": "Sources",
        "facts": "Facts",
        "links": "Links",
        "no_facts": "No fact speaks of this item alone; see the facts of its links.",
        "no_link_facts": "No fact is attached to this line.",
        "no_links": "No links on this map.",
        "none_found": "Nothing found",
        "map_label": "Relationship map. Arrow keys go to the next item, Shift and arrow keys "
        "move the item, / searches, 0 shows the whole map, Ctrl+Z undoes, Esc closes.",
        "no_script": "Scripts are off here, so the map is shown as tables.",
        "edges_caption": "All relations, with sources",
        "nodes_caption": "Facts about each item, with sources",
        "from": "From",
        "relation": "Relation",
        "to": "To",
        "status": "Status",
        "evidence": "Facts and sources",
        "name": "Item",
        "kind": "Kind",
        "tools": "Filter and save",
        "undo": "Undo",
        "redo": "Redo",
        "reset": "Start over",
        "all": "All",
        "nothing": "None",
        "by_kind": "Kind",
        "by_relation": "Relation",
        "by_status": "Status",
        "by_year": "Year of document",
        "no_year": "no document (such as our own links)",
        "no_name": "(without a name)",
        "none_shown": "Nothing passes these filters. Press “Undo” or “Start over” to go back.",
        "hidden": "Hidden items",
        "show_all": "Show all",
        "show_one": "Show “{label}”",
        "unpin": "Undo moves",
        "shown": "Shown: {nodes} items, {lines} lines",
        "near_to": " (around “{label}”)",
        "around": "Show only what is near",
        "degrees": "{n} away",
        "all_linked": "all linked",
        "unfocus": "Show all again",
        "hide": "Hide this item",
        "back": "Back to its place",
        "how_to_move": "Drag it, or press Shift and an arrow key, to move it.",
        "unseen": "Further links not shown now: {n}.",
        "not_shown": " (not shown)",
        "save": "Save",
        "save_what": "Saves the items and lines that are shown.",
        "as_png": "Picture (PNG)",
        "as_svg": "Drawing (SVG, sharp at any size)",
        "links_csv": "List of relations (CSV, Excel)",
        "items_csv": "List of items (CSV, Excel)",
        "only_screen": "Only the part on the screen",
        "items": "Items",
        "counted_in": "Counted in",
    },
}
