"""A saved picture says what it is, in words too, and that it is not for sharing; no date, no path."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from audit_app.charts.chart import draw_block
from audit_app.charts.saving import not_for_sharing, to_png, to_svg
from audit_app.charts.theme import Theme
from tests.charts import gallery

BLOCK = next(iter(gallery.blocks()))
TITLE, SAID = "Fathers & families <2024>", "27 of 30 fathers identified."
SVG = "{http://www.w3.org/2000/svg}"


def test_a_png_carries_its_title_and_what_it_says_and_no_more() -> None:
    image = Image.open(io.BytesIO(to_png(draw_block(BLOCK, Theme()), TITLE, SAID)))
    about = {name: value for name, value in image.info.items() if isinstance(value, str)}
    assert about == {"Title": TITLE, "Description": SAID}


def test_an_svg_is_named_for_screen_readers_and_has_no_date() -> None:
    data = to_svg(draw_block(BLOCK, Theme()), TITLE, SAID)
    root = ElementTree.fromstring(data)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (TITLE, SAID)
    assert root.get("role") == "img"
    assert b"dc:date" not in data
    assert b"dc:creator" not in data


@pytest.mark.parametrize("save", [to_png, to_svg])
def test_the_same_picture_is_the_same_file(save) -> None:  # type: ignore[no-untyped-def]
    first, second = (save(draw_block(BLOCK, Theme()), TITLE, SAID) for _time in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (None, [not_for_sharing(), TITLE]),
        ("", [TITLE]),
        ("For the partnership", ["For the partnership", TITLE]),
    ],
)
def test_a_picture_is_marked_unless_it_may_be_shared(mark: str | None, said: list[str]) -> None:
    canvas = draw_block(BLOCK, Theme())
    before = canvas.get_figheight()
    to_png(canvas, TITLE, SAID, mark=mark)
    assert canvas.get_suptitle().split("\n") == said
    assert canvas.get_figheight() > before


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#000000"), ("#202124", "#ffffff")])
def test_the_mark_can_be_read_on_any_ground(ground: str, ink: str) -> None:
    canvas = draw_block(BLOCK, Theme(background=ground))
    to_png(canvas, TITLE, SAID)
    assert canvas._suptitle.get_color() == ink  # type: ignore[attr-defined]
