"""A form with faults (U-01, U-02, A-09, A-13): everything typed stays, and each fault leads to its field."""

import pytest
from playwright.sync_api import expect

from gallery import LETTER, ORGANISATIONS
from wire import page

TYPED = {"#email": "ada@", "#place": "Harbour City ‮", "#comment": "line one\nline <two> & \"three\""}


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_errors_keep_what_was_typed_and_lead_to_their_fields(visit, site, scripts):
    view = visit(scripts=scripts, viewport={"width": 390, "height": 844}).page
    view.goto(site.petition(LETTER))
    for field, text in TYPED.items():
        view.fill(field, text)
    view.check("#shown")
    view.locator("fieldset input").first.check()
    view.click("#send")
    assert view.title().startswith("Error: ")
    expect(view.locator(".problems h2")).to_have_text("There is a problem")
    for field, text in TYPED.items():
        expect(view.locator(field)).to_have_value(text)
    expect(view.locator("#shown")).to_be_checked()
    expect(view.locator("fieldset input").first).to_be_checked()
    links = view.locator(".problems a")
    assert links.count() == 3
    for number in range(3):
        said = links.nth(number).inner_text()
        target = links.nth(number).get_attribute("href")
        links.nth(number).click()
        expect(view.locator(target)).to_be_focused()
        expect(view.locator(target)).to_have_attribute("aria-invalid", "true")
        expect(view.locator(target)).to_be_in_viewport()
        described = view.locator(target).get_attribute("aria-describedby").split()
        texts = [view.locator(f"#{name}").inner_text() for name in described]
        assert any(text.replace("Error:", "").strip() == said for text in texts), f"{said} is not beside its field"


def test_the_summary_comes_first_and_has_the_focus(view, site):
    view.goto(site.petition(LETTER))
    view.click("#send")
    expect(view.locator("main > :first-child")).to_have_class("problems")
    expect(view.locator(".problems")).to_be_focused()
    expect(view.locator(".problems")).to_be_in_viewport()


def test_a_corrected_form_goes_on(view, site, gallery):
    view.goto(site.petition(ORGANISATIONS))
    view.click("#send")
    assert [link.inner_text() for link in view.locator(".problems a").all()] == [
        "Enter the organisation’s name", "Enter your full name", "Enter your role at the organisation",
        "Enter your email address",
    ]
    view.fill("#organisation", "Hill District Parish Network")
    view.fill("#name", "Ada Example")
    view.fill("#role", "Secretary")
    view.fill("#email", "office@hill-district-parish-network.example.org")
    view.click("#send")
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your email")


def test_nothing_is_checked_before_the_form_is_sent(site):
    """U-01, U-04, U-05, A-03: no `required`, and the fields say what browsers may fill in."""
    for slug in (LETTER, ORGANISATIONS, "library"):
        plain = page(site.petition(slug))
        assert all("novalidate" in form["form"] for form in plain.forms)
        fields = {item.attributes.get("name"): item.attributes for item in plain.elements if item.tag == "input"}
        assert not [name for name, attributes in fields.items() if "required" in attributes]
        assert fields["name"]["autocomplete"] == "name" and fields["name"]["spellcheck"] == "false"
        assert fields["email"]["autocomplete"] == "email" and fields["email"]["type"] == "email"


def test_too_long_texts_are_named_and_kept(view, site):
    """S-12."""
    view.goto(site.petition(LETTER))
    long = {"#name": "n" * 201, "#email": "ada@example.org", "#comment": "c" * 1001}
    for field, text in long.items():
        view.fill(field, text)
    view.click("#send")
    expect(view.locator(".problems")).to_contain_text("Name must be 200 characters or less")
    expect(view.locator(".problems")).to_contain_text("Comment must be 1,000 characters or less")
    for field, text in long.items():
        expect(view.locator(field)).to_have_value(text)
