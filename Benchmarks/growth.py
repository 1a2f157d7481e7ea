"""How `undersigned verify` grows with the log: measured from 10,000 to 10,000,000 entries, and drawn."""

import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import time

from processes import BenchFailure, run

SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
ROUNDS = 5
PLOT = pathlib.Path(__file__).resolve().parent.parent / "docs" / "verify-growth.svg"
LEFT, RIGHT, TOP, BOTTOM = 70, 620, 30, 330


def verify(program, folder, key):
    """Seconds and the most resident memory, in MB, of one run."""
    command = [str(part) for part in (program, "verify", folder, "--key", key, "--quiet")]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise BenchFailure(f"{' '.join(command)}: exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def point(program, limits, folder, size, say):
    key = run([limits, "makelog", folder, size]).strip()
    try:
        rounds = []
        for _ in range(ROUNDS):
            limit = min(json.loads(run([limits, "sha", folder, 2]))["seconds"])
            rounds.append((limit, *verify(program, folder, key)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    limit, seconds, memory = (statistics.median(column) for column in zip(*rounds))
    say(f"{size:>10,} entries: {seconds:7.3f} s, SHA-256 alone {limit:7.3f} s, {memory:5.0f} MB")
    return {
        "entries": size, "seconds": round(seconds, 4), "limit": round(limit, 4), "memory_mb": round(memory, 1),
        "times_limit": round(statistics.median(found / least for least, found, _ in rounds), 2),
        "ns_per_entry": round(seconds / size * 1e9),
        "rounds": [[round(number, 4) for number in each] for each in rounds],
    }


def measure(program, limits, folder, results, say):
    points = [point(program, limits, folder, size, say) for size in SIZES]
    (results / "growth.json").write_text(json.dumps(points, indent=1) + "\n")
    PLOT.write_text(drawn(points))
    print(table(points))


def table(points):
    lines = ["| entries | verify | raw SHA-256 | times | ns an entry | memory |", "|---:|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {each['entries']:,} | {each['seconds']:.3f} s | {each['limit']:.3f} s | {each['times_limit']:.2f} | "
        f"{each['ns_per_entry']:,} | {each['memory_mb']:.0f} MB |"
        for each in points
    ]
    return "\n".join(lines)


def drawn(points):
    """Both axes logarithmic: what is linear has the slope of the grid's diagonal."""
    lowest = math.floor(math.log10(min(each["limit"] for each in points)))
    highest = math.ceil(math.log10(max(each["seconds"] for each in points)))
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])

    def x(entries):
        return LEFT + (math.log10(entries) - first) / (last - first) * (RIGHT - LEFT)

    def y(seconds):
        return BOTTOM - (math.log10(seconds) - lowest) / (highest - lowest) * (BOTTOM - TOP)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 390" font-family="sans-serif" font-size="13">',
        "<title>Seconds of undersigned verify by entries of the log, beside raw SHA-256</title>",
        '<rect width="660" height="390" fill="#fff"/>',
    ]
    for power in range(lowest, highest + 1):
        height = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {height:.1f}H{RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for power in range(round(first), round(last) + 1):
        place = x(10**power)
        parts.append(f'<path d="M{place:.1f} {TOP}V{BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{place:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    parts.append(f'<text x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 42}" text-anchor="middle">entries</text>')
    for name, field, colour, dash in (
        ("undersigned verify", "seconds", "#0b57a4", ""), ("raw SHA-256", "limit", "#8a3b00", ' stroke-dasharray="6 4"'),
    ):
        places = [(x(each["entries"]), y(each[field])) for each in points]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        parts += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3.5" fill="{colour}"/>' for across, up in places]
        row = TOP + (14 if field == "seconds" else 34)
        parts.append(f'<path d="M{LEFT + 14} {row}h30" stroke="{colour}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{LEFT + 52}" y="{row + 4}">{name}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"
