"""R-20: a commit waits for the standby, and the wait is cut off. What is acknowledged then must survive a failover.

The row is committed on the primary and visible there, and the standby does not have it. Whoever presses the button
again may be told yes only when the standby has it too.
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
        person = prepare(cluster)
        for process in one.rows("SELECT pid FROM pg_stat_replication"):
            # As when the network between the two is cut: nothing more is sent, and nobody has noticed yet.
            os.kill(int(process[0]), signal.SIGSTOP)
        say(f"the button while the standby hears nothing, the wait cut off: {cut_off(cluster, person)}")
        say(f"the button again, the standby still hears nothing: {press(cluster, person, seconds=5)}")
        one.kill()
        other.promote()
        cluster.servers = [other, one]
        verdict = cluster.check()
        return f"after the failover: {verdict}"
    finally:
        cluster.end()


def prepare(cluster):
    """Somebody who has asked and has their mail."""
    person, node = cluster.journal.person(), cluster.nodes[0]
    cluster.journal.sent(person, ASK)
    status, _, _ = node.request("POST", f"{PAGE}/signatures", {**person.fields, "t": node.form_token()})
    must(status == 303, f"the ask was answered {status}")
    cluster.journal.told(person, ASK)
    cluster.wait_for_mail()
    must(person.link, "no mail came")
    # The last change of the outbox is on the standby as well.
    time.sleep(1)
    return person


def press(cluster, person, seconds):
    cluster.journal.sent(person, CONFIRM)
    try:
        status, _, _ = cluster.nodes[0].request("POST", person.link, {"text": "1"}, timeout=seconds)
    except (OSError, http.client.HTTPException):
        return NO_ANSWER
    if status == 303:
        cluster.journal.told(person, CONFIRM)
    return status


def cut_off(cluster, person):
    """Presses, and cancels the waiting statement as an operator would."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(press(cluster, person, seconds=30)))
    thread.start()
    end = time.monotonic() + 30
    waited = False
    while thread.is_alive() and time.monotonic() < end:
        for process in cluster.primary.rows(WAITING):
            waited = True
            cluster.primary.rows(f"SELECT pg_cancel_backend({process[0]})")
        time.sleep(0.2)
    thread.join()
    must(waited, "the commit did not wait for the standby")
    must(answers[0] != 303, "acknowledged although the wait for the standby was cut off")
    return answers[0]
