"""From a one-time address to an open petition, in a browser without scripts and on a phone (issue of the organisers' side)."""

import pytest

from organiser import Organiser
from test_accessibility import complaints

PHONE = {"width": 320, "height": 700}


@pytest.fixture(scope="module")
def dana(site):
    return Organiser(site, "dana@example.org", "Dana Quist")


def overflow(view) -> str:
    return view.evaluate("document.documentElement.scrollWidth > innerWidth") and view.url


def test_a_first_petition_is_open_within_twelve_screens_without_scripts(visit, site, dana):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    screens = []
    view.on("framenavigated", lambda frame: screens.append(frame.url))
    dana.set_up(view)
    assert len(dana.codes) == 10
    screens.clear()
    dana.sign_in(view)
    view.click("text=Start a campaign")
    view.fill("#title", "Libraries for everybody")
    view.fill("#summary", "Three towns ask that their libraries stay open.")
    view.fill("#sponsor", "Readers' Union")
    view.fill("#targets", "The town council\nMayor Oduya | mayor | Town of Example")
    view.click("text=Save")
    view.click("text=Write a petition")
    view.fill("#title", "Keep the library open on Saturdays")
    view.fill("#letter", "Please keep the library **open** on Saturdays.")
    view.fill("#from", "Your name")
    view.check("text=Mayor Oduya")
    dana.save_new(view)
    assert "open on Saturdays" in view.locator("article").inner_text()
    view.click("text=Give it to review")
    view.click("text=Open it for signatures")
    assert view.locator(".badge").inner_text() == "Open"
    assert len(screens) <= 12, screens
    view.goto(site.petition("keep-the-library-open-on-saturdays"))
    assert view.locator("form button").first.is_visible()


def checkpoint_size(site) -> int:
    return int(site.fetch("keep-the-library-open-on-saturdays", "log/checkpoint").decode().split("\n")[1])


def test_a_petition_is_handed_over_and_the_answer_recorded_without_scripts(visit, site, dana):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    dana.sign_in(view)
    campaign = site.address + "/admin/campaigns/libraries-for-everybody"
    page = campaign + "/petitions/keep-the-library-open-on-saturdays/deliveries"
    view.goto(page)
    view.click("button:has-text('Make a packet')")
    view.wait_for_selector("text=letter.pdf", timeout=30_000)
    with view.expect_download() as letter:
        view.click("text=letter.pdf")
    assert letter.value.path().read_bytes().startswith(b"%PDF")
    private, before = view.locator("code").inner_text(), checkpoint_size(site)
    view.click("button:has-text('It was handed over')")
    assert "the log says so" in view.locator(".done").inner_text()
    assert checkpoint_size(site) == before + 1

    mayor = visit(scripts=False, viewport=PHONE).page
    mayor.goto(private)
    assert not overflow(mayor)
    mayor.click("text=It has arrived")
    mayor.fill("#text", "We will decide in September.")
    mayor.click("text=Send the answer")
    assert "We will decide in September." in mayor.locator("blockquote").inner_text()

    view.goto(page)
    assert not overflow(view)
    view.click("text=Record this answer")
    assert view.input_value("#text") == "We will decide in September."
    view.select_option("#state", "evasive")
    view.click("button:has-text('Record')")
    mayor.goto(site.address + "/campaigns/libraries-for-everybody")
    assert "We will decide in September." in mayor.inner_text("main")


def test_every_organisers_page_is_accessible_and_fits_a_phone(visit, site, dana):
    view = visit(viewport=PHONE, signs_in=True).page
    view.goto(site.address + "/admin/sign-in")
    faults = complaints(view)
    dana.sign_in(view)
    base = "/admin/campaigns/libraries-for-everybody"
    petition = base + "/petitions/keep-the-library-open-on-saturdays"
    paths = ["", "/people", "/trail", "/account", "/campaigns/new"]
    own = [base, base + "/petitions/new", base + "/trail", base + "/targets/mayor-oduya"]
    for path in ["/admin" + path for path in paths] + own + [petition, petition + "/deliveries"]:
        view.goto(site.address + path)
        for scheme in ("light", "dark"):
            view.emulate_media(color_scheme=scheme)
            faults += [f"{path}, {scheme}: {fault}" for fault in complaints(view)]
        if overflow(view):
            faults.append(f"{path} is wider than a phone")
    assert not faults, "\n".join(faults)


def test_what_does_not_fit_is_said_at_its_field(visit, site, dana):
    view = visit(scripts=False, viewport=PHONE, signs_in=True).page
    dana.sign_in(view)
    view.goto(site.address + "/admin/campaigns/new")
    view.fill("#title", "<script>alert(1)</script>")
    view.fill("#sponsor-address", "javascript:alert(1)")
    view.click("text=Save")
    wrong = view.locator("[aria-invalid=true]").evaluate_all("all => all.map(at => at.name)")
    assert set(wrong) == {"summary", "sponsor", "sponsor-address"}
    assert view.input_value("#title") == "<script>alert(1)</script>"
