"""How long a back-test takes: two years of a plant of many parts under every policy.

    python benchmarks/backtest.py [--parts N] [--days N] [--seed N]

The plant is made up with a seeded generator and written through the real storage: three machines
a part, failures foretold for two months in two cases of three, an order for every piece used.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.backtest.run import PLAYED, run_backtest
from tests.backtest.plants import Failed, Happening, Ordered, Past, Said, write

COMPONENTS = 3
FAILURES_A_YEAR = 2.0
NOTICE_DAYS, LOOK_EVERY_DAYS = 60, 3


def story(parts: int, days: int, chance: random.Random) -> list[Happening]:
    """Failures of all components, most of them foretold, and an order for each."""
    told: list[Happening] = []
    for component in range(parts * COMPONENTS):
        day = chance.expovariate(FAILURES_A_YEAR / COMPONENTS / 365)
        while day < days:
            on = int(day)
            told.append(Failed(on, component))
            told.append(Ordered(on, component // COMPONENTS, 1, chance.randint(5, 15)))
            if chance.random() < 2 / 3:
                looks = range(max(on - NOTICE_DAYS, 0), on, LOOK_EVERY_DAYS)
                told += [
                    Said(at, component, (on - at) * chance.lognormvariate(0, 0.3)) for at in looks
                ]
            day += 1 + chance.expovariate(FAILURES_A_YEAR / COMPONENTS / 365)
    return told


def main() -> None:
    """Write a plant, replay it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", type=int, default=200)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    told = story(asked.parts, asked.days, random.Random(asked.seed))
    past = Past(parts=asked.parts, days=asked.days, happenings=told)
    with tempfile.TemporaryDirectory() as folder, write(Path(folder) / "plant", past) as store:
        began, cpu = time.perf_counter(), time.process_time()
        report = run_backtest(store)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"{asked.parts} parts, {report.days} days replayed, {len(PLAYED)} policies, "
        f"{report.needs} needs, {report.predictions} predictions: {cpu:.1f} s of one core, "
        f"{seconds:.1f} s by the clock"
    )
    for outcome in (report.plant, *report.policies):
        print(
            f"{outcome.name:<32} {outcome.all_needs.short:>5} short, "
            f"stock {outcome.mean_stock_value}, cost {outcome.cost}"
        )


if __name__ == "__main__":
    main()
