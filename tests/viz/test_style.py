"""One visual system: readable, told apart without colour, complete in both languages."""

from itertools import combinations

import pytest

from viz.maps.shapes import outline
from viz.style import KINDS, MUTED, NEUTRAL, PAPER, STATUSES, TEXT, WORDS, kind_style


def brightness(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((brightness(a), brightness(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", [*KINDS, "Unheard"])
def test_text_and_border_stand_out(kind: str) -> None:
    style = kind_style(kind)
    assert contrast(TEXT, style.fill) >= 7
    assert contrast(MUTED, style.fill) >= 4.5
    assert contrast(style.border, PAPER) >= 3
    assert contrast(style.border, style.fill) >= 2.5


def test_no_two_kinds_look_the_same() -> None:
    looks = [(style.shape, style.fill) for style in (*KINDS.values(), NEUTRAL)]
    assert len(set(looks)) == len(looks)


def test_the_kinds_of_a_goal_map_differ_in_shape_alone() -> None:
    kinds = ("Goal", "Field", "Programme", "Money", "Organisation", "Technology", "Target")
    assert len({KINDS[kind].shape for kind in kinds}) == len(kinds)


def test_every_shape_has_an_outline_of_its_own() -> None:
    paths = {style.shape: outline(style.shape, 120, 40) for style in KINDS.values()}
    assert len(set(paths.values())) == len(paths)


def test_every_status_has_a_line_of_its_own() -> None:
    for (_, a), (_, b) in combinations(STATUSES.items(), 2):
        assert (a.dash, a.double) != (b.dash, b.double)


def test_our_own_links_are_dotted() -> None:
    assert STATUSES["curated"].dash[0] < 1


def test_the_page_speaks_both_languages() -> None:
    assert WORDS["ja"].keys() == WORDS["en"].keys()
