"""A whole site's review beside its two unavoidable steps, a plain reference and a written-out loop.

    benchmarks/planning.py [--pairs N] [--rounds N] [--json]

One core. A B A B in one run, medians; results are compared before anything is timed. "Floor" is
the bare fill of the distribution function plus the bare matrix product of the same chunks: what
the recipe can't avoid. "Reference" is plain NumPy over the same objective, pair by day by lead
time, without the chunked product; "loop" is Python over pairs, days and lead times, as small
inventory packages do it; both run on samples and are scaled to the same number of pairs.
"""

# ruff: noqa: E402  # the number of threads is set before NumPy is loaded
import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import WorkCalendar, arrival_table
from app.core.fleet_plan import CHUNK_PAIRS, FleetPlan, LognormalLives, Pairs, VendorArrivals
from app.core.order_cost import arrival_weights, still_away

ORDER_DAYS, LEAD_DAYS, VENDORS, PAIRS_PER_ASSET = 64, 64, 50, 3
DAYS = ORDER_DAYS + LEAD_DAYS + 1
REFERENCE_PAIRS, LOOP_PAIRS = 20_000, 20


@dataclass(frozen=True)
class Site:
    """A site of some size, drawn from one seed."""

    lives: LognormalLives
    pairs: Pairs
    leads: NDArray[np.float64]
    vendors: list[VendorArrivals]


def site_of(count: int) -> Site:
    """Draw pairs, and an arbitrary lead-time distribution for each vendor."""
    rng = np.random.default_rng(11)
    leads = rng.random((VENDORS, LEAD_DAYS)) ** 6
    leads /= leads.sum(axis=1, keepdims=True)
    table = arrival_table(date(2026, 3, 2), WorkCalendar(), WorkCalendar(), ORDER_DAYS, LEAD_DAYS)
    days = np.arange(ORDER_DAYS)
    vendors = [VendorArrivals(arrival_weights(lead, table, 1, days, DAYS)) for lead in leads]
    lives = LognormalLives(
        rng.lognormal(4.0, 1.0, count).astype(np.float32),
        rng.uniform(0.2, 1.0, count).astype(np.float32),
    )
    pairs = Pairs(
        rng.integers(0, VENDORS, count),
        np.arange(count) // PAIRS_PER_ASSET,
        rng.uniform(0.05, 2.0, count).astype(np.float32),
        rng.uniform(5.0, 5000.0, count).astype(np.float32),
    )
    return Site(lives, pairs, leads, vendors)


def floor_of(site: Site) -> Callable[[], None]:
    """Return the bare fill and the bare product over the same chunks."""
    order = np.argsort(site.pairs.vendor, kind="stable")
    ends = np.searchsorted(site.pairs.vendor[order], np.arange(VENDORS + 1))
    away = [still_away(vendor.weights).astype(np.float32) for vendor in site.vendors]
    days = np.arange(1, DAYS + 1, dtype=np.float32)
    room = np.empty((CHUNK_PAIRS, DAYS), dtype=np.float32)
    product = np.empty((CHUNK_PAIRS, ORDER_DAYS), dtype=np.float32)

    def run() -> None:
        for vendor in range(VENDORS):
            for start in range(ends[vendor], ends[vendor + 1], CHUNK_PAIRS):
                chunk = order[start : min(start + CHUNK_PAIRS, ends[vendor + 1])]
                site.lives.failed_by(chunk, days, room[: chunk.size])
                np.matmul(room[: chunk.size], away[vendor], out=product[: chunk.size])

    return run


def reference_costs(site: Site, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Expected cost of every order day in plain NumPy: phi by day, gathered by lead time."""
    days = np.arange(1, DAYS + 1, dtype=np.float32)
    failed = np.empty((rows.size, DAYS), dtype=np.float32)
    site.lives.failed_by(rows, days, failed)
    h = site.pairs.holding[rows].astype(float)[:, None]
    c = site.pairs.shortage[rows].astype(float)[:, None]
    steps = c * failed - h * (1.0 - failed)
    phi = np.zeros((rows.size, DAYS))
    phi[:, 1:] = np.cumsum(steps[:, :-1], axis=1)
    cost = np.zeros((rows.size, ORDER_DAYS))
    lead = site.leads[site.pairs.vendor[rows]]
    for tau in range(ORDER_DAYS):
        usable = np.minimum(tau + np.arange(LEAD_DAYS) + 1, DAYS - 1)
        cost[:, tau] = (phi[:, usable] * lead).sum(axis=1)
    return cost


def looped_costs(site: Site, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Expected cost of every order day, written out over days of need and lead times."""
    days = np.arange(1, DAYS + 1, dtype=np.float32)
    answer = np.zeros((rows.size, ORDER_DAYS))
    for n, pair in enumerate(rows):
        failed = np.empty((1, DAYS), dtype=np.float32)
        site.lives.failed_by(np.array([pair]), days, failed)
        need = np.diff(failed[0].astype(float), prepend=0.0).tolist()
        need.append(1.0 - sum(need))
        lead = site.leads[site.pairs.vendor[pair]].tolist()
        h, c = float(site.pairs.holding[pair]), float(site.pairs.shortage[pair])
        for tau in range(ORDER_DAYS):
            total = 0.0
            for length, chance in enumerate(lead):
                usable = min(tau + length + 1, DAYS - 1)
                for day, share in enumerate(need):
                    slack = day - usable
                    total += chance * share * (h * slack if slack > 0 else -c * slack)
            answer[n, tau] = total
    return answer


def check_equal(site: Site) -> None:
    """Stop unless all three ways choose days of equal cost."""
    plan = FleetPlan(site.lives, site.pairs, site.vendors)
    plan.review_all()
    rows = np.arange(min(2_000, len(site.lives)))
    cost = reference_costs(site, rows)
    chosen = cost[rows, plan.best_day[rows]]
    scale = np.abs(cost).max(axis=1)
    worst = float(((chosen - cost.min(axis=1)) / scale).max())
    looped, direct = looped_costs(site, rows[:5]), cost[:5]
    apart = np.ptp(looped - direct, axis=1) / scale[:5]
    if worst > 1e-5 or float(apart.max()) > 1e-5:
        sys.exit(f"results differ: {worst:.2e} from the reference, {apart.max():.2e} from the loop")


def seconds(act: Callable[[], object]) -> float:
    """Time one run on this core."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measure(count: int, rounds: int) -> dict[str, float]:
    """Time review, floor, reference, loop and one asset's review in turn, and return medians."""
    site = site_of(count)
    check_equal(site)
    plan = FleetPlan(site.lives, site.pairs, site.vendors)
    floor = floor_of(site)
    sample = np.arange(min(REFERENCE_PAIRS, count))
    few = np.arange(LOOP_PAIRS)
    taken: dict[str, list[float]] = {name: [] for name in ("review", "floor", "reference", "asset")}
    for n in range(rounds):
        taken["review"].append(seconds(plan.review_all))
        taken["floor"].append(seconds(floor))
        scale = count / sample.size
        taken["reference"].append(scale * seconds(lambda: reference_costs(site, sample)))
        taken["asset"].append(seconds(lambda n=n: plan.review_asset(n)))
    result = {name: median(times) for name, times in taken.items()}
    result["loop"] = seconds(lambda: looped_costs(site, few)) * count / LOOP_PAIRS
    return result


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=int, default=1_000_000, help="pairs of the largest site")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = []
    for count in (given.pairs // 100, given.pairs // 10, given.pairs):
        taken = measure(count, given.rounds)
        rows.append(
            {
                "pairs": count,
                "review_s": taken["review"],
                "ratio_to_floor": taken["review"] / taken["floor"],
                "reference_to_review": taken["reference"] / taken["review"],
                "loop_to_review": taken["loop"] / taken["review"],
                "one_asset_ms": taken["asset"] * 1000,
                "one_asset_to_review": taken["asset"] / taken["review"],
            }
        )
    growth = rows[-1]["review_s"] / rows[0]["review_s"] / (rows[-1]["pairs"] / rows[0]["pairs"])
    if given.json:
        print(json.dumps({"sites": rows, "growth_over_linear": growth}, indent=2))
        return
    for row in rows:
        print(
            f"{row['pairs']:>9,} pairs: review {row['review_s']:.3f} s = "
            f"{row['ratio_to_floor']:.2f} x floor; reference {row['reference_to_review']:.1f} x, "
            f"loop {row['loop_to_review']:,.0f} x the review; one asset "
            f"{row['one_asset_ms']:.2f} ms = {row['one_asset_to_review']:.1e} of the review"
        )
    print(f"growth from first to last: {growth:.2f} x linear")


if __name__ == "__main__":
    main()
