"""A mail server that quotes the receiver in every refusal: what it says must not come into anybody's log."""

import re
import socketserver
import threading

LINK = re.compile(rb"http[^\s]+/s/[^\s]+")
# By the beginning of the receiver's name.
REPLIES = {
    "unknown": "550 5.1.1 {0}: no such mailbox",
    "later": "451 4.7.1 {0} is greylisted",
    "policy": "554 5.7.1 mail to {0} refused, see https://mail.example.net/why?{0}",
    "garbled": "999 \x1b[31m{0}\r\n250 not really",
}


class QuarrelsomeMail(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.links: dict[str, list[str]] = {}
        self.refused: set[str] = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def destination(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=insecure"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            self.talk()
        except OSError:
            pass  # The program was ended in the middle of a word.

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def talk(self) -> None:
        self.say("220 quarrelsome")
        receiver = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                receiver = line.decode().split("<")[1].split(">")[0]
                kind = receiver.split(".")[0]
                if kind == "dropped":
                    self.server.refused.add(receiver)
                    return
                if kind in REPLIES:
                    self.server.refused.add(receiver)
                    self.say(REPLIES[kind].format(receiver))
                    continue
            elif word == b"DATA":
                self.say("354 go on")
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                text = b"".join(lines).replace(b"=\r\n", b"")
                found = LINK.search(text)
                if found:
                    self.server.links.setdefault(receiver, []).append(found.group(0).decode())
            elif word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 fine")
