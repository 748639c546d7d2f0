"""Why a decision was taken, laid out for reading: numbered sentences, terms, changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from app.core.health import RulState
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.rul_choice import why_this_family
from app.core.texts import translate
from app.core.trigger import DecisionKind, DeliveryMode, TriggerDecision
from app.ui.rows_cost import COST_CODES, CostTable, cost_tables
from app.ui.wording import Wording

TERM_CODES = frozenset({"late_term", "late_range"})
"""Reasons that stand in the table of the sum."""

_CODES = {
    "life": "record_too_short record_bias record_spread record_no_use record_corrected "
    "record_bears_out record_drifted machine_drifted record_precision remaining_life "
    "life_by_age fixed_date "
    "kth_need collect_prior_only collect_not_enough_data collect_out_of_range collect_drifted "
    "collect_no_data regime_level regime_speed regime_load regime_speed_unknown "
    "regime_load_unknown life_at_risk no_distribution no_part_needed",
    "risk": "holding shortage tolerated_risk tolerated_risk_hurried binding_cost binding_floor "
    "binding_least binding_hurry binding_article",
    "window": "joint_best joint_other ready_for_cleaning shutdown_work",
    "need": "pulled_forward need_by need_by_article need_by_date receiving_margin",
    "lead": "lead_time approval_wait lead_spread lead_expedited supplier_calendar supply_risk",
    "article": "article_rule article_moved article_passed article_impossible",
    "late": "late_sum late_next late_after late_today best_day_passed order_by beyond_horizon",
    "stock": "stock alternates quantity covered covered_by_order late_on_order hurry_due "
    "hurry_not_due rule shelf_rate shelf_typical shelf_level shelf_position shelf_foreseen "
    "shelf_late shelf_order economic_quantity safety_stock buffer_stock",
    "buying": "batch_chosen batch_option batch_kept batch_split batch_fewest batch_shipping "
    "vendor_chosen vendor_option vendor_unsafe source_chosen source_option source_unsafe",
    "kit": "kit_floor kit_part kit_ready kit_together",
    "ways": "left_out_no_hurry left_out_no_price left_out_no_vendor left_out_no_machine "
    "left_out_not_less_critical left_out_life_of_taken left_out_no_derating left_out_no_crew",
    "flips": "flip_life flip_lead flip_vendor flip_floor flip_cost flip_stock",
    "approval": "approval_total approval_split approval_probability approval_model "
    "approval_refused approval_off approval_by_hand approval_result",
}
_SECTION_OF = {code: section for section, codes in _CODES.items() for code in codes.split()}
"""Part of the panel each reason stands in."""


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One numbered sentence with its leading number set apart."""

    number: int
    text: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class WhySection:
    """Sentences of one kind under a heading."""

    title: str
    lines: tuple[WhyLine, ...]


@dataclass(frozen=True, slots=True)
class LateTerm:
    """One lead time of the sum behind the probability of being late."""

    lead_days: str
    probability: str
    arrival: str
    usable: str
    failed: str
    product: str


@dataclass(frozen=True, slots=True)
class Why:
    """The whole panel: headline, what it rests on, sentences, tables, and the record's hash."""

    headline: str
    basis: str
    sections: tuple[WhySection, ...]
    terms: tuple[LateTerm, ...]
    tables: tuple[CostTable, ...]
    record_hash: str


def read_why(record: DecisionRecord, record_hash: str, say: Wording) -> Why:
    """Lay a decision out for reading."""
    reasons = (*record.decision.reasons, *record.approval_reasons)
    return Why(
        headline=headline(record.decision, say),
        basis=_basis(record, say),
        sections=tuple(_sections(reasons, say)),
        terms=tuple(_term(reason, say) for reason in reasons if reason.code in TERM_CODES),
        tables=cost_tables(reasons, say),
        record_hash=record_hash,
    )


def _late_words(decision: TriggerDecision, day: str, say: Wording) -> str:
    """Say that the part may come too late, ordered now or ordered already."""
    if not decision.quantity:
        return translate("Why", "Ordered already, and the part may come too late.")
    text = translate("Why", "Order {n} on {day}: the part may still come too late ({p}).")
    late = say.percent(decision.late_probability or 0.0)
    return text.format(n=say.count(decision.quantity), day=day, p=late)


def headline(decision: TriggerDecision, say: Wording) -> str:
    """Say the decision in one sentence."""
    day, quantity = say.optional_day(decision.order_by), decision.quantity
    if decision.kind is DecisionKind.COVERED:
        return translate("Why", "Covered: nothing to order.")
    if decision.kind is DecisionKind.LATE:
        return _late_words(decision, day, say)
    if decision.kind is DecisionKind.ORDER and decision.mode is DeliveryMode.EXPEDITED:
        text = translate("Why", "Order {n} on {day}, by expedited delivery.")
        return text.format(n=quantity, day=day)
    if decision.kind is DecisionKind.ORDER:
        return translate("Why", "Order {n} on {day}.").format(n=quantity, day=day)
    if decision.order_by is None:
        return translate("Why", "Wait: nothing dates an order yet.")
    return translate("Why", "Wait, and order {n} by {day}.").format(n=quantity, day=day)


def _basis(record: DecisionRecord, say: Wording) -> str:
    """Say when and on what the decision rests."""
    taken = say.instant(record.taken_at)
    if record.assessment is None:
        return translate("Why", "Decided {when}, without a measurement.").format(when=taken)
    rul, diagnosis = record.assessment.rul, record.assessment.diagnosis
    text = translate(
        "Why",
        "Decided {when}: {mode} (confidence {confidence}), model {model} {version} on "
        "n = {points} measurements.",
    )
    said = text.format(
        when=taken,
        mode=translate("Words", diagnosis.failure_mode.value),
        confidence=say.percent(diagnosis.confidence),
        model=rul.model,
        version=rul.model_version,
        points=say.count(rul.evidence_points),
    )
    by_age = rul.explanation if rul.state is RulState.PRIOR_ONLY else ""
    return f"{said} {why_this_family(rul)} {by_age}".strip()


def _sections(reasons: Iterable[Reason], say: Wording) -> Iterator[WhySection]:
    """Put the sentences under their headings and number them through as they are read."""
    gathered: dict[str, list[Reason]] = {}
    for reason in reasons:
        if reason.code not in TERM_CODES | COST_CODES:
            section = _SECTION_OF.get(reason.code, "more")
            gathered.setdefault(section, []).append(reason)
    titles, numbers = _titles(), count(1)
    for section, told in gathered.items():
        lines = tuple(_line(next(numbers), reason, say) for reason in told)
        yield WhySection(titles[section], lines)


def _titles() -> dict[str, str]:
    """Return the headings."""
    return {
        "life": translate("Why", "How long it will last"),
        "risk": translate("Why", "What risk is worth taking"),
        "need": translate("Why", "When the part is needed"),
        "window": translate("Why", "When to do the job"),
        "lead": translate("Why", "How long the part takes"),
        "article": translate("Why", "The article's rule beside it"),
        "late": translate("Why", "The chance of being late"),
        "stock": translate("Why", "Stock and quantity"),
        "ways": translate("Why", "Ways out that are closed or not known"),
        "flips": translate("Why", "What would have changed it"),
        "buying": translate("Why", "How many and from whom"),
        "kit": translate("Why", "The parts of the job together"),
        "approval": translate("Why", "Approval"),
        "more": translate("Why", "More numbers"),
    }


def _line(number: int, reason: Reason, say: Wording) -> WhyLine:
    """Word one reason; its leading number stands in a column of its own."""
    value = "" if reason.value is None else _value(reason, say)
    unit = "" if reason.unit in {"", "1"} or reason.value is None else _unit(reason.unit)
    return WhyLine(number, reason.text(say.number, say.short_day), value, unit)


def _value(reason: Reason, say: Wording) -> str:
    """Write the leading number; a probability as a share of 100."""
    value = reason.value or 0.0
    if reason.unit == "1":
        return say.percent(value)
    return say.number(round(value, 2 if abs(value) >= 1 else 4))


def _unit(unit: str) -> str:
    """Translate the units that are words."""
    words = {
        "d": translate("Units", "d"),
        "working d": translate("Units", "working d"),
        "pcs": translate("Units", "pcs"),
    }
    return words.get(unit, unit)


def _term(reason: Reason, say: Wording) -> LateTerm:
    """Say one term of the sum; unlikely lead times share one."""
    details = reason.details
    shortest, longest = details["shortest"], details["lead"]
    return LateTerm(
        lead_days=str(longest) if longest == shortest else f"{shortest}–{longest}",
        probability=say.fixed(float(details["probability"]), 5),  # type: ignore[arg-type]
        arrival=say.short_day(details["arrival"]),  # type: ignore[arg-type]
        usable=say.short_day(details["usable"]),  # type: ignore[arg-type]
        failed=say.fixed(float(details["failed"]), 5),  # type: ignore[arg-type]
        product=say.fixed(float(details["product"]), 6),  # type: ignore[arg-type]
    )
