"""Asks to sign one after the other, by a new person each, and what they were told."""

from people import Person
from site_under_test import PAGE, must


class Asks:
    """`what`: the state that the site is in, for the words of what is found."""

    def __init__(self, site, what):
        self.site, self.what = site, what
        self.number, self.told, self.refused = 0, 0, 0

    def begin(self):
        self.token = self.site.form_token()

    def ask(self):
        """True when it was acknowledged, False for a 503 that keeps the form, None when nobody answered."""
        self.number += 1
        person = Person(self.number)
        try:
            status, headers, body = self.site.request("POST", f"{PAGE}/signatures", {**person.fields, "t": self.token})
        except OSError:
            return None
        if status == 303:
            self.told += 1
            return True
        must(status == 503, f"{self.what} answers {status}")
        must(headers["Retry-After"], f"{self.what} answers without Retry-After")
        must(f'value="{person.email}"' in body.decode(), f"{self.what} loses what was typed")
        self.refused += 1
        return False

    def check_reading(self):
        for path in ("/", PAGE, f"{PAGE}/count.json", f"{PAGE}/log/checkpoint", "/healthz"):
            must(self.site.get(path)[0] == 200, f"{self.what}: {path} can't be read")

    def check_rows(self, most=None):
        """Everything acknowledged is there. `most`: so many rows may be; else none of an ask that was refused."""
        rows = self.site.rows("SELECT COUNT(*) FROM signature")[0][0]
        most = self.number - self.refused if most is None else most
        must(self.told <= rows <= most, f"{self.what}: {self.told} asks acknowledged, {rows} rows, at most {most} expected")
