#!/usr/bin/env python3
"""How fast an update leaves, and how long confirmations take meanwhile (docs/updates.md).

    Benchmarks/updates.py [--people 10000] [--probes 200]

UNDERSIGNED names the program; else the release build is taken, else the debug build. Everything is on loopback: the
program, a mail server in this process that takes all mail, and people who press their buttons as soon as mail arrives.
"""

import argparse
import json
import os
import queue
import re
import signal
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "Browser"))

from one_time_code import PASSPHRASE, code  # noqa: E402
from server import free_port  # noqa: E402
from wire import PlainPage, request  # noqa: E402

SLUG = "give-up-the-contracts"
CAMPAIGN = "families-2018"
TITLE = "The company has answered"


class Sink(socketserver.ThreadingTCPServer):
    """Takes all mail; links of confirmations go to whoever waits for them."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.links: queue.Queue = queue.Queue()
        self.arrived: dict[str, float] = {}
        self.updates: list[float] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, recipient: str, mail: bytes) -> None:
        now = time.monotonic()
        if TITLE.encode() in mail[:2000]:
            self.updates.append(now)
        elif b"Subject: Confirm" in mail:
            self.arrived[recipient] = now
            text = message_from_bytes(mail, policy=policy.default).get_body(("plain",)).get_content()
            self.links.put(re.search(r"http\S+/s/\S+", text).group(0))


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        recipient = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                self.server.take(recipient, b"".join(lines))
            elif word == b"RCPT":
                recipient = line.decode().split("<")[1].split(">")[0]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


class Site:
    def __init__(self, folder: Path, sink: Sink):
        self.data, port = folder / "data", free_port()
        self.address = f"http://127.0.0.1:{port}"
        found = [PROJECT / f".build/{kind}/undersigned" for kind in ("release", "debug")]
        self.program = os.environ.get("UNDERSIGNED") or str(next(path for path in found if path.exists()))
        base = ["--data", str(self.data), "--base-url", self.address]
        self.command("campaign", "import", *base, str(PROJECT / "examples" / CAMPAIGN))
        said = self.command("admin", "create", *base, "dana@example.org", "--name", "Dana")
        self.set_up = said.strip().splitlines()[-1]
        mail = f"smtp://127.0.0.1:{sink.server_address[1]}?tls=insecure"
        pace = ["--updates-per-minute", "100000", "--updates-per-minute-most", "100000", "--mails-per-second", "2000"]
        listen = ["--listen", f"127.0.0.1:{port}", "--limits", "off", "--mail", mail]
        self.process = subprocess.Popen([self.program, "serve", *base, *listen, *pace], stderr=subprocess.DEVNULL)
        while True:
            try:
                if request("GET", self.address + "/readyz").status == 200:
                    return
            except OSError:
                time.sleep(0.05)

    def command(self, *words: str) -> str:
        return subprocess.run([self.program, *words], check=True, capture_output=True, text=True, timeout=120).stdout

    def ask(self, email: str) -> None:
        fields = {"name": "Ada Example", "email": email, "updates": "yes"}
        kind = {"Content-Type": "application/json", "Accept": "application/json"}
        address = f"{self.address}/petitions/{SLUG}/signatures"
        answer = request("POST", address, headers=kind, body=json.dumps(fields).encode())
        assert answer.status == 202, answer.text

    def organiser(self) -> dict:
        """Sets an account up and signs in; the headers of its requests."""
        page = PlainPage(self.set_up, request("GET", self.set_up).text)
        codes = page.send("", passphrase=PASSPHRASE, code=code(page.texts("code")[0]))
        recovery = PlainPage(self.set_up, codes.text).texts("code")[0]
        fields = {"address": "dana@example.org", "passphrase": PASSPHRASE, "code": recovery}
        answer = request("POST", self.address + "/admin/sign-in", fields)
        cookies = [value.split(";")[0] for name, value in answer.headers.items() if name == "Set-Cookie"]
        return {"Cookie": "; ".join(cookies)}

    def send_update(self, headers: dict) -> None:
        updates = f"{self.address}/admin/campaigns/{CAMPAIGN}/petitions/{SLUG}/updates"
        page = PlainPage(updates, request("GET", updates + "/new", headers=headers).text)
        token = next(form["fields"]["t"] for form in page.forms if "t" in form["fields"])
        fields = {"t": token, "title": TITLE, "body": "They **refuse**. " * 40, "mark": "0"}
        assert request("POST", updates, fields, headers).status == 303
        assert request("POST", updates + "/1/mailing", {"t": token, "mark": "1"}, headers).status == 303


def probe(site: Site, sink: Sink, name: str, count: int) -> list[float]:
    """Seconds from an ask to its mail, ten asks a second."""
    asked = {}
    for number in range(count):
        email = f"{name}{number}@probe.example"
        asked[email] = time.monotonic()
        site.ask(email)
        time.sleep(max(0, asked[email] + 0.1 - time.monotonic()))
    end = time.monotonic() + 30
    while any(email not in sink.arrived for email in asked) and time.monotonic() < end:
        time.sleep(0.01)
    return [sink.arrived[email] - moment for email, moment in asked.items()]


def percentiles(seconds: list[float]) -> dict:
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": round(cuts[49], 3), "p99": round(cuts[98], 3), "worst": round(max(seconds), 3)}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--probes", type=int, default=200)
    options = options.parse_args()
    sink = Sink()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), sink)
        try:
            with ThreadPoolExecutor(16) as crowd:
                list(crowd.map(site.ask, (f"p{number}@d{number % 40}.example" for number in range(options.people))))
                links = (sink.links.get(timeout=60) for _ in range(options.people))
                done = crowd.map(lambda link: request("POST", link, {"text": "1"}).status, links)
                assert set(done) == {303}
            quiet = probe(site, sink, "before", options.probes)
            headers = site.organiser()
            site.send_update(headers)
            begin = time.monotonic()
            busy = probe(site, sink, "beside", options.probes)
            while len(sink.updates) < options.people and time.monotonic() < begin + 600:
                time.sleep(0.1)
            beside = sum(moment <= begin + options.probes / 10 for moment in sink.updates)
            result = {
                "program": site.program, "updates": len(sink.updates),
                "seconds": round(sink.updates[-1] - begin, 1),
                "updates_a_second": round(len(sink.updates) / (sink.updates[-1] - begin)),
                "updates_while_people_asked": beside,
                "confirmation_seconds_before": percentiles(quiet),
                "confirmation_seconds_beside": percentiles(busy),
            }
            print(json.dumps(result, indent=2))
        finally:
            site.process.send_signal(signal.SIGTERM)
            site.process.wait(timeout=20)


if __name__ == "__main__":
    main()
