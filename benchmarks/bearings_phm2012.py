"""Onset and remaining life on the run-to-failure bearings of PHM 2012, against the truth.

Each snapshot counts as one hour, each channel as a measurement point; the limit of functional
failure is 20 g peak. No parameter was fitted by optimisation, but variants of the model were
compared on these same six bearings, so read the coverage as favourable; bearings not looked at
would be the proof. The end of a bearing is its last snapshot; where three peaks in a row pass
the limit before (the test went on), intervals are judged up to there. The first order is the
trigger's own, for a part that takes 5 days (spread 1) on a class B machine: LATE says that the part
comes too late with more than a point above the tolerated risk; it is ordered all the same.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.baseline import in_a_row
from app.analysis.bearings import bearing_named
from app.analysis.health import CONFIRMATIONS
from app.analysis.rul import estimate_rul, most_urgent
from app.core.assets import AssetClass, Component, Criticality
from app.core.calendars import WorkCalendar
from app.core.decision import evaluate_trigger
from app.core.health import RulEstimate, RulState
from app.core.lead_time import declared_lead_time
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.stock import StockPosition
from app.core.supply import supply_from
from app.core.trigger import DecisionKind
from benchmarks.rig_records.document import DATA, put_into_document
from benchmarks.rig_records.snapshots import G_MS2, read_features

LIMIT_PEAK_MS2 = 20 * G_MS2
CHECKPOINTS = (0.0, 0.25, 0.5, 0.75, 0.9)
"""Shares of the time from detection to the end at which intervals are shown."""
LEAD_DAYS = (5.0, 1.0)
"""Median and spread of the lead time the first order is dated by."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was said at one moment, and what came: all in days."""

    day: float
    truth_days: float
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float


@dataclass(frozen=True, slots=True)
class BearingResult:
    """One bearing taken through its life."""

    bearing: str
    life_days: float
    detected_day: float | None
    first_order_day: float | None
    first_decision: str
    alarms_in_first_tenth: int
    forgotten: int
    checkpoints: list[Checkpoint]
    coverage_80: float | None
    coverage_90: float | None


def main(arguments: list[str] | None = None) -> int:
    """Run over every bearing file of a folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds phm2012/")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    files = sorted((options.data / "phm2012").glob("Bearing?_?.npz"))
    if not files:
        sys.stderr.write(f"No Bearing*.npz in {options.data / 'phm2012'}.\n")
        return 1
    results = [take_through_life(path) for path in files]
    if options.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
    else:
        print(table(results))
    if options.write:
        heading = "Bearings run to failure (PHM 2012)"
        put_into_document("bearings_phm2012", heading, __doc__.strip(), table(results))
    return 0 if all(is_within_bar(result) for result in results) else 1


def take_through_life(path: Path) -> BearingResult:
    """Replay one bearing and hold what was said against what came."""
    return judge(path.stem, *replay(path))


def replay(path: Path) -> tuple[list[datetime], list[RulEstimate], np.ndarray]:
    """Replay one bearing snapshot by snapshot, as the monitor would see it.

    Returns the instants, what was said at each, and the higher peak of the channels in m/s2.
    """
    channels = list(read_features(path))
    times = [features.taken_at for features in channels[0]]
    component = Component("c", "a", path.stem, None, bearing_named("PRONOSTIA"))
    estimates = [
        most_urgent(
            [
                estimate_rul(
                    channel[: i + 1],
                    component,
                    AssetClass.MOTOR,
                    at,
                    limit_peak_ms2=LIMIT_PEAK_MS2,
                )
                for channel in channels
            ]
        )
        for i, at in enumerate(times)
    ]
    peaks = np.max([[f.acceleration_peak_ms2 for f in channel] for channel in channels], axis=0)
    return times, estimates, peaks


def judge(
    name: str, times: list[datetime], estimates: list[RulEstimate], peaks_ms2: np.ndarray
) -> BearingResult:
    """Hold what was said against what came."""
    days = _days_of(times)
    life_days = float(days[-1])
    raised = _is_degrading(estimates)
    starts = np.flatnonzero(raised & ~np.concatenate(([False], raised[:-1])))
    judged = intervals(times, estimates, peaks_ms2)
    ordered = first_order(estimates)
    return BearingResult(
        bearing=name,
        life_days=life_days,
        detected_day=float(days[starts[0]]) if starts.size else None,
        first_order_day=None if ordered is None else float(days[ordered[0]]),
        first_decision="never" if ordered is None else ordered[1].value,
        alarms_in_first_tenth=int(np.count_nonzero(days[starts] < life_days / 10)),
        forgotten=max(starts.size - 1, 0),
        checkpoints=_at_shares(judged, life_days),
        coverage_80=_coverage(judged, "p10", "p90"),
        coverage_90=_coverage(judged, "p05", "p95"),
    )


def intervals(
    times: list[datetime], estimates: list[RulEstimate], peaks_ms2: np.ndarray
) -> list[Checkpoint]:
    """Read every interval from the onset to the end, or to where the limit was passed."""
    days = _days_of(times)
    over = np.flatnonzero(in_a_row(peaks_ms2 >= LIMIT_PEAK_MS2, CONFIRMATIONS))
    last = int(over[0]) if over.size else len(times) - 1
    wanted = np.flatnonzero(_is_degrading(estimates[:last]))
    return [_checkpoint(days[i], float(days[-1]), estimates[i]) for i in wanted]


def _days_of(times: list[datetime]) -> np.ndarray:
    """Days since the first of some instants."""
    return np.array([(at - times[0]).total_seconds() / 86400 for at in times])


def _is_degrading(estimates: list[RulEstimate]) -> np.ndarray:
    """Tell which estimates speak of a degradation."""
    return np.array([e.state is RulState.DEGRADING for e in estimates], dtype=bool)


def first_order(estimates: list[RulEstimate]) -> tuple[int, DecisionKind] | None:
    """Find the first snapshot on which the trigger orders the part, and how it puts it."""
    policy, lead = SitePolicy(), declared_lead_time(*LEAD_DAYS)
    for i, estimate in enumerate(estimates):
        if estimate.distribution is None or estimate.state is not RulState.DEGRADING:
            continue
        supply = supply_from(
            estimate.as_of.date(),
            WorkCalendar(),
            WorkCalendar(),
            lead,
            policy.receiving_margin_days,
        )
        need = Need(estimate.distribution, estimate.state.value, Criticality.B, 0.06, 0.0)
        kind = evaluate_trigger(need, supply, StockPosition(), policy).kind
        if kind in {DecisionKind.ORDER, DecisionKind.LATE}:
            return i, kind
    return None


def _checkpoint(day: float, life_days: float, estimate: RulEstimate) -> Checkpoint:
    """Read the interval of one estimate."""
    assert estimate.distribution is not None  # noqa: S101 - a degrading state carries one
    quantiles = [estimate.distribution.quantile(p) for p in (0.05, 0.1, 0.5, 0.9, 0.95)]
    return Checkpoint(float(day), life_days - float(day), *quantiles)


def _at_shares(judged: list[Checkpoint], life_days: float) -> list[Checkpoint]:
    """Pick the checkpoints nearest to `CHECKPOINTS` between detection and the end."""
    if not judged:
        return []
    first = judged[0].day
    wanted = [first + share * (life_days - first) for share in CHECKPOINTS]
    return [min(judged, key=lambda c: abs(c.day - day)) for day in wanted]


def _coverage(judged: list[Checkpoint], low: str, high: str) -> float | None:
    """Share of the time since detection in which the interval holds the truth."""
    if len(judged) < 2:
        return None
    inside = [getattr(c, low) <= c.truth_days <= getattr(c, high) for c in judged]
    weight = np.gradient([c.day for c in judged])
    return float(np.average(inside, weights=weight))


def is_within_bar(result: BearingResult) -> bool:
    """Detected before the end, not in the first tenth, and with an interval."""
    return (
        result.detected_day is not None
        and result.detected_day < result.life_days
        and result.alarms_in_first_tenth == 0
        and bool(result.checkpoints)
    )


def table(results: list[BearingResult]) -> str:
    """Lay the results out as two Markdown tables."""
    heading = "| bearing | life, d | found, d (share of life) | first order, d | before the end, d "
    lines = [
        f"{heading}| forgotten | P10-P90 holds | P5-P95 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for r in results:
        found = "never"
        if r.detected_day is not None:
            found = f"{r.detected_day:.1f} ({r.detected_day / r.life_days:.0%})"
        lines.append(
            f"| {r.bearing} | {r.life_days:.1f} | {found} | {_order(r)} | {r.forgotten} | "
            f"{_share(r.coverage_80)} | {_share(r.coverage_90)} |"
        )
    lines.append(
        f"| mean | | | | | | {_share(mean_of([r.coverage_80 for r in results]))} | "
        f"{_share(mean_of([r.coverage_90 for r in results]))} |"
    )
    lines += ["", "| bearing | day | remaining, d | P10 | P50 | P90 |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.bearing} | {c.day:.1f} | **{c.truth_days:.1f}** | {_days(c.p10)} | {_days(c.p50)} | "
        f"{_days(c.p90)} |"
        for r in results
        for c in r.checkpoints
    ]
    return "\n".join(lines)


def _order(result: BearingResult) -> str:
    """Write the first order: its day, its decision, and how long before the end."""
    if result.first_order_day is None:
        return "never | "
    left = result.life_days - result.first_order_day
    return f"{result.first_order_day:.1f} ({result.first_decision}) | {left:.1f}"


def mean_of(shares: list[float | None]) -> float | None:
    """Average the shares that are known."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def _share(value: float | None) -> str:
    """Write a share in percent."""
    return "too few measurements" if value is None else f"{value:.0%}"


def _days(value: float) -> str:
    """Write a number of days; infinite means not within the horizon."""
    return "not within the horizon" if np.isinf(value) else f"{value:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
