"""What the browser's client of member tokens keeps, and what it says to others (P-24)."""

import json
import re
from pathlib import Path

import pytest

from made_log import digest, text64
from made_members import ASSETS, Issuer, carried, challenge, der, letter
from member_client import BLIND, BRIDGE, FINALISE, PREPARE, b64, alone, call, issuer, place  # noqa: F401


def test_a_second_key_is_refused_by_who_kept_the_first(call, place, issuer):
    log, second = letter(issuer), letter(Issuer())
    assert log.vkey == second.vkey
    prepared = call(PREPARE, address=place.show(log))
    request = call(BLIND, **prepared)
    answer = issuer.answer(b64(request["request"]))
    token = call(FINALISE, state=request["state"], answer=text64(answer))
    files = {"request": request["file"], "token": call("return m.print(args)", **request["state"], token=token)}
    kept = {kind: call("return m.read(args.text)", text=text) for kind, text in files.items()}
    pinned = "return await m.prepare(args.address, { pins: localStorage })"
    assert call(pinned, address=place.address + "/petitions/letter")["key"] == prepared["key"]
    for file in kept.values():
        assert call(PREPARE, address=place.address + "/petitions/letter", options={"kept": file})["key"] == prepared["key"]
    address = place.show(second)
    refusal = {"problem": "key", "known": prepared["key"], "key": text64(digest(b64(json.loads(second.document)["members"]["issuer"]["key"])))}
    for file in kept.values():
        assert call(PREPARE, address=address, options={"kept": file}) == {**refusal, "error": ""}
    assert call(pinned, address=address) == {**refusal, "error": ""}
    assert call("return { ...localStorage }") == {f"undersigned member {log.origin}": prepared["key"]}
    # The same key, but another entry 0: the tokens of one petition are of no use to another.
    changed = letter(issuer, crowd=30)
    for file in kept.values():
        assert call(PREPARE, address=place.show(changed), options={"kept": file})["problem"] == "key"
        other = place.show(letter(issuer, slug="other"))
        assert call(PREPARE, address=other, options={"kept": file})["problem"] == "other"
    # A file in which somebody put another key.
    for file in kept.values():
        got = call(PREPARE, address=place.show(log), options={"kept": {**file, "key": refusal["key"]}})
        assert got == {**refusal, "known": refusal["key"], "key": prepared["key"], "error": ""}
    # A token that nobody signed.
    spoilt = text64(b64(token)[:-1] + bytes([b64(token)[-1] ^ 1]))
    assert call(PREPARE, address=place.show(log), options={"kept": {**kept["token"], "token": spoilt}})["problem"] == "file"


SUCCESSION = Path(__file__).parent.parent / "docs/formats/member-succession-example"


def kept_files(call, issuer, address) -> dict:
    """A request and a token of a letter, as files that are read again."""
    made = call(BLIND, **call(PREPARE, address=address))
    token = call(FINALISE, state=made["state"], answer=text64(issuer.answer(b64(made["request"]))))
    texts = {"request": made["file"], "token": call("return m.print(args)", **made["state"], token=token)}
    return {kind: call("return m.read(args.text)", text=text) for kind, text in texts.items()}


def test_files_of_before_a_loss_fit_the_log_that_carries_the_first_one_on(call, place, issuer):
    first = letter(issuer)
    kept = kept_files(call, issuer, place.show(first))
    context = text64(digest(first.entries[0]))
    for number in (2, 3):
        address = place.show(carried(first, issuer, context, number))
        prepared = call(PREPARE, address=address)
        assert prepared["log"] == f"{first.origin}/{number}" and prepared["challenge"] == text64(challenge(first))
        for file in kept.values():
            assert call(PREPARE, address=address, options={"kept": file})["challenge"] == prepared["challenge"]
        # What is asked for after the loss is for the same entry 0.
        assert b64(call(BLIND, **prepared)["state"]["input"])[34:66] == challenge(first)


def test_without_the_context_or_with_another_one_no_file_of_before_is_used(call, place, issuer):
    first = letter(issuer)
    kept = kept_files(call, issuer, place.show(first))
    for context in (None, text64(digest(b"another")), text64(digest(letter(Issuer()).entries[0]))):
        address = place.show(carried(first, issuer, context))
        for kind, file in kept.items():
            got = call(PREPARE, address=address, options={"kept": file})
            assert got.get("problem") == "key", (context, kind, got)


@pytest.mark.parametrize("wrong", [text64(bytes(31)), text64(bytes(33)), "", "AAAA", "!", 7, [], True, False])
def test_a_context_that_is_no_hash_is_refused_before_anything_is_blinded(call, place, issuer, wrong):
    address = place.show(carried(letter(issuer), issuer, wrong))
    assert call(PREPARE, address=address).get("problem") in ("members", "unreadable")


def test_a_context_that_entry_0_does_not_name_is_refused(call, place, issuer):
    first = letter(issuer)
    context = text64(digest(first.entries[0]))
    log = carried(first, issuer, text64(digest(b"another")))
    forged = log.document.replace(text64(digest(b"another")).encode(), context.encode())
    assert forged != log.document
    assert call(PREPARE, address=place.show(log, **{"document.json": forged})).get("problem") == "document"


def test_what_the_program_carried_on_is_read_and_its_kept_files_fit(call, place):
    petition = "/petitions/dear-board"
    files = {str(path.relative_to(SUCCESSION)): path.read_bytes() for path in SUCCESSION.rglob("*") if path.is_file()}
    place.files.update({f"{petition}/{name}": content for name, content in files.items()})
    first = None
    for name in ("token.txt", "request.txt"):
        kept = call("return m.read(args.text)", text=files[f"kept/{name}"].decode())
        got = call(PREPARE, address=place.address + petition, options={"kept": kept})
        assert got.get("log") == kept["log"] + "/2", got
        first = first or got["challenge"]
        assert b64(kept.get("token") or kept["input"])[34:66] == b64(got["challenge"]) == b64(first)


def test_who_does_not_ask_for_it_has_nothing_stored_in_the_browser(call, place, issuer):
    call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    assert call("return [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_lost_answer_is_asked_for_again_with_the_same_request(call, place, issuer):
    made = call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    kept = call("return m.read(args.text)", text=made["file"])
    assert kept == made["state"] and kept["request"] == made["request"]
    answer = text64(issuer.answer(b64(kept["request"])))
    token = call(FINALISE, state=kept, answer=answer)
    issuer.verify(b64(token))
    # What is kept afterwards does not lead to the request.
    file = call("return m.print(args)", **kept, token=token)
    words = ["undersigned/v1 member token", f"petition {kept['petition']}", f"log {kept['log']}", f"key {kept['key']}", f"token {token}"]
    assert file == "\n".join(words) + "\n"
    assert call("return m.read(args.text)", text=file)["token"] == token


def test_a_kept_file_is_read_as_it_was_printed_or_not_at_all(call, place, issuer):
    made = call(BLIND, **call(PREPARE, address=place.show(letter(issuer))))
    state, request = made["state"], made["file"]
    token = call(FINALISE, state=state, answer=text64(issuer.answer(b64(made["request"]))))
    finished = call("return m.print(args)", **state, token=token)
    read = """return args.texts.map((text) => { try { m.read(text); return "read" } catch ({ problem }) { return problem } })"""
    assert call(read, texts=[request, finished]) == ["read", "read"]
    for text in (request, finished):
        lines = text.splitlines(keepends=True)
        wrong = [text[:end] for end in range(len(text))]
        wrong += ["".join(lines[:i] + lines[i + 1 :]) for i in range(len(lines))]
        wrong += ["".join(lines[:i] + [lines[i]] + lines[i:]) for i in range(len(lines))]
        wrong += ["".join([*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]) for i in range(len(lines) - 1)]
        wrong += [text.replace("\n", "\r\n"), text + "\n", " " + text, "\ufeff" + text, text.replace("key ", "key  ")]
        wrong += [text.replace("v1", "v2"), text.replace("http:", "HTTP:"), text + "more x\n", text.replace(" ", "\t")]
        wrong += [text.replace("member request", "member token") if text is request else text.replace("member token", "member request")]
        wrong += [re.sub("key .", "key ~", text), text.replace(state["key"], text64(digest(b"other")))]
        wrong += [text.replace("/log\n", "/logs\n"), text.replace("petition http", "petition xhttp://[")]
        assert set(call(read, texts=wrong)) == {"file"}
    fields = {name: state[name] for name in ("issuer", "input", "request")}
    for name, value in fields.items():
        spoilt = b64(value)
        for at in (0, 1, 2) if name == "request" else (0, 1, 97):
            changed = text64(spoilt[:at] + bytes([spoilt[at] ^ 1]) + spoilt[at + 1 :])
            assert call(read, texts=[request.replace(value, changed)]) == ["file"], (name, at)
    for text, names in ((request, ("key", "issuer", "input", "request", "inverse")), (finished, ("key", "token"))):
        for name in names:
            value = {**state, "token": token}[name]
            for size in (b64(value)[:-1], b64(value) + b"\0"):
                assert call(read, texts=[text.replace(f"{name} {value}\n", f"{name} {text64(size)}\n")]) == ["file"], name
    # All of it fits together, but the key is of another form.
    odd = der(issuer, b"\0\0\3")
    key, data = digest(odd), b64(state["input"])[:66] + digest(odd)
    sent = b"\0\2" + key[-1:] + b64(state["request"])[3:]
    changed = {**state, "key": text64(key), "issuer": text64(odd), "input": text64(data), "request": text64(sent)}
    text = "undersigned/v1 member request\n" + "".join(f"{line.split()[0]} {changed[line.split()[0]]}\n" for line in request.splitlines()[1:])
    assert len(odd) == 342 and call(read, texts=[text, request]) == ["file", "read"]
    other = Issuer().spki
    assert call(read, texts=[request.replace(state["issuer"], text64(other))]) == ["file"]


def test_without_ed25519_or_without_a_secure_context_nothing_is_done(call, place, issuer, browser):
    address = place.show(letter(issuer))
    old = "const real = crypto.subtle.importKey; crypto.subtle.importKey = function (form, key, name, ...more) {" \
        "  return name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError'))" \
        "    : real.call(this, form, key, name, ...more) };"
    assert call(old + PREPARE, address=address) == {"problem": "browser", "error": ""}
    context = browser.new_context()
    page = context.new_page()

    def give(route):
        path = route.request.url.removeprefix("http://petitions.example.org")
        body = (ASSETS / path.removeprefix("/modules/")).read_bytes() if "/modules/" in path else place.files[path]
        route.fulfill(body=body, content_type="text/javascript" if "/modules/" in path else "text/html")

    page.route("http://petitions.example.org/**", give)
    page.goto("http://petitions.example.org/")
    assert page.evaluate("isSecureContext") is False
    assert page.evaluate(BRIDGE, [PREPARE, {"address": "/petitions/letter"}]) == {"problem": "secure", "error": ""}
    context.close()


def test_nothing_that_is_asked_says_who_asks(browser, place, issuer):
    address = place.show(letter(issuer))
    context = browser.new_context()
    context.add_cookies([{"name": "seen", "value": "1", "url": place.address}])
    page = context.new_page()
    page.goto(place.address + "/?who=ada")
    place.heads.clear()
    page.evaluate(BRIDGE, [PREPARE, {"address": address}])
    asked = {path: heads for path, heads in place.heads.items() if path.startswith("/petitions/")}
    names = ("document.json", "log/checkpoint", "log/tile/entries/000.p/5", "log/tile/0/000.p/5")
    assert set(asked) == {f"/petitions/letter/{name}" for name in names}
    assert "cookie" in place.heads["/modules/member.js"], "this browser has one to give"
    for heads in asked.values():
        assert "cookie" not in heads and "referer" not in heads and heads["cache-control"] == "no-cache"
    context.close()
