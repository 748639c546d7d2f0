"""What a plant has learned of its own needs and predictions by a day."""

from dataclasses import dataclass

import numpy as np
from laboratory.draws import Draws

from app.backtest.rules.plant_day import Alerts, Reals
from app.core.distribution import LEVELS
from app.core.trust import Evidence

RATE_WEIGHT_DAYS = 730.0
"""Days of its own record at which a part's rate counts as much as the plant's file does."""

REAL_SHARE, ALARM_WEIGHT = 0.8, 5.0
"""Share of alerts taken for real before any is closed, and what that belief weighs in alerts."""

CLAIM_EVERY_DAYS = 15
"""Days between two claims kept as evidence, so that their errors hang little together."""

MIDDLE = LEVELS.size // 2
ONE_SD_UP = int(np.searchsorted(LEVELS, 0.84))
ONE_SD_STEP = 0.994457883209753
"""Standard normal step of the level 0.84."""


@dataclass(frozen=True)
class Claim:
    """One prediction: its day, median and log standard deviation."""

    day: int
    median_days: float
    log_sd: float


class Record:
    """Needs, alerts and claims so far."""

    def __init__(self, draws: Draws) -> None:
        self._terms = draws.terms
        file_rate = np.bincount(self._terms.slot_part, weights=1.0 / self._terms.mean_life_days)
        self._expected = file_rate * RATE_WEIGHT_DAYS
        self._needs = np.zeros(self._terms.parts)
        self._notice: list[float] = []
        self._real, self._false = REAL_SHARE * ALARM_WEIGHT, (1 - REAL_SHARE) * ALARM_WEIGHT
        self._open: dict[int, list[Claim]] = {}
        self._last: dict[int, float] = {}
        self._closed: list[tuple[float, ...]] = []
        self._evidence = Evidence.none()

    @property
    def precision(self) -> float:
        """Share of closed alerts that stood for a real defect."""
        return self._real / (self._real + self._false)

    @property
    def notice_days(self) -> Reals:
        """Days of notice of each need so far."""
        return np.array(self._notice)

    def need_rate(self, day: int) -> Reals:
        """Needs of each part a day: the file's and the record's, by their weights."""
        return (self._expected + self._needs) / (RATE_WEIGHT_DAYS + day)

    def evidence(self) -> Evidence:
        """Claims closed by today."""
        if self._evidence.family.size != len(self._closed):
            columns = np.array(self._closed).T
            self._evidence = Evidence(columns[0].astype(np.int64), *columns[1:])
        return self._evidence

    def look(self, alerts: Alerts, day: int) -> None:
        """Keep a claim of each alert now and then, and close alerts that have cleared."""
        median = alerts.quantiles_days[:, MIDDLE]
        log_sd = np.log(alerts.quantiles_days[:, ONE_SD_UP] / median) / ONE_SD_STEP
        for slot, m, sd in zip(alerts.slot.tolist(), median.tolist(), log_sd.tolist(), strict=True):
            claims = self._open.setdefault(slot, [])
            if not claims or day - claims[-1].day >= CLAIM_EVERY_DAYS:
                claims.append(Claim(day, m, sd))
            self._last[slot] = m
        for slot in set(self._open) - set(alerts.slot.tolist()):
            self._false += 1.0
            del self._open[slot], self._last[slot]

    def need(self, slot: int, day: int, alert_since: int, *, failed: bool, damaged: bool) -> None:
        """Note a part used, with the notice its alert gave and what the fitter found.

        Of an alert that stood when the record began, nobody knows what notice it gave.
        """
        part = int(self._terms.slot_part[slot])
        self._needs[part] += 1
        if alert_since != 0:
            self._notice.append(float(day - alert_since) if alert_since > 0 else 0.0)
        claims, last = self._open.pop(slot, []), self._last.pop(slot, 0.0)
        if not claims:
            return
        if not damaged:
            self._false += 1.0
            return
        self._real += 1.0
        left = 0.0 if failed else last
        self._closed += [(part, c.median_days, c.log_sd, float(day - c.day), left) for c in claims]
