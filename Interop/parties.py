"""Who takes part: witnesses of both makes, a key of nobody, a site, and people who sign."""

import email
import email.policy
import json
import os
import re
import secrets
import sys

from aics_tlog.cosign import cosignature_vkey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trial import ask, check, free_port, run, start, until

PROGRAM = os.environ["UNDERSIGNED"]


def our_witness(folder, log):
    port = free_port()
    data = str(folder / "ours")
    vkey = run(PROGRAM, "witness", "init", "--data", data, "--name", "ours.example.org").strip()

    def serve(*log_keys):
        for key in log_keys:
            run(PROGRAM, "witness", "add", "--data", data, key)
        start(PROGRAM, "witness", "--data", data, "--listen", f"127.0.0.1:{port}", log=log)
        until("our witness answers", lambda: ask(f"http://127.0.0.1:{port}/healthz")[0] == 200)

    return vkey, f"http://127.0.0.1:{port}", serve


def their_witness(folder, log):
    port = free_port()
    command = [sys.executable, "-m", "aics_witness"]
    config = str(folder / "theirs" / "witness.json")
    (folder / "theirs").mkdir()
    vkey = run(
        *command, "init", "--config", config, "--name", "theirs.example.org", "--listen", f"127.0.0.1:{port}"
    ).strip()

    def serve(log_key):
        run(*command, "add-log", "--config", config, "--origin", log_key.split("+")[0], "--vkey", log_key)
        start(*command, "serve", "--config", config, log=log)
        until("their witness answers", lambda: ask(f"http://127.0.0.1:{port}/healthz")[0] == 200)

    return vkey, f"http://127.0.0.1:{port}", serve


def stranger_key():
    return cosignature_vkey(f"other{secrets.token_hex(4)}.example.org", Ed25519PrivateKey.generate().public_key())


def read_mail(file):
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


def sign(base, slug, mails, number):
    person = {"name": f"Person {number}", "email": f"person{number}@example.org", "shown": "no"}
    status, body, _ = ask(
        f"{base}/petitions/{slug}/signatures", json.dumps(person).encode(), "application/json", "application/json"
    )
    check(f"person {number} asks", status < 300, f"{status} {body}")
    # The receipt of the person before may arrive now, too.
    message = until("a mail", lambda: next((m for m in map(read_mail, mails.glob("*.eml"))
                                            if person["email"] in str(m["to"])), None))
    text = message.get_body(("plain",)).get_content()
    link = base + re.search(r"/s/[A-Za-z0-9_-]+", text).group(0)
    version = re.search(r'name="text" value="(\d+)"', ask(link)[1].decode()).group(1)
    ask(link, f"text={version}".encode(), "application/x-www-form-urlencoded", "application/json")
    return link
