"""What the page of a life says, as plain rows and sentences."""

import math
from dataclasses import dataclass

import numpy as np

from app.analysis.life.class_priors import ClassPrior, DefaultLimit, ModePrior, Source
from app.analysis.life.on_calendar import LifeOnCalendar
from app.analysis.life.shares import LivesCounted
from app.core.component_life import LifeEnd, PastLife
from app.core.life_prior import Grade, LifePrior
from app.core.running import HOURS_PER_DAY
from app.core.texts import translate
from app.replenishment.life_record import LifeRecord
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording

DAYS_A_YEAR = 365.25
FAR_DAYS = 2 * DAYS_A_YEAR
"""A life longer than this is written in years."""
HALF = np.array([0.5])

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """One piece of the bar: where a belief comes from, 0 to 1, and the token of its colour."""

    name: str
    share: float
    token: str


def bar_shares(record: LifeRecord) -> tuple[Share, ...]:
    """Say how much is prior and how much is data."""
    shares = record.life.shares
    return (
        Share(translate("Life", "prior"), shares.prior, "muted"),
        Share(translate("Life", "sisters"), shares.sisters, "data2"),
        Share(translate("Life", "own lives"), shares.own, "accent"),
    )


def shares_basis(record: LifeRecord, say: Wording) -> str:
    """Say what the shares are reckoned from, so that a reader can do it again."""
    shares = record.life.shares
    text = translate(
        "Life",
        "The median life is known within a factor of {prior} by the prior alone, {sisters} with "
        "the sisters’ lives and {own} with its own. Information is 1 / ln(factor)²; a share is "
        "what each adds to it. Machines of one part differ by a factor of {machines}.",
    )
    return text.format(
        prior=say.fixed(shares.prior_factor, 2),
        sisters=say.fixed(shares.sisters_factor, 2),
        own=say.fixed(shares.factor, 2),
        machines=say.fixed(shares.machines_factor, 2),
    )


def facts_of(record: LifeRecord, say: Wording) -> tuple[Fact, ...]:
    """Say the prior, the lives, and what is left at this age."""
    shares, prior = record.life.shares, record.prior
    kind = translate("Words", record.kind.value)
    told = translate("Life", "half failed by {hours} running h")
    shaped = translate("Life", "half failed by {hours} running h, shape {shape}")
    median = float(record.life.belief.hours_left(0.0, HALF)[0])
    return (
        (
            translate("Life", "Prior of a {kind}").format(kind=kind),
            shaped.format(hours=_round(prior.median_hours, say), shape=say.fixed(prior.shape, 2)),
        ),
        (translate("Life", "Source of the prior"), source_text(_source_of(prior))),
        (
            translate("Life", "With the plant’s lives"),
            told.format(hours=_round(median, say)),
        ),
        (translate("Life", "Own lives"), counted_text(shares.own_lives, say)),
        (translate("Life", "Sisters’ lives"), counted_text(shares.sister_lives, say)),
        (translate("Life", "In service"), age_text(record, say)),
        (translate("Life", "Left at this age"), left_text(record, record.life, say)),
        (translate("Life", "By the prior alone"), left_text(record, record.before, say)),
        (translate("Life", "Runs"), running_text(record, say)),
    )


def counted_text(lives: LivesCounted, say: Wording) -> str:
    """Count lives by how they ended."""
    named = (
        (lives.failed, translate("Life", "{n} failed")),
        (lives.worn, translate("Life", "{n} replaced worn")),
        (lives.replaced, translate("Life", "{n} replaced sound")),
        (lives.running, translate("Life", "{n} in service")),
    )
    said = ", ".join(text.format(n=say.count(n)) for n, text in named if n)
    return said or translate("Life", "none on record")


def age_text(record: LifeRecord, say: Wording) -> str:
    """Say how old the item in service is."""
    age_days = record.age_days
    if age_days is None:
        return translate("Life", "nobody noted since when: counted as new")
    text = translate("Life", "{days} d, {hours} running h")
    hours = record.life.age_hours(age_days)
    return text.format(days=say.count(round(age_days)), hours=say.count(round(hours)))


def left_text(record: LifeRecord, life: LifeOnCalendar, say: Wording) -> str:
    """Write three quantiles of what is left."""
    p10, p50, p90 = (span_text(days, say) for days in record.left_days(life))
    return f"P10 {p10} · P50 {p50} · P90 {p90}"


def span_text(days: float, say: Wording) -> str:
    """Write a number of days, a long one in years.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> from PySide6.QtCore import QLocale
    >>> say = Wording(QLocale("en_GB"), ZoneInfo("UTC"))
    >>> span_text(12.3, say), span_text(3652.5, say)
    ('12 d', '10.0 y')
    """
    if not math.isfinite(days):
        return "∞"
    if days > FAR_DAYS:
        return translate("Life", "{n} y").format(n=say.fixed(days / DAYS_A_YEAR, 1))
    return translate("Life", "{n} d").format(n=say.count(round(days)))


def running_text(record: LifeRecord, say: Wording) -> str:
    """Say how running hours become days."""
    hours = record.asset.running_hours_per_day
    if hours is None:
        text = translate("Life", "{hours} h on every day, as nobody said otherwise (Upkeep)")
        return text.format(hours=say.number(HOURS_PER_DAY))
    text = translate("Life", "{hours} h on the days the plant works")
    return text.format(hours=say.number(hours))


def source_text(source: Source) -> str:
    """Write where a figure comes from, with its grade."""
    grades = {
        Grade.READ: translate("Life", "read in"),
        Grade.QUOTED: translate("Life", "second hand"),
        Grade.JUDGEMENT: "",
        Grade.PLANT: translate("Life", "the plant’s own"),
    }
    grade = grades[source.grade]
    words = source.text if source.grade is Grade.PLANT else translate("Prior", source.text)
    return f"{grade}: {words}" if grade else words


def _source_of(prior: LifePrior) -> Source:
    """Return a prior's source."""
    return Source(prior.source, prior.grade)


def _round(hours: float, say: Wording) -> str:
    """Write hours no finer than they are known."""
    digits = max(math.floor(math.log10(max(hours, 1.0))) - 2, 0)
    return say.count(round(hours / 10**digits) * 10**digits)


@dataclass(frozen=True, slots=True)
class ModeRow:
    """One failure mode of the class, by its name."""

    id: str
    mode: ModePrior


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Default limits of one quantity, by its name."""

    id: str
    limit: DefaultLimit


def mode_rows(shipped: ClassPrior) -> list[ModeRow]:
    """List the failure modes of a class."""
    return [ModeRow(mode.mode, mode) for mode in shipped.modes]


def limit_rows(shipped: ClassPrior) -> list[LimitRow]:
    """List the default limits of a class."""
    return [LimitRow(limit.quantity, limit) for limit in shipped.limits]


def mode_columns(say: Wording) -> list[Column[ModeRow]]:
    """Return the columns of the failure modes."""
    return [
        Column(translate("Life", "Fails by"), lambda r: translate("Prior", r.id)),
        Column(
            translate("Life", "Share, %"),
            lambda r: say.count(round(100 * r.mode.share)),
            lambda r: r.mode.share,
            is_number=True,
            tooltip=lambda r: source_text(r.mode.share_source),
        ),
        Column(
            translate("Life", "First sign to failure, d (80 %)"),
            lambda r: _pf_text(r.mode, say),
            lambda r: r.mode.pf_days,
            is_number=True,
            tooltip=lambda r: source_text(r.mode.pf_source),
        ),
        value_column(
            translate("Life", "Measure within, d"),
            lambda r: r.mode.measure_within_days,
            lambda days: say.number(float(f"{days:.2g}")),
            tooltip=lambda _r: translate(
                "Life",
                "Half of the time from first sign to failure that nine in ten exceed: then a sign "
                "is seen twice before the failure.",
            ),
        ),
        Column(
            translate("Life", "Shows first by"), lambda r: translate("Prior", r.mode.first_sign)
        ),
        Column(
            translate("Life", "Source"),
            lambda r: source_text(r.mode.pf_source),
            tooltip=lambda r: source_text(r.mode.pf_source),
        ),
    ]


def _pf_text(mode: ModePrior, say: Wording) -> str:
    """Write a P-F interval with its spread."""
    low, high = mode.pf_range_days
    middle, low_text, high_text = (say.count(round(d)) for d in (mode.pf_days, low, high))
    return f"{middle} ({low_text}–{high_text})"


def limit_columns(say: Wording) -> list[Column[LimitRow]]:
    """Return the columns of the default limits."""
    return [
        Column(translate("Life", "Limit of"), lambda r: translate("Prior", r.id)),
        Column(translate("Life", "Watch"), lambda r: say.number(r.limit.watch), is_number=True),
        Column(translate("Life", "Alarm"), lambda r: say.number(r.limit.alarm), is_number=True),
        Column(translate("Life", "Danger"), lambda r: say.number(r.limit.danger), is_number=True),
        Column(translate("Life", "Unit"), lambda r: r.limit.unit),
        Column(
            translate("Life", "Source"),
            lambda r: source_text(r.limit.source),
            tooltip=lambda r: source_text(r.limit.source),
        ),
    ]


def past_columns(say: Wording) -> list[Column[PastLife]]:
    """Return the columns of the lives that ended here."""
    return [
        Column(
            translate("Life", "Fitted"),
            lambda one: say.numeric_day(one.fitted_on),
            lambda one: one.fitted_on,
        ),
        Column(
            translate("Life", "Ended"),
            lambda one: say.numeric_day(one.ended_on),
            lambda one: one.ended_on,
        ),
        Column(
            translate("Life", "Days"),
            lambda one: say.count((one.ended_on - one.fitted_on).days),
            lambda one: (one.ended_on - one.fitted_on).days,
            is_number=True,
        ),
        Column(translate("Life", "How it ended"), lambda one: translate("Words", one.end.value)),
        Column(translate("Life", "Noted from"), lambda one: one.noted_from),
    ]


def ends() -> tuple[tuple[str, LifeEnd], ...]:
    """Return the ways a past life may have ended, in words."""
    over = (LifeEnd.FAILED, LifeEnd.WORN, LifeEnd.REPLACED)
    return tuple((translate("Words", end.value), end) for end in over)


def published_text(shipped: ClassPrior, say: Wording) -> str:
    """Say what was published, and what was made of it."""
    text = translate(
        "Life",
        "Published for lives of many plants together: shape {shape}, 63 % failed by {hours} "
        "running h. Between plants, parts and machines: {spread}.",
    )
    return text.format(
        shape=say.fixed(shipped.pooled_shape, 1),
        hours=_round(shipped.pooled_scale_hours, say),
        spread=source_text(shipped.spread_source),
    )
