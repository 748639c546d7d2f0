"""Do predictions still come true on one machine: a bet that may be looked at after every job.

Models are judged over all machines of a class (`app.core.track_record`). A machine may leave them
alone: rebuilt, run differently, measured elsewhere. Its own few outcomes say so.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.alarms import Alarm, Ending, Model
from app.core.calibration import checked_ends
from app.core.drift import is_drifted

MISS_RATE = 0.15
"""Share of alarms that may miss where all is well: 5 % find no such fault, and of the rest 10 %
end outside the 90 % interval; 1 - 0.95 x 0.9 = 0.145."""

BET = 0.5
"""Share of misses that is bet on."""

FOUND_WRONG = frozenset({Ending.OTHER_FAULT, Ending.NO_FAULT})
"""Endings of alarms that the job did not bear out."""


@dataclass(frozen=True, slots=True)
class MachineRecord:
    """What became of a model's alarms on one machine.

    Attributes
    ----------
    alarms, missed : int
        Alarms that are over and can be judged, and how many of them missed: another fault or none
        was found, or the end lay outside the 90 % interval of the first claim as it is planned.
    capital : float
        Won by betting that half of them miss.
    """

    asset_id: str
    model: str
    version: str
    alarms: int = 0
    missed: int = 0
    capital: float = 1.0

    @property
    def is_drifted(self) -> bool:
        """Whether nothing is planned with the model's predictions on this machine."""
        return is_drifted(self.capital)


def miss_capital(missed: Sequence[bool]) -> float:
    """Capital won by betting on misses, 1 at first.

    A miss multiplies it by 0.5 / 0.15, an alarm that came true by 0.5 / 0.85. Where no more than
    15 % miss it does not grow on average, and ever reaches 20 with a probability of at most 0.05
    (Ville's inequality, as in `app.core.drift`).

    Examples
    --------
    Two misses in a row may be chance, three are not:

    >>> [round(miss_capital([True] * n), 1) for n in (1, 2, 3)]
    [3.3, 11.1, 37.0]
    >>> round(miss_capital([False, False, True, True, True]), 1)
    12.8
    """
    gains = (BET / MISS_RATE if miss else (1 - BET) / (1 - MISS_RATE) for miss in missed)
    return math.prod(gains)


def machine_records(
    alarms: Iterable[Alarm],
    asset_of: Mapping[str, str],
    since: Mapping[str, datetime],
    corrections: Mapping[tuple[Model, str], tuple[float, float]],
) -> tuple[MachineRecord, ...]:
    """Judge every model on every machine whose alarms can be judged.

    Parameters
    ----------
    asset_of : mapping
        Machine of each component, by id.
    since : mapping
        When a machine's newest baseline began, by its id: what was said before does not count.
    corrections : mapping
        Bias and spread by which the model's claims on a machine are corrected, by model and
        machine; as claimed where there is none.
    """
    found: dict[tuple[str, Model], list[tuple[datetime, bool]]] = {}
    for alarm in alarms:
        asset_id = asset_of.get(alarm.component_id)
        if asset_id is None or alarm.ended_at is None:
            continue
        if asset_id in since and alarm.began_at < since[asset_id]:
            continue
        missed = has_missed(alarm, *corrections.get((alarm.model, asset_id), (1.0, 1.0)))
        if missed is not None:
            found.setdefault((asset_id, alarm.model), []).append((alarm.ended_at, missed))
    return tuple(
        _record(asset_id, model, [missed for _at, missed in sorted(outcomes)])
        for (asset_id, model), outcomes in sorted(found.items())
    )


def has_missed(alarm: Alarm, bias: float, spread: float) -> bool | None:
    """Tell whether an alarm missed; None where that is not known.

    Of the first claim, corrected as it is planned with, the ends of the 90 % interval count.
    """
    if alarm.ending in FOUND_WRONG:
        return True
    end = next(iter(checked_ends([alarm], bias)), None)
    if end is None:
        return None
    low, *_, high = end.claim.quantiles_days
    median = end.claim.median_days
    length = median / math.exp(end.log_ratio)
    is_short, is_long = (
        length < median / bias * (low / median) ** spread,
        length > median / bias * (high / median) ** spread,
    )
    return bool(is_short or is_long)


def _record(asset_id: str, model: Model, missed: list[bool]) -> MachineRecord:
    """Sum one machine's outcomes up."""
    return MachineRecord(asset_id, *model, len(missed), sum(missed), miss_capital(missed))
