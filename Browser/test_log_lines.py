"""S-49: whatever people, mail servers and strangers do, no line of the program's log names an address, a person, a network
address or a link, at the most talkative level."""

import os
import re
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.parse

import pytest

from desk import Desk
from quarrelsome_mail import QuarrelsomeMail
from server import EXAMPLES, PROJECT, Server
from wire import PlainPage, ask, page, request

LETTER = "give-up-the-contracts"
CANARY, NAME = "canary-wren", "Zerlina Quagmire"
PROXY = "203.0.113.77"
KINDS = ["signs", "leaves", "stranger", "again", "asked", "unknown", "later", "policy", "garbled", "dropped"]
ADDRESS = re.compile(r"[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)*", re.IGNORECASE)
NETWORK = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\[?[0-9a-f]*::[0-9a-f:]*\]?")
TOKEN = re.compile(r"[A-Za-z0-9_-]{40,}")


def leaks(line: str, own: str) -> list[str]:
    """What of a line no log may have; `own` is the address that the program itself listens on."""
    rest = line.replace(own, "")
    found = [word for word in (CANARY, *NAME.split(), "canary", "quagmire") if word.lower() in rest.lower()]
    # Times, and levels between colons, are no addresses.
    rest = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*", "", rest)
    for pattern in (ADDRESS, NETWORK, TOKEN):
        found += [match.group(0) for match in pattern.finditer(rest)]
    controls = [letter for letter in line if ord(letter) < 32 or ord(letter) in range(0x202A, 0x202F)]
    return found + [repr(letter) for letter in controls]


def address(kind: str) -> str:
    return f"{kind}.{CANARY}@mail.example.org"


def raw(site: Server, *heads: bytes) -> None:
    """Bytes that need not be HTTP, from another address than the program's."""
    for head in heads:
        with socket.socket() as connection:
            connection.bind(("127.0.0.78", 0))
            connection.settimeout(5)
            try:
                connection.connect(("127.0.0.1", site.port))
                connection.sendall(head)
                connection.recv(2_000)
            except OSError:
                pass  # Closed by the other side: what it says about that is what is looked at.


def until(is_so, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def sign(site: Server, mail: QuarrelsomeMail) -> None:
    proxied = {"X-Forwarded-For": PROXY, "User-Agent": address("agent"), "Referer": f"https://{address('referrer')}/"}
    for kind in KINDS:
        ask(site.petition(LETTER), address(kind), NAME, shown="yes")
    until(lambda: all(address(kind) in mail.links for kind in KINDS[:5]))
    until(lambda: {address(kind) for kind in KINDS[5:]} <= mail.refused)
    links = {kind: mail.links[address(kind)][0] for kind in KINDS[:5]}
    for kind in ("signs", "leaves", "again"):
        path = urllib.parse.urlsplit(links[kind]).path
        assert page(links[kind]).send(path).status == 303
        for name in ("", "/receipt", "/data", "/data.json"):
            assert request("GET", links[kind] + name, headers=proxied).status == 200, name
    assert page(links["leaves"]).send("/withdrawal").status == 303
    assert page(links["stranger"]).send("/stranger", everywhere="yes").status in (200, 303)
    ask(site.petition(LETTER), address("again"), NAME)
    form = page(site.petition(LETTER))
    assert form.send("/signatures", name=NAME, email=f"{CANARY} at nowhere").status == 422
    assert form.send("/signatures", name="=" + NAME, email=address("signs"), key=address("key")).status == 422
    request("POST", f"{site.petition(LETTER)}/signatures", {"name": NAME, "email": address("bare")}, proxied)


def quarrel(site: Server) -> None:
    """Requests with addresses wherever they can be written."""
    person, quoted = address("path"), urllib.parse.quote(address("path"))
    for path in (f"/{quoted}", f"/petitions/{person}", f"/s/{person}", f"/u/{quoted}", f"/petitions/{LETTER}?p={person}",
                 f"/petitions/{LETTER}/names?after={quoted}", f"/?q={quoted}", f"/petitions/{LETTER}/sent?s={quoted}",
                 f"/partners/{quoted}/records?after={quoted}", f"/deliveries/{quoted}", f"/admin/set-up/{quoted}"):
        for method in ("GET", "POST", "DELETE"):
            request(method, site.address + path, body=b"email=" + quoted.encode())
    request("POST", f"{site.petition(LETTER)}/signatures", body=quoted.encode() * 2_000,
            headers={"Content-Type": "application/x-www-form-urlencoded"})
    request("POST", f"{site.petition(LETTER)}/signatures", body=b'{"email":"' + person.encode() + b'"',
            headers={"Content-Type": "application/json"})
    line = person.encode()
    raw(
        site,
        b"GET /" + line + b" HTTP/9.9\r\n\r\n", b"GET /%zz" + line + b" HTTP/1.1\r\nHost: " + line + b"\r\n\r\n",
        line + b"\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n" + line + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + line * 2_000 + b"\r\n\r\n",
        b"GET /\x1b[31m\xe2\x80\xae" + line + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /s/" + line + b" HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n" + line,
        b"POST /s/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ" + line + b"\r\n",
    )


def bounce(site: Server) -> None:
    report = f"From: <{address('daemon')}>\r\nTo: bounces+{'a' * 26}@example.org\r\nSubject: {NAME}\r\n\r\n{address('lost')}\r\n"
    for header in (address("secret"), site.command("bounces", "secret", "--data", str(site.data)).stdout.strip()):
        name, _, value = header.partition(":")
        request("POST", site.address + "/hooks/bounces", body=report.encode(),
                headers={"Content-Type": "message/rfc822", name if value else "Authorization": value.strip() or header})


def organise(site: Server) -> None:
    Desk(site, f"dana.{CANARY}@example.org")
    for passphrase in ("wrong one entirely", NAME):
        fields = {"address": f"dana.{CANARY}@example.org", "passphrase": passphrase, "code": "000000"}
        request("POST", site.address + "/admin/sign-in", fields)


def crowd(site: Server) -> None:
    """More at once than the program takes."""
    def one(number: int) -> None:
        try:
            request("POST", f"{site.petition(LETTER)}/signatures",
                    {"name": NAME, "email": f"crowd{number}.{CANARY}@example.org"}, {"Accept": "application/json"})
        except OSError:
            pass  # Refused: that is what is tried.

    threads = [threading.Thread(target=one, args=(number,)) for number in range(120)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def break_database(site: Server, server: str | None) -> None:
    """The database says no in the middle of it."""
    if server is None:
        with sqlite3.connect(site.data / "undersigned.sqlite", timeout=10) as connection:
            connection.execute("ALTER TABLE signature RENAME TO gone")
        connection.close()
    else:
        subprocess.run(["psql", server, "-c", "ALTER TABLE signature RENAME TO gone"], check=True, capture_output=True)
    form = {"name": NAME, "email": address("late"), "t": ""}
    for _ in range(3):
        request("POST", f"{site.petition(LETTER)}/signatures", form, {"Accept": "application/json"})
        request("GET", f"{site.address}/s/AAAAAAAAAAE98bvXz7hpgq4cPziOp_rBSBRVNYpprFviEJ_lwHAAng")


@pytest.fixture
def postgres(tmp_path):
    """A server of its own; skipped, and said so, where Debian's package is absent."""
    folder = f"/dev/shm/undersigned-log-lines-{os.getpid()}"
    started = subprocess.run([PROJECT / "bin/postgres", "start", folder], capture_output=True, text=True)
    if started.returncode != 0:
        pytest.skip("no PostgreSQL: " + started.stderr.strip())
    yield started.stdout.strip()
    subprocess.run([PROJECT / "bin/postgres", "stop", folder], check=True, capture_output=True)


def everything(folder, *more: str, server: str | None = None) -> list[str]:
    """Does all of it; gives the lines of the log."""
    mail = QuarrelsomeMail()
    site = Server(folder)
    where = ("--database", server) if server else ()
    names = ["--data", str(site.data), "--base-url", site.address, *where]
    site.command("campaign", "import", *names, str(EXAMPLES / "families-2018"))
    site.start("--mail", mail.destination, "--bounce-address", "bounces+{}@example.org", "--log-level", "trace",
               "--trusted-proxies", "127.0.0.1", "--connections", "64", *where, *more)
    try:
        sign(site, mail)
        if not server:
            organise(site)
            bounce(site)
        quarrel(site)
        crowd(site)
        mail.shutdown()
        mail.server_close()
        ask(site.petition(LETTER), address("unreached"), NAME)
        time.sleep(1.5)
        break_database(site, server)
        time.sleep(1)
    finally:
        site.stop()
    return site.journal.read_text().splitlines(), site.address


def check(lines: list[str], own: str) -> None:
    # That the run came to what it was to come to, and that the level was the talkative one.
    for words in (" trace ", "put off", "a request failed"):
        assert any(words in line for line in lines), f"no line says “{words.strip()}”"
    found = [(what, line) for line in lines for what in leaks(line, own.removeprefix("http://"))]
    assert not found, "\n".join(f"{what}: {line}" for what, line in found[:10])


def test_no_line_of_the_log_names_anybody(tmp_path):
    check(*everything(tmp_path))


def test_no_line_of_the_log_names_anybody_on_postgresql(tmp_path, postgres):
    check(*everything(tmp_path, server=postgres))


def test_the_scanner_finds_what_it_looks_for():
    own = "127.0.0.1:8080"
    for line in (
        f"info {CANARY}", f"info {NAME.split()[1].upper()}", "info a@b.example", "info a%40b.example", "info 203.0.113.77",
        "info peer [2001:db8::7]", "info /s/AAAAAAAAAAE98bvXz7hpgq4cPziOp_rBSBRVNYpprFviEJ_lwHAAng", "info \x1b[31m",
        "info \u202e",
    ):
        assert leaks(line, own), line
    assert not leaks("2026-11-28T03:36:55+0000 info undersigned: [Site] serving http://127.0.0.1:8080, count=3", own)
