"""Pictures as PowerPoint: maps of shapes and connectors, every link with its citations in notes.

Relies on `parts` for what stands on which slide. All text is set in 18 pt and more.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.lettering import plain, width, wrap
from viz.picture import Edge, Node, Picture
from viz.slides.deck import INNER, MARGIN, SUBTITLE, Deck, Heading, paged
from viz.slides.figure import draw
from viz.slides.key import foot, legend
from viz.slides.parts import Part, divided
from viz.style import WORDS, status_style

_AIR = 8.0  # pt between the map and the key
_ROOM, _LEAST = INNER / SUBTITLE - 1, 4.0  # em of a subtitle of one line, and of a name in it
# Slides read from left to right: what a view says of above and below is not true of them.
_DIRECTION = re.compile(
    r"[上下横中]に|[上下]へ|\b(?:above|below|beside|top|middle)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^。.]+(?:[。.](?!\d)\s*|$)")
_WORDS = {
    "ja": {
        "rest": "「{hub}」のつながり。",
        "rest_more": "「{hub}」ほか{more}件のつながり。",
        "alone": "ほかとのつながりが図にない項目。",
        "count": "{nodes}項目、{lines}本のつながり。根拠の文と行はノートにある。",
        "more": "図に載らないつながりが{count}件あり、ノートに示す。",
        "unseen": "図に載らないつながり:",
        "lost": "図に載らない項目:",
        "members": "「{node}」にまとめた項目:",
        "sources": "出典",
    },
    "en": {
        "rest": "Links of “{hub}”.",
        "rest_more": "Links of “{hub}” and {more} more.",
        "alone": "Items without a link on the maps.",
        "count": "{nodes} items, {lines} links. The notes state the facts and their lines.",
        "more": "{count} links are on no map; see the notes.",
        "unseen": "Links that are on no map:",
        "lost": "Items that are on no map:",
        "members": "Items in “{node}”:",
        "sources": "Sources",
    },
}


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is on no map."""

    edges: tuple[Edge, ...] = ()
    nodes: tuple[Node, ...] = ()


def slides(picture: Picture) -> bytes:
    """Return a PowerPoint file of a picture: the same bytes for the same picture.

    A picture that does not fit one slide goes on, links grouped by the item they belong to, over
    eight slides at most. The notes of each slide hold the facts and citations of its links,
    those of the last slide also what is on no map.
    """
    deck = Deck(picture.lang, picture.title)
    low = foot(picture) - _AIR
    title = paged(picture.title, 9, 9, picture.lang)
    tops = [Heading.of(title, text).bottom for text in (_told(picture), "…")]
    first, room = ((MARGIN, top, MARGIN + INNER, low) for top in tops)
    parts = divided(picture, first, room)
    rest = _rest(picture, parts)
    for number, part in enumerate(parts):
        last = rest if number == len(parts) - 1 else _Rest()
        under = _subtitle(picture, part, number, len(last.edges))
        title = paged(picture.title, number + 1, len(parts), picture.lang)
        slide = deck.slide(Heading.of(title, under))
        draw(deck, slide, part)
        legend(deck, slide, part.picture, picture)
        deck.note(slide, _notes(picture, part.picture, last))
    if not parts:
        text = picture.subtitle or WORDS[picture.lang]["none_found"]
        slide = deck.slide(Heading.of(picture.title, text))
        deck.note(slide, _notes(picture, picture, _Rest()))
    return deck.content()


def _rest(picture: Picture, parts: Sequence[Part]) -> _Rest:
    """Return the links and items that are on no map."""
    drawn = {id(edge) for part in parts for edge in part.picture.edges}
    shown = {node.id for part in parts for node in part.picture.nodes}
    edges = tuple(edge for edge in picture.edges if id(edge) not in drawn)
    return _Rest(edges, tuple(node for node in picture.nodes if node.id not in shown))


def _told(picture: Picture) -> str:
    """Return the picture's subtitle, without what it says of above and below."""
    sentences = _SENTENCE.findall(plain(picture.subtitle))
    kept = "".join(text for text in sentences if not _DIRECTION.search(text)).strip()
    if kept or not sentences:
        return kept
    words = _WORDS[picture.lang]["count"]
    return words.format(nodes=len(picture.nodes), lines=len(picture.edges))


def _subtitle(picture: Picture, part: Part, number: int, unseen: int) -> str:
    """Say what the first map shows, of what items the others show more, and what none shows."""
    words = _WORDS[picture.lang]
    more = words["more"].format(count=unseen) if unseen else ""
    if number == 0:
        told = _told(picture)
    elif not part.picture.edges:
        told = words["alone"]
    else:
        told = _continued(picture, part.hubs, _ROOM - width(more))
    return f"{told} {more}".strip() if picture.lang == "en" else told + more


def _continued(picture: Picture, hubs: Sequence[str], room: float) -> str:
    """Name the first of the items whose links a slide shows, in one line, and count the others."""
    words = _WORDS[picture.lang]["rest_more" if len(hubs) > 1 else "rest"]
    label = next(node.label for node in picture.nodes if node.id == hubs[0])
    rest = width(words.format(hub="", more=len(hubs) - 1))
    if room - rest < _LEAST:
        return ""
    return words.format(hub=wrap(label, room - rest, 1)[0], more=len(hubs) - 1)


def _notes(picture: Picture, shown: Picture, rest: _Rest) -> list[str]:
    """Tell each link with the facts behind it, what boxes stand for, then the documents."""
    words = _WORDS[picture.lang]
    lines = [plain(picture.title), plain(picture.subtitle), *_links(picture, shown.edges)]
    if rest.edges:
        lines += ["", words["unseen"], *_links(picture, rest.edges)]
    if rest.nodes:
        lines += ["", words["lost"], *(f"　{plain(node.label)}" for node in rest.nodes)]
    for node in (*shown.nodes, *rest.nodes):
        if node.members:
            lines += ["", words["members"].format(node=plain(node.label))]
            lines += [f"　{plain(member.label)}" for member in node.members]
    if picture.sources:
        lines += ["", f"{words['sources']}:", *picture.sources]
    return lines


def _links(picture: Picture, edges: Iterable[Edge]) -> list[str]:
    labels = {node.id: plain(node.label) for node in picture.nodes}
    lines: list[str] = []
    for number, edge in enumerate(edges, 1):
        style = status_style(edge.status)
        status = style.ja if picture.lang == "ja" else style.en
        head = f"{labels[edge.source]} → {labels[edge.target]}: {plain(edge.label)}"
        lines += ["", f"{number}. {head} [{status}]"]
        for note in edge.notes:
            lines += [note.text, *(f"　{cited}" for cited in note.citations)]
    return lines
