"""How much a page weighs (U-21): people on slow lines get the whole petition in the first ten packets."""

import pytest

from gallery import LETTER, ORGANISATIONS
from wire import request

FIRST_FLIGHT = 10 * 1_460
PAGE = 50_000
STYLE = 8_000
COMPRESSED = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}


@pytest.mark.parametrize("with_errors", [False, True], ids=["as shown", "with errors"])
def test_a_petition_fits_into_the_first_flight(site, with_errors):
    sizes = {}
    for slug in (LETTER, ORGANISATIONS, "library", "dear-ibm", "ibm-extreme-vetting", "suppliers-end-the-contracts"):
        address = site.petition(slug) + ("/signatures" if with_errors else "")
        fields = {"name": "n" * 300, "email": "x", "comment": "c" * 200} if with_errors else None
        answer = request("POST" if with_errors else "GET", address, fields, COMPRESSED)
        assert answer.headers.get("Content-Encoding") or with_errors, f"{slug} is not compressed"
        sizes[slug] = answer.size
    assert max(sizes.values()) <= FIRST_FLIGHT, sizes


def test_every_page_is_light_and_needs_few_requests(visit, gallery):
    """Bytes as they came over the wire, counted by the browser; a fresh visitor for each page has nothing cached."""
    heavy = {}
    for name, go in gallery.kinds().items():
        visitor = visit()
        sizes = []
        visitor.context.on("requestfinished", lambda done: sizes.append(done.sizes()))
        go(visitor.page)
        visitor.page.wait_for_load_state("networkidle" if not sizes else "load")
        total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        # The pages that need a form first are two pages and one style sheet.
        pages = 1 if name not in ("form-errors", "sent", "resent", "bad-request") else 3
        if total > PAGE * pages or len(visitor.requests) > 6 * pages or not sizes:
            heavy[name] = (total, visitor.requests)
        visitor.context.set_default_timeout(10_000)
    assert not heavy


def test_the_style_sheet_is_small_and_kept_by_browsers(site, view):
    view.goto(site.address)
    address = view.locator("link[rel=stylesheet]").evaluate("at => at.href")
    answer = request("GET", address, headers=COMPRESSED)
    assert answer.headers["Content-Encoding"] == "gzip" or answer.headers["Content-Encoding"] == "br"
    assert answer.size <= STYLE
    plain = request("GET", address)
    assert len(plain.body) <= 2 * STYLE
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"url(" not in plain.body and b"@import" not in plain.body
    # U-32: no physical sides, so that right-to-left pages are mirrored by themselves.
    words = plain.body.decode()
    for word in ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "float:"):
        assert word not in words, word


def test_there_is_no_script_at_all(visit, gallery):
    """JavaScript is at most 10 kB (U-21); at present it is nothing."""
    view = visit().page
    for name, go in gallery.kinds().items():
        go(view)
        assert view.locator("script").count() == 0, name


def test_an_unchanged_page_is_not_sent_again(site):
    first = request("GET", site.petition("dear-ibm"), headers=COMPRESSED)
    again = request("GET", site.petition("dear-ibm"), headers={**COMPRESSED, "If-None-Match": first.headers["ETag"]})
    assert again.status in (200, 304)
    if again.headers["ETag"] == first.headers["ETag"]:
        assert again.status == 304 and not again.body
