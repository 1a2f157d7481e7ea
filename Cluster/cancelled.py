"""R-20: a commit waits for the standby, and the wait is cut off. What is acknowledged then must survive a failover.

The row is committed on the primary and visible there, and the standby does not have it. Whoever sends the same again
may be told yes only when the standby has it too.
"""

import http.client
import os
import signal
import threading
import time

from cluster_site import Cluster
from people import ASK, CONFIRM
from postgres import STANDBY, Server
from site_under_test import PAGE, must

WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
NO_ANSWER = "no answer"


def say(words):
    print(f"    {words}", flush=True)


def test(folder, options):
    cluster = Cluster(folder, "replicated")
    cluster.use([Server(folder / "one"), Server(folder / "other")])
    one, other = cluster.servers
    try:
        one.make()
        one.name_standbys(STANDBY)
        other.make_standby(one)
        one.wait_for_standby()
        cluster.start(1)
        asks, confirms = Visitor(cluster), Visitor(cluster)
        confirms.get_mail()
        for process in one.rows("SELECT pid FROM pg_stat_replication"):
            # As when the network between the two is cut: nothing more is sent, and nobody has noticed yet.
            os.kill(int(process[0]), signal.SIGSTOP)
        for visitor, act in ((asks, ASK), (confirms, CONFIRM)):
            say(f"{act} while the standby hears nothing, the wait cut off: {visitor.cut_off(act)}")
            say(f"the same {act} again, while it still hears nothing: {visitor.send(act, seconds=4)}")
        one.kill()
        other.promote()
        cluster.servers = [other, one]
        return f"after the failover: {cluster.check()}"
    finally:
        cluster.end()


class Visitor:
    """One person on the first node."""

    def __init__(self, cluster):
        self.cluster, self.node, self.person = cluster, cluster.nodes[0], cluster.journal.person()
        self.token = self.node.form_token()

    def get_mail(self):
        status = self.send(ASK, seconds=20)
        must(status == 303, f"the ask was answered {status}")
        self.cluster.wait_for_mail()
        must(self.person.link, "no mail came")
        # The last change of the outbox is on the standby as well.
        time.sleep(1)

    def send(self, act, seconds):
        """The status, or that nobody answered; noted as told only when it says yes."""
        path, fields = f"{PAGE}/signatures", {**self.person.fields, "t": self.token}
        if act == CONFIRM:
            path, fields = self.person.link, {"text": "1"}
        self.cluster.journal.sent(self.person, act)
        try:
            status, _, _ = self.node.request("POST", path, fields, timeout=seconds)
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        if status == 303:
            self.cluster.journal.told(self.person, act)
        return status

    def cut_off(self, act):
        """Sends, and cancels the statement that waits, as an operator would."""
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.send(act, seconds=30)))
        thread.start()
        waited = False
        while thread.is_alive():
            for process in self.cluster.primary.rows(WAITING):
                waited = True
                self.cluster.primary.rows(f"SELECT pg_cancel_backend({process[0]})")
            time.sleep(0.2)
        thread.join()
        must(waited, f"the commit of the {act} did not wait for the standby")
        must(answers[0] != 303, f"{act} acknowledged although the wait for the standby was cut off")
        return answers[0]
