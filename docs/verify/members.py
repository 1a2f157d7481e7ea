#!/usr/bin/env python3
"""Checks each member's token of a petition, once verify.py has proven its log.

    python3 members.py https://petitions.example.org/petitions/open-letter
    python3 members.py FOLDER --key VKEY

Written from docs/formats/member-tokens.md alone. It ends as verify.py does: 0 all is as it must be, 2 asked wrongly, 3
something is wrong, 5 no answer."""
import argparse, base64, http.client, json, re, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import load_der_public_key
import verify as log_verifier
from verify import Stop, checking, must, sha256, unbase64

SPKI = bytes.fromhex(  # what stands before the modulus of an issuer's key (RFC 9578, 8.2.2)
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d01"
    "0108300b0609608648016503040202a2030201300382010f003082010a0282010100")

def parse_issuer(document):
    """Name and key of who signs the tokens, and the first log's entry 0 as its SHA-256; None where nobody is named."""
    members = json.loads(document).get("members") if document is not None else None
    issuer = members.get("issuer") if members is not None else None
    if issuer is None:
        return None
    name, key = issuer["name"].encode(), unbase64(issuer["key"], 342)
    must(0 < len(name) < 65536 and all(0x20 <= letter <= 0x7e for letter in name), "the issuer's name is not ASCII")
    must(key[:81] == SPKI and key[81] & 128 and key[336] & 1 and key[337:] == b"\x02\x03\x01\0\x01", "no issuer key")
    context = issuer.get("context")  # in a log that carries on another one
    return name, key, None if context is None else unbase64(context, 32)

def check_tokens(entries, name, key, context=None):
    """Each member's token, against the issuer's key; how many there are."""
    challenge = sha256(b"\0\x02", len(name).to_bytes(2, "big"), name, b"\x20", context or sha256(entries[0]), b"\0\0")
    public, pss, count = load_der_public_key(key), PSS(MGF1(SHA384()), 48), 0
    for index, entry in enumerate(entries):
        if entry.startswith(b"member "):
            with checking(f"entry {index}"):
                token, count = base64.b64decode(entry[7:]), count + 1
                must(token[:2] == b"\0\x02" and token[34:98] == challenge + sha256(key), "is for another petition or key")
                public.verify(token[98:], token[:98], pss, SHA384())
    return count

def count_issued(entries):
    """How many tokens the log says were given out; verify.py has read each entry."""
    return sum(int(entry[7:]) for entry in entries if entry.startswith(b"issued "))

def verify(where, given=None):
    """The report of verify.py; where the document names an issuer, with the tokens used as `tokens` and those given out as
    `issued`."""
    report = log_verifier.verify(where, given)
    is_remote = where.startswith(("http://", "https://"))
    place = where if is_remote else Path(where).resolve().as_uri()
    petition = re.sub(r"(/log(/\d+)?)?(/checkpoint)?/*$", "", place)
    is_apart = is_remote or Path(where, "log").is_dir() or petition != place
    log = petition + ("/log" + re.search(r"(/\d+)?$", report["origin"])[0] if is_apart else "")
    document = log_verifier.read(petition + "/document.json")
    with checking("document.json"):
        issuer = parse_issuer(document)
    if issuer is None:
        return report
    with ThreadPoolExecutor(8) as pool:  # read again: what was proven is what has the same root and hash
        entries = log_verifier.read_entries(log, report["size"], pool)
        log_verifier.check_tree(log, entries, report["root"], pool)
    with checking("document.json"):
        must(entries[0].endswith(b" " + base64.b64encode(sha256(document))), "is not the one that entry 0 names")
    return {**report, "tokens": check_tokens(entries, *issuer), "issued": count_issued(entries)}

def main():
    parser = argparse.ArgumentParser(description="Checks each member's token of a petition, and its log before.")
    parser.add_argument("petition", help="its address, or a folder with its files")
    parser.add_argument("--key", metavar="VKEY", help="the log's key, from a source other than the server")
    asked = parser.parse_args()
    try:
        report = verify(asked.petition, asked.key)
    except Stop as stop:
        print(f"members.py: {stop.args[1]}", file=sys.stderr)
        return stop.args[0]
    except (OSError, http.client.HTTPException) as error:
        print(f"members.py: {asked.petition}: {error}", file=sys.stderr)
        return 5
    if "tokens" not in report:
        print("members.py: the petition's document names no issuer of members' tokens", file=sys.stderr)
        return 2
    tokens, issued = report["tokens"], report["issued"]
    print(f"{tokens} tokens, each signed by the issuer that entry 0 names")
    more = ": more were used than the log tells of" if tokens > issued else ""
    print(f"{report['classes']['member']} signatures of {issued} tokens issued{more}")
    return 0

if __name__ == "__main__":
    sys.exit(main())
