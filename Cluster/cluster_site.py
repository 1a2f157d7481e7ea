"""The whole site of a run: database, nodes, proxy, people and their journal."""

import json
import queue
import time

from agreement import compare, demand_mails, snapshot
from load import Endless, Listed, Load
from mailbox import Mailbox
from node import Node
from people import ASK, CONFIRM, Journal, dedupe_key
from proxy import BY_PERSON, IN_TURNS, Proxy
from site_under_test import PAGE, PROGRAM, SLUG, must, run

PROXY_PORT, TURNS_PORT, LONE_PORT, NODE_PORT = 18_800, 18_801, 18_802, 18_810


class Cluster:
    def __init__(self, folder, durability="local"):
        self.folder, self.durability = folder, durability
        # The server's own user passes through to its folders.
        folder.chmod(0o711)
        self.keys, self.mail = folder / "keys", folder / "mail"
        self.base = f"http://127.0.0.1:{PROXY_PORT}"
        self.servers, self.nodes = [], []
        self.proxy = self.mailbox = None
        self.journal = Journal(folder / "journal.jsonl")
        self.links = queue.Queue()

    def use(self, servers):
        """`servers`: the first one takes writes."""
        self.servers = servers
        self.database = "postgres://undersigned@/undersigned?host=" + ",".join(str(one.folder) for one in servers)

    @property
    def primary(self):
        return self.servers[0]

    def start(self, count):
        """Starts the first node alone, which makes the keys, and then the others and the proxy."""
        self.nodes = [Node(self, number, NODE_PORT + number) for number in range(1, count + 1)]
        first = self.nodes[0]
        first.start()
        first.open_petition()
        for node in self.nodes[1:]:
            node.start()
        ports = [node.port for node in self.nodes]
        self.proxy = Proxy(self.folder / "nginx", {
            PROXY_PORT: (ports, BY_PERSON), TURNS_PORT: (ports, IN_TURNS), LONE_PORT: (ports[:1], IN_TURNS),
        })
        self.proxy.start()
        self.mailbox = Mailbox(self.mail, self.journal, self.links)
        self.key = dedupe_key(self.folder, SLUG)

    def end(self):
        if self.mailbox is not None and self.mailbox.thread.is_alive():
            self.mailbox.stop()
        for part in [*self.nodes, self.proxy, *self.servers]:
            if part is not None:
                part.end()
        self.journal.close()

    def load(self, feed=None, port=PROXY_PORT, **options):
        return Load(port, feed or Endless(self.journal, self.links), self.journal, **options)

    def rows(self):
        return self.primary.rows("SELECT encode(tag, 'hex'), state, position FROM signature")

    def check(self):
        """While people go on: nothing that was acknowledged until now is missing."""
        verdict, _ = compare(snapshot(self.journal), self.rows(), self.key)
        verdict.demand_none()
        return verdict

    def resolve(self):
        """What nobody answered is sent again as it was, and every button is pressed."""
        self.load(Listed([one for one in self.journal.people.values() if ASK not in one.told])).wait()
        self.wait_for_mail()
        people = list(self.journal.people.values())
        missing = [one.number for one in people if one.link is None]
        must(not missing, f"no mail for {len(missing)} people, such as {missing[:3]}")
        self.load(Listed([one for one in people if CONFIRM not in one.told])).wait()
        self.wait_for_mail()

    def wait_for_mail(self, seconds=120):
        end = time.monotonic() + seconds
        while self.primary.rows("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") != [["0"]]:
            must(time.monotonic() < end, f"mails still wait after {seconds} s")
            time.sleep(0.1)
        # What is in the folder now is read.
        while self.mail.is_dir() and any(self.mail.glob("*.eml")):
            must(time.monotonic() < end, "mail is not read")
            time.sleep(0.05)
        time.sleep(0.1)

    def recount(self):
        """Anybody's recount through the proxy; it remembers what it saw the last time, and the log only grows."""
        code, output, errors = run(
            PROGRAM, "verify", "--json", "--state", self.folder / "verify.state", self.base + PAGE)
        must(code == 0, f"undersigned verify: exit code {code}: {output}{errors}")
        return json.loads(output)

    def agree(self, fault=None):
        """At the end, with everything resolved: people, rows, log and the number of every node are the same."""
        if fault:
            self.inject(fault)
        verdict, strangers = compare(snapshot(self.journal), self.rows(), self.key)
        verdict.phantom += len(strangers)
        report = self.recount()
        verdict.double += max(0, report["count"] - verdict.confirmed - verdict.phantom)
        verdict.demand_none()
        must(report["count"] == verdict.confirmed, f"the log counts {report['count']}: {verdict}")
        for node in self.nodes:
            figures = node.figures(report["size"])
            must(figures["count"] == report["count"], f"node {node.number} says {figures['count']}: {verdict}")
        demand_mails(self.mailbox, self.journal)
        return f"{verdict}; log and {len(self.nodes)} nodes say {report['count']}"

    def inject(self, fault):
        """Spoils the comparison, to see it fail."""
        one = "(SELECT MIN(id) FROM signature WHERE state = 'counted')"
        if fault == "lost":
            self.primary.rows(f"UPDATE signature SET state = 'pending' WHERE id = {one}")
        elif fault == "duplicate":
            self.primary.rows("UPDATE signature SET position = (SELECT MAX(position) FROM signature) "
                              f"WHERE id = {one}")
        elif fault == "phantom":
            self.journal.people.popitem()
