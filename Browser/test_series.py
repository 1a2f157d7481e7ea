"""The count over time on a petition's page: a picture that can be read at any width, in the dark and from the right."""

import pytest

from gallery import LETTER
from wire import page, request

INSIDE = """() => {
    const frame = document.querySelector('svg.plot').getBoundingClientRect();
    return [...document.querySelectorAll('svg.plot text')].map(at => [at.textContent, at.getBoundingClientRect()])
        .filter(([text, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
            || box.bottom > frame.bottom + 1 || box.height < 10).map(([text]) => text);
}"""
COLOUR = "() => getComputedStyle(document.querySelector('svg.plot path')).fill"


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("slug", [LETTER, "library"], ids=["left to right", "right to left"])
def test_the_picture_keeps_its_letters_inside_and_legible(visit, site, slug, width):
    view = visit(viewport={"width": width, "height": 800}).page
    view.goto(site.petition(slug))
    plot = view.locator("svg.plot")
    assert plot.count() == 1 and plot.get_attribute("role") == "img"
    named = plot.get_attribute("aria-labelledby").split()
    assert all(view.locator(f"#{name}").text_content().strip() for name in named)
    assert view.evaluate(INSIDE) == []
    box = plot.bounding_box()
    assert box["width"] > width * 0.5 if width == 320 else box["width"] > 400
    curve = view.locator("svg.plot svg path").nth(1).bounding_box()
    assert curve["width"] > box["width"] * 0.95, "the curve fills the width"


def test_the_picture_follows_the_colours_of_the_page(visit, site):
    view = visit().page
    view.goto(site.petition(LETTER))
    seen = set()
    for scheme in ("light", "dark"):
        view.emulate_media(color_scheme=scheme)
        seen.add(view.evaluate(COLOUR))
    assert len(seen) == 2


def test_the_table_says_what_the_picture_says(site):
    shown = page(site.petition(LETTER))
    figures = site.figures(LETTER)
    rows = [item.text.split("\n") for item in shown.elements if item.tag == "tr"]
    assert len(rows) > 7
    newest = [item.text for item in shown.elements if item.tag == "td"][:3]
    assert int(newest[2]) == figures["count"], "the table ends at the number on the page"


def test_the_picture_is_light_and_needs_no_script(site):
    html = request("GET", site.petition(LETTER)).text
    plot = html[html.index('<svg class="plot"') : html.rindex("</svg>")]
    assert len(plot.encode()) < 4_096
    assert "script" not in plot and "style=" not in plot and "href" not in plot
