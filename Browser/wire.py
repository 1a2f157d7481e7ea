"""Plain HTTP, and pages read as text without style or script."""

import http.client
import itertools
import urllib.parse
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "meta", "link", "img"}


class Answer:
    """One answer: status, headers as sent, body, and how many bytes they were on the wire."""

    def __init__(self, response: http.client.HTTPResponse, body: bytes):
        self.status = response.status
        self.headers = response.headers
        self.body = body
        head = f"HTTP/1.1 {response.status} {response.reason}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in response.headers.items()) + "\r\n"
        self.size = len(head.encode("latin-1")) + len(body)

    @property
    def text(self) -> str:
        return self.body.decode()


def request(method: str, address: str, fields=None, headers=None, body: bytes | None = None) -> Answer:
    """Sends one request; follows nothing."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    headers = {"Accept": "text/html", **(headers or {})}
    if fields is not None:
        body = urllib.parse.urlencode(fields).encode()
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, body=body, headers=headers)
        response = connection.getresponse()
        return Answer(response, response.read())
    finally:
        connection.close()


class Element:
    def __init__(self, tag: str, attributes: dict):
        self.tag = tag
        self.attributes = attributes
        self.text = ""


class PlainPage(HTMLParser):
    """What is left of a page without style sheet and script: elements in their order, and forms that can be sent."""

    def __init__(self, address: str, html: str):
        super().__init__()
        self.address = address
        self.elements: list[Element] = []
        self.forms: list[dict] = []
        self.open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        if tag == "form":
            self.forms.append({"form": attributes, "fields": {}})
        is_field = tag == "input" and attributes.get("type") != "checkbox" and "name" in attributes
        if is_field and self.forms:
            self.forms[-1]["fields"][attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        while self.open:
            if self.open.pop().tag == tag:
                return

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def texts(self, *tags: str) -> list[str]:
        return [" ".join(item.text.split()) for item in self.elements if item.tag in tags]

    def order(self, *tags: str) -> list[str]:
        """Tags with what names them, in the order of the page."""
        found = []
        for item in self.elements:
            if item.tag in tags and item.attributes.get("type") != "hidden":
                found.append(f"{item.tag} {item.attributes.get('name') or ' '.join(item.text.split())}".strip())
        return found

    def send(self, action: str, **typed) -> Answer:
        """Sends the form whose address ends so, with what was typed."""
        form = next(form for form in self.forms if form["form"].get("action", "").endswith(action))
        target = urllib.parse.urljoin(self.address, form["form"]["action"])
        pairs = {**form["fields"], **typed}.items()
        fields = [(n, one) for n, value in pairs for one in (value if isinstance(value, list) else [value])]
        return request("POST", target, fields)


def page(address: str) -> PlainPage:
    answer = request("GET", address)
    return PlainPage(address, answer.text)


people = itertools.count(1)


def ask(petition: str, email: str, name: str = "Ada Example", **typed) -> Answer:
    """Fills in a petition's form without a browser."""
    answer = page(petition).send("/signatures", name=name, email=email, **typed)
    assert answer.status == 303, f"{answer.status}: {PlainPage(petition, answer.text).texts('h1', 'li')[:3]}"
    return answer


def confirm(link: str) -> Answer:
    """Presses the button behind a mailed link without a browser."""
    answer = page(link).send(urllib.parse.urlsplit(link).path)
    assert answer.status == 303, answer.text
    return answer


def someone() -> str:
    """An address nobody has used in this run."""
    return f"person{next(people)}@example.org"
