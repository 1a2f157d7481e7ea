"""One signature, from the page to a receipt that is verified, and back (F-D, S-27, U-02, U-07, U-08, U-09, U-20)."""

import re

import pytest
from playwright.sync_api import Page, expect

from gallery import CLOSED, DRAFT, LETTER, ORGANISATIONS
from server import Server
from wire import someone

SIZES = {"320": (320, 640), "390": (390, 844), "1400": (1400, 900)}
PETITION = "microsoft-end-the-contract"


def sign(view: Page, site: Server, slug: str, email: str, name: str = "Ada Example") -> str:
    """Fills in the form by mouse and keys, and gives the link that was mailed."""
    view.goto(site.petition(slug))
    view.get_by_label("Full name").fill(name)
    view.get_by_label("Email address").fill(email)
    view.get_by_role("checkbox", name="Show my name publicly").check()
    view.get_by_role("button", name="Sign this petition").click()
    expect(view).to_have_url(re.compile(r"/sent\?s="))
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your email")
    expect(view.get_by_role("main")).to_contain_text(email)
    expect(view.get_by_role("main")).to_contain_text("not counted until you press the button")
    return site.mail.link(email)


def whole_journey(view: Page, site: Server, tmp_path) -> None:
    before = site.count(PETITION)
    email = someone()
    link = sign(view, site, PETITION, email, "Ada Lovelace Example")
    view.goto(link)
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your answers, then sign")
    for text in ("Ada Lovelace Example", email, "Yes, my name", "Nobody"):
        expect(view.locator("dl.answers")).to_contain_text(text)
    assert site.count(PETITION) == before, "opening the link counted"
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    expect(view).to_have_url(link)
    assert site.count(PETITION) == before + 1
    expect(view.get_by_role("main")).to_contain_text(f"Your signature is number {before + 1}.")
    receipt(view, site, tmp_path)
    withdraw(view)
    assert site.count(PETITION) == before
    view.goto(link)
    expect(view.get_by_role("heading", level=1)).to_have_text("Your signature is withdrawn")


def receipt(view: Page, site: Server, tmp_path) -> None:
    with view.expect_download() as download:
        view.get_by_role("link", name="Download the receipt").click()
    file = tmp_path / download.value.suggested_filename
    assert file.suffix == ".tlog-proof"
    download.value.save_as(file)
    assert site.command("receipt", "verify", str(file)).returncode == 0
    # The same file with one letter of the name changed is worth nothing.
    spoilt = tmp_path / "spoilt.tlog-proof"
    lines = file.read_text().split("\n")
    where = next(n for n, line in enumerate(lines) if line.startswith("extra "))
    word = lines[where]
    lines[where] = word[:80] + ("A" if word[80] != "A" else "B") + word[81:]
    spoilt.write_text("\n".join(lines))
    assert site.command("receipt", "verify", str(spoilt), check=False).returncode != 0


def withdraw(view: Page) -> None:
    view.get_by_text("Withdraw my signature", exact=True).click()
    view.get_by_role("button", name="Yes, withdraw my signature").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Your signature is withdrawn")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_person_signs_checks_the_receipt_and_withdraws(visit, site, tmp_path, size, scripts):
    width, height = SIZES[size]
    visitor = visit(scripts=scripts, viewport={"width": width, "height": height}, has_touch=width < 500)
    whole_journey(visitor.page, site, tmp_path)


def test_an_organisation_signs(view, site, gallery):
    before = site.count(ORGANISATIONS)
    view.goto(site.petition(ORGANISATIONS))
    view.get_by_label("Organisation", exact=True).fill("Civic Data Watch")
    view.get_by_label("Full name").fill("Ada Example")
    view.get_by_label("Your role there").fill("Director")
    view.get_by_label("Email address").fill("office@civic-data-watch.example.org")
    view.get_by_role("checkbox", name="Show the name of my organisation publicly").check()
    view.get_by_role("button", name="Sign for this organisation").click()
    view.goto(site.mail.link("office@civic-data-watch.example.org"))
    for text in ("Civic Data Watch", "Director"):
        expect(view.locator("dl.answers")).to_contain_text(text)
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_contain_text("signed")
    assert site.count(ORGANISATIONS) == before + 1
    assert site.figures(ORGANISATIONS)["classes"]["org"] == before + 1
    view.goto(site.petition(ORGANISATIONS) + "/names")
    expect(view.locator("ul.names")).to_contain_text("Civic Data Watch")


def test_an_organisation_without_invitation_is_told_so(view, site):
    view.goto(site.petition(ORGANISATIONS))
    view.get_by_label("Organisation", exact=True).fill("Somebody Else")
    view.get_by_label("Full name").fill("Ada Example")
    view.get_by_label("Your role there").fill("Director")
    view.get_by_label("Email address").fill("office@not-invited.example.org")
    view.locator("#send").click()
    expect(view.locator(".problems")).to_contain_text("domain of an invited organisation")


def test_a_double_click_asks_once_and_counts_once(view, site):
    """U-07."""
    before = site.count(PETITION)
    email = someone()
    view.goto(site.petition(PETITION))
    view.fill("#name", "Ada Example")
    view.fill("#email", email)
    view.dblclick("#send")
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your email")
    link = site.mail.link(email)
    view.wait_for_timeout(1500)  # Long enough for a second mail to leave.
    assert len(site.mail.messages(email)) == 1
    view.goto(link)
    view.dblclick("main form button:not(.second)")
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    assert site.count(PETITION) == before + 1


def test_back_and_refresh_count_nothing_twice(view, site):
    """U-07."""
    before = site.count(PETITION)
    link = sign(view, site, PETITION, someone())
    view.goto(link)
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    view.reload()
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    view.go_back()
    view.go_back()
    view.goto(link)
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    assert site.count(PETITION) == before + 1


def test_a_refused_signature_keeps_the_page_bookmarkable(view, site, gallery):
    """U-09: each page says what happened, also when it is opened again."""
    said = {
        "expired": "This link has expired",
        "too late": "The petition is closed",
        "withdrawn": "Your signature is withdrawn",
        "already signed": "You have already signed",
        "signed, closed since": "You have signed",
    }
    for name, heading in said.items():
        for _ in range(2):
            view.goto(gallery.links[name])
            expect(view.get_by_role("heading", level=1)).to_have_text(heading)
    view.goto(site.address + "/s/" + "A" * 54)
    expect(view.get_by_role("heading", level=1)).to_have_text("This link is not known here")


def test_a_closed_petition_and_a_draft_have_no_form(view, site):
    for slug, notice in ((CLOSED, "This petition closed on"), (DRAFT, "This is a draft")):
        view.goto(site.petition(slug))
        expect(view.locator("#sign-heading")).to_contain_text(notice)
        expect(view.locator("main form")).to_have_count(0)


def test_after_withdrawing_one_may_sign_again(view, site):
    before = site.count(PETITION)
    email = someone()
    view.goto(sign(view, site, PETITION, email))
    view.locator("main form button:not(.second)").click()
    withdraw(view)
    sign(view, site, PETITION, email)
    view.goto(site.mail.link(email, 2))
    view.locator("main form button:not(.second)").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("You have signed")
    assert site.count(PETITION) == before + 1


def test_a_corrected_form_from_the_back_button_replaces_the_answers(view, site):
    """U-09 'wrong address' and 'fill in the form again': what was typed last is what is signed."""
    email = someone()
    sign(view, site, PETITION, email, "Ada Wrong")
    view.go_back()
    view.get_by_label("Full name").fill("Ada Right")
    view.get_by_role("button", name="Sign this petition").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your email")
    view.goto(site.mail.link(email, 2, seconds=5))
    expect(view.locator("dl.answers")).to_contain_text("Ada Right")


def test_the_email_can_be_sent_again(view, site):
    email = someone()
    first = sign(view, site, LETTER, email)
    view.get_by_role("button", name="Send the email again").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("We are sending the email again")
    second = site.mail.link(email, 2)
    assert first != second
    view.goto(first)
    expect(view.locator("main form")).to_have_count(0)
    view.goto(second)
    expect(view.get_by_role("heading", level=1)).to_have_text("Check your answers, then sign")
