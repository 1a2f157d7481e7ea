"""Three nodes behind nginx on one PostgreSQL: how fast, and what a killed node takes with it."""

import json
import pathlib
import signal
import subprocess
import time

from cluster_site import LONE_PORT, TURNS_PORT, Cluster
from load import Listed
from people import CONFIRM
from postgres import Server
from site_under_test import PAGE, must

ROUNDS = 5
PEOPLE_A_ROUND = 1_500
WRK_SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "Benchmarks" / "post.lua"


def say(words):
    print(f"    {words}", flush=True)


def test(folder, options):
    cluster = Cluster(folder)
    cluster.use([Server(folder / "database")])
    try:
        cluster.primary.make()
        cluster.start(3)
        say(throughput(cluster))
        for node in cluster.nodes:
            say(without(cluster, node, end=False))
        say(without(cluster, cluster.nodes[0], end=True))
        cluster.resolve()
        return cluster.agree(options.fault)
    finally:
        cluster.end()


def throughput(cluster):
    """Confirmations a second of three nodes and of one, in turns, with the same people, database and proxy."""
    people = [cluster.journal.person() for _ in range(2 * ROUNDS * PEOPLE_A_ROUND)]
    begin = time.monotonic()
    seconds = cluster.load(Listed(people)).wait()
    say(f"{len(people)} asks at {len(people) / seconds:.0f} a second")
    cluster.wait_for_mail()
    say(f"their mails after {time.monotonic() - begin:.0f} s")
    rates = {TURNS_PORT: [], LONE_PORT: []}
    commits = {TURNS_PORT: 0, LONE_PORT: 0}
    for number in range(2 * ROUNDS):
        # Three nodes, one, one, three, …: what changes during the run meets both alike.
        port = (TURNS_PORT, LONE_PORT)[(number + 1) // 2 % 2]
        some = people[number * PEOPLE_A_ROUND:(number + 1) * PEOPLE_A_ROUND]
        before = batches(cluster)
        rates[port].append(len(some) / pressed(cluster, some, port))
        commits[port] += batches(cluster) - before
        # Receipts go out before the next round, so that each finds the same quiet.
        cluster.wait_for_mail()
    while not cluster.links.empty():
        cluster.links.get_nowait()
    three, one = (ROUNDS / sum(1 / rate for rate in rates[port]) for port in (TURNS_PORT, LONE_PORT))
    words = {port: ", ".join(f"{rate:.0f}" for rate in rates[port]) + "; "
             f"{ROUNDS * PEOPLE_A_ROUND / commits[port]:.0f} in a commit" for port in rates}
    return (f"confirmations a second, 64 connections: three nodes {three:.0f} ({words[TURNS_PORT]}), "
            f"one alone {one:.0f} ({words[LONE_PORT]}), ratio {three / one:.2f}")


def pressed(cluster, people, port):
    """Everybody presses the button, by wrk on 64 connections, which takes little of the processor; the seconds of it."""
    file = cluster.folder / "pressed"
    file.write_text("".join(f"{person.link}\n" for person in people))
    for person in people:
        cluster.journal.sent(person, CONFIRM)
    target = f"http://127.0.0.1:{port}"
    wrk = subprocess.Popen(
        ["wrk", "-t1", "-c64", "-d60s", "--timeout", "10s", "-s", WRK_SCRIPT, target, "--",
         "links", file, str(len(people)), "0", "-", cluster.base],
        stdout=subprocess.PIPE, text=True,
    )
    lines = []
    for line in wrk.stdout:
        lines.append(line)
        if line.strip() == "finished":
            # wrk sleeps out its duration otherwise.
            wrk.send_signal(signal.SIGINT)
    wrk.wait()
    found = json.loads(lines[-1])
    must(found["accepted"] == len(people) and not found["errors"], f"not everybody was answered: {found}")
    for person in people:
        cluster.journal.told(person, CONFIRM)
    return found["seconds"]


def batches(cluster):
    """How often the log's head was written until now."""
    # The server's own figures are up to a second old.
    time.sleep(1.2)
    return int(cluster.primary.rows("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'head'")[0][0])


def without(cluster, node, end):
    """Kills a node under load, or asks it to end; goes on without it, and starts it again under the same load."""
    load = cluster.load(pause=0.05)
    time.sleep(3)
    begin = time.monotonic()
    if end:
        # it answers what it has taken.
        must(node.stop() == 0, "the node did not end well")
    else:
        node.kill()
    killed = time.monotonic()
    time.sleep(4)
    seconds = node.start_beside_others()
    back = time.monotonic()
    time.sleep(2)
    load.stop()
    times = sorted(answer.came for answer in load.answers)
    after = [moment for moment in times if killed < moment < back]
    must(len(after) > 1, "nobody was acknowledged while a node was away")
    gap = max(second - first for first, second in zip(times, times[1:]))
    cluster.check()
    must(cluster.nodes[0].get(PAGE + "/count.json")[0] == 200, "a node does not answer")
    confirmed = sum(answer.act == CONFIRM for answer in load.answers)
    done = f"ended in {killed - begin:.1f} s" if end else "killed"
    return (f"node {node.number} {done}: {len(load.answers)} acknowledged ({confirmed} confirmations), "
            f"{len(after)} of them while it was away, longest pause {gap:.2f} s, "
            f"not acknowledged and repeated {dict(load.unanswered)}; "
            f"ready {seconds:.2f} s after its start, starts refused {node.refused_count}; lost 0")
