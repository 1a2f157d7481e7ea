"""A claim in a browser without JavaScript: written, refused without a source, published, corrected, quoted and withdrawn."""

import pytest

from organiser import Organiser
from server import EXAMPLES
from test_accessibility import complaints

PHONE = {"width": 320, "height": 700}
CAMPAIGN = "/campaigns/who-profits-2018"
DESK = "/admin" + CAMPAIGN + "/claims"


@pytest.fixture(scope="module")
def campaign(site):
    site.load(EXAMPLES / "who-profits-2018")
    return site.address


def test_a_claim_is_refused_published_corrected_and_withdrawn(visit, site, campaign):
    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    clara = Organiser(site, "clara@example.org", "Clara")
    clara.set_up(view)
    clara.sign_in(view)
    view.goto(campaign + "/admin" + CAMPAIGN)
    view.click("text=Claims and their sources")
    view.click("text=Write a claim")
    view.fill("#sentence", "The order is worth <b>5</b> million dollars.")
    view.fill("#amount", "5,000,000.00")
    view.click("button:has-text('Save')")
    assert "three letters" in view.locator("#currency-error").inner_text()
    assert "kind of amount" in view.locator("#kind-error").inner_text()
    assert view.input_value("#amount") == "5,000,000.00"
    view.fill("#currency", "USD")
    view.select_option("#kind", "current_value")
    view.fill("#as-of", "2018-05-25")
    view.check("#petition-open-the-contracts")
    view.click("button:has-text('Save')")
    own = view.url.split("?")[0]
    page = campaign + CAMPAIGN + "/claims/" + own.rsplit("/", 1)[1]

    view.click("button:has-text('Publish this claim')")
    assert "needs a source" in view.locator("[role=alert]").inner_text()
    reader = visit(viewport=PHONE, scripts=False).page
    assert reader.goto(page).status == 404

    view.fill("#documents", "Award 1 | USAspending.gov | 2018-05-25 | https://www.usaspending.gov/ | | Public domain")
    view.click("button:has-text('Save')")
    view.click("button:has-text('Publish this claim')")
    assert not view.locator("[role=alert]").count()
    assert reader.goto(page).status == 200
    assert reader.locator("blockquote").inner_text() == "The order is worth <b>5</b> million dollars."
    assert "Current value: USD 5,000,000.00" in reader.inner_text("main")

    view.set_input_files("input[name=copy]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 a"})
    view.fill("#note-0", "The copy was put away")
    view.click("button:has-text('Keep this copy')")
    reader.reload()
    with reader.expect_download() as download:
        reader.click("text=The copy (PDF)")
    assert download.value.suggested_filename.endswith(".pdf")

    view.fill("#sentence", "The order is worth 5 million dollars.")
    view.fill("#note", "Marks were in the sentence")
    view.click("button:has-text('Save')")
    reader.reload()
    assert "because: Marks were in the sentence" in reader.inner_text("main")
    reader.click("text=Version 1 of")
    assert "<b>5</b>" in reader.inner_text("blockquote")
    reader.click("text=What stands now")
    assert reader.url == page

    view.fill("#reason", "It was another order")
    view.click("button:has-text('Withdraw this claim')")
    assert not view.locator("#sentence").count()
    reader.reload()
    assert "because: It was another order" in reader.inner_text(".callout")
    reader.goto(campaign + "/petitions/open-the-contracts")
    assert not reader.locator(f"a[href='{page.removeprefix(campaign)}']").count()


def test_claims_are_accessible_fit_a_phone_and_lead_nowhere_wrong(visit, site, campaign):
    view = visit(viewport=PHONE, signs_in=True).page
    faults = []
    for path in (CAMPAIGN, CAMPAIGN + "/claims", CAMPAIGN + "/claims/2", "/petitions/open-the-contracts"):
        view.goto(campaign + path)
        for scheme in ("light", "dark"):
            view.emulate_media(color_scheme=scheme)
            faults += [f"{path}, {scheme}: {fault}" for fault in complaints(view)]
        if view.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} is wider than a phone")
        own = view.eval_on_selector_all("main a", "all => all.map(at => at.getAttribute('href'))")
        for address in {link.split("#")[0] for link in own if link.startswith("/campaigns/") or link.startswith("/targets/")}:
            status = view.request.get(campaign + address).status
            if status != 200:
                faults.append(f"{path} leads to {address}: {status}")
    assert not faults, "\n".join(faults)
    # The claims that name records wait as drafts here: nobody published any.
    view.goto(campaign + CAMPAIGN + "/claims/2")
    assert "The report names Amazon" in view.inner_text("main")
