"""Every page at every width (A-02, A-05, A-10, U-13, U-32): nothing scrolls sideways, nothing is cut off."""

import pytest
from playwright.sync_api import Page

from gallery import LETTER

SIZES = [(320, 640), (320, 256), (390, 844), (768, 1024), (1400, 900)]

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Elements whose text does not fit into them and is hidden, or that reach over the edge of the window.
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(at => {
    if (at.closest('.unseen, .skip') || !at.getClientRects().length) return false;
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    if (style.display === 'inline') return box.right > innerWidth + 1 || box.left < -1;
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && !/PROGRESS|INPUT|TEXTAREA/.test(at.tagName);
    const tooBig = at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1;
    return (hides && tooBig) || box.right > innerWidth + 1 || box.left < -1;
}).map(at => at.tagName + '.' + at.className + ' ' + at.textContent.trim().slice(0, 40))"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""

SMALL = """() => [...document.querySelectorAll('button, .button, input:not([type=hidden]), textarea, summary, nav a')]
    .filter(at => at.getClientRects().length)
    .map(at => [at, at.matches('input[type=checkbox]') ? at.closest('.tick') : at])
    .map(([at, area]) => [at.id || at.textContent.trim(), area.getBoundingClientRect(), at.matches('button, .button')])
    .filter(([name, box, isMain]) => box.height < (isMain ? 44 : 24) || box.width < 24)
    .map(([name, box]) => `${name} ${box.width} x ${box.height}`)"""


def look(view: Page, go, sizes) -> list[str]:
    """What is wrong with one page at each of some sizes of the window; it is loaded once."""
    go(view)
    wrong = []
    for width, height in sizes:
        view.set_viewport_size({"width": width, "height": height})
        sideways, clipped = view.evaluate(SIDEWAYS), view.evaluate(CLIPPED)
        if sideways > 0 or clipped:
            wrong.append(f"{width} x {height}: {sideways} px sideways; cut off: {clipped}")
    return wrong


def test_no_page_scrolls_sideways(visit, gallery):
    view = visit().page
    wrong = {name: look(view, go, SIZES) for name, go in gallery.kinds().items()}
    assert not {name: faults for name, faults in wrong.items() if faults}


@pytest.mark.parametrize(
    "style, sizes",
    [(SPACING, [(320, 640), (1280, 720)]), ("html { font-size: 200% }", [(640, 400), (1280, 720)])],
    ids=["wide spacing", "letters of twice the size"],
)
def test_a_readers_own_style_cuts_nothing_off(visit, gallery, style, sizes):
    """A-05, 1.4.4, 1.4.12: a window of 1280 px at 200 % is 640 px wide. No policy binds a reader's style."""
    view = visit(bypass_csp=True).page
    wrong = {}
    for name, go in gallery.kinds().items():
        go(view)
        view.add_style_tag(content=style)
        wrong[name] = look(view, lambda view: None, sizes)
    assert not {name: faults for name, faults in wrong.items() if faults}


def test_the_look_over_sees_what_does_not_fit(visit, gallery):
    """The tests above could not fail if it did not."""
    view = visit().page
    view.goto(gallery.server.address)
    view.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    view.evaluate("document.querySelector('h1').style.fontSize = '20rem'")
    assert look(view, lambda view: None, [(320, 640)])


def test_controls_are_large_enough_for_a_finger(visit, gallery):
    """A-10: 24 px for every control, 44 px of height for buttons."""
    view = visit(viewport={"width": 320, "height": 640}, has_touch=True).page
    small = {}
    for name, go in gallery.kinds().items():
        go(view)
        if found := view.evaluate(SMALL):
            small[name] = found
    assert not small


def test_the_form_is_beside_the_letter_where_there_is_room(visit, site):
    """U-13: and within one screen on a phone, by a button that leads to it."""
    wide = visit(viewport={"width": 1400, "height": 900}).page
    wide.goto(site.petition(LETTER))
    letter, form = (wide.locator(name).bounding_box() for name in (".letter", ".signing"))
    assert form["x"] >= letter["x"] + letter["width"]
    assert abs(form["y"] - letter["y"]) < 5

    phone = visit(viewport={"width": 360, "height": 640}).page
    phone.goto(site.petition(LETTER))
    jump = phone.locator(".jump .button")
    box = jump.bounding_box()
    assert box["y"] + box["height"] <= 640, f"the way to the form begins at {box['y']} px"
    jump.click()
    phone.wait_for_timeout(100)
    assert phone.locator("#sign-heading").bounding_box()["y"] < 640


def test_a_right_to_left_petition_is_laid_out_from_the_right(visit, site):
    """U-32, S-62: Arabic text has its own direction, addresses stay left to right."""
    view = visit(viewport={"width": 390, "height": 844}).page
    view.goto(site.petition("library"))
    assert view.locator("h1").evaluate("at => getComputedStyle(at).direction") == "rtl"
    assert view.locator(".letter .prose").evaluate("at => getComputedStyle(at).direction") == "rtl"
    title = view.locator("h1").evaluate(
        "at => { const r = document.createRange(); r.selectNodeContents(at);"
        " return [r.getBoundingClientRect().right, at.getBoundingClientRect().right]; }"
    )
    assert abs(title[0] - title[1]) < 3, "the title does not begin at the right edge"
    assert view.locator("#email").evaluate("at => getComputedStyle(at).direction") == "ltr"
    view.goto(site.petition(LETTER) + "/names")
    names = view.locator("ul.names li > bdi")
    assert names.count() == view.locator("ul.names li").count() >= 8
    arabic = view.locator("ul.names bdi", has_text="محمد الأمين")
    assert arabic.evaluate("at => getComputedStyle(at).unicodeBidi") == "isolate"
