"""Runs the crash tests; each line says what was done and found. Options: how much of what; see docs/crash-tests.md."""

import argparse
import sys
import time

import backup_loop
import clock_jumps
import crash_points
import denied_disk
import disk_faults
import full_disk
import kill_loop
import mail_kill
import runner

TESTS = {
    "kills": (kill_loop, 25, "kill -9 under load (R-10)"),
    "backups": (backup_loop, 5, "backups while people sign (R-24)"),
    "mails": (mail_kill, 10, "kill after the mail server's 250 (R-18)"),
    "fills": (full_disk, 5, "a disk of 32 MiB filled to different levels (R-14)"),
    "denials": (denied_disk, 8, "a disk that is read-only, forbidden or out of names, or full of mail or logs (R-15)"),
    "clocks": (clock_jumps, 4, "clocks that jump while people sign (R-16)"),
    "faults": (disk_faults, 12, "a disk that fails at one call of a commit (R-13)"),
    "images": (crash_points, 2_000, "power cut at every change of the disk (R-11)"),
}


def main():
    parser = argparse.ArgumentParser(prog="Crash/run", description=__doc__)
    for name, (_, count, what) in TESTS.items():
        parser.add_argument(f"--{name}", type=int, metavar="N", help=f"{what}; {count} in a run without options")
    parser.add_argument("--seed", default=str(time.time_ns()), help="repeats what chance chose; printed at the start")
    options = vars(parser.parse_args())
    seed = options.pop("seed")
    chosen = {name: count for name, count in options.items() if count is not None}
    print(f"seed {seed}", flush=True)
    failed = 0
    for name, count in (chosen or {name: test[1] for name, test in TESTS.items()}).items():
        test, _, what = TESTS[name]
        failed += not runner.run(f"{what}, {count}", f"crash-{name}", lambda folder: test.test(folder, count, seed))
    print(f"{len(chosen or TESTS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
