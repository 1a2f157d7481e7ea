"""The figures of docs/performance.md, measured on this machine. Run by bin/bench."""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import platform
import shutil
import sys
import time

import growth
import plot
import rows
from load import Load
from petition_site import PAGE, CoalitionSite, LetterSite, Site
from processes import BenchFailure, Server, fetch, free_port, run

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / ".build" / "release"


@dataclasses.dataclass
class Plan:
    """How much of everything."""

    rounds: int
    warm_up: int
    ask_size: int
    confirm_size: int
    get_seconds: int
    drain_seconds: int
    verify_rounds: int
    append_rounds: int
    large_log: int


FULL = Plan(rounds=5, warm_up=500, ask_size=5_000, confirm_size=4_000, get_seconds=2, drain_seconds=120,
            verify_rounds=5, append_rounds=11, large_log=1_000_000)
QUICK = Plan(rounds=3, warm_up=200, ask_size=800, confirm_size=500, get_seconds=1, drain_seconds=12,
             verify_rounds=3, append_rounds=5, large_log=100_000)


def say(text):
    print(f"  {text}", file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything, three rounds, within a minute")
    parser.add_argument("--json", metavar="FILE", help="write the rows as JSON")
    parser.add_argument("--summary", action="store_true", help="also replace Benchmarks/results/summary.json")
    parser.add_argument("--check", action="store_true", help="exit 1 when a target or bound is missed")
    parser.add_argument("--only-logs", action="store_true", help="only the rows that need no server: verify, append")
    parser.add_argument("--only-site", action="store_true", help="only the rows that need a server: ask, confirm, page, tile")
    parser.add_argument("--growth", action="store_true", help="verify from 10,000 to 10,000,000 entries, draw the plot")
    parser.add_argument("--keep", action="store_true", help="leave the data folder of the run where it is")
    program = {"type": pathlib.Path, "metavar": "PATH"}
    parser.add_argument("--program", default=BUILD / "undersigned", help="the program to measure", **program)
    parser.add_argument("--limits", default=BUILD / "limits", help="what it is measured against", **program)
    return parser.parse_args()


def syncs_a_second(folder):
    """Appends of 4 KiB, each made durable: what the disk allows one after the other."""
    path, count = folder / "syncs", 0
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        start = time.perf_counter()
        while time.perf_counter() - start < 1:
            os.write(file, b"u" * 4096)
            os.fdatasync(file)
            count += 1
        return count / (time.perf_counter() - start)
    finally:
        os.close(file)
        path.unlink()


def machine(folder):
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")
    return {
        "processor": model, "cores": os.cpu_count(), "system": platform.release(),
        "syncs_per_second": round(syncs_a_second(folder)),
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
    }


def measure_site(options, plan, load, folder, found):
    """Everything that needs the server: ask, confirm, page, tile, memory and disk."""
    port = free_port()
    echo = [options.limits, "echo", "--listen", f"127.0.0.1:{port}"]
    with Server(echo, port, load.folder / "limits.log", "/page?bytes=1") as limits:
        site = Site(options.program, folder)
        with site.server:
            yield rows.ask(load, site, limits, plan, say)
            found["mails_per_second"], left = site.drain(plan.drain_seconds)
            links = site.links()
            say(f"mail: {len(links):,} links arrived, {found['mails_per_second']:,.0f}/s once nothing else happened")
            yield rows.confirm(load, site, limits, plan, links, say)
            # What still waits at the cap is sent while the pages are measured: the table says so.
            left = found["mails_left"] = site.drain(plan.drain_seconds)[1]
            size = len(fetch(site.server.base + PAGE, {"Accept-Encoding": "gzip", "Accept-Language": "en"})[2])
            yield rows.get("page", load, site, limits, PAGE, size, plan, say)
            tile = f"{PAGE}/log/tile/0/000"
            yield rows.get("tile", load, site, limits, tile, len(fetch(site.server.base + tile)[2]), plan, say)
            report = json.loads(run([options.program, "verify", site.server.base + PAGE, "--json"]))
            found["counted"] = site.count()
            if report["count"] != found["counted"]:
                raise BenchFailure(f"the log counts {report['count']}, count.json says {found['counted']}")
            found["memory_mb"] = round(site.server.memory_mb(), 1)
            asked = site.rows()
        coalition = CoalitionSite(options.program, folder / "coalition")
        with coalition.server:
            yield rows.confirm_sealed(load, coalition, limits, plan, say)
        letter = LetterSite(options.program, folder / "letter")
        with letter.server:
            yield rows.issue(load, letter, options.limits, plan, say)
        if left == 0 and asked == found["counted"]:
            total, parts = site.disk_bytes()
            found["disk_bytes_per_signature"] = round(total / asked)
            found["disk_bytes_by_table"] = {name: round(size / asked) for name, size in parts}


def quantity(value, unit):
    """A rate, or a time in the unit that suits it."""
    if unit != "s":
        return f"{value:,.0f}/s"
    return f"{value * 1e3:,.0f} ms" if value >= 1e-3 else f"{value * 1e6:,.1f} µs"


def table(measured, found):
    heads = f"{'p50 ms':>8} {'p99 ms':>8} {'CPU µs':>8}"
    lines = [f"{'':13} {'ratio':>6} {'target':>7} {'measured':>14} {'limit':>14} {heads}"]
    for row in (row.json() for row in measured):
        numbers = [quantity(row[key], row["unit"]) for key in ("value", "limit")]
        target = "–" if row["target"] is None else f"{row['target']:.2f}"
        times = [f"{row[key]:,.1f}" if key in row else "–" for key in ("p50_ms", "p99_ms", "cpu_us")]
        lines.append(
            f"{row['name']:13} {row['ratio']:>6.2f} {target:>7} {numbers[0]:>14} {numbers[1]:>14} "
            + " ".join(f"{text:>8}" for text in times)
        )
    lines.append("")
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{part} {number}" for part, number in value.items())
        lines.append(f"{name.replace('_', ' ')}: {value}")
    return "\n".join(lines)


def main():
    options = arguments()
    plan = QUICK if options.quick else FULL
    start = time.monotonic()
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H%M%SZ")
    results = HERE / "results" / stamp
    folder = results / "site"
    folder.mkdir(parents=True)
    found, measured, load = machine(results), [], Load(results)
    try:
        if options.growth:
            growth.measure(options.program, options.limits, folder / "growth", results, say)
            return 0
        if not options.only_logs:
            for row in measure_site(options, plan, load, folder, found):
                measured.append(row)
        if not options.only_site:
            for name, entries in (("log", 100_000), ("large-log", 1_000_000)):
                measured.append(rows.verify(options.program, options.limits, folder / name, entries, plan, say))
            measured.append(rows.append_growth(options.limits, folder / "append", plan.large_log, plan, say))
            measured.append(rows.page_growth(options.program, load, folder / "append", plan.large_log, plan, say))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    found = {key: round(value) if key == "mails_per_second" else value for key, value in found.items()}
    found["seconds"] = round(time.monotonic() - start)
    written = [row.json() for row in measured]
    text = json.dumps(written, indent=1) + "\n"
    (results / "rows.json").write_text(text)
    (results / "found.json").write_text(json.dumps(found, indent=1) + "\n")
    (results / "table.txt").write_text(table(measured, found) + "\n")
    if options.json:
        pathlib.Path(options.json).write_text(text)
    if options.summary:
        (results.parent / "summary.json").write_text(json.dumps({"found": found, "rows": written}, indent=1) + "\n")
        plot.write(written)
    print(table(measured, found))
    missed = rows.missed(written, found)
    if missed:
        print(f"\nnot as it should be: {', '.join(missed)}")
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchFailure as failure:
        sys.exit(f"bin/bench: {failure}")
