"""Pictures as PowerPoint: a map of shapes and connectors, and every link with its citations.

Relies on `pptx_parts` for what stands on which slide. Names of nodes and titles are set in
18 pt and more, labels of lines in 14, legend, sources and tables in 12.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from viz.lettering import plain
from viz.picture import Edge, Node, Picture
from viz.pptx_deck import INNER, MARGIN, Deck, Heading
from viz.pptx_map import draw, foot, legend
from viz.pptx_parts import Part, divided
from viz.pptx_table import pages, table
from viz.style import WORDS, status_style

_AIR = 8.0  # pt between the map and the legend
_WORDS = {
    "ja": {
        "page": "{title}（{number}/{count}）",
        "rest": "「{hub}」のつながり",
        "rest_more": "「{hub}」ほか{more}件のつながり",
        "alone": "ほかとのつながりが図にない項目",
        "links": "つながりの一覧と出典",
        "more": "図に載らないつながり {count} 件も下の一覧に示す。",
        "all": "矢印の一本ごとに、根拠となる文書と行を示す。",
        "members": "「{node}」にまとめた項目:",
        "sources": "出典",
    },
    "en": {
        "page": "{title} ({number}/{count})",
        "rest": "Links of “{hub}”",
        "rest_more": "Links of “{hub}” and {more} more",
        "alone": "Items without a link on the maps",
        "links": "All links with their sources",
        "more": "{count} links that are on no map are listed here too.",
        "all": "Each arrow with the document and the lines that state it.",
        "members": "Items in “{node}”:",
        "sources": "Sources",
    },
}


def slides(picture: Picture) -> bytes:
    """Return a PowerPoint file of a picture: the same bytes for the same picture.

    Maps come first; a picture that does not fit one slide goes on, links grouped by the item
    they belong to, over eight slides at most. Tables of all links follow. The notes of each slide
    hold the facts and citations of its links.
    """
    deck = Deck(picture.lang, picture.title)
    heading = _longest(picture)
    low = foot(picture) - _AIR
    top = Heading.of(_paged(picture, 0, 9), picture.subtitle).bottom
    first = (MARGIN, top, MARGIN + INNER, low)
    parts = divided(picture, first, (MARGIN, heading.bottom, MARGIN + INNER, low))
    for number, part in enumerate(parts):
        head = Heading.of(_paged(picture, number, len(parts)), _subtitle(picture, part, number))
        slide = deck.slide(head)
        draw(deck, slide, part)
        legend(deck, slide, part, picture)
        deck.note(slide, _notes(picture, part.picture.edges, part.picture.nodes))
    if not parts:
        text = picture.subtitle or WORDS[picture.lang]["none_found"]
        deck.note(deck.slide(Heading.of(picture.title, text)), _notes(picture, ()))
    _tables(deck, picture, parts)
    return deck.content()


def _longest(picture: Picture) -> Heading:
    """Return the tallest heading that a map of the picture may have."""
    words = _WORDS[picture.lang]
    title = words["page"].format(title=picture.title, number=9, count=9)
    rest = [words["rest_more"].format(hub=node.label, more=99) for node in picture.nodes]
    headings = [Heading.of(title, text) for text in (picture.subtitle, *rest)]
    return max(headings, key=lambda heading: heading.bottom)


def _paged(picture: Picture, number: int, count: int) -> str:
    if count < 2:
        return picture.title
    page = _WORDS[picture.lang]["page"]
    return page.format(title=picture.title, number=number + 1, count=count)


def _subtitle(picture: Picture, part: Part, number: int) -> str:
    """Say what the first map shows, and of what items the others show more."""
    if number == 0 or not part.hubs:
        return picture.subtitle
    words = _WORDS[picture.lang]
    if not part.picture.edges:
        return words["alone"]
    labels = {node.id: node.label for node in picture.nodes}
    hub, more = labels[part.hubs[0]], len(part.hubs) - 1
    return words["rest_more" if more else "rest"].format(hub=hub, more=more)


def _notes(picture: Picture, edges: Iterable[Edge], nodes: Iterable[Node] = ()) -> list[str]:
    """Tell each link with the facts behind it, what boxes stand for, then the documents."""
    words = _WORDS[picture.lang]
    labels = {node.id: plain(node.label) for node in picture.nodes}
    lines = [plain(picture.title), plain(picture.subtitle)]
    for number, edge in enumerate(edges, 1):
        style = status_style(edge.status)
        status = style.ja if picture.lang == "ja" else style.en
        head = f"{labels[edge.source]} → {labels[edge.target]}: {plain(edge.label)}"
        lines += ["", f"{number}. {head} [{status}]"]
        for note in edge.notes:
            lines += [note.text, *(f"　{cited}" for cited in note.citations)]
    for node in nodes:
        if node.members:
            lines += ["", words["members"].format(node=plain(node.label))]
            lines += [f"　{plain(member.label)}" for member in node.members]
    if picture.sources:
        lines += ["", f"{words['sources']}:", *picture.sources]
    return lines


def _tables(deck: Deck, picture: Picture, parts: Sequence[Part]) -> None:
    words = _WORDS[picture.lang]
    drawn = {id(edge) for part in parts for edge in part.picture.edges}
    missing = sum(id(edge) not in drawn for edge in picture.edges)
    said = words["more"].format(count=missing) if missing else words["all"]
    top = Heading.of(words["page"].format(title=words["links"], number=99, count=99), said).bottom
    found = pages(picture, top)
    listed = replace(picture, title=words["links"])
    for number, rows in enumerate(found):
        slide = deck.slide(Heading.of(_paged(listed, number, len(found)), said))
        table(deck, slide, rows, top)
        edges = {id(row.edge): row.edge for row in rows if row.edge is not None}
        deck.note(slide, _notes(picture, edges.values()))
