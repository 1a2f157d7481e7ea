"""Runs the tests of several nodes; each line says what was done and found. See docs/scaling.md."""

import argparse
import importlib
import sys

import runner

WHAT = {
    "nodes": "three nodes behind nginx on one PostgreSQL",
    "failover": "failover to a synchronous standby under load (R-19)",
    "cancelled": "a wait for the standby that is cut off (R-20)",
    "copying": "a copy that is still being made is no standby",
}


def main():
    parser = argparse.ArgumentParser(prog="Cluster/run", description=__doc__)
    parser.add_argument("test", choices=WHAT, help="; ".join(f"{name}: {what}" for name, what in WHAT.items()))
    parser.add_argument("--times", type=int, default=5, metavar="N", help="failovers; 5 unless said otherwise")
    parser.add_argument("--repeat", type=float, default=1.0, metavar="SECONDS",
                        help="how long people wait in a failover until they send again what failed; 1 unless said so")
    parser.add_argument("--fault", choices=["lost", "phantom", "duplicate", "asynchronous"],
                        help="spoils the run, which must then fail: the test of the test")
    options = parser.parse_args()
    print(f"{WHAT[options.test]}:", flush=True)
    test = importlib.import_module(options.test).test
    is_sound = runner.run(WHAT[options.test], f"cluster-{options.test}", lambda folder: test(folder, options))
    sys.exit(0 if is_sound else 1)


main()
