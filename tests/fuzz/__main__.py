"""`python -m tests.fuzz`: damaged files by the hundred thousand at every door.

A file that gets past the refusals stops the run with its traceback and is left in build/fuzz.
"""

import argparse
import resource
import sys
from pathlib import Path

from tests.fuzz.corpus import corpus
from tests.fuzz.doors import knock

FULL_COUNT = 200_000
PIECE = 1000
SLOWEST_S = 2.0


def main() -> int:
    """Knock at every door; 1 when one took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=FULL_COUNT, help="files of each format")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=tuple(corpus()), action="append")
    arguments = parser.parse_args()
    folder = Path("build/fuzz")
    folder.mkdir(parents=True, exist_ok=True)
    is_slow = False
    for suffix in arguments.format or corpus():
        read, slowest_s = 0, 0.0
        for piece in range(0, arguments.count, PIECE):
            seed = arguments.seed + piece
            tally = knock(suffix, seed, min(PIECE, arguments.count - piece), folder)
            read, slowest_s = read + tally.read, max(slowest_s, tally.slowest_s)
        is_slow = is_slow or slowest_s > SLOWEST_S
        most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(  # noqa: T201 - the run speaks to the person who started it
            f"{suffix}: {arguments.count} files, {read} read, the rest refused; slowest "
            f"{slowest_s:.2f} s, memory at most {most_mb:.0f} MiB",
            flush=True,
        )
    return 1 if is_slow else 0


if __name__ == "__main__":
    sys.exit(main())
