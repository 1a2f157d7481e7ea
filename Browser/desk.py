"""An organiser without a browser: signs in and sends an update by plain HTTP."""

from one_time_code import PASSPHRASE, code
from server import Server
from wire import PlainPage, request


class Desk:
    def __init__(self, site: Server, address: str = "dana@example.org"):
        words = ("--data", str(site.data), "--base-url", site.address, address, "--name", "Dana")
        link = site.command("admin", "create", *words).stdout.strip().splitlines()[-1]
        page = PlainPage(link, request("GET", link).text)
        codes = page.send("", passphrase=PASSPHRASE, code=code(page.texts("code")[0]))
        fields = {"address": address, "passphrase": PASSPHRASE, "code": PlainPage(link, codes.text).texts("code")[0]}
        answer = request("POST", site.address + "/admin/sign-in", fields)
        cookies = [value.split(";")[0] for name, value in answer.headers.items() if name == "Set-Cookie"]
        self.headers = {"Cookie": "; ".join(cookies)}
        self.site = site

    def post(self, address: str, **fields) -> None:
        page = PlainPage(address, request("GET", self.site.address + "/admin", headers=self.headers).text)
        token = next(form["fields"]["t"] for form in page.forms if "t" in form["fields"])
        answer = request("POST", address, {"t": token, **fields}, self.headers)
        assert answer.status == 303, f"{answer.status}: {PlainPage(address, answer.text).texts('h1', 'p')[:4]}"

    def send_update(self, campaign: str, slug: str, title: str, body: str) -> str:
        """The address of the update among the organisers' pages."""
        updates = f"{self.site.address}/admin/campaigns/{campaign}/petitions/{slug}/updates"
        self.post(updates, title=title, body=body, mark="0")
        self.post(updates + "/1/mailing", mark="1")
        return updates + "/1"

    def page(self, address: str) -> PlainPage:
        return PlainPage(address, request("GET", address, headers=self.headers).text)
