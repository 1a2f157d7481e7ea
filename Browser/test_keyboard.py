"""The whole journey without a mouse (A-06): Tab, Space and Enter, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from wire import someone

PETITION = "suppliers-end-the-contracts"

# What has the focus: its name, how it shows that, and whether anything lies over it.
FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at), box = at.getClientRects()[0];
    const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
        name: (at.labels && at.labels[0] ? at.labels[0].innerText : at.innerText || at.value || '').trim(),
        tag: at.tagName.toLowerCase(), id: at.id,
        ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        inside: box.bottom > 0 && box.top < innerHeight,
        covered: !(top && (at.contains(top) || top.contains(at))),
        top: box.top,
    };
}"""


def tab_to(view: Page, wanted: str) -> list[dict]:
    """Presses Tab until a thing of this id or name has the focus; gives all that had it on the way."""
    way = []
    for _ in range(80):
        view.keyboard.press("Tab")
        focus = view.evaluate(FOCUS)
        if focus is None:
            continue
        way.append(focus)
        assert focus["ring"] >= 2, f"no visible focus on {focus}"
        assert focus["inside"], f"the focus is off the screen on {focus}"
        assert not focus["covered"], f"something covers the focused {focus}"
        if wanted in (focus["id"], focus["name"]):
            return way
    raise AssertionError(f"Tab never came to {wanted}: {[step['name'] for step in way]}")


@pytest.mark.parametrize("size", [(320, 640), (1400, 900)], ids=["320", "1400"])
def test_the_whole_journey_by_keyboard(visit, site, size):
    view = visit(viewport={"width": size[0], "height": size[1]}).page
    before = site.count(PETITION)
    email = someone()
    view.goto(site.petition(PETITION))
    first = tab_to(view, "Skip to the main content")
    assert len(first) == 1, "the skip link comes first"
    view.keyboard.press("Enter")
    way = tab_to(view, "name")
    view.keyboard.type("Ada Example")
    way += tab_to(view, "email")
    view.keyboard.type(email)
    way += tab_to(view, "shown")
    view.keyboard.press("Space")
    expect(view.locator("#shown")).to_be_checked()
    way += tab_to(view, "send")
    assert not {"Undersigned", "Skip to the main content"} & {step["name"] for step in way}, "the skip link skips"
    view.keyboard.press("Enter")
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your email")

    view.goto(site.mail.link(email))
    tab_to(view, "Sign this petition")
    view.keyboard.press("Space")
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    assert site.count(PETITION) == before + 1
    with view.expect_download():
        tab_to(view, "Download the receipt")
        view.keyboard.press("Enter")
    tab_to(view, "Withdraw my signature")
    view.keyboard.press("Enter")
    tab_to(view, "Yes, withdraw my signature")
    view.keyboard.press("Enter")
    expect(view.get_by_role("heading", level=1)).to_have_text("Your signature is withdrawn")
    assert site.count(PETITION) == before


def test_enter_in_a_field_sends_the_form_and_errors_are_reached_by_keyboard(view, site):
    view.goto(site.petition(PETITION))
    view.focus("#name")
    view.keyboard.press("Enter")
    expect(view.locator(".problems")).to_be_focused()
    tab_to(view, "Enter your full name")
    view.keyboard.press("Enter")
    expect(view.locator("#name")).to_be_focused()


def test_no_kind_of_page_holds_the_keyboard(visit, gallery):
    """A-06, 2.1.2: Tab goes on through every page and comes out at its end."""
    view = visit(viewport={"width": 390, "height": 844}).page
    kinds = gallery.kinds()
    for name in ("home", "petition", "petition-closed", "names", "how-we-count-petition", "form-errors", "link-signed"):
        kinds[name](view)
        reached = view.locator("footer a").last.inner_text()
        assert tab_to(view, reached), name
