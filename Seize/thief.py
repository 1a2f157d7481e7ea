"""What somebody finds who has a server's files: without a list of names, and with one. Shares no code with the program."""

import base64
import hashlib
import hmac
import re

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")


class Thief:
    """Reads everything below some folders, and every value in the database."""

    def __init__(self, data, more, values):
        # Read before the database is opened: SQLite makes and removes files beside it.
        files = [file for folder in (data, *more) for file in sorted(folder.rglob("*")) if file.is_file()]
        self.files = [file.read_bytes() for file in files]
        self.values = list(values())

    def addresses(self, domain):
        """All addresses of a domain that stand anywhere: as they are, in two bytes a letter, in base64 or hexadecimal."""
        found = set()
        for content in self.files:
            for text in (content, content.replace(b"\0", b""), *decoded(content)):
                found |= set(re.findall(rb"[a-z0-9]+@" + domain.encode(), text, re.IGNORECASE))
        return found

    def keys(self):
        """Everything of 32 bytes: in rows, and in files as they are or in base64."""
        found = {value for value in self.values if isinstance(value, bytes) and len(value) == 32}
        for content in self.files:
            if len(content) == 32:
                found.add(content)
            for word in content[:4096].split():
                try:
                    key = base64.b64decode(word, validate=True)
                except ValueError:
                    continue
                if len(key) == 32:
                    found.add(key)
        return found

    def confirmed(self, addresses, key_limit=100):
        """Those of a list whose hash, keyed by anything that was taken or by nothing, stands in a row.

        All are tried with the keys of files, `key_limit` of them with every value of 32 bytes in a row as well.
        """
        stored = {value for value in self.values if isinstance(value, bytes)}
        stored |= {value.encode() for value in self.values if isinstance(value, str)}
        of_rows = {value for value in stored if len(value) == 32}
        of_files = self.keys() - of_rows
        found = set()
        for number, address in enumerate(addresses):
            text = address.encode()
            plain = [hashlib.new(name, text).digest() for name in ("md5", "sha1", "sha256", "sha512", "blake2b")]
            keys = of_files | of_rows if number < key_limit else of_files
            guesses = [*plain, *(digest.hex().encode() for digest in plain)]
            if not stored.isdisjoint(guesses) or any(hmac.digest(key, text, "sha256") in stored for key in keys):
                found.add(address)
        return found


def decoded(content):
    for run in BASE64.findall(content):
        for start in range(4):
            piece = run[start:].translate(bytes.maketrans(b"-_", b"+/"))
            yield base64.b64decode(piece[: len(piece) // 4 * 4])
