"""A claim that rests on a published record, on a telephone and without JavaScript: compared with it, published, left without it."""

from organiser import Organiser
from test_accessibility import complaints
from test_evidence_desk import HEAD, PHONE, bring, desk, visit  # noqa: F401 (the last two are fixtures)

CAMPAIGN = "/campaigns/dear-ibm-2017"
ROWS = '1,"ACME <b>SYSTEMS</b> LLC",ABCDEF123456,5.00,2025-01-02,0,CONT_AWD_1_7012_-NONE-_-NONE-\n'


def test_a_claim_is_compared_with_its_record_and_says_where_the_record_is_gone(visit, desk):
    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    dana = Organiser(desk, "dana@example.org", "Dana")
    dana.set_up(view)
    dana.sign_in(view)
    view.goto(f"{desk.address}/admin{CAMPAIGN}/claims/new")
    view.fill("#sentence", "The order obligated 6 dollars.")
    view.fill("#amount", "6.00")
    view.fill("#currency", "USD")
    view.select_option("#kind", "obligated")
    view.fill("#as-of", "2025-01-02")
    view.fill("#records", "CONT_AWD_1_7012_-NONE-_-NONE- | 0")
    view.click("button:has-text('Save')")
    own = view.url.split("?")[0]
    view.click("button:has-text('Publish this claim')")
    assert "Nothing that is published here is named CONT_AWD_1_7012_-NONE-_-NONE- | 0" in view.inner_text("[role=alert]")

    view.goto(desk.address + "/admin/evidence")
    bring(view, HEAD + ROWS)
    view.click("button:has-text('Publish')")
    view.goto(own)
    assert "states USD 5.00 of this kind, and the claim says USD 6.00" in view.inner_text(".callout")
    # The rules of accessibility are looked up by a script.
    other = visit(viewport=PHONE, signs_in=True).page
    dana.sign_in(other)
    other.goto(own)
    assert not complaints(other)
    assert not other.evaluate("document.documentElement.scrollWidth > innerWidth"), "the notice is wider than a phone"
    view.fill("#sentence", "The order obligated 5 dollars.")
    view.fill("#amount", "5.00")
    view.click("button:has-text('Save')")
    assert "of this kind, and the claim says" not in view.inner_text("main")
    view.click("button:has-text('Publish this claim')")

    reader = visit(viewport=PHONE, scripts=False).page
    page = f"{desk.address}{CAMPAIGN}/claims/{own.rsplit('/', 1)[1]}"
    assert reader.goto(page).status == 200
    assert "Obligated: USD 5.00" in reader.inner_text("main")
    reader.click("a:has-text('CONT_AWD_1_7012_-NONE-_-NONE-')")
    assert reader.url.startswith(desk.address + "/evidence/awards/") and "USD 5.00" in reader.inner_text("main")

    view.goto(desk.address + "/admin/evidence")
    view.click("button:has-text('Take back')")
    assert "The record is not published here any more." in reader.request.get(page).text()
