"""The plant's own predictions as plain rows: families, alarms, and the sentences over them."""

from dataclasses import dataclass
from enum import Enum

from app.core.alarms import AlarmCounts
from app.core.calibration import INTERVALS, Calibration
from app.core.drift import FALSE_FLAG_RATE, REFERENCE_ITEMS
from app.core.shares import LEAST_TELLING, Share
from app.core.texts import translate
from app.core.trust import Verdict
from app.replenishment.own_record import ALL_KINDS, FamilyLine, OwnRecord, PastAlarm
from app.ui.predictions.machine_words import machine_words, missing_words
from app.ui.predictions.rows_alarms import ending_words, mode_words
from app.ui.wording import NOTHING, Wording


class Grouping(Enum):
    """What belongs on one line."""

    BY_CLASS = "by class"
    BY_MODE = "by failure mode"
    BY_MACHINE = "by machine"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One interval at one horizon: what was claimed, and how many ends lay inside."""

    title: str
    claimed: float
    share: Share


def shown_alarms(record: OwnRecord, text: str) -> list[PastAlarm]:
    """Keep the alarms whose machine, component, model or fault holds every word."""
    words = text.casefold().split()
    return [past for past in record.alarms if all(word in _said(past) for word in words)]


def lines_of(record: OwnRecord, alarms: list[PastAlarm], grouping: Grouping) -> list[FamilyLine]:
    """Put alarms on lines."""
    if grouping is Grouping.BY_MODE:
        return record.by_mode(alarms)
    if grouping is Grouping.BY_MACHINE:
        return record.by_machine(alarms)
    return record.by_class(alarms)


def summary_words(counts: AlarmCounts, say: Wording) -> str:
    """Say in two sentences what became of all alarms."""
    text = translate(
        "Predictions",
        "n = {n} alarms are over: {true} came true, {other} another fault, {false} no fault "
        "found, {withdrawn} withdrawn. Failures without warning: {missed}; alarms open: {open}.",
    )
    return text.format(
        n=say.count(counts.precision.n),
        true=say.count(counts.came_true),
        other=say.count(counts.other_fault),
        false=say.count(counts.no_fault),
        withdrawn=say.count(counts.withdrawn),
        missed=say.count(counts.missed),
        open=say.count(counts.still_open),
    )


def share_words(share: Share, say: Wording) -> str:
    """Write a share with its 90 % interval: "81 % (62–92)"."""
    if share.value is None:
        return NOTHING
    low, high = (say.number(round(100 * end)) for end in share.interval)
    return f"{say.number(round(100 * share.value))} % ({low}–{high})"


def few_words(share: Share, say: Wording) -> str:
    """Say of how many cases a share is, and that they are too few."""
    n = translate("Predictions", "n = {n}").format(n=say.count(share.n))
    if share.is_telling:
        return n
    few = translate("Predictions", "too few, under {least}")
    return f"{n}, {few.format(least=say.count(LEAST_TELLING))}"


def bias_words(line: FamilyLine, say: Wording) -> str:
    """Write the factor by which claims were too long."""
    return NOTHING if line.bias is None else say.fixed(line.bias, 2)


def drift_words(line: FamilyLine) -> str:
    """Say whether the errors have changed."""
    if line.machine is not None:
        return missing_words(line.machine)
    if line.is_drifted:
        return translate("Predictions", "▲ changed")
    if line.is_drift_tested:
        return translate("Predictions", "alike")
    return translate("Predictions", "too few")


def kind_words(line: FamilyLine) -> str:
    """Name the class or the failure mode."""
    if line.kind == ALL_KINDS:
        return translate("Predictions", "All")
    if not line.kind:
        return translate("Predictions", "not said")
    words = translate("Words", line.kind)
    return words[:1].upper() + words[1:]


def model_words(model: tuple[str, str]) -> str:
    """Name a model with its version."""
    return " ".join(part for part in model if part) or NOTHING


def verdict_words(line: FamilyLine, say: Wording) -> str:
    """Say in full what the daily review makes of a family, and what the drift test says."""
    if line.machine is not None:
        return machine_words(line.machine, say)
    return " ".join(part for part in (_judged_words(line, say), _drift_sentence(line, say)) if part)


def _judged_words(line: FamilyLine, say: Wording) -> str:
    """Say what the daily review does with the claims."""
    judged = line.judged
    if line.kind == ALL_KINDS:
        return translate("Predictions", "Each class of machine is drawn towards this, its model.")
    if judged is None:
        return translate(
            "Predictions", "The daily review judges by model and class of machine, not by fault."
        )
    if judged.is_drifted:
        return translate(
            "Predictions",
            "Not believed: such machines are planned by their age, and no order for them approves "
            "itself.",
        )
    words = {
        Verdict.NOT_ENOUGH: translate(
            "Predictions",
            "Known ends of {n} items of this model, from 8 on claims are checked: they stand as "
            "the model makes them.",
        ),
        Verdict.CALIBRATED: translate(
            "Predictions", "Borne out by n = {n} items: claims are planned with as they are made."
        ),
        Verdict.UNINFORMATIVE: translate(
            "Predictions",
            "Of no use by n = {n} items: such machines are planned by their age, and no order for "
            "them approves itself.",
        ),
    }
    corrected = translate(
        "Predictions",
        "By n = {n} items claims are divided by {bias} and their spread is taken {spread} times.",
    )
    return words.get(judged.verdict, corrected).format(
        n=say.count(judged.outcomes),
        bias=say.fixed(judged.bias, 2),
        spread=say.fixed(judged.spread, 2),
    )


def _drift_sentence(line: FamilyLine, say: Wording) -> str:
    """Say what the test for changed errors found."""
    rate = say.percent(FALSE_FLAG_RATE)
    if not line.is_drift_tested:
        text = translate(
            "Predictions", "Whether errors change is tested from the item after the {n}th on."
        )
        return text.format(n=say.count(REFERENCE_ITEMS))
    text = (
        translate(
            "Predictions",
            "The errors have changed: evidence {capital} of {limit} (ever reached by {rate} of "
            "models whose errors stay alike).",
        )
        if line.is_drifted
        else translate(
            "Predictions",
            "The errors are as they were: evidence {capital} of {limit} (ever reached by {rate} "
            "of models whose errors stay alike).",
        )
    )
    return text.format(
        capital=say.number(float(f"{line.drift:.2g}")),
        limit=say.number(round(1 / FALSE_FLAG_RATE)),
        rate=rate,
    )


def coverage_rows(line: FamilyLine, say: Wording) -> list[CoverageRow]:
    """List the claimed intervals, over all horizons and apart by the median claimed."""
    groups: list[tuple[str, Calibration]] = [
        (translate("Predictions", "all claims"), line.calibration)
    ]
    for low, high, part in line.by_horizon:
        groups.append((_horizon_words(low, high, say), part))
    return [
        CoverageRow(title, claimed, part.inside[claimed])
        for title, part in groups
        for claimed in INTERVALS
    ]


def _horizon_words(low: float, high: float, say: Wording) -> str:
    """Name a group of claims by the median they gave."""
    if low <= 0:
        return translate("Predictions", "up to {days} d").format(days=say.number(high))
    if high == float("inf"):
        return translate("Predictions", "over {days} d").format(days=say.number(low))
    text = translate("Predictions", "{low} to {high} d")
    return text.format(low=say.number(low), high=say.number(high))


def _said(past: PastAlarm) -> str:
    """What the filter looks in."""
    words = (
        past.asset.tag,
        past.asset.name,
        past.component.name,
        *past.alarm.model,
        mode_words(past),
        past.job_number,
        ending_words(past),
    )
    return " ".join(words).casefold()
