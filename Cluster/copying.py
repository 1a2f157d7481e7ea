"""A copy by pg_basebackup that is under way passes for a synchronous standby where `synchronous_standby_names` is '*'.

It can't be promoted before it is whole, so that `--durability replicated` must not count it.
"""

import threading

from cluster_site import Cluster
from postgres import Server
from refusal import demand_refusal
from site_under_test import Found, must


def test(folder, options):
    cluster = Cluster(folder, "replicated")
    cluster.use([Server(folder / "one"), Server(folder / "other")])
    one, other = cluster.servers
    thread = threading.Thread(target=copy_slowly, args=(one, other), daemon=True)
    try:
        one.make()
        one.name_standbys("*")
        thread.start()
        one.wait_for_copy()
        words = demand_refusal(cluster, "no synchronous standby is connected")
        must(thread.is_alive(), "the copy was done too early for this test")
        return words
    finally:
        cluster.end()
        if thread.is_alive():
            thread.join()


def copy_slowly(primary, copy):
    try:
        # Some 30 MiB: slow enough for a start of the program meanwhile.
        copy.copy(primary, "--max-rate", "2M")
    except Found:
        # The primary is ended at the end of the test.
        pass
