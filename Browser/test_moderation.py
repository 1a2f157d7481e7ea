"""Names and comments: held, reported, decided in bulk without scripts on a phone, by keys on a desktop, and taken back."""

import pytest
from playwright.sync_api import expect

from organiser import Organiser
from test_accessibility import complaints
from wire import ask, confirm, someone

PHONE = {"width": 320, "height": 700}
SLUG = "open-the-reading-room"
QUEUE = f"/admin/campaigns/reading-rooms/petitions/{SLUG}/moderation"
COMMENTS = [
    "I learnt to read there.", "More at example.org", "write to name (at) example dot org", "Call 020 7946 0018",
    "<img src=x onerror=alert(1)>", "أتعلم هنا كل يوم",
]


def sign(site, comment: str, name: str) -> str:
    email = someone()
    ask(site.petition(SLUG), email, name, shown="yes", comment=comment)
    link = site.mail.link(email)
    confirm(link)
    return link


@pytest.fixture(scope="module")
def owner(site):
    return Organiser(site, "owen@example.org", "Owen Quist")


@pytest.fixture(scope="module")
def signed(browser, site, owner):
    """An open petition that shows comments, with some that are held; and whom the owner invited to look at them."""
    context = browser.new_context(java_script_enabled=False)
    view = context.new_page()
    owner.set_up(view)
    owner.sign_in(view)
    view.click("text=Start a campaign")
    for field, text in {
        "title": "Reading rooms", "summary": "One room stays open.", "sponsor": "Readers' Union", "targets": "The council",
    }.items():
        view.fill("#" + field, text)
    view.click("text=Save")
    view.click("text=Write a petition")
    for group in ("What else is asked", "How names and comments are shown"):
        view.click(f"summary:has-text('{group}')")
    for field, text in {
        "title": "Open the reading room", "letter": "Open it.", "from": "Your name", "comment": "Why it matters to you",
        "words": "idiot*",
    }.items():
        view.fill("#" + field, text)
    view.select_option("#comments", "shown")
    view.check("text=The council")
    owner.save_new(view)
    view.click("text=Give it to review")
    view.click("text=Open it for signatures")
    view.goto(site.address + "/admin/people")
    view.fill("#address", "mo@example.org")
    view.fill("#name", "Mo Adeyemi")
    view.select_option("#role", label="Moderator")
    view.select_option("#campaign", label="Reading rooms")
    view.click("section button")
    if "Sign in" in view.locator("button").last.inner_text():
        raise AssertionError("inviting asked for a passphrase")
    invited = Organiser(site, "mo@example.org", "Mo Adeyemi", link=view.locator(".callout code").inner_text())
    invited.set_up(view)
    context.close()
    links = [sign(site, comment, f"Person {number}") for number, comment in enumerate(COMMENTS)]
    return invited, links


def test_a_moderator_decides_without_scripts_on_a_phone(visit, site, signed):
    mo, links = signed
    count = site.count(SLUG)
    assert count == len(COMMENTS), "what is held is counted"
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    mo.sign_in(view)
    view.click("text=Names and comments")
    expect(view.locator("h2").first).to_have_text("3 wait")
    assert view.locator(".case").count() == 3
    for name in ("Person 1", "Person 2"):
        view.get_by_label(name).check()
    view.click("text=Hide the comment")
    assert "Choose why" in view.locator("[role=alert]").inner_text()
    assert view.locator(".case input:checked").count() == 2, "what was ticked is kept"
    view.select_option("#reason", "contact")
    view.click("text=Hide the comment")
    expect(view.locator("h2").first).to_have_text("1 waits")
    assert "You decided about 2 names" in view.locator("#undo").inner_text()
    view.click("text=Take it back")
    expect(view.locator("h2").first).to_have_text("3 wait")
    view.check("text=All on this page")
    view.click("button[value=show]")
    expect(view.locator("h2").first).to_have_text("0 wait")
    view.click("text=As everybody sees it")
    shown = view.locator("main").inner_text()
    assert all(comment in shown for comment in COMMENTS) and view.locator("main img").count() == 0
    assert site.count(SLUG) == count, "what is shown changes no number"


def test_a_reader_reports_and_the_signatory_takes_back_without_scripts(visit, site, signed):
    mo, links = signed
    view = visit(scripts=False, viewport=PHONE).page
    view.goto(site.petition(SLUG) + "/names")
    view.locator("li", has_text="Person 3").get_by_role("link").click()
    view.click("text=Send the report")
    assert "Select what is wrong" in view.locator("fieldset").inner_text()
    view.check("text=It insults")
    view.fill("#words", "The second word")
    view.click("text=Send the report")
    expect(view.locator("h1")).to_have_text("Your report was handed over")
    view.goto(site.petition(SLUG) + "/names")
    assert "Person 3" in view.locator("main").inner_text(), "a report hides nothing"
    view.goto(links[0])
    assert "Your name and your comment are shown" in view.locator("main").inner_text()
    view.click("summary:has-text('Take back what is shown')")
    view.click("text=Take my comment back")
    assert "Your name is shown." in view.locator("main").inner_text()
    view.click("summary:has-text('Take back what is shown')")
    view.click("text=Show nothing of mine")
    assert "Nothing of yours is shown" in view.locator("main").inner_text()
    assert "You have signed" in view.locator("h1").inner_text()
    assert site.count(SLUG) == len(COMMENTS)


def test_keys_do_what_the_buttons_do_and_can_be_turned_off(visit, site, signed):
    mo, links = signed
    view = visit(signs_in=True).page
    mo.sign_in(view)
    view.goto(site.address + QUEUE)
    expect(view.locator("#keys")).to_be_visible()
    view.uncheck("#keys-on")
    view.locator("body").press("j")
    assert view.evaluate("document.activeElement.closest('.case')") is None, "keys are off"
    view.reload()
    assert not view.is_checked("#keys-on"), "and stay off"
    view.check("#keys-on")
    view.locator("body").press("?")
    expect(view.locator("#keys-list dl")).to_be_visible()
    view.keyboard.press("j")
    expect(view.locator(".case input").first).to_be_focused()
    view.keyboard.press("h")
    expect(view.locator("#reason")).to_be_focused()
    view.keyboard.press("Escape")
    view.locator(".case input").first.focus()
    view.keyboard.press("1")
    assert view.input_value("#reason") == "insult"
    view.keyboard.press("h")
    expect(view.locator("h2").first).to_have_text("0 wait")
    expect(view.locator("#undo")).to_contain_text("It insults or threatens somebody")
    view.goto(links[3])
    assert "The reason: it insults" in view.locator("main").inner_text()
    view.goto(site.address + QUEUE)
    view.click("text=Take it back")
    expect(view.locator("h2").first).to_have_text("1 waits")
    view.evaluate("localStorage.clear()")


def test_the_pages_are_accessible_and_fit(visit, site, signed):
    mo, links = signed
    view = visit(signs_in=True).page
    mo.sign_in(view)
    names = site.petition(SLUG) + "/names"
    view.goto(names)
    report = view.locator("li a").first.get_attribute("href")
    faults = []
    for path in (QUEUE, QUEUE + "/decisions", names, report, links[3]):
        for width in (320, 1400):
            view.set_viewport_size({"width": width, "height": 800})
            view.goto(path if path.startswith("http") else site.address + path)
            view.evaluate("document.querySelectorAll('details').forEach(at => { at.open = true })")
            for scheme in ("light", "dark"):
                view.emulate_media(color_scheme=scheme)
                faults += [f"{path}, {width}, {scheme}: {fault}" for fault in complaints(view)]
            if view.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{path} is wider than {width}")
    assert not faults, "\n".join(faults)
