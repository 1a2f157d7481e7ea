#!/usr/bin/env python3
"""How fast an update leaves, and how long confirmations take meanwhile (docs/updates.md).

    Benchmarks/updates.py [--people 10000] [--probes 200]

UNDERSIGNED names the program; else the debug build is taken. Everything is on loopback: the program, a mail server in
this process that takes all mail, and people who press their buttons as soon as mail arrives.
"""

import argparse
import json
import queue
import re
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Browser"))

from desk import Desk  # noqa: E402
from mail_sink import LINK, MailSink  # noqa: E402
from server import EXAMPLES, Server, program  # noqa: E402
from wire import request  # noqa: E402

SLUG, CAMPAIGN = "give-up-the-contracts", "families-2018"
TITLE = "The company has answered"
PACE = ("--updates-per-minute", "100000", "--updates-per-minute-most", "100000", "--mails-per-second", "2000")


class Sink(MailSink):
    """Reads as little of each mail as it can."""

    def __init__(self):
        super().__init__()
        self.confirmations: queue.Queue = queue.Queue()
        self.arrived: dict[str, float] = {}
        self.updates: list[float] = []

    def take(self, recipient: str, mail: bytes) -> None:
        if TITLE.encode() in mail[:2000]:
            self.updates.append(time.monotonic())
        elif re.search(rb"^Subject:\s+Confirm", mail, re.MULTILINE):
            self.arrived[recipient] = time.monotonic()
            self.confirmations.put(mail)

    def link(self) -> str:
        mail = message_from_bytes(self.confirmations.get(timeout=60), policy=policy.default)
        return LINK.search(mail.get_body(("plain",)).get_content()).group(0)


def ask(site: Server, email: str) -> None:
    fields = {"name": "Ada Example", "email": email, "updates": "yes"}
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    answer = request("POST", site.petition(SLUG) + "/signatures", headers=kind, body=json.dumps(fields).encode())
    assert answer.status == 202, answer.text


def probe(site: Server, sink: Sink, name: str, count: int) -> list[float]:
    """Seconds from an ask to its mail, ten asks a second."""
    asked = {}
    for number in range(count):
        email = f"{name}{number}@probe.example"
        asked[email] = time.monotonic()
        ask(site, email)
        time.sleep(max(0, asked[email] + 0.1 - time.monotonic()))
    end = time.monotonic() + 30
    while any(email not in sink.arrived for email in asked) and time.monotonic() < end:
        time.sleep(0.01)
    return [sink.arrived[email] - moment for email, moment in asked.items()]


def percentiles(seconds: list[float]) -> dict:
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": round(cuts[49], 3), "p99": round(cuts[98], 3), "worst": round(max(seconds), 3)}


def measure(site: Server, sink: Sink, people: int, probes: int) -> dict:
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda number: ask(site, f"p{number}@d{number % 40}.example"), range(people)))
        links = [sink.link() for _ in range(people)]
        assert set(crowd.map(lambda link: request("POST", link, {"text": "1"}).status, links)) == {303}
    quiet = probe(site, sink, "before", probes)
    Desk(site).send_update(CAMPAIGN, SLUG, TITLE, "They **refuse**. " * 40)
    begin = time.monotonic()
    busy = probe(site, sink, "beside", probes)
    beside = len(sink.updates)
    while len(sink.updates) < people and time.monotonic() < begin + 600:
        time.sleep(0.1)
    seconds = sink.updates[-1] - begin
    return {
        "program": program(), "updates": len(sink.updates), "seconds": round(seconds, 1),
        "updates_a_second": round(len(sink.updates) / seconds), "updates_while_people_asked": beside,
        "confirmation_seconds_before": percentiles(quiet), "confirmation_seconds_beside": percentiles(busy),
    }


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--probes", type=int, default=200)
    options = options.parse_args()
    sink = Sink()
    with tempfile.TemporaryDirectory() as folder:
        site = Server(Path(folder))
        site.load(EXAMPLES / CAMPAIGN)
        site.start("--mail", sink.address, *PACE)
        try:
            print(json.dumps(measure(site, sink, options.people, options.probes), indent=2))
        finally:
            site.stop()


if __name__ == "__main__":
    main()
