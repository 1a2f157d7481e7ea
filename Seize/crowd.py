"""People who sign through a site's pages, and the folder that its mails fall into."""

import email
import http.client
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

LANES = 8
DOMAIN = "seized.example.org"


def address(number):
    return f"person{number}@{DOMAIN}"


class Crowd:
    """Asks and confirms over a few connections that stay open."""

    def __init__(self, port, mail):
        self.port, self.mail = port, mail

    def sign(self, slug, numbers):
        """Gives how many pressed their button."""
        self._spread(lambda connection, number: ask(connection, slug, number), list(numbers))
        links = self._links(len(numbers))
        self._spread(confirm, links)
        for file in self.mail.glob("*.eml"):
            file.unlink()
        return len(links)

    def ask(self, slug, numbers):
        self._spread(lambda connection, number: ask(connection, slug, number), list(numbers))

    def _links(self, count):
        """The path of the link in each mail, once all have come."""
        deadline = time.monotonic() + 600
        while len(files := list(self.mail.glob("*.eml"))) < count:
            if time.monotonic() > deadline:
                raise SystemExit(f"{len(files)} of {count} mails came")
            time.sleep(0.2)
        found = []
        for file in files:
            message = email.message_from_bytes(file.read_bytes())
            part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
            link = re.search(r"(/s/[A-Za-z0-9_-]+)", part.get_payload(decode=True).decode())
            found.append(link.group(1))
        return found

    def _spread(self, act, things):
        def lane(some):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            for thing in some:
                act(connection, thing)
            connection.close()

        with ThreadPoolExecutor(LANES) as pool:
            list(pool.map(lane, [things[start::LANES] for start in range(LANES)]))


def send(connection, method, path, body, headers, expected):
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != expected:
        raise SystemExit(f"{method} {path}: {answer.status} {text[:300]}")


def ask(connection, slug, number):
    fields = {"name": f"Person {number}", "email": address(number)}
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    send(connection, "POST", f"/petitions/{slug}/signatures", json.dumps(fields), kind, 202)


def confirm(connection, path):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    send(connection, "POST", path, urlencode({"text": "1"}), kind, 303)
