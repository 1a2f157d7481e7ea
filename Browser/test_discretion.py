"""A petition that could harm its signatories, signed without JavaScript (P-25, P-26)."""

import pytest

from server import Server
from test_accessibility import complaints
from wire import someone

SLUG = "a-letter"
EXIT = "https://weather.example.org/"
SUBJECT = "Please confirm your email address"
TITLE = "works council"


def fill(page, site: Server, email: str) -> None:
    page.goto(site.petition(SLUG))
    page.get_by_label("Full name").fill("Ada Example")
    page.get_by_label("Email address").fill(email)
    page.locator("#send").click()


def test_from_the_form_to_the_signature_without_scripts(visit, site):
    page = visit(scripts=False).page
    page.goto(site.petition(SLUG))
    assert page.locator("#shown").count() == 0 and page.locator(".share").count() == 0
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert TITLE not in page.title()
    email = someone().split("@")[0] + "@eu.corp.example"
    fill(page, site, email)
    assert page.get_by_role("heading", name="Is this a mailbox at work?").is_visible()
    assert not site.mail.messages(email)
    page.get_by_role("button", name="Go on with this address").click()
    mail = site.mail.wait(email, SUBJECT, 1)
    text = mail.as_string()
    assert TITLE not in text and "warehouse" not in text.lower() and SLUG not in text
    page.goto(site.mail.link(email, subject=SUBJECT))
    page.locator("main form button").first.click()
    assert page.locator(".callout.done").is_visible()
    assert page.locator(".share").count() == 0
    assert page.get_by_role("link", name="Exit this page").get_attribute("href") == EXIT


def test_the_way_out_stays_in_sight(visit, site):
    page = visit(viewport={"width": 320, "height": 568}).page
    page.goto(site.petition(SLUG))
    way_out = page.get_by_role("link", name="Exit this page")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert way_out.is_visible() and way_out.bounding_box()["y"] < 80
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert way_out.get_attribute("rel") == "noreferrer noopener nofollow"


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_new_pages(visit, site, width):
    page = visit(viewport={"width": width, "height": 720}).page
    page.goto(site.petition(SLUG))
    assert not complaints(page)
    fill(page, site, "ada@corp.example")
    assert page.get_by_role("heading", name="Is this a mailbox at work?").is_visible()
    assert not complaints(page)
