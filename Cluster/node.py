"""One of several `undersigned serve` on one database: a data folder of its own, the keys shared."""

import os
import subprocess

from site_under_test import PROGRAM, Found, Site, run


class Node(Site):
    def __init__(self, cluster, number, port):
        super().__init__(cluster.folder, mail=f"folder:{cluster.mail}", data=cluster.folder / f"node{number}")
        self.number, self.port = number, port
        self.base = cluster.base
        self.log = cluster.folder / f"node{number}.log"
        self.words = ["--data", self.data, "--keys", cluster.keys, "--database", cluster.database,
                      "--durability", cluster.durability]
        # Starts that were refused beside a busy process, and tried again.
        self.refused_count = 0

    def command(self, *words):
        return run(PROGRAM, *words, *self.words)

    def launch(self):
        words = ["serve", *self.words, "--listen", f"127.0.0.1:{self.port}", "--base-url", self.base, "--limits", "off",
                 "--mail", self.mail, "--trusted-proxies", "127.0.0.1"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, *map(str, words)], stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=dict(os.environ),
            )

    def start_beside_others(self, tries=10):
        """Starts while others write: it may find a newer high-water file than the head it has read (scaling.md)."""
        for _ in range(tries - 1):
            try:
                return self.start()
            except Found:
                if self.process.poll() is None:
                    raise
                self.refused_count += 1
        return self.start()

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
