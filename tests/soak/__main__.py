"""Play many random schedules on all cores, or one again by its seed; run by `make soak`."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.soak.schedule import play, schedule_of, shortest, stage

AT_ONCE = 250
"""Schedules played on one plant before progress is said."""


def play_seeds(seeds: tuple[int, ...]) -> tuple[int, Counter[str], dict[int, str]]:
    """Play some seeds; how many, what happened in them, and what went wrong by seed."""
    with stage() as world:
        wrong = {seed: play(world, schedule_of(seed)) for seed in seeds}
        return len(seeds), world.tally, {seed: said for seed, said in wrong.items() if said}


def play_all(first: int, count: int, processes: int) -> bool:
    """Play a range of seeds, say how it goes; whether all held."""
    begun, done, tally, failed = time.monotonic(), 0, Counter[str](), dict[int, str]()
    with ProcessPoolExecutor(processes) as pool:
        for played, happened, wrong in pool.map(play_seeds, parts_of(first, count)):
            done += played
            tally += happened
            failed |= wrong
            took_s = time.monotonic() - begun
            say(f"{done} of {count} schedules, {len(failed)} failed, {took_s:.0f} s")
            for seed, said in wrong.items():
                say(f"  seed {seed}: {said}")
    say(", ".join(f"{n} {what}" for what, n in sorted(tally.items())))
    say(f"{done - len(failed)} passed, {len(failed)} failed")
    return not failed


def parts_of(first: int, count: int) -> Iterator[tuple[int, ...]]:
    """Cut a range of seeds into what one process plays at once."""
    seeds = range(first, first + count)
    return (tuple(seeds[at : at + AT_ONCE]) for at in range(0, count, AT_ONCE))


def play_again(seed: int) -> bool:
    """Play one seed, and find the shortest part of it that still goes wrong; whether it held."""
    turns = schedule_of(seed)
    with stage() as world:
        wrong = play(world, turns)
        say("\n".join(map(str, turns)))
        if wrong:
            say(f"\nseed {seed}: {wrong}\nthe least that does it:")
            say("\n".join(map(str, shortest(world, turns, wrong))))
    say(f"{int(not wrong)} passed, {int(bool(wrong))} failed")
    return not wrong


def say(line: str) -> None:
    """Tell the person who waits, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--schedules", type=int, default=100_000, help="how many (100000)")
    parser.add_argument("--first", type=int, default=0, help="seed of the first one (0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at a time")
    parser.add_argument("--seed", type=int, help="play this one alone, step by step")
    asked = parser.parse_args()
    if asked.seed is not None:
        return int(not play_again(asked.seed))
    return int(not play_all(asked.first, asked.schedules, asked.processes))


if __name__ == "__main__":
    sys.exit(main())
