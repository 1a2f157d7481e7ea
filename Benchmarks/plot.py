"""The ratios of a run as a picture: a bar for the median, a point for each round, a line for the target."""

import pathlib

PLOT = pathlib.Path(__file__).resolve().parent.parent / "docs" / "performance.svg"
LEFT, RIGHT, TOP, STEP = 130, 620, 40, 34


def write(rows):
    PLOT.write_text(drawn(rows))


def drawn(rows):
    highest = max(1.2, *(max(row["runs"]) for row in rows))
    bottom = TOP + STEP * len(rows)

    def x(ratio):
        return LEFT + ratio / highest * (RIGHT - LEFT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {bottom + 50}" font-family="sans-serif" font-size="13">',
        "<title>Each row of bin/bench as a share of its limit: median, rounds, target</title>",
        f'<rect width="660" height="{bottom + 50}" fill="#fff"/>',
    ]
    for tenth in range(0, int(highest * 10) + 1, 2):
        place = x(tenth / 10)
        parts.append(f'<path d="M{place:.1f} {TOP - 10}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{place:.1f}" y="{bottom + 20}" text-anchor="middle">{tenth / 10:g}</text>')
    for number, row in enumerate(rows):
        height = TOP + STEP * number
        parts.append(f'<text x="{LEFT - 10}" y="{height + 14}" text-anchor="end">{row["name"]}</text>')
        parts.append(f'<rect x="{LEFT}" y="{height}" width="{x(row["ratio"]) - LEFT:.1f}" height="18" fill="#0b57a4"/>')
        parts += [f'<circle cx="{x(run):.1f}" cy="{height + 9}" r="3" fill="#fff" stroke="#222"/>' for run in row["runs"]]
        if row["target"] is not None:
            place = x(row["target"])
            parts.append(f'<path d="M{place:.1f} {height - 5}v28" stroke="#8a3b00" stroke-width="3"/>')
    parts.append(f'<text x="{(LEFT + RIGHT) / 2}" y="{bottom + 42}" text-anchor="middle">share of the limit</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"
