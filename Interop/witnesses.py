"""Undersigned against the tlog-witness and the log client of the Python packages aics-witness and aics-tlog.

1. A site collects cosignatures of both witnesses, theirs and ours, while people sign; other people's code accepts them.
2. Our witness follows a log that other people's code builds, and refuses its fork and its rollback.
3. Witnesses that hang, drip, flood, redirect or are down delay nobody, and a good one beside them still cosigns.
"""

import base64
import json
import os
import pathlib
import sys
import tempfile
import time

from aics_tlog import Checkpoint, format_vkey, parse_note, parse_vkey, sign_checkpoint, verify_checkpoint
from aics_tlog.note import vkey_from_ed25519
from aics_tlog.tree import MerkleTree
from aics_witness import WitnessClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import trial
from bad_witness import bad_witness, drip, flood, hang, redirect
from parties import PROGRAM, our_witness, sign, stranger_key, their_witness
from trial import ask, check, free_port, run, start, until

JUDGE = os.environ.get("UNDERSIGNED_JUDGE")


def parse_size(note):
    return int(note.split(b"\n")[1])


def lines(*parts):
    return "".join(part + "\n" for part in parts)


def site_and_witnesses(folder, log):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    data = ["--data", str(folder / "site"), "--base-url", base]
    letter = folder / "letter.md"
    letter.write_text("Keep it open.\n")
    run(PROGRAM, "petition", "new", *data, "--slug", "library", "--title", "Keep it", "--to", "The council", "--text",
        str(letter), "--open")
    policy = folder / "policy"
    theirs, their_url, serve_theirs = their_witness(folder, log)
    ours, our_url, serve_ours = our_witness(folder, log)
    policy.write_text(lines(f"witness theirs {theirs} {their_url}", f"witness ours {ours} {our_url}",
                            "group both all theirs ours", "quorum both"))
    start(PROGRAM, "serve", *data, "--listen", f"127.0.0.1:{port}", "--limits", "off", "--mail",
          f"folder:{folder / 'mail'}", "--witnesses", str(policy), log=log)
    page = f"{base}/petitions/library"
    document = json.loads(until("the site answers", lambda: ask(f"{page}/document.json")[1]))
    log_key = document["log"]["vkey"]
    check("before the witnesses run, nothing is witnessed", ask(f"{page}/log/witnessed")[0] == 404)
    serve_theirs(log_key)
    serve_ours(log_key)
    keys = [parse_vkey(theirs), parse_vkey(ours)]

    def witnessed(size):
        status, body, _ = ask(f"{page}/log/witnessed")
        if status != 200:
            return None
        found = verify_checkpoint(parse_note(body), parse_vkey(log_key), keys, 2)
        return body if found.ok and parse_size(body) >= size else None

    size = until("both witnesses cosign", lambda: witnessed(1)) and 3
    check("both witnesses cosigned what another implementation accepts", True)
    for number in range(3):
        link = sign(base, "library", folder / "mail", number)
        size += 1
        until(f"both witnesses cosign size {size}", lambda: witnessed(size))
        check(f"both witnesses followed the log to at least {size} entries", True)
    head = ask(f"{page}/log/checkpoint")[1]
    check("the quiet head carries the cosignatures", head == ask(f"{page}/log/witnessed")[1])
    receipt = folder / "a.tlog-proof"
    receipt.write_bytes(ask(f"{link}/receipt")[1])
    shown = run(PROGRAM, "receipt", "verify", str(receipt), "--policy", str(policy))
    check("a receipt shows both witnesses", "theirs.example.org, at 20" in shown and "ours.example.org, at 20" in shown)
    policy.write_text(lines(f"witness ours {ours}", f"witness other {format_vkey(stranger_key())}",
                            "group both all ours other", "quorum both"))
    run(PROGRAM, "receipt", "verify", str(receipt), "--policy", str(policy), status=3)
    check("a receipt without the quorum is refused", True)
    if JUDGE:
        for key in (theirs, ours):
            run(JUDGE, "check", "-vkey", log_key, "-witness", key, "-quorum", "1", f"{page}/log")
        check("the independent checker accepts log and cosignatures", True)
    else:
        print("--  UNDERSIGNED_JUDGE is not set: the independent checker was not asked")


def their_log_and_our_witness(folder, log):
    (folder / "log").mkdir()
    vkey, url, serve = our_witness(folder / "log", log)
    origin = "log.example.org/log"
    secret = Ed25519PrivateKey.generate()
    log_key = vkey_from_ed25519(origin, secret.public_key())
    serve(format_vkey(log_key))
    tree = MerkleTree([b"entry %d" % number for number in range(700)])
    fork = MerkleTree([b"entry %d" % number if number < 4 else b"fork %d" % number for number in range(700)])

    def note(size, of=tree):
        return sign_checkpoint(Checkpoint(origin, size, of.root(size)), secret, origin).to_bytes()

    with WitnessClient(url, vkey) as client:
        for size in (1, 2, 255, 256, 257, 600):
            client.submit(note(size), tree.consistency_proof)
            check(f"their client gets our cosignature of size {size}", True)

    def raw(old, size, of=tree):
        proof = of.consistency_proof(old, size) if 0 < old < size else []
        body = f"old {old}\n".encode() + b"".join(base64.b64encode(h) + b"\n" for h in proof) + b"\n" + note(size, of)
        return ask(f"{url}/add-checkpoint", body)

    check("a fork of the same size is 422", raw(600, 600, fork)[0] == 422)
    check("a fork that grows is 422", raw(600, 700, fork)[0] == 422)
    check("a rollback is 400", raw(600, 300)[0] == 400)
    status, body, kind = raw(300, 650)
    check("another old size is 409 and named", (status, body, kind) == (409, b"600\n", "text/x.tlog.size"))
    check("it goes on from there", raw(600, 650)[0] == 200)


def site_and_bad_witnesses(folder, log):
    (folder / "bad").mkdir()
    folder = folder / "bad"
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    data = ["--data", str(folder / "site"), "--base-url", base]
    letter = folder / "letter.md"
    letter.write_text("Keep it open.\n")
    run(PROGRAM, "petition", "new", *data, "--slug", "library", "--title", "Keep it", "--to", "The council", "--text",
        str(letter), "--open")
    ours, our_url, serve_ours = our_witness(folder, log)
    policy = [f"witness {behave.__name__} {format_vkey(stranger_key())} {bad_witness(behave)}"
              for behave in (hang, drip, flood, redirect)]
    down = f"witness down {format_vkey(stranger_key())} http://127.0.0.1:{free_port()}"
    (folder / "policy").write_text(lines(*policy, down, f"witness ours {ours} {our_url}", "quorum ours"))
    with open(folder / "site.txt", "wb") as site_log:
        serve = [PROGRAM, "serve", *data, "--listen", f"127.0.0.1:{port}", "--limits", "off", "--mail",
                 f"folder:{folder / 'mail'}", "--witnesses", str(folder / "policy")]
        page = f"{base}/petitions/library"
        start(*serve, log=site_log)
        document = until("the site answers", lambda: ask(f"{page}/document.json")[1])
        serve_ours(json.loads(document)["log"]["vkey"])
        slowest = 0
        for number in range(5):
            begin = time.monotonic()
            sign(base, "library", folder / "mail", number)
            slowest = max(slowest, time.monotonic() - begin)
        check("five bad witnesses delay nobody who signs", slowest < 3, f"{slowest} s")
        until("the good one cosigns all", lambda: (lambda head: ours.split("+")[0].encode() in head
              and parse_size(head) >= 8)(ask(f"{page}/log/checkpoint")[1]), 60)
        check("the good witness cosigns beside five bad ones", True)
        said = (folder / "site.txt").read_text()
        for words in ("did not answer in time", "longer than 64 kB", "it answered 302"):
            check(f"the site's log says: {words}", words in said, said[-3000:])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with open(folder / "log.txt", "wb") as log:
            try:
                their_log_and_our_witness(folder, log)
                site_and_witnesses(folder, log)
                site_and_bad_witnesses(folder, log)
            except SystemExit:
                log.flush()
                print((folder / "log.txt").read_text()[-4000:])
                raise
            finally:
                trial.end()
    print(f"{trial.passed} passed, 0 failed")


main()
