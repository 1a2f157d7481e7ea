"""Contract records in a browser: from the front page to a record and its public page, without JavaScript, on a telephone and on paper."""

import subprocess

import pytest

from server import Server, program
from visitor import visitors

HEAD = (
    "Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Generated Award ID,"
    "Awarding Agency,Awarding Sub Agency,Transaction Description\n"
)


def rows():
    for number in range(90):
        supplier = f"SUPPLIER WITH A RATHER LONG NAME {number % 12} LLC"
        award = f"CONT_AWD_70X{number}_7012_-NONE-_-NONE-"
        agency = ("Department of Parks", "Department of Rivers and Lakes")[number % 2]
        for step, amount in enumerate((9_000_000 + number * 1_000, 2_500_000, -1_250_000.55)):
            yield (
                f"70X{number},{supplier},{amount},{2022 + step}-0{1 + step}-15,P{step},{award},{agency},Bureau {number % 3},"
                f"\"Umbrellas, café <b>{number}</b>\"\n"
            )


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dossier")
    table = folder / "contracts.csv"
    table.write_text(HEAD + "".join(rows()), encoding="utf-8")
    for words in (["import", "--quiet", str(table)], ["publish", "1"]):
        command = [program(), "evidence", words[0], "--data", str(folder / "data"), *words[1:]]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


ADDRESSES = (
    "/evidence", "/evidence/suppliers", "/evidence/suppliers?by=USD.award", "/evidence/agencies", "/evidence/suppliers/1",
    "/evidence/agencies/1", "/evidence/awards/1", "/evidence/awards", "/evidence/records?sign=taken",
    "/evidence/search?q=cafe",
)


@pytest.fixture
def look(browser, dossier):
    with visitors(browser, dossier.address) as make:
        yield make


def test_somebody_finds_a_record_and_its_public_page(look, dossier):
    page = look(scripts=False).page
    page.goto(dossier.address)
    page.get_by_role("link", name="Contract records").click()
    page.get_by_role("searchbox").fill("CAFE umbrellas")
    page.get_by_role("button", name="Search").click()
    assert "90 awards" in page.locator("main").inner_text()
    page.get_by_role("link", name="All suppliers").or_(page.get_by_role("link", name="Public contracts")).first.click()
    page.get_by_role("link", name="All suppliers").click()
    page.get_by_label("Sorted").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    assert "by=USD.award" in page.url
    page.locator("tbody th a").first.click()
    assert page.locator("svg.plot").count() >= 2
    page.get_by_role("link", name="All records").click()
    page.get_by_label("Obligation").select_option("taken")
    page.get_by_label("Year").select_option("2024")
    page.get_by_role("button", name="Show").click()
    assert "USD -1,250,000.55" in page.locator("main").inner_text()
    page.get_by_role("link", name="CONT_AWD_70X").first.click()
    assert page.locator("svg.plot").count() == 1
    link = page.get_by_role("link", name="The public record").first
    assert link.get_attribute("href").startswith("https://www.usaspending.gov/award/CONT_AWD_70X")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_records_is_wider_than_the_screen(look, dossier, width):
    page = look(scripts=False, viewport={"width": width, "height": 700}).page
    for address in ADDRESSES:
        page.goto(dossier.address + address)
        # A page without JavaScript still tells how wide it is.
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address}: {wide}"


def test_on_paper_the_figures_and_their_source_remain(look, dossier):
    page = look(scripts=False).page
    page.emulate_media(media="print")
    for address in ADDRESSES[:-1]:
        page.goto(dossier.address + address)
        assert not page.locator("form").first.is_visible() if page.locator("form").count() else True
        assert page.get_by_text("SHA-256").first.is_visible(), address
