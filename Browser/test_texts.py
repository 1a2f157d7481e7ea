"""A text that changed after people signed it: what changed, who signed which, and the way out (DESIGN 11.5, 11.15)."""

import re

import pytest
from playwright.sync_api import expect

from gallery import CHANGED
from mailbox_folder import CHANGED_TEXT
from wire import page as answer


def test_a_petition_says_how_many_signed_which_version(view, site):
    view.goto(site.petition(CHANGED))
    expect(view.locator("article.letter")).to_contain_text("Version 2 of the text. Since")
    expect(view.locator("article.letter")).to_contain_text("1 signed version 1.")
    view.get_by_role("link", name="All versions, and what changed").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Versions of the text")
    expect(view.get_by_role("heading", level=2)).to_have_text(["Version 2 of the text", "Version 1 of the text"])
    expect(view.get_by_role("main")).to_contain_text("The year was missing.")
    view.get_by_role("link", name="Read version 2, and what changed in it").click()
    expect(view.get_by_role("heading", name="What changed since version 1")).to_be_visible()


def test_what_changed_is_told_without_colour(view, site):
    """1.4.1: struck through and underlined, and said in words that only a screen reader reads out."""
    view.goto(site.petition(CHANGED) + "/texts/2")
    removed, added = view.locator(".difference del"), view.locator(".difference ins")
    expect(removed.first).to_contain_text("Removed:")
    expect(added.first).to_contain_text("Added:")
    style = "at => getComputedStyle(at).textDecorationLine"
    assert removed.first.evaluate(style) == "line-through" and added.first.evaluate(style) == "underline"
    hidden = added.first.locator(".unseen").first.bounding_box()
    assert hidden is None or hidden["width"] <= 1, "the words for screen readers are shown"


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_a_text_from_right_to_left_keeps_its_direction(visit, site, width):
    """U-31, U-32."""
    view = visit(viewport={"width": width, "height": 800}).page
    view.goto(site.petition("library") + "/texts/2")
    difference = view.locator(".difference").first
    assert difference.get_attribute("lang") == "ar" and difference.get_attribute("dir") == "rtl"
    assert view.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_who_asked_before_the_change_reads_it_and_confirms_again(view, site, gallery):
    link = gallery.links["asked, changed since"]
    view.goto(link)
    # As if the page had been opened before the text changed.
    view.locator("main form input[name=text]").evaluate("field => { field.value = '1' }")
    before = site.count(CHANGED)
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("The text changed: read it and confirm again")
    assert site.count(CHANGED) == before
    expect(view.get_by_role("link", name="See what changed, and why")).to_have_attribute(
        "href", re.compile(r"/texts/2\?from=1$")
    )


def test_who_signed_before_is_told_once_and_may_stay_or_go(view, site, gallery):
    link = gallery.links["told of a change"]
    answer(link)
    view.goto(link)
    expect(view.get_by_role("main")).to_contain_text("You signed version 1; it is now version 2.")
    view.get_by_role("link", name="See what changed, and why").click()
    expect(view).to_have_url(re.compile(r"/texts/2\?from=1$"))
    view.goto(link)
    expect(view.get_by_text("Withdraw my signature", exact=True)).to_be_visible()
    told = [mail for mail in site.mail.read.values() if mail["Subject"].startswith(CHANGED_TEXT)]
    addresses = [mail["To"] for mail in told]
    assert len(addresses) == len(set(addresses)) > 1, "everybody who had signed is told once"
