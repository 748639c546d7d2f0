"""The records behind an order line, put in the order in which a reader recomputes the date."""

from zoneinfo import ZoneInfo

from app.core.health import Assessment
from app.core.lead_time import Supplier
from app.core.policy import SitePolicy
from app.core.purchasing import OrderLine, Peg
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.remedies import CHECKS
from app.core.texts import three_figures
from app.core.trigger import TriggerDecision
from app.documents.late_terms import TERMS, late_terms
from app.documents.papers import DecisionPaper, EvidencePaper, SeenPaper
from app.documents.pictures import spectrum_picture, strip_picture, trend_picture
from app.storage.unit_of_work import UnitOfWork

LIFE = (
    "record_too_short",
    "record_bias",
    "record_spread",
    "record_no_use",
    "record_corrected",
    "record_bears_out",
    "record_drifted",
    "machine_drifted",
    "record_precision",
    "regime_level",
    "regime_speed",
    "regime_load",
    "regime_speed_unknown",
    "regime_load_unknown",
    "remaining_life",
    "life_by_age",
    "fixed_date",
    "kth_need",
    "collect_prior_only",
    "collect_not_enough_data",
    "collect_out_of_range",
    "collect_drifted",
    "collect_no_data",
    "life_at_risk",
    "no_distribution",
    "no_part_needed",
    "holding",
    "shortage",
    "tolerated_risk",
    "tolerated_risk_hurried",
    "binding_cost",
    "binding_floor",
    "binding_least",
    "binding_hurry",
    "binding_article",
)
DATES = (
    "pulled_forward",
    "shutdown_work",
    "joint_best",
    "joint_other",
    "ready_for_cleaning",
    "need_by",
    "need_by_article",
    "need_by_date",
    "receiving_margin",
    "supplier_calendar",
    "rule",
    "article_rule",
    "article_moved",
    "article_passed",
    "article_impossible",
)
LEAD = ("lead_time", "approval_wait", "lead_spread", "lead_expedited", "supply_risk")
STOCK = (
    "stock",
    "covered",
    "covered_by_order",
    "alternates",
    "late_on_order",
    "hurry_due",
    "hurry_not_due",
    "quantity",
    "shelf_rate",
    "shelf_typical",
    "shelf_level",
    "shelf_position",
    "shelf_foreseen",
    "shelf_late",
    "shelf_order",
    "economic_quantity",
    "safety_stock",
    "buffer_stock",
    "batch_chosen",
    "batch_option",
    "batch_kept",
    "batch_split",
    "batch_fewest",
    "batch_shipping",
    "vendor_chosen",
    "vendor_option",
    "vendor_unsafe",
    "source_chosen",
    "source_option",
    "source_unsafe",
    "kit_floor",
    "kit_part",
    "kit_ready",
    "kit_together",
)
SUMS = (
    "late_sum",
    "late_next",
    "late_after",
    "order_by",
    "best_day_passed",
    "beyond_horizon",
    "late_today",
)
CHANGES = ("flip_life", "flip_lead", "flip_vendor", "flip_floor", "flip_cost", "flip_stock")
ALTERNATIVES = ("alternative_chosen", "alternative")
WAYS = (
    "way_out",
    "left_out_no_hurry",
    "left_out_no_price",
    "left_out_no_vendor",
    "left_out_no_machine",
    "left_out_not_less_critical",
    "left_out_life_of_taken",
    "left_out_no_derating",
    "left_out_no_crew",
)


def evidence_of(
    uow: UnitOfWork, line: OrderLine, peg: Peg, policy: SitePolicy, supplier: Supplier
) -> EvidencePaper:
    """Gather the evidence behind one line of a supplier's order from its decision's record."""
    record = uow.decisions.get(peg.decision_id)
    component = uow.plant.component(peg.component_id)
    asset = uow.plant.asset(component.asset_id)
    part = uow.stock.part(line.part_id)
    reasons = record.decision.reasons
    point = uow.plant.point(record.assessment.point_id) if record.assessment else None
    return EvidencePaper(
        asset_tag=asset.tag,
        asset_name=asset.name,
        place=asset.place,
        criticality=asset.criticality.value,
        component=component.name,
        part_number=part.number,
        instead_of=uow.stock.part(line.serves_part_id).number
        if line.serves_part_id != line.part_id
        else "",
        seen=seen_of(record.assessment, policy) if record.assessment else None,
        decision=_decision(record.decision, record),
        life=_picked(reasons, LIFE),
        lead=_picked(reasons, LEAD),
        dates=(*_picked(reasons, DATES), *_not_placed(reasons)),
        stock=_picked(reasons, STOCK),
        terms=late_terms(reasons),
        sums=_picked(reasons, SUMS),
        changes=_picked(reasons, CHANGES),
        alternatives=_picked(reasons, ALTERNATIVES),
        ways=_picked(reasons, WAYS),
        approval=record.approval_reasons,
        strip=strip_picture(record, policy.calendar, supplier.calendar, component),
        trend=trend_picture(record, point),
        spectrum=spectrum_picture(record, component, point),
        decision_id=record.id,
        program_version=record.program_version,
    )


def seen_of(assessment: Assessment, policy: SitePolicy) -> SeenPaper:
    """Put into a paper's words what the measurements showed; instants in the plant's zone."""
    zone = ZoneInfo(policy.time_zone)
    health, diagnosis, rul = assessment.health, assessment.diagnosis, assessment.rul
    return SeenPaper(
        failure_mode=diagnosis.failure_mode.value,
        confidence=round(diagnosis.confidence, 2),
        symptoms=tuple(symptom.text for symptom in diagnosis.symptoms),
        health_state=health.state.value,
        deciding_feature=health.deciding_feature,
        value=three_figures(health.value),
        limit=None if health.limit is None else three_figures(health.limit),
        unit=health.unit,
        limit_source=health.limit_source,
        measured_at=assessment.taken_at.astimezone(zone),
        first_seen_at=rul.onset_at.astimezone(zone) if rul.onset_at else None,
        model=rul.model,
        model_version=rul.model_version,
        points_used=rul.evidence_points,
        alert_precision=rul.alert_precision,
        explanation=rul.explanation,
        check=CHECKS.get(diagnosis.failure_mode, ""),
    )


def _decision(decision: TriggerDecision, record: DecisionRecord) -> DecisionPaper:
    """Put the decision into a paper's words."""
    return DecisionPaper(
        kind=decision.kind.value,
        rule=decision.rule.value,
        today=record.today,
        order_on=decision.order_by,
        arrive_by=decision.arrive_by,
        need_by=decision.need_by,
        article_order_by=decision.article_order_by,
        late_probability=decision.late_probability,
        tolerated_risk=decision.tolerated_risk,
        mode=decision.mode.value,
    )


def _picked(reasons: tuple[Reason, ...], codes: tuple[str, ...]) -> tuple[Reason, ...]:
    """Pick the reasons of a subject, in the subject's order."""
    return tuple(r for code in codes for r in reasons if r.code == code)


def _not_placed(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return reasons of codes this page has no place for: nothing is left off."""
    placed = {*LIFE, *DATES, *LEAD, *STOCK, *SUMS, *CHANGES, *ALTERNATIVES, *WAYS, *TERMS}
    return tuple(r for r in reasons if r.code not in placed)
