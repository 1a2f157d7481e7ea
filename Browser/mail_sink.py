"""A mail server in this process that takes all mail, in its own time."""

import re
import socketserver
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

LINK = re.compile(r"http\S+/s/\S+")


class MailSink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, seconds: float = 0):
        """`seconds`: how long the server thinks about each mail."""
        super().__init__(("127.0.0.1", 0), Conversation)
        self.seconds = seconds
        self.taken: list[tuple[float, str, bytes]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=insecure"

    def take(self, recipient: str, mail: bytes) -> None:
        time.sleep(self.seconds)
        self.taken.append((time.monotonic(), recipient, mail))

    def mails(self, subject: str) -> list[tuple[float, str, EmailMessage]]:
        """When, to whom and what; the subject begins so."""
        read = [(at, to, message_from_bytes(mail, policy=policy.default)) for at, to, mail in list(self.taken)]
        return [(at, to, mail) for at, to, mail in read if mail["Subject"].startswith(subject)]

    def links(self, subject: str) -> dict[str, str]:
        """The link in each mail, by its receiver."""
        found = self.mails(subject)
        return {to: LINK.search(mail.get_body(("plain",)).get_content()).group(0) for _, to, mail in found}


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            self.talk()
        except OSError:
            pass  # The program was ended in the middle of a word.

    def talk(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        recipient = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                if not line:
                    return
                self.server.take(recipient, b"".join(lines))
            elif word == b"RCPT":
                recipient = line.decode().split("<")[1].split(">")[0]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")
