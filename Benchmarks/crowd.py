"""Clients that do harm: silent and slow connections, heads of 100 kB, bodies of 10 MB. On loopback, bounded in number."""

import resource
import selectors
import socket
import threading
import time

HEAD = b"POST /s/AAAA HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
REOPENED_PER_SECOND = 500


class Crowd:
    """So many connections that keep a server waiting, each opened again when the server closes it."""

    def __init__(self, port, count):
        self.address = ("127.0.0.1", port)
        self.count = count
        self.open = {}
        self.closed_by_server = 0
        self.most_open = 0
        self.refused_heads = self.refused_bodies = 0
        self.over = threading.Event()
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._hold, self._bodies, self._heads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=15)

    def wait_until_full(self, seconds):
        """Waits until all connections were open at once, at most so long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.most_open < self.count:
            time.sleep(0.1)

    def _connect(self, selector, number):
        connection = socket.socket()
        try:
            connection.settimeout(2)
            connection.connect(self.address)
            # Two of five are silent, two send a head that never ends, one a body that never ends.
            if number % 5 in (1, 2):
                connection.send(HEAD)
            elif number % 5 == 3:
                connection.send(HEAD + b"Content-Length: 1000\r\n\r\nt")
            connection.setblocking(False)
        except OSError:
            connection.close()
            return
        self.open[connection] = number
        selector.register(connection, selectors.EVENT_READ)

    def _hold(self):
        selector = selectors.DefaultSelector()
        number, second, opened, dripped = 0, time.monotonic(), 0, time.monotonic()
        while not self.over.is_set():
            now = time.monotonic()
            if now - second >= 1:
                second, opened = now, 0
            burst = 2_000 if self.most_open < self.count else REOPENED_PER_SECOND
            while len(self.open) < self.count and opened < burst and not self.over.is_set():
                self._connect(selector, number)
                number, opened = number + 1, opened + 1
            self.most_open = max(self.most_open, len(self.open))
            for key, _ in selector.select(timeout=0.05):
                self._read(selector, key.fileobj)
            if now - dripped >= 1:
                dripped = now
                self._drip()
        for connection in self.open:
            connection.close()

    def _read(self, selector, connection):
        try:
            is_over = not connection.recv(4_096)
        except OSError:
            is_over = True
        if is_over:
            selector.unregister(connection)
            connection.close()
            del self.open[connection]
            self.closed_by_server += 1

    def _drip(self):
        for connection, number in list(self.open.items()):
            if number % 5 in (1, 2, 3) and number % 7 == int(time.monotonic()) % 7:
                try:
                    connection.send(b"x: 1\r\n" if number % 5 != 3 else b"x")
                except OSError:
                    pass  # seen as closed at the next read

    def _send(self, head, part, times):
        """The status of the answer, or 0 where the server closed the connection first."""
        with socket.create_connection(self.address, timeout=10) as connection:
            try:
                connection.sendall(head)
                for _ in range(times):
                    connection.sendall(part)
            except OSError:
                pass  # closed in the middle: what was answered may still be read
            try:
                answer = connection.recv(64)
            except OSError:
                return 0
            return int(answer[9:12]) if len(answer) > 12 else 0

    def _repeat(self, send):
        refused = 0
        while not self.over.is_set():
            try:
                # 404: this link is unknown, and the body is not waited for.
                if send() in (0, 400, 404, 413, 431):
                    refused += 1
            except OSError:
                pass  # the server's queue is full: tried again
            time.sleep(0.1)
        return refused

    def _bodies(self):
        head, part = HEAD + b"Content-Length: 10485760\r\n\r\n", b"x" * 65_536
        self.refused_bodies = self._repeat(lambda: self._send(head, part, 160))

    def _heads(self):
        head = b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 100_000 + b"\r\n\r\n"
        self.refused_heads = self._repeat(lambda: self._send(head, b"", 0))
