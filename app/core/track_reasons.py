"""What the record says of a prediction, with the numbers to recompute the correction by hand."""

import math
from collections.abc import Iterator

from app.core.claims import CLAIMED_WEIGHT
from app.core.drift import FALSE_FLAG_RATE
from app.core.machine_record import MISS_RATE, MachineRecord
from app.core.reasons import Detail, Reason
from app.core.track_record import LEAST_SPREAD, CheckedClaim, FamilyRecord
from app.core.trust import ENOUGH_CLAIMS, FAMILY_WEIGHT, USEFUL_ERROR, Verdict

PLACES = 4
"""Decimals of a factor: a correction recomputed with them is right to the hour."""


def track_reasons(checked: CheckedClaim) -> Iterator[Reason]:
    """Say how the earlier predictions came out, and what that does to this one.

    Examples
    --------
    >>> from app.core.distribution import DaysDistribution
    >>> claim = DaysDistribution.certain(16.0)
    >>> few = CheckedClaim(FamilyRecord("path", "1", "pump", outcomes=3), claim, 0.0)
    >>> [reason.text() for reason in track_reasons(few)]
    ['Not enough outcomes yet to check the prediction (3 of 8): it stands as the model makes it.']
    """
    yield from _life_reasons(checked)
    if checked.record.is_drifted:
        yield Reason("record_drifted", details={"rate": FALSE_FLAG_RATE})
    if checked.machine is not None and checked.machine.is_drifted:
        yield machine_left(checked.machine)
    if checked.record.alarms:
        yield _precision(checked)


def _life_reasons(checked: CheckedClaim) -> Iterator[Reason]:
    """Say what the record makes of the length of life claimed."""
    record = checked.record
    if record.verdict is Verdict.NOT_ENOUGH:
        known: dict[str, Detail] = {"outcomes": record.outcomes, "enough": ENOUGH_CLAIMS}
        yield Reason("record_too_short", float(record.outcomes), "", known)
        return
    yield _bias(record)
    yield _spread(record)
    if record.verdict is Verdict.UNINFORMATIVE:
        yield _no_use(record)
    elif record.is_corrected:
        yield _corrected(checked)
    else:
        yield Reason("record_bears_out")


def _bias(record: FamilyRecord) -> Reason:
    """Say by which factor claims were too long, and how that comes about."""
    details: dict[str, Detail] = {
        "claims": record.claims,
        "outcomes": record.outcomes,
        "plant": round(record.plant_bias, PLACES),
        "own_claims": record.own_claims,
        "own": round(record.own_bias, PLACES),
        "weight": FAMILY_WEIGHT,
        "bias": round(record.bias, PLACES),
    }
    return Reason("record_bias", round(record.bias, PLACES), "", details)


def _spread(record: FamilyRecord) -> Reason:
    """Say how much wider the errors were than claimed."""
    details: dict[str, Detail] = {
        "plant": round(record.plant_spread, PLACES),
        "own": round(record.own_spread, PLACES),
        "own_claims": record.own_claims,
        "weight": FAMILY_WEIGHT,
        "least": LEAST_SPREAD,
        "spread": round(record.spread, PLACES),
    }
    return Reason("record_spread", round(record.spread, PLACES), "", details)


def _precision(checked: CheckedClaim) -> Reason:
    """Say how many of such alarms come true, by the record drawn towards the model's claim."""
    record, claimed = checked.record, checked.claimed_precision
    details: dict[str, Detail] = {
        "claimed": round(claimed, PLACES),
        "weight": CLAIMED_WEIGHT,
        "alarms": record.alarms,
        "true": record.came_true,
        "plant": round(record.plant_precision(claimed), PLACES),
        "own_alarms": record.own_alarms,
        "own_true": record.own_came_true,
        "precision": round(checked.precision, PLACES),
    }
    return Reason("record_precision", round(checked.precision, PLACES), "1", details)


def machine_left(machine: MachineRecord) -> Reason:
    """Say that the predictions do not come true on this machine any more."""
    details: dict[str, Detail] = {
        "alarms": machine.alarms,
        "missed": machine.missed,
        "capital": round(machine.capital, 1),
        "enough": 1 / FALSE_FLAG_RATE,
        "rate": FALSE_FLAG_RATE,
        "missing": MISS_RATE,
    }
    return Reason("machine_drifted", round(machine.capital, 1), "", details)


def _no_use(record: FamilyRecord) -> Reason:
    """Say that the predictions tell no more than the age does."""
    details: dict[str, Detail] = {
        "error": round(math.exp(record.error), 2),
        "natural": round(math.exp(record.natural), 2),
        "useful": round(math.exp(USEFUL_ERROR), 2),
    }
    return Reason("record_no_use", details=details)


def _corrected(checked: CheckedClaim) -> Reason:
    """Say what was claimed and what it becomes."""
    before, after = checked.claimed, checked.corrected
    details: dict[str, Detail] = {"age": round(checked.age_days, 2)}
    for level in (10, 50, 90):
        details[f"p{level}"] = _days(before.quantile(level / 100))
        details[f"c{level}"] = _days(after.quantile(level / 100))
    details |= {
        "bias": round(checked.record.bias, PLACES),
        "spread": round(checked.record.spread, PLACES),
    }
    median = after.quantile(0.5)
    return Reason("record_corrected", None if math.isinf(median) else median, "d", details)


def _days(days: float) -> Detail:
    """Show a day count, or that it lies beyond the horizon."""
    return "> horizon" if math.isinf(days) else round(days, 2)
