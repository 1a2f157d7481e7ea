"""R-19: the primary is killed under load, the standby promoted and given a standby of its own, again and again."""

import dataclasses
import statistics
import time

from agreement import in_doubt
from cluster_site import PROXY_PORT, Cluster
from page_watch import PageWatch
from people import ASK, CONFIRM
from postgres import STANDBY, Server
from refusal import demand_refusal
from site_under_test import Found, must

LIMIT_SECONDS = 30


def say(words):
    print(f"    {words}", flush=True)


@dataclasses.dataclass
class Turn:
    """Seconds from the kill to each step, and to the first answers to what was sent after it."""
    promoted: float
    copied: float
    attached: float
    asked: float
    confirmed: float
    # What the new primary had committed and nobody had been told.
    doubtful: set
    # Seconds in which the public count was not to be had.
    unread: float

    def __str__(self):
        return (f"promoted after {self.promoted:.1f} s, copied after {self.copied:.1f} s, "
                f"synchronous standby after {self.attached:.1f} s, "
                f"acknowledged again: ask {self.asked:.1f} s, confirmation {self.confirmed:.1f} s; "
                f"count not to be had for {self.unread:.1f} s; committed and not acknowledged {len(self.doubtful)}")


def test(folder, options):
    cluster = Cluster(folder, "replicated" if options.fault != "asynchronous" else "local")
    one, other = Server(folder / "one"), Server(folder / "other")
    cluster.use([one, other])
    try:
        begin(cluster, options.fault)
        turns, unanswered, unkept = [], 0, 0
        for number in range(1, options.times + 1):
            turn, verdict, load = fail_over(cluster, number, options)
            turns.append(turn)
            unanswered += sum(load.unanswered.values())
            unkept += load.unkept_count
            say(f"{number}: {turn}; not acknowledged {dict(load.unanswered)}; {verdict}")
            cluster.recount()
        cluster.resolve()
        words = cluster.agree(options.fault)
        return (f"{summary(turns)}; {unanswered} requests not acknowledged, "
                f"{len(set().union(*(turn.doubtful for turn in turns)))} of them committed, all repeated as they were; "
                f"{unkept} asks were answered without the form kept; {words}")
    finally:
        cluster.end()


def begin(cluster, fault):
    """Primary, standby, two nodes; with what `--durability replicated` refuses on the way."""
    one, other = cluster.servers
    one.make()
    if fault == "asynchronous":
        other.make_standby(one)
    else:
        say(demand_refusal(cluster, "synchronous_standby_names is empty"))
        one.name_standbys(STANDBY)
        say(demand_refusal(cluster, "no synchronous standby is connected"))
        other.make_standby(one)
        one.wait_for_standby()
    cluster.start(2)


def fail_over(cluster, number, options):
    """One failover under load; gives its times, the verdict, and what was not acknowledged."""
    watch = PageWatch(PROXY_PORT)
    load = cluster.load(pause=0.1, repeat=options.repeat)
    time.sleep(2)
    primary, standby = cluster.servers
    if options.fault == "asynchronous":
        # A standby that is behind, and a primary that does not wait for it.
        standby.freeze()
        time.sleep(1)
    if number % 2 == 0:
        leave_in_doubt(primary, standby)
    primary.kill()
    killed = time.monotonic()
    if options.fault == "asynchronous":
        standby.thaw()
    standby.promote()
    promoted = time.monotonic()
    cluster.servers = [standby, primary]
    if options.fault == "asynchronous":
        return None, cluster.check(), load
    doubtful = in_doubt(cluster.journal, cluster.rows(), cluster.key)
    # The old primary's data is thrown away: it may hold what nobody was told.
    primary.copy(standby)
    copied = time.monotonic()
    primary.start()
    standby.wait_for_standby()
    attached = time.monotonic()
    asked, confirmed = (first(load, act, killed, attached + LIMIT_SECONDS) for act in (ASK, CONFIRM))
    verdict = cluster.check()
    time.sleep(1)
    load.stop()
    steps = (moment - killed for moment in (promoted, copied, attached, asked, confirmed))
    turn = Turn(*steps, doubtful, watch.stop())
    must(max(turn.asked, turn.confirmed) <= LIMIT_SECONDS, f"too long: {turn}")
    return turn, verdict, load


def leave_in_doubt(primary, standby):
    """Lets commits reach the standby while nobody hears of them: all are in doubt when the primary is killed."""
    standby.freeze()
    # They pile up where they wait for the standby.
    time.sleep(0.3)
    primary.freeze_clients()
    standby.thaw()
    time.sleep(0.3)


def first(load, act, killed, end):
    """When the first act was acknowledged that had been sent after the kill."""
    while time.monotonic() < end:
        for answer in list(load.answers):
            if answer.act == act and answer.sent > killed:
                return answer.came
        must(not load.faults, f"the load met a fault: {load.faults[:3]}")
        time.sleep(0.05)
    raise Found(f"no {act} was acknowledged for {LIMIT_SECONDS} s after a standby was there again; "
                f"not acknowledged: {dict(load.unanswered)}")


def summary(turns):
    again = [max(turn.asked, turn.confirmed) for turn in turns]
    attached = max(turn.attached for turn in turns)
    return (f"{len(turns)} failovers; acknowledged again after {statistics.median(again):.1f} s (median), "
            f"{max(again):.1f} s at most; a new standby was connected after {attached:.1f} s at most")
