"""The page counts made logs again: it finds what is right, and says what is wrong."""

import hashlib
import re
import time
import urllib.request

import pytest

from made_log import MadeLog, digest
from verify_page import answer, flipped, opened, some_log

ZERO = "A" * 43 + "="
TOKEN = "member " + "A" * 472


DOCTORED = {
    "a letter in a bundle": (flipped, "root hash"),
    "a bundle without its end": (lambda log: {"log/tile/entries/001": log.files()["log/tile/entries/001"][:-9]}, "failed"),
    "a number of count.json": (lambda log: {"count.json": log.count_json().replace(b'"org": 1', b'"org": 2')}, "not the number"),
    "the sum of count.json": (lambda log: {"count.json": log.count_json().replace(b'"count": ', b'"count": 1')}, "not the number"),
    "count.json of a longer log": (lambda log: {"count.json": log.count_json().replace(b'"size": ', b'"size": 9')}, "not the number"),
    "the document": (lambda log: {"document.json": log.document + b"\n"}, "document is not the one"),
    "the checkpoint's size": (lambda log: {"log/checkpoint": re.sub(rb"\n\d+\n", b"\n600\n", log.checkpoint())}, "signature"),
    "another key": (lambda log: {"log/checkpoint": MadeLog("doctored", "else.example.org").checkpoint()}, "checkpoint is not"),
}


@pytest.mark.parametrize("what", DOCTORED)
def test_a_doctored_copy_is_caught_and_said(made_view, made, what):
    log = some_log("doctored")
    assert opened(made_view, made.show(log)).startswith("The number is right.")
    change, words = DOCTORED[what]
    said = opened(made_view, made.show(log, **change(log)))
    assert words in said and "failed" in said, said
    assert not made_view.locator("#proved").is_visible()


BREACHES = {
    "petition twice": (1, f"undersigned/v1 petition {ZERO}"),
    "the same hour again": (2, "hour 2018-06-20T14Z"),
    "a day among hours": (2, "day 2018-06-21"),
    "text 3 after text 1": (3, f"text 3 {ZERO}"),
    "a removal of what never counted": (4, "removed 1 withdrawn"),
    "a removal of what comes later": (4, "removed 99 withdrawn"),
    "an amendment of a mark": (5, f"amended 2 {ZERO}"),
    "an unknown verb": (0, "counted"),
    "two spaces": (0, f"signed  mail {ZERO}"),
    "unused bits": (0, f"signed mail {'A' * 42}B="),
    "30 February": (0, "hour 2019-02-30T10Z"),
    "a number with a zero before it": (0, "removed 03 withdrawn"),
    "paper without lines": (0, f"signed paper {ZERO} 0"),
    "mail with lines": (0, f"signed mail {ZERO} 2"),
    "no reason of the list": (0, "removed 3 because"),
    "a line break": (0, "opened\n"),
    "another alphabet": (0, "openеd"),
}


@pytest.mark.parametrize("what", BREACHES)
def test_an_entry_that_breaks_the_grammar_or_a_rule_is_named(made_view, made, what):
    log = MadeLog("breach")
    log.add("hour 2018-06-20T13Z", "hour 2018-06-20T14Z")
    log.sign()
    rule, line = BREACHES[what]
    log.add(line)
    said = opened(made_view, made.show(log))
    expected = f"entry 4 of the log breaks rule {rule} of counting" if rule else "entry 4 of the log is not written"
    assert expected in said, said


def test_what_is_counted_twice_before_any_mark_or_removed_twice_is_refused(made_view, made):
    for lines, rule in (
        ([f"signed mail {ZERO}"], 2),
        (["day 2018-06-20", TOKEN, TOKEN], 6),
        (["day 2018-06-20", f"signed mail {ZERO}", "removed 2 order", "removed 2 order"], 4),
    ):
        log = MadeLog("lines")
        log.add(*lines)
        assert f"rule {rule} of counting" in opened(made_view, made.show(log))


def test_every_kind_of_entry_is_counted_as_the_rules_say(made_view, made):
    log = MadeLog("kinds")
    log.add("opened", "day 2018-06-20", TOKEN, f"text 2 {ZERO}", "issued 5", f"goal 10 {ZERO}", "reveal")
    log.counts["member"] = 1
    log.sign("org")
    log.sign("paper", lines=25)
    log.sign()
    log.add(f"amended 8 {ZERO}", *(f"{verb} {ZERO}" for verb in ("delivered", "response", "audit", "note")))
    log.remove(9, "paper", 25, "invalid:unread-lines")
    log.add("day 2018-06-22", "closed")
    assert "give 3, as" in opened(made_view, made.show(log))
    assert [made_view.inner_text(f"#log-{name}") for name in ("mail", "org", "member", "paper", "removed")] == [
        "1", "1", "1", "0", "25",
    ]


def test_a_receipt_that_does_not_fit_the_log_is_told_apart(made_view, made):
    log = some_log("forked", 300)
    statement = log.statement()
    log.sign(commitment=digest(bytes(32), statement))
    index = len(log.entries) - 1
    receipt = log.receipt(index, statement)
    other = some_log("forked", 300)
    other.sign(commitment=digest(b"somebody else"))
    other.sign()
    assert opened(made_view, made.show(other)).startswith("The number is right.")
    assert "this log is not the one seen before" in answer(made_view, receipt)
    log.sign()
    opened(made_view, made.show(log))
    assert answer(made_view, receipt).startswith("This receipt holds.")
    moved = receipt.replace(b"index %d" % index, b"index %d" % (index - 1))
    assert answer(made_view, moved).startswith("This receipt does not hold")
    # A receipt newer than the page: the page reads on.
    log.sign()
    newer = log.receipt(index, statement)
    made.show(log)
    assert answer(made_view, newer).startswith("This receipt holds.")


def test_a_browser_without_ed25519_says_what_it_did_not_check(made_view, made):
    log = some_log("unsigned")
    address = made.show(log)
    with urllib.request.urlopen(address) as page:
        module = re.search(r'src="(/assets/.+/)verify.js"', page.read().decode())[1] + "tlog.js"
    with urllib.request.urlopen(made.address + module) as real:
        made.files[module] = real.read().replace(b'"Ed25519"', b'"Ed25518"')
    made.types[module] = "text/javascript"
    try:
        assert opened(made_view, address).startswith("The number is right.")
        assert made_view.locator("#proved li:visible").last.inner_text().startswith("Not checked: the signature")
    finally:
        del made.files[module]


def test_100_000_entries_are_counted_in_less_than_five_seconds(made_view, made):
    log = MadeLog("large")
    log.add("opened", *(f"hour 2018-06-20T{hour:02}Z" for hour in range(24)))
    for number in range(100_000):
        log.sign(commitment=hashlib.sha256(b"%d" % number).digest())
    address = made.show(log)
    start = time.monotonic()
    said = opened(made_view, address)
    seconds = time.monotonic() - start
    print(f"100,000 entries counted in {seconds:.2f} s")
    assert "100,026 entries were read, and they give 100,000" in said
    assert seconds < 5


def test_a_log_that_carries_on_another_one_is_read_at_its_own_place(made_view, made):
    # `/log/2` after a loss; a receipt may hold a statement of the log before, under the new log's checkpoint.
    before, log = MadeLog("carried"), MadeLog("carried", place="log/2")
    statement = before.statement()
    log.add("opened", "hour 2018-06-20T14Z")
    log.sign(commitment=digest(bytes(32), statement))
    assert opened(made_view, made.show(log)).startswith("The number is right.")
    assert answer(made_view, log.receipt(3, statement)).startswith("This receipt holds.")
    before.add("opened", "hour 2018-06-20T14Z")
    before.sign(commitment=digest(bytes(32), statement))
    before.vkey = before.vkey[:-2] + "A="
    assert "closed after a loss" in answer(made_view, before.receipt(3, statement))
    later = MadeLog("carried", place="log/3").statement()
    assert not answer(made_view, log.receipt(3, later)).startswith("This receipt holds.")
