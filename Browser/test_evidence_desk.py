"""Contract records at the desk, on a telephone and without JavaScript: brought, refused, published, joined, taken back."""

import pytest

from organiser import Organiser
from server import EXAMPLES, Server
from test_accessibility import complaints
from visitor import visitors

PHONE = {"width": 320, "height": 700}
HEAD = "Award ID,Recipient Name,Recipient UEI,Federal Action Obligation,Action Date,Modification,Generated Award ID\n"
ROWS = (
    '1,"ACME <b>SYSTEMS</b> LLC",ABCDEF123456,5.00,2025-01-02,0,CONT_AWD_1_7012_-NONE-_-NONE-\n'
    '2,"ACME <b>SYSTEMS</b>, INC.",ABCDEF123457,7.25,2025-01-02,0,CONT_AWD_2_7012_-NONE-_-NONE-\n'
    '3,"RYDELL CHEVROLET",,9.00,2025-01-02,0,CONT_AWD_3_7012_-NONE-_-NONE-\n'
)


@pytest.fixture
def desk(tmp_path):
    server = Server(tmp_path)
    server.load(EXAMPLES / "dear-ibm-2017")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visit(browser, desk):
    with visitors(browser, desk.address) as make:
        yield make


def bring(view, text: str, name: str = "contracts.csv") -> None:
    view.set_input_files("#records", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    view.click("button:has-text('Read it')")


def test_records_are_brought_published_joined_and_taken_back(visit, desk):
    view = visit(viewport=PHONE, scripts=False, signs_in=True).page
    dana = Organiser(desk, "dana@example.org", "Dana")
    dana.set_up(view)
    dana.sign_in(view)
    view.goto(desk.address + "/admin")
    view.click("nav a:has-text('Contract records')")

    view.click("button:has-text('Read it')")
    assert "Choose a file that is not empty" in view.inner_text("[role=alert]")
    bring(view, "name,number\na,1\n")
    assert "no table of contracts" in view.inner_text("[role=alert]")
    bring(view, HEAD + ROWS + "4,ZENITH,,much,2025-01-02,0,CONT_AWD_4_7012_-NONE-_-NONE-\n")
    assert "Rows: 4; new: 3; repeats: 0; refused: 1" in view.inner_text("[role=status]")
    assert "Line 5" in view.inner_text("main")

    reader = visit(viewport=PHONE, scripts=False).page
    reader.goto(desk.address + "/evidence")
    assert "Nothing has been published here yet" in reader.inner_text("main")
    view.click("button:has-text('Publish')")
    assert view.locator(".badge").all_inner_texts() == ["Published"]
    reader.reload()
    assert "ACME <b>SYSTEMS</b> LLC" in reader.inner_text("main")

    view.click("text=Suppliers that may be one")
    assert "RYDELL" not in view.inner_text("main")
    view.click("button:has-text('They are one')")
    assert "One supplier, since" in view.inner_text(".badge")
    reader.goto(desk.address + "/evidence/suppliers/1")
    shown = reader.inner_text("main")
    assert "The same supplier under other names" in shown and "USD 12.25" in shown
    reader.click("a:has-text('ACME <b>SYSTEMS</b>, INC.')")
    assert reader.url.endswith("/evidence/suppliers/2") and "USD 12.25" in reader.inner_text("main")
    view.click("button:has-text('Undo')")
    reader.reload()
    assert "under other names" not in reader.inner_text("main")

    view.goto(desk.address + "/admin/evidence")
    view.click("text=Suppliers that sell products of others")
    assert "No records of published suppliers name another one" in view.inner_text("main")
    view.fill("#reseller", "3")
    view.fill("#vendor", "1")
    view.click("button:has-text('Say so')")
    assert "Sells them, since" in view.inner_text(".badge")
    reader.goto(desk.address + "/evidence/suppliers/1")
    reader.reload()
    assert "Sold by others" in reader.inner_text("main") and "RYDELL CHEVROLET" in reader.inner_text("main")
    view.click("button:has-text('Undo')")

    view.goto(desk.address + "/admin/evidence")
    view.click("button:has-text('Take back')")
    # Not by the browser, which keeps a page for some seconds.
    assert reader.request.get(desk.address + "/evidence/suppliers/1").status == 404


def test_the_desk_of_records_is_accessible_and_fits_a_phone(visit, desk):
    view = visit(viewport=PHONE, signs_in=True).page
    dana = Organiser(desk, "dana@example.org", "Dana")
    dana.set_up(view)
    dana.sign_in(view)
    view.goto(desk.address + "/admin/evidence")
    bring(view, HEAD + ROWS, "a-file-with-a-rather-long-name-without-any-space-in-it-2025-11-29.csv")
    view.click("button:has-text('Publish')")
    faults = []
    for path in ("/admin/evidence", "/admin/evidence/aliases", "/admin/evidence/resellers"):
        view.goto(desk.address + path)
        for scheme in ("light", "dark"):
            view.emulate_media(color_scheme=scheme)
            faults += [f"{path}, {scheme}: {fault}" for fault in complaints(view)]
        if view.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} is wider than a phone")
    assert not faults, "\n".join(faults)
