"""A mail server on loopback that fails as told, and reports what it saw.

Standard library only. The one argument is a JSON object:

  security  "none", "starttls" or "implicit"; needs cert and key unless none
  login     [user, password]: mail is refused with 530 without it
  utf8      true: offers SMTPUTF8
  slow      true: one byte of a reply a second
  faults    {phase: reply}; phases are greeting, ehlo, starttls, auth, mail, rcpt, data, final;
            a reply is a line of SMTP, or "hang", "reset" (RST) or "close"
  mails     how many mails a session takes before it is closed with 421
  times     how many sessions are faulty; all of them when absent

Prints its port on the first line. When standard input ends, prints what it saw as one line of JSON, and ends.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import socket
import ssl
import struct
import sys
import threading

plan = json.loads(sys.argv[1])
faults = plan.get("faults", {})
sessions = []
stopping = threading.Event()


def read(message):
    """What a mail program makes of the message."""
    text = message.decode("utf-8", "replace")
    mail = email.message_from_string(text, policy=email.policy.default)
    # The newer parser keeps the blank between two encoded words of a name, which RFC 2047 takes away.
    name, address = email.utils.parseaddr(email.message_from_string(text)["from"])
    bodies = {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in mail.walk() if not part.is_multipart()}
    return {
        "names": mail.keys(), "subject": mail["subject"], "to": [str(a.addr_spec) for a in mail["to"].addresses],
        "from": [str(email.header.make_header(email.header.decode_header(name))), address],
        "defects": [str(d) for d in mail.defects], "text": bodies.get("text/plain"), "html": bodies.get("text/html"),
        "date": mail["date"].datetime.isoformat(),
    }


class Over(Exception):
    """The session ends here."""


class Session:
    def __init__(self, connection, faulty):
        self.connection = connection
        self.faulty = faulty
        self.log = {"commands": [], "messages": [], "tls": False, "user": None}
        sessions.append(self.log)
        self.sender, self.recipients = None, []
        self.reader = None

    def run(self):
        try:
            if plan.get("security") == "implicit":
                self.secure()
            self.reader = self.connection.makefile("rb")
            self.answer("greeting", "220 sink.example.org ESMTP")
            while True:
                line = self.reader.readline()
                if not line:
                    raise Over
                self.command(line.rstrip(b"\r\n").decode("utf-8", "replace"))
        except (Over, OSError, ValueError):
            pass
        finally:
            # An open reader would keep the connection open.
            if self.reader:
                self.reader.close()
            self.connection.close()

    def command(self, line):
        self.log["commands"].append(line)
        verb = line.split(" ")[0].split(":")[0].upper()
        known = {"EHLO": self.ehlo, "HELO": self.ehlo, "STARTTLS": self.starttls, "AUTH": self.auth, "MAIL": self.mail,
                 "RCPT": self.rcpt, "DATA": self.data, "QUIT": self.quit, "RSET": self.reset}
        known.get(verb, lambda _: self.send("502 5.5.1 no"))(line)

    def ehlo(self, _):
        offers = ["sink.example.org", "SIZE 1000000", "8BITMIME"]
        if plan.get("security") == "starttls" and not self.log["tls"]:
            offers.append("STARTTLS")
        if plan.get("login"):
            offers.append("AUTH PLAIN LOGIN")
        if plan.get("utf8"):
            offers.append("SMTPUTF8")
        lines = ["250-" + offer for offer in offers[:-1]] + ["250 " + offers[-1]]
        self.answer("ehlo", "\r\n".join(lines))

    def starttls(self, _):
        if self.answer("starttls", "220 2.0.0 go"):
            self.secure()
            self.reader = self.connection.makefile("rb")

    def auth(self, line):
        words = line.split(" ")
        if len(words) < 3:
            self.send("334 ")
            words.append(self.reader.readline().decode().strip())
        given = base64.b64decode(words[2]).decode().split("\0")[1:]
        if not self.fault("auth"):
            if given == plan["login"]:
                self.log["user"] = given[0]
                self.send("235 2.7.0 welcome")
            else:
                self.send("535 5.7.8 wrong password for " + given[0])

    def mail(self, line):
        if plan.get("login") and not self.log["user"]:
            self.send("530 5.7.0 log in first")
        elif len(self.log["messages"]) >= plan.get("mails", 1 << 30):
            self.send("421 4.4.2 enough")
            raise Over
        elif self.answer("mail", "250 2.1.0 ok"):
            self.sender, self.recipients = line, []

    def rcpt(self, line):
        if self.answer("rcpt", "250 2.1.5 ok"):
            self.recipients.append(line)

    def data(self, _):
        if not self.answer("data", "354 go on"):
            return
        lines = []
        while True:
            line = self.reader.readline()
            if not line:
                raise Over
            if line == b".\r\n":
                break
            lines.append(line)
        wire = b"".join(lines)
        message = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        self.log["messages"].append({
            "sender": self.sender, "recipients": self.recipients,
            "wire": base64.b64encode(wire).decode(), "message": base64.b64encode(message).decode(),
            "read": read(message),
        })
        self.answer("final", "250 2.0.0 queued")

    def reset(self, _):
        self.send("250 2.0.0 ok")

    def quit(self, _):
        self.send("221 2.0.0 bye")
        raise Over

    def answer(self, phase, reply):
        """True when the reply was the good one."""
        if self.fault(phase):
            return False
        self.send(reply)
        return True

    def fault(self, phase):
        """True when the phase was answered with its fault."""
        fault = faults.get(phase) if self.faulty else None
        if fault is None:
            return False
        if fault == "hang":
            stopping.wait()
            raise Over
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Over
        if fault == "close":
            raise Over
        self.send(fault)
        return True

    def send(self, reply):
        data = (reply + "\r\n").encode()
        if plan.get("slow"):
            for byte in data:
                self.connection.sendall(bytes([byte]))
                if stopping.wait(1):
                    raise Over
        else:
            self.connection.sendall(data)

    def secure(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(plan["cert"], plan["key"])
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.log["tls"] = True


def listen(server):
    count = 0
    while True:
        connection, _ = server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        count += 1
        session = Session(connection, count <= plan.get("times", 1 << 30))
        threading.Thread(target=session.run, daemon=True).start()


server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
threading.Thread(target=listen, args=(server,), daemon=True).start()
sys.stdin.read()
stopping.set()
print(json.dumps(sessions), flush=True)
