"""`run_backtest`: the door to the back-test, for the command line and the window."""

from collections.abc import Callable, Sequence
from datetime import date

from app.backtest.history import read_history
from app.backtest.outcome import Reckoning, outcome_of_run
from app.backtest.plant_record import outcome_of_plant
from app.backtest.records import LeadSeen, NeedDropped, PastNeed, PlantHistory, Predicted
from app.backtest.replay import PolicyRun, Replay
from app.backtest.report import BacktestReport, Phrase
from app.backtest.rules.named import RULES
from app.backtest.slots import Slots
from app.core.errors import NotEnoughHistory, PlantError
from app.storage.store import Store

PLAYED = (
    "run_to_failure",
    "classic",
    "article_median",
    "article_p90",
    "article_p10",
    "no_condition",
    "kairos",
)
"""Policies replayed; what sets others apart is when work is done, and that stays as recorded."""

LEAST_NEEDS = 3
"""Needs below which figures would only be anecdotes."""

FEW_NEEDS = 30
"""Needs below which the reader is warned."""

READING_SHARE = 0.1
"""Share of the work that reading the books is taken for."""

Say = Callable[[str, float | None], None]
"""Told what is done now and how much of the whole is done, 0 to 1."""


class BacktestStopped(PlantError):
    """A person stopped the back-test; it has written nothing."""


def run_backtest(
    store: Store,
    first: date | None = None,
    last: date | None = None,
    progress: Say | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    policies: Sequence[str] = PLAYED,
) -> BacktestReport:
    """Replay the plant's own history under the rival order policies, without look-ahead.

    Parameters
    ----------
    store : Store
        The plant; only read.
    first, last : date, optional
        Plant-local days to replay, both included. Without them the replay ends with the last
        record and begins after a time to learn from: a quarter of the record, half a year at most.
    progress : callable, optional
        Told the step and the share done, in the caller's thread; may raise to stop.
    is_cancelled : callable, optional
        Asked before each step: a component's predictions, a day.
    policies : sequence of str
        Keys of `app.backtest.report.POLICIES` other than "plant".

    Raises
    ------
    NotEnoughHistory
        If the books hold too little to replay; its text says what is missing.
    BacktestStopped
        If `is_cancelled` said so.
    """
    say = _told(progress, is_cancelled)
    say("Reading the plant's books", 0.0)
    history = read_history(
        store, first, last, lambda share: say("Reading predictions", share * READING_SHARE)
    )
    replay = Replay(history)
    by = _reckoning(history, replay.slots)

    def on_day(day: date) -> None:
        done = (day - history.first).days / by.days
        say(f"Replaying {day}", READING_SHARE + (1.0 - READING_SHARE) * done)

    runs = replay.run([RULES[name]() for name in policies], on_day)
    return _report(history, by, runs)


def _told(progress: Say | None, is_cancelled: Callable[[], bool] | None) -> Say:
    """Tell the caller of every step, and stop where the caller wants it."""

    def say(step: str, share: float | None) -> None:
        if is_cancelled is not None and is_cancelled():
            raise BacktestStopped("The back-test was stopped.", "Nothing was written.")
        if progress is not None:
            progress(step, share)

    return say


def _reckoning(history: PlantHistory, slots: Slots) -> Reckoning:
    """Find the needs of the days replayed; refuse too few.

    Raises
    ------
    NotEnoughHistory
        If fewer than three needs fall into them.
    """
    dropped = {
        record.need_id
        for record in history.records
        if isinstance(record, NeedDropped) and record.day <= history.last
    }
    needs = [
        record
        for record in history.records
        if isinstance(record, PastNeed)
        and history.first <= record.day <= history.last
        and record.part_id in slots.part_row
        and record.id not in dropped
    ]
    if len(needs) < LEAST_NEEDS:
        raise NotEnoughHistory(
            f"From {history.first} to {history.last} the books hold {len(needs)} needs of parts "
            f"that have a supplier; at least {LEAST_NEEDS} are wanted.",
            "Name an earlier first day, or enter past failures and issues.",
        )
    return Reckoning(slots, history.first, history.last, needs)


def _report(history: PlantHistory, by: Reckoning, runs: Sequence[PolicyRun]) -> BacktestReport:
    """Put all outcomes together with what they can't tell."""
    known = [record for record in history.records if record.day <= history.last]
    predictions = sum(
        isinstance(record, Predicted) and record.rul.distribution is not None for record in known
    )
    policy = history.register.policy
    return BacktestReport(
        site=policy.site_name,
        first=history.first,
        last=history.last,
        currency=policy.currency,
        parts=len(by.slots.part_ids),
        needs=len(by.needs),
        failures=sum(need.is_failure for need in by.needs),
        deliveries=sum(isinstance(record, LeadSeen) for record in known),
        predictions=predictions,
        plant=outcome_of_plant(history, by),
        policies=tuple(outcome_of_run(run, by) for run in runs),
        limits=tuple(_limits(by, runs, predictions)),
    )


def _limits(by: Reckoning, runs: Sequence[PolicyRun], predictions: int) -> list[Phrase]:
    """Say what the figures can't tell."""
    limits = [Phrase("replacements"), Phrase("leads"), Phrase("register")]
    if by.slots.left_out:
        limits.append(Phrase("no_supplier", {"count": by.slots.left_out}))
    if not predictions:
        limits.append(Phrase("no_predictions"))
    if any(run.shelf.waiting for run in runs):
        limits.append(Phrase("open_needs"))
    if len(by.needs) < FEW_NEEDS:
        limits.append(Phrase("few_needs", {"needs": len(by.needs)}))
    return limits
