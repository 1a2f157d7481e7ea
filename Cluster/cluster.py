"""Runs the tests of several nodes; each line says what was done and found. See docs/scaling.md."""

import argparse
import importlib
import pathlib
import shutil
import sys
import tempfile
import time

from site_under_test import Found

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
    sys.exit(0 if run(options) else 1)


def run(options):
    """Runs one test in a fresh folder; of a folder in which something was found, the records are kept."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"undersigned-cluster-{options.test}-"))
    begin = time.monotonic()
    print(f"{WHAT[options.test]}:", flush=True)
    try:
        words = importlib.import_module(options.test).test(folder, options)
    except Found as found:
        print(f"FAILED  {found}\n        kept: {folder}", flush=True)
        return False
    shutil.rmtree(folder)
    print(f"ok  {words}; {time.monotonic() - begin:.0f} s", flush=True)
    return True


main()
