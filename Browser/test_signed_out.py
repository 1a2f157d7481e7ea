"""What an organiser wrote while signed out in another tab is not lost; without scripts, on a phone."""

import pytest

from gallery import LETTER
from one_time_code import PASSPHRASE
from organiser import Organiser
from test_accessibility import complaints

PHONE = {"width": 320, "height": 700}
ADMIN = f"/admin/campaigns/families-2018/petitions/{LETTER}/updates"
BODY = "They asked for a week more, and we said yes.\n\n" + "We were many at the town hall. " * 20


@pytest.fixture(scope="module")
def vera(site):
    return Organiser(site, "vera@example.org", "Vera Example")


@pytest.mark.parametrize("scripts", [False, True])
def test_what_was_written_is_given_back_after_signing_in_and_sent_by_a_press(visit, site, vera, scripts):
    visitor = visit(scripts=scripts, viewport=PHONE, signs_in=True)
    view = visitor.page
    if not vera.codes:
        vera.set_up(view)
    vera.sign_in(view)
    title = f"What we heard, {scripts}"
    view.goto(site.address + ADMIN + "/new")
    view.fill("#title", title)
    view.fill("#body", BODY)
    other = visitor.context.new_page()
    other.goto(site.address + "/admin")
    other.click("button:has-text('Sign out')")

    view.click("button:text-is('Save')")
    assert "What you typed is kept" in view.inner_text("main")
    view.fill("#address", vera.address)
    view.fill("#passphrase", PASSPHRASE)
    view.fill("#code", vera.codes.pop())
    view.click("button:has-text('Sign in')")
    said = view.inner_text("main")
    assert "The update you were writing" in said and title in said and LETTER in said
    assert "/admin" not in said and "body=" not in said
    assert view.locator("dt").all_inner_texts()[2:4] == ["Title", "What happened"]
    assert not view.evaluate("document.documentElement.scrollWidth > innerWidth")
    if scripts:
        view.evaluate("document.querySelectorAll('details').forEach(at => { at.open = true })")
        assert not complaints(view)
    view.click("text=Send it now")
    assert view.input_value("#title") == title and view.input_value("#body").strip() == BODY.strip()
    assert view.url.split("?")[0].removeprefix(site.address + ADMIN + "/").isdigit()
