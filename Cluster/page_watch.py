"""Somebody who only reads: how long a page is not to be had."""

import http.client
import threading
import time

from site_under_test import PAGE, exchange


class PageWatch:
    """Asks for the public count four times a second until it is stopped."""

    def __init__(self, port):
        self.port = port
        self.stopping = threading.Event()
        self.seen = [time.monotonic()]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stopping.wait(0.25):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                if exchange(connection, "GET", PAGE + "/count.json")[0] == 200:
                    self.seen.append(time.monotonic())
            except (OSError, http.client.HTTPException):
                # Not to be had: the next one counts.
                pass
            finally:
                connection.close()

    def stop(self):
        """The longest time in seconds between two that were answered."""
        self.stopping.set()
        self.thread.join()
        times = [*self.seen, time.monotonic()]
        return max(second - first for first, second in zip(times, times[1:]))
