"""R-18: the server is killed just after its mail server said 250. No mail is missing, none comes three times."""

import collections
import os
import re
import signal
import socket
import threading
import time

from people import Person
from site_under_test import PAGE, Site, must


class Sink:
    """A mail server that takes everything, and kills who sends after its next 250 where told to."""

    def __init__(self):
        self.copies = collections.Counter()
        self.people = {}
        self.victim = None
        self.killed_count = 0
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            connection, _ = self.server.accept()
            threading.Thread(target=self.converse, args=(connection,), daemon=True).start()

    def converse(self, connection):
        try:
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"220 sink.example.org ESMTP\r\n")
                for line in lines:
                    verb = line[:4].upper()
                    if verb == b"DATA":
                        connection.sendall(b"354 go on\r\n")
                        self.take(b"".join(iter(lines.readline, b".\r\n")).decode(errors="replace"))
                        connection.sendall(b"250 2.0.0 queued\r\n")
                        self.kill()
                    elif verb == b"QUIT":
                        connection.sendall(b"221 2.0.0 bye\r\n")
                        return
                    else:
                        connection.sendall(b"250 sink.example.org\r\n")
        except OSError:
            # The other side was killed.
            return

    def take(self, message):
        name = re.search(r"(?im)^message-id:\s*(<[^>]+>)", message).group(1)
        person = int(re.search(r"person(\d+)@example\.org", message).group(1))
        with self.lock:
            self.copies[name] += 1
            self.people.setdefault(person, set()).add(name)

    def kill(self):
        with self.lock:
            victim, self.victim = self.victim, None
        if victim:
            os.kill(victim, signal.SIGKILL)
            self.killed_count += 1


def test(folder, kills, seed):
    sink = Sink()
    site = Site(folder, mail=f"smtp://127.0.0.1:{sink.port}?tls=insecure")
    site.open_petition()
    site.start()
    token = site.form_token()
    try:
        for number in range(1, kills + 1):
            # Set first, so that no mail gets away.
            sink.victim = site.process.pid
            status, _, _ = site.request("POST", f"{PAGE}/signatures", {**Person(number).fields, "t": token})
            must(status == 303, f"an ask was answered {status}")
            site.process.wait(timeout=20)
            site.start()
            site.wait_for_mail()
        # A mail server may have answered before the mark: nothing more comes.
        time.sleep(1)
    finally:
        if site.process.poll() is None:
            site.stop()
    for number in range(1, kills + 1):
        names = sink.people.get(number, set())
        must(len(names) == 1, f"person {number} got mails of {len(names)} Message-IDs")
    most = max(sink.copies.values())
    must(most <= 2, f"a mail came {most} times")
    twice = sum(count == 2 for count in sink.copies.values())
    must(sink.killed_count == kills, f"{sink.killed_count} kills instead of {kills}")
    must(twice > 0, "no kill fell between the answer and the mark: the test tests nothing")
    return f"{kills} kills after 250, no mail missing, {twice} came twice with the same Message-ID, none more often"
