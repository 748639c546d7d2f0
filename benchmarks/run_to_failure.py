"""Onset, early names and calibrated intervals on bearings run to failure (PHM 2012 form).

Leave one bearing out: the width of a bearing's interval is learned from the other bearings alone
(conformal, errors in units of the prediction, every bearing weighing the same). The prediction is
the median of the product's own distribution; beside it stand two rules that look at no vibration,
given the same treatment: the median remaining life of the other bearings, and a fifth of the age.
The interval score is width plus 20 times what the truth lies outside (Gneiting and Raftery 2007),
in days as `bearings_phm2012.py` counts them (a snapshot is an hour), from the onset on, mean over
time; smaller is better. Snapshots last 0.1 s, three turns of the shaft: too short for a comb, so
that no fault may be named from one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.bearing_wear import MODE_OF_DEFECT
from app.analysis.bearings import bearing_named
from app.analysis.diagnosis import diagnose
from app.core.measurements import Waveform
from benchmarks.bearings_phm2012 import Checkpoint, intervals, replay
from benchmarks.rig_records.document import DATA, put_into_document
from benchmarks.rig_records.snapshots import read_waveforms

MISS_RATE = 0.1
AGE_SHARE = 0.2
TENTHS = 10
MARK = "run_to_failure"

Rule = Callable[[Checkpoint], float]


@dataclass(frozen=True, slots=True)
class Life:
    """One bearing replayed to its end."""

    bearing: str
    life_days: float
    onset_day: float | None
    named_early: int
    checkpoints: list[Checkpoint]

    @property
    def weights(self) -> np.ndarray:
        """Share of the time since the onset that each checkpoint stands for."""
        if len(self.checkpoints) < 2:
            return np.ones(len(self.checkpoints))
        weight = np.gradient([c.day for c in self.checkpoints])
        return weight / weight.sum()


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report; days as in `bearings_phm2012.py`."""

    bearing: str
    onset_fraction_of_life: float | None
    false_alarm_first_tenth: bool
    named_first_tenth: int
    tenths_without_interval: int
    coverage_90: float | None
    width_90: float | None
    interval_score: float | None
    interval_score_naive: list[float | None]
    coverage_90_own: float | None


def main(arguments: list[str] | None = None) -> int:
    """Judge every bearing of the known form and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds phm2012/")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    files = sorted(options.data.rglob("Bearing?_?.npz"))
    if len(files) < 3:
        sys.stderr.write(f"Fewer than three Bearing*.npz in {options.data}.\n")
        return 1
    results = judge([take(path) for path in files])
    print(json.dumps([asdict(r) for r in results], indent=1) if options.json else table(results))
    if options.write:
        put_into_document(MARK, "Intervals of unseen bearings", __doc__.strip(), table(results))
    return 0


def take(path: Path) -> Life:
    """Replay one bearing, and look for names in its first tenth."""
    times, estimates, peaks = replay(path)
    life_days = (times[-1] - times[0]).total_seconds() / 86400
    checkpoints = intervals(times, estimates, peaks)
    early = times[0] + (times[-1] - times[0]) / TENTHS
    named = sum(
        _names(waveform)
        for channel in read_waveforms(path)
        for waveform in channel
        if waveform.taken_at < early
    )
    onset = checkpoints[0].day if checkpoints else None
    return Life(path.stem, life_days, onset, named, checkpoints)


def _names(waveform: Waveform) -> bool:
    """Tell whether a fault is named in one snapshot."""
    found = diagnose(waveform, bearing_named("PRONOSTIA"))
    return found.failure_mode in MODE_OF_DEFECT.values()


def judge(lives: list[Life]) -> list[Result]:
    """Hold every bearing against intervals learned from the others."""
    return [_result(life, [other for other in lives if other is not life]) for life in lives]


def _result(life: Life, others: list[Life]) -> Result:
    """Judge one bearing."""
    usual_days = _weighted_quantile(*_pooled(others, lambda c: c.truth_days), 0.5)
    rules: list[Rule] = [lambda c: c.p50, lambda _: usual_days, lambda c: AGE_SHARE * c.day]
    judged = [_scored(life, others, rule) for rule in rules]
    own = [c.p05 <= c.truth_days <= c.p95 for c in life.checkpoints]
    is_early = life.onset_day is not None and life.onset_day < life.life_days / TENTHS
    return Result(
        bearing=life.bearing,
        onset_fraction_of_life=None if life.onset_day is None else life.onset_day / life.life_days,
        false_alarm_first_tenth=is_early,
        named_first_tenth=life.named_early,
        tenths_without_interval=_bare_tenths(life),
        coverage_90=judged[0][0],
        width_90=judged[0][1],
        interval_score=judged[0][2],
        interval_score_naive=[score for _, _, score in judged[1:]],
        coverage_90_own=float(np.average(own, weights=life.weights)) if own else None,
    )


def _scored(
    life: Life, others: list[Life], rule: Rule
) -> tuple[float | None, float | None, float | None]:
    """Coverage, mean width and interval score of one rule; None where nothing was said."""
    if not life.checkpoints:
        return None, None, None
    reach = _weighted_quantile(*_pooled(others, lambda c: _error(c, rule)), 1 - MISS_RATE)
    predicted = np.array([rule(c) for c in life.checkpoints])
    truth = np.array([c.truth_days for c in life.checkpoints])
    low, high = np.maximum(predicted * (1 - reach), 0.0), predicted * (1 + reach)
    missed = np.maximum(low - truth, 0.0) + np.maximum(truth - high, 0.0)
    rows = (missed == 0, high - low, high - low + 2 / MISS_RATE * missed)
    coverage, width, score = (float(np.average(row, weights=life.weights)) for row in rows)
    return coverage, width, score


def _error(checkpoint: Checkpoint, rule: Rule) -> float:
    """Error of a rule in units of its prediction."""
    predicted = max(rule(checkpoint), 1e-9)
    return abs(checkpoint.truth_days - predicted) / predicted


def _pooled(
    lives: list[Life], value: Callable[[Checkpoint], float]
) -> tuple[np.ndarray, np.ndarray]:
    """Gather a value of all checkpoints with their weights, every bearing weighing the same."""
    values = [value(c) for life in lives for c in life.checkpoints]
    return np.array(values), np.concatenate([life.weights for life in lives])


def _weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """Return the least value that `share` of the weight does not exceed.

    >>> _weighted_quantile(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]), 0.5)
    2.0
    """
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(reached, share)), values.size - 1)])


def _bare_tenths(life: Life) -> int:
    """Count the tenths of life from the onset on, up to the last word, without an interval."""
    tenths = list(_tenths(life))
    return len(set(range(tenths[0], tenths[-1] + 1)) - set(tenths)) if tenths else 0


def _tenths(life: Life) -> Iterator[int]:
    """Yield the tenth of life of every checkpoint, in order."""
    for checkpoint in life.checkpoints:
        yield min(int(TENTHS * checkpoint.day / life.life_days), TENTHS - 1)


def table(results: list[Result]) -> str:
    """Lay the results out as a Markdown table, the means last."""
    heading = (
        "bearing | onset, share of life | named early | tenths bare | 90 % holds | width, d | "
        "interval score | of the usual life | of 0.2 x age | P5-P95 holds"
    )
    lines = [f"| {heading} |", "|---|---|---|---|---|---|---|---|---|---|"]
    lines += [
        f"| {r.bearing} | {_share(r.onset_fraction_of_life)} | {r.named_first_tenth} | "
        f"{r.tenths_without_interval} | {_numbers(r)} |"
        for r in results
    ]
    rows = [
        (r.coverage_90, r.width_90, r.interval_score, *r.interval_score_naive, r.coverage_90_own)
        for r in results
        if r.interval_score is not None
    ]
    if rows:
        lines.append(f"| mean | | | | {_row(np.mean(np.array(rows, dtype=float), axis=0))} |")
    return "\n".join(lines)


def _numbers(result: Result) -> str:
    """Write the figures of one bearing."""
    if result.interval_score is None:
        return "never | - | - | - | - | -"
    naive = result.interval_score_naive
    own = result.coverage_90_own
    return _row([result.coverage_90, result.width_90, result.interval_score, *naive, own])


def _row(values: "np.ndarray | list[float | None]") -> str:
    """Write coverage, width, three scores and the product's own coverage."""
    coverage, width, score, constant, age, own = (float(v or 0.0) for v in values)
    return f"{coverage:.0%} | {width:.1f} | {score:.1f} | {constant:.1f} | {age:.1f} | {own:.0%}"


def _share(value: float | None) -> str:
    """Write a share in percent."""
    return "never" if value is None else f"{value:.0%}"


if __name__ == "__main__":
    raise SystemExit(main())
