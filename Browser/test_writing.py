"""Writing a petition: its preview while typing, its translations, petitions like it, and the day on which it opens."""

import datetime

import pytest
from playwright.sync_api import Error, expect

from organiser import Organiser
from test_accessibility import complaints
from test_organisers import PHONE, overflow

BASE = "/admin/campaigns/gardens-for-everybody"
DRAFT = BASE + "/petitions/keep-the-gardens-green"
DAY = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def fay(site):
    return Organiser(site, "fay@example.org", "Fay Holm")


def test_a_draft_is_previewed_translated_and_given_a_day_without_scripts(visit, site, fay):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    fay.set_up(view)
    fay.sign_in(view)
    view.click("text=Start a campaign")
    view.fill("#title", "Gardens for everybody")
    view.fill("#summary", "A town asks that its gardens stay green.")
    view.fill("#sponsor", "Gardeners' Union")
    view.fill("#targets", "The town council")
    view.click("button:has-text('Save')")
    view.click("text=Write a petition")
    view.fill("#title", "Keep the gardens green")
    view.fill("#letter", "Please keep them **green**.")
    view.fill("#from", "Your name")
    view.check("text=The town council")
    view.click("button:has-text('Preview')")
    assert view.locator("#preview strong").inner_text() == "green"
    assert view.input_value("#title") == "Keep the gardens green"
    view.click("text=Look for similar ones")
    assert view.locator("h2:has-text('Petitions like this one')").is_visible()
    fay.save_new(view)
    assert view.url.endswith(DRAFT + "?saved=yes")
    view.click("text=Add a translation")
    assert "Please keep them green." in view.locator("article").first.inner_text()
    view.fill("#language", "ar")
    view.fill("#title", "أبقوا الحدائق خضراء")
    view.fill("#letter", "من فضلكم **خضراء**.")
    view.fill("#from", "اسمك")
    view.click("button:has-text('Preview')")
    assert view.locator("#preview .prose").get_attribute("dir") == "rtl"
    assert not overflow(view)
    view.click("button:has-text('Save')")
    view.click("summary:has-text('العربية')")
    assert view.locator("details .pair article[dir=rtl]").is_visible()
    view.click("text=Give it to review")
    view.fill("#opens", DAY)
    view.click("text=Open it for signatures")
    assert view.locator(".badge").first.inner_text().startswith("Opens on")


def test_everybody_reads_when_it_opens_and_nobody_signs_before(visit, site):
    view = visit(scripts=False, viewport=PHONE).page
    view.goto(site.petition("keep-the-gardens-green"))
    assert str(int(DAY[-2:])) in view.locator("main").inner_text()
    assert view.locator("form").count() == 0 and not overflow(view)
    view.goto(site.address + "/campaigns/gardens-for-everybody")
    assert "Opens" in view.locator("main").inner_text()


def test_the_preview_follows_what_is_typed(visit, site, fay):
    visitor = visit(signs_in=True)
    view = visitor.page
    fay.sign_in(view)
    view.goto(site.address + BASE + "/petitions/new")
    asked = []
    view.on("request", lambda request: asked.append(request) if request.url.endswith("/preview") else None)
    view.locator("#letter").press_sequentially("Some **bold** words, <b>and no markup</b>", delay=15)
    expect(view.locator("#preview strong")).to_have_text("bold")
    expect(view.locator("#preview .prose")).to_contain_text("<b>and no markup</b>")
    assert len(asked) <= 3, f"{len(asked)} requests for one sentence"
    expect(view.locator("#preview-said")).to_have_text("This follows what you write.")
    assert view.locator("#preview-said").get_attribute("role") == "status"
    assert not view.locator("#preview-button").is_visible()
    view.fill("#language", "he")
    expect(view.locator("#preview .prose")).to_have_attribute("dir", "rtl")


def test_an_older_answer_never_replaces_a_newer_one(visit, site, fay):
    view = visit(signs_in=True).page
    fay.sign_in(view)
    view.goto(site.address + BASE + "/petitions/new")
    held = []
    view.route("**/preview", lambda route: held.append(route) if not held else route.continue_())
    view.fill("#letter", "The first text")
    while not held:
        view.wait_for_timeout(20)
    view.fill("#letter", "The second text")
    expect(view.locator("#preview .prose")).to_have_text("The second text")
    try:
        held[0].fulfill(body='<div class="prose">The first text</div>')
    except Error:
        pass  # the page has given that request up
    view.wait_for_timeout(200)
    expect(view.locator("#preview .prose")).to_have_text("The second text")
    view.route("**/preview", lambda route: route.abort())
    view.fill("#letter", "The third text")
    expect(view.locator("#preview-said")).to_contain_text("no longer follows")
    expect(view.locator("#preview-button")).to_be_visible()


def test_pages_of_writing_are_accessible_and_fit(visit, site, fay):
    view = visit(viewport=PHONE, signs_in=True).page
    fay.sign_in(view)
    faults = []
    for path in (DRAFT, DRAFT + "/translations", DRAFT + "/translations/ar"):
        view.goto(site.address + path)
        for size in (PHONE, {"width": 1280, "height": 800}):
            view.set_viewport_size(size)
            for scheme in ("light", "dark"):
                view.emulate_media(color_scheme=scheme)
                faults += [f"{path}, {size['width']}, {scheme}: {fault}" for fault in complaints(view)]
            if overflow(view):
                faults.append(f"{path} is wider than {size['width']}")
    assert not faults, "\n".join(faults)


def test_binding_text_and_translation_stand_side_by_side_where_there_is_room(visit, site, fay):
    view = visit(signs_in=True).page
    fay.sign_in(view)
    view.goto(site.address + DRAFT + "/translations/ar")

    def places():
        return view.locator(".pair").first.evaluate("pair => [...pair.children].map(at => at.getBoundingClientRect().y)")

    binding, other = places()
    assert abs(binding - other) < 2
    assert view.locator("#letter").evaluate("at => getComputedStyle(at).direction") == "rtl"
    view.set_viewport_size(PHONE)
    binding, other = places()
    assert other > binding + 50
