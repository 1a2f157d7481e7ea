"""The page that counts a petition's log again, as somebody uses it, and logs for it to count."""

from playwright.sync_api import Page

from made_log import MadeLog, digest


def opened(view: Page, address: str, seconds: float = 15) -> str:
    """Opens the page, and gives what it says once it has counted."""
    view.goto(address)
    view.wait_for_selector("#verdict p", timeout=seconds * 1000)
    return view.inner_text("#verdict")


def answer(view: Page, receipt: bytes) -> str:
    """Chooses a receipt, and gives what the page says of it."""
    view.locator("#answer").evaluate("at => at.replaceChildren()")
    view.set_input_files("#file", {"name": "mine.tlog-proof", "mimeType": "", "buffer": receipt})
    view.wait_for_selector("#answer p")
    return view.inner_text("#answer")


def some_log(slug: str, count: int = 600) -> MadeLog:
    log = MadeLog(slug)
    log.add("opened", "hour 2018-06-20T14Z")
    for number in range(count):
        if number % 200 == 199:
            log.add(f"hour 2018-06-2{number // 200 + 1}T09Z")
        log.sign(commitment=digest(str(number).encode()))
    log.sign("org")
    log.sign("paper", lines=40)
    log.remove(3)
    return log


def flipped(log: MadeLog) -> dict[str, bytes]:
    name = "log/tile/entries/001"
    content = bytearray(log.files()[name])
    content[100] = ord("A") if content[100] != ord("A") else ord("B")
    return {name: bytes(content)}
