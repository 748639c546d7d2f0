"""A simulated plant under nine ordering policies, the product's own among them.

    benchmarks/policy.py --seeds A-B [--set NAME=VALUE]... [--only POLICY,...] [--json]

Every policy meets the same plants with the same luck; differences are paired, with their standard
errors. Cost a year = downtime + holding + ordering + expediting + repair premium, without the
parts used. The differences of classic_predictive, no_condition and kairos come from ordering
alone: they share one replacement rule, and all stocking policies share one rule of hurrying.
"""

# ruff: noqa: E402  # the number of threads is set before NumPy is loaded
import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import sys

from laboratory.comparing import POLICIES, compared, play
from laboratory.parameters import BadSetting, described, with_settings
from laboratory.table import table_of


def seeds_of(text: str) -> tuple[int, ...]:
    """Read "A-B" or "A".

    Raises
    ------
    BadSetting
        If it is neither, or B is below A.
    """
    first, dash, last = text.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise BadSetting(f'--seeds: expected A-B with whole numbers, as in 0-5, found "{text}".')
    seeds = tuple(range(int(first), int(last if dash else first) + 1))
    if not seeds:
        raise BadSetting(f'--seeds: expected A-B with A up to B, found "{text}".')
    return seeds


def policies_of(text: str) -> tuple[str, ...]:
    """Read the policies to play.

    Raises
    ------
    BadSetting
        If one is not known.
    """
    chosen = tuple(text.split(",")) if text else POLICIES
    unknown = [name for name in chosen if name not in POLICIES]
    if unknown:
        raise BadSetting(f"--only: expected names of {', '.join(POLICIES)}, found {unknown[0]!r}.")
    return chosen


def say(line: str) -> None:
    """Tell the progress, apart from the answer."""
    print(line, file=sys.stderr, flush=True)


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n")[0],
        epilog="parameters and their defaults:\n" + described(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seeds", required=True, metavar="A-B", help="plants, both included")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="may be repeated"
    )
    parser.add_argument(
        "--only", default="", metavar="POLICY,...", help="play some policies; all if left out"
    )
    parser.add_argument("--json", action="store_true", help="print one list of objects")
    return parser.parse_args()


def main() -> int:
    """Play, and print the comparison."""
    given = asked()
    try:
        parameters, seeds = with_settings(given.set), seeds_of(given.seeds)
        policies = policies_of(given.only)
    except BadSetting as bad:
        print(bad, file=sys.stderr)
        return 2
    rows = compared(play(parameters, seeds, say, policies))
    print(json.dumps(rows, indent=2) if given.json else table_of(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
