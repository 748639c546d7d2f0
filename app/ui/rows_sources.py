"""The bottom line: each source with the age of its data, and where the samples went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.measurements import SampleCounts, SourcePhase, SourceStatus
from app.core.sources import SourceConfig
from app.core.texts import translate
from app.ui.wording import Wording

STALE_INTERVALS = 2.0
"""Data older than this many measurement intervals, and the time to answer, is stale."""

WELL = frozenset({SourcePhase.ONLINE, SourcePhase.FINISHED})
"""Phases in which nothing is the matter with a source."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: shape, name, and how old its newest good value is."""

    source_id: str
    mark: str
    name: str
    age: str
    tooltip: str
    is_well: bool


def source_lines(
    configs: list[SourceConfig],
    statuses: dict[str, SourceStatus],
    say: Wording,
    now: datetime,
    clock_speed: float = 1.0,
) -> list[SourceLine]:
    """Say how every source is; one that never answered says so.

    `clock_speed` is plant seconds per real second: what a device takes to answer is much plant
    time on a demo plant.
    """
    return [_line(config, statuses.get(config.id), say, now, clock_speed) for config in configs]


def stale_after(config: SourceConfig, clock_speed: float) -> timedelta:
    """Return the age from which a source's data are stale."""
    waiting_s = (config.poll_s + config.timeout_s) * clock_speed
    return timedelta(seconds=STALE_INTERVALS * config.interval_s + waiting_s)


def counts_line(counts: SampleCounts, say: Wording) -> str:
    """Say that nothing is lost unseen: in = stored + decimated + dropped."""
    text = translate(
        "Status", "samples in {taken} = stored {stored} + decimated {decimated} + dropped {dropped}"
    )
    return text.format(
        taken=say.count(counts.taken_in),
        stored=say.count(counts.stored),
        decimated=say.count(counts.decimated),
        dropped=say.count(counts.dropped),
    )


def _line(
    config: SourceConfig,
    status: SourceStatus | None,
    say: Wording,
    now: datetime,
    clock_speed: float,
) -> SourceLine:
    """Say how one source is, judged by the age of its data and not by the socket."""
    phase = status.phase if status else SourcePhase.CONNECTING
    good_at = status.last_good_at if status else None
    age = now - good_at if good_at else None
    is_stale = age is not None and age > stale_after(config, clock_speed)
    is_well = phase in WELL and not is_stale
    return SourceLine(
        source_id=config.id,
        mark="●" if is_well else "○" if phase is SourcePhase.CONNECTING else "▲",
        name=config.name,
        age=_age_words(age, phase, say, is_stale=is_stale),
        tooltip=_tooltip(config, status),
        is_well=is_well or phase is SourcePhase.CONNECTING,
    )


def _age_words(age: timedelta | None, phase: SourcePhase, say: Wording, *, is_stale: bool) -> str:
    """Say how old the newest good value is, and what is the matter where something is."""
    if age is None:
        return translate("Words", phase.value)
    if is_stale:
        return translate("Status", "stale, {age} old").format(age=say.age(age))
    old = translate("Status", "{age} old").format(age=say.age(age))
    return old if phase in WELL else f"{translate('Words', phase.value)}, {old}"


def _tooltip(config: SourceConfig, status: SourceStatus | None) -> str:
    """Say address, state and counts of a source."""
    if status is None:
        return config.address
    text = translate(
        "Status",
        "{address}: {phase}. Good {good}, uncertain {uncertain}, bad {bad}, reconnects "
        "{reconnects}. {text}",
    )
    return text.format(
        address=config.address,
        phase=translate("Words", status.phase.value),
        good=status.good,
        uncertain=status.uncertain,
        bad=status.bad,
        reconnects=status.reconnects,
        text=status.text,
    ).strip()
