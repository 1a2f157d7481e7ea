"""`serve --durability replicated` does not start on a server that keeps signatures on one disk."""

import subprocess

from node import Node
from site_under_test import PROGRAM, Found, must, run

REFUSAL_PORT = 18_820


def demand_refusal(cluster, reason):
    """Starts a node that must refuse, with that reason; gives words for the report."""
    node = Node(cluster, "-refused", REFUSAL_PORT)
    try:
        code, output, errors = run(PROGRAM, "serve", *node.words, "--listen", f"127.0.0.1:{node.port}",
                                   "--base-url", cluster.base, timeout=8)
    except subprocess.TimeoutExpired:
        raise Found(f"the program serves; it must refuse: {reason}") from None
    must(code != 0 and reason in output + errors, f"not refused ({reason}): exit code {code}: {errors[-500:]}")
    return f"--durability replicated refuses to start, exit code {code}: {reason}"
