"""Calibrated claims hold what they say, failed or replaced; others are found out."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from app.core.alarms import Alarm, Ending
from app.core.calibration import (
    HORIZONS_DAYS,
    INTERVALS,
    by_horizon,
    calibration_of,
    checked_ends,
    item_errors,
)
from app.core.claims import CLAIM_LEVELS, Claim

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
MODEL = ("path", "2")
SD = 0.4


def item(
    n: int, life: float, claimed: float, replaced_at: float | None = None, last: float = 0.0
) -> Alarm:
    """An item that was claimed to last some days and lasted others, or was replaced before."""
    at = BEGIN + timedelta(days=n)
    claims = [Claim(f"c{n}", at, claimed, SD)]
    end = at + timedelta(days=life if replaced_at is None else replaced_at)
    if replaced_at is not None:
        claims.append(Claim(f"c{n}", end, last, SD))
    failed = end if replaced_at is None else None
    return Alarm(f"c{n}", MODEL, at, tuple(claims), Ending.CAME_TRUE, end, failed)


def items(
    count: int, *, bias: float = 1.0, spread: float = 1.0, shares: float = 0.0
) -> list[Alarm]:
    """Items whose claims err as they say; a share is replaced at 0.8 of the life."""
    random = np.random.default_rng(7)
    found = []
    for n in range(count):
        life = float(random.uniform(20.0, 120.0))
        claimed = life * bias * float(np.exp(SD * spread * random.normal()))
        if random.random() < shares:
            left = 0.2 * life
            last = left * float(np.exp(SD * random.normal()))
            found.append(item(n, life, claimed, 0.8 * life, last))
        else:
            found.append(item(n, life, claimed))
    return found


@pytest.mark.parametrize("replaced", [0.0, 0.6])
def test_calibrated_claims_cover_as_often_as_they_say(replaced: float) -> None:
    found = calibration_of(checked_ends(items(600, shares=replaced)))
    assert found.items > 540
    assert (found.replaced > 0) == (replaced > 0)
    for level in INTERVALS:
        assert found.inside[level].value == pytest.approx(level, abs=0.05)
    for level in CLAIM_LEVELS:
        assert found.by_level[level].value == pytest.approx(level, abs=0.05)


def test_claims_that_are_too_long_or_too_sure_are_found_out() -> None:
    long = calibration_of(checked_ends(items(300, bias=1.6)))
    assert long.by_level[0.5].value > 0.75, "ends came before the medians"
    sure = calibration_of(checked_ends(items(300, spread=2.5)))
    assert sure.inside[0.9].value < 0.6


def test_an_item_counts_once_however_often_it_was_predicted() -> None:
    at = BEGIN
    claims = tuple(Claim("c", at + timedelta(days=7 * n), 50.0 - 7 * n, SD) for n in range(5))
    end = at + timedelta(days=50)
    alarm = Alarm("c", MODEL, at, claims, Ending.CAME_TRUE, end, end)
    ends = checked_ends([alarm])
    assert len(ends) == 5
    assert calibration_of(ends).items == 1
    assert len(item_errors(ends)) == 1
    assert [part.items for _low, _high, part in by_horizon(ends)] == [0, 1, 1]
    assert len(by_horizon(ends)) == len(HORIZONS_DAYS) - 1


def test_what_is_hardly_known_and_what_found_no_wear_is_left_out() -> None:
    young = item(1, 100.0, 90.0, replaced_at=20.0, last=80.0)
    other = Alarm("c", MODEL, BEGIN, young.claims, Ending.NO_FAULT, BEGIN + timedelta(days=20))
    assert checked_ends([young, other]) == []


def test_the_later_prediction_is_freed_of_the_bias_found() -> None:
    late = item(1, 100.0, 100.0, replaced_at=60.0, last=60.0)
    whole = 60.0 + 60.0 / 2.0
    assert checked_ends([late], bias=2.0)[0].log_error == pytest.approx(np.log(100.0 / whole) / SD)
