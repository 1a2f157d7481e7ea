"""The browser's client of member tokens in a page of a test: how it is called, and on which site it runs."""

import base64

import pytest

from made_members import Issuer, MemberSite

# What tests call in the page: bytes travel as base64, and what is thrown comes back as it is.
BRIDGE = """async ([code, args]) => {
    const m = await import("/modules/member.js"), rsa = await import("/modules/blindrsa.js");
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    // Chance as a vector has it; what is not asked for in its sizes, or asked for once more, is a failure.
    const chance = (...given) => { crypto.getRandomValues = (into) => {
        const next = bytes(given.shift());
        if (next.length !== into.length) throw Error("another size of chance");
        return into.set(next), into;
    } };
    const AsyncFunction = (async () => {}).constructor;
    const run = new AsyncFunction("m", "rsa", "bytes", "text", "chance", "args", code);
    return await run(m, rsa, bytes, text, chance, args)
        .catch((error) => error?.problem ? { ...error, error: `${error.error ?? ""}` } : Promise.reject(error));
}"""
PREPARE = "return await m.prepare(args.address, args.options ?? {})"
BLIND = "const { request, state } = await m.blind(args); return { request: text(request), state, file: m.print(state) }"
FINALISE = "return text(await m.finalise(args.state, bytes(args.answer)))"


def b64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


@pytest.fixture(scope="module", autouse=True)
def alone():
    """No campaign runs here: these tests need no server of ours."""


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="module")
def place():
    site = MemberSite()
    yield site
    site.stop()


@pytest.fixture
def call(browser, place):
    """Runs a line of JavaScript in a fresh page of the site."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(place.address)
    yield lambda code, **args: page.evaluate(BRIDGE, [code, args])
    context.close()
