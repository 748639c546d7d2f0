"""What the decision strip shows at one moment, and the words beside it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import WorkCalendar, last_slot_before
from app.core.health import RulState, is_believed
from app.core.ignorance import what_is_missing
from app.core.records import DecisionRecord
from app.core.texts import translate
from app.core.trigger import DecisionKind, DeliveryMode
from app.ui.asset.order_study import OrderStudy, quantile_day
from app.ui.figures import day_text, share_text

WINDOW_DAYS = (2, 1)
"""The part should be in 48 to 24 hours before it is needed."""
LATE_TOLERANCE = 0.01
"""One point above the tolerated risk a probability of being late is called too high."""


@dataclass(frozen=True, slots=True, eq=False)
class StripScene:
    """One decision with the order day looked at.

    Attributes
    ----------
    study : OrderStudy or None
        None where no distribution of remaining life, or no lead time, is known.
    order_day, proposal : int or None
        Day looked at and day proposed, counted from the decision's day.
    job_days : float
        Length of the job.
    sent : ndarray, shape (days,), or None
        Probability of goods-in by day of the order on its way; then no day is looked at.
    sent_number : str
        Number of that order.
    """

    record: DecisionRecord
    calendar: WorkCalendar
    study: OrderStudy | None
    order_day: int | None
    proposal: int | None
    job_days: float = 1.0
    sent: NDArray[np.float64] | None = None
    sent_number: str = ""

    @property
    def need_day(self) -> int | None:
        """Day the part is needed, counted from today."""
        return self._day(self.record.decision.need_by)

    @property
    def arrival_window(self) -> tuple[int, int] | None:
        """First and last day of the window the part should arrive in."""
        need = self.need_day
        if need is None or need < 1:
            return None
        return max(need - WINDOW_DAYS[0], 0), need - WINDOW_DAYS[1]

    @property
    def job_window(self) -> tuple[int, int] | None:
        """First and last day of the last slot that holds the job before the need."""
        need_by, today = self.record.decision.need_by, self.record.today
        if need_by is None:
            return None
        day_after = need_by + timedelta(days=1)
        slot = last_slot_before(day_after, self.job_days, self.calendar, today)
        return None if slot is None else ((slot - today).days, (need_by - today).days)

    @property
    def arrivals(self) -> NDArray[np.float64] | None:
        """Probability of goods-in by day: of the order on its way, or of the day looked at."""
        if self.sent is not None:
            return self.sent
        if self.study is None or self.order_day is None:
            return None
        return self.study.arrivals(self.order_day)

    @property
    def late(self) -> float | None:
        """Probability that the part comes too late."""
        if self.study is None:
            return None
        if self.sent is not None:
            return self.study.late_share(self.sent)
        return None if self.order_day is None else float(self.study.late[self.order_day])

    @property
    def is_too_late(self) -> bool:
        """Whether that probability stands clearly above the tolerated risk."""
        risk = self.record.decision.tolerated_risk
        return self.late is not None and risk is not None and self.late > risk + LATE_TOLERANCE

    def _day(self, day: date | None) -> int | None:
        """Days from the decision's day to a date."""
        return None if day is None else (day - self.record.today).days


@dataclass(frozen=True, slots=True)
class StripWords:
    """The readout beside the strip, top to bottom."""

    head: str
    day: str
    arrival: str
    until: str
    late: str
    risk: str
    article: str
    basis: str


def words_of(scene: StripScene) -> StripWords:
    """Say what the day looked at would mean."""
    decision, study = scene.record.decision, scene.study
    article, basis = "", _basis(scene.record)
    if decision.article_order_by is not None:
        day = day_text(decision.article_order_by, scene.record.today)
        article = translate("Strip", "Article rule: {day}").format(day=day)
    if decision.mode is DeliveryMode.EXPEDITED:
        mode = translate("Words", decision.mode.value)
        article, basis = f"{mode[:1].upper()}{mode[1:]}", basis or article
    arrivals = scene.arrivals
    if study is None or arrivals is None:
        return StripWords(_head(scene), "", "", "", "", "", article, "")
    first, last = (study.date_of(quantile_day(arrivals, p)) for p in (0.1, 0.9))
    risk = decision.tolerated_risk
    return StripWords(
        head=_head(scene),
        day=_big_day(scene, study, arrivals),
        arrival=translate("Strip", "arrives {day}").format(day=day_text(first, study.today)),
        until=translate("Strip", "to {day}").format(day=day_text(last, study.today)),
        late=translate("Strip", "late {share}").format(share=share_text(scene.late or 0.0)),
        risk=""
        if risk is None
        else translate("Strip", "tolerated {share}").format(share=share_text(risk)),
        article=article,
        basis=basis,
    )


def why_empty(record: DecisionRecord, *, has_lead: bool) -> tuple[str, str]:
    """Say what is not known, and what would make it known."""
    state = record.knowledge
    if not has_lead:
        return (
            translate("Strip", "No lead time is known for this part."),
            translate("Strip", "Name its supplier, and declare or book a delivery time."),
        )
    if state is RulState.NO_DEGRADATION:
        return (
            translate("Strip", "No degradation detected: there is no failure to order against."),
            translate("Strip", "A lasting rise above the machine's own baseline would date it."),
        )
    return what_is_missing(state) or ("", "")


def _big_day(scene: StripScene, study: OrderStudy, arrivals: NDArray[np.float64]) -> str:
    """Day written large: the order day looked at, or the likeliest arrival of what was sent."""
    day = quantile_day(arrivals, 0.5) if scene.order_day is None else scene.order_day
    return day_text(study.date_of(day), study.today)


def _basis(record: DecisionRecord) -> str:
    """Mark a distribution that is not the machine's own, or not believed."""
    state = record.knowledge
    if state is RulState.PRIOR_ONLY:
        return translate("Strip", "Prior only: such machines, not this one")
    if is_believed(state) or state is RulState.NO_DATA:
        return ""
    word = translate("Words", state.value)
    return translate("Strip", "{state}: not believed").format(state=word[:1].upper() + word[1:])


def _covered(record: DecisionRecord) -> str:
    """Say by what a need is covered."""
    for reason in record.decision.reasons:
        if reason.code == "covered_by_order":
            text = translate("Strip", "Covered by {number}; sent on")
            return text.format(number=reason.details.get("number", ""))
    return translate("Strip", "Covered by stock; ordered on")


def _head(scene: StripScene) -> str:
    """Say what the day means: the proposal, or a day tried out."""
    kind = scene.record.decision.kind
    if scene.sent is not None:
        return translate("Strip", "{number} sent, expected").format(number=scene.sent_number)
    if scene.order_day is not None and scene.order_day != scene.proposal:
        return translate("Strip", "If ordered on")
    if kind is DecisionKind.COVERED:
        return _covered(scene.record)
    return {
        DecisionKind.WAIT: translate("Strip", "Wait, order by"),
        DecisionKind.ORDER: translate("Strip", "Order now"),
        DecisionKind.LATE: translate("Strip", "Order now, late all the same"),
    }[kind]
