"""review(): remaining life and stock of one component -> a decision, a draft order, a job."""

import logging
from dataclasses import dataclass, replace
from uuid import uuid4

from app import __version__
from app.core.claims import SPEAKING
from app.core.distribution import DaysDistribution
from app.core.flips import smallest_changes
from app.core.health import Assessment, RulState
from app.core.moment import Moment
from app.core.need import FIXED_DATE, Need
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import DecisionRecord, PlantEvent
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.approval_supply import is_dated_to_wait, known_waits
from app.replenishment.drafting import draft_order, refresh_order, wanted_by
from app.replenishment.job_proposal import await_kit, propose_work_order
from app.replenishment.late_playbook import late_reasons
from app.replenishment.need import Case, is_planned_by_age
from app.replenishment.need_purchase import bought_for, reasons_for_buying
from app.replenishment.open_lines import is_of_component, predicted_id
from app.replenishment.part_lines import decide, supply_judged_by
from app.replenishment.part_look import DUE, PartLook, look_at
from app.replenishment.part_review import has_part_been_reviewed, review_kit_part, review_part
from app.replenishment.pool import PartBooks, read_books
from app.replenishment.track_record import keep_track_record
from app.replenishment.work_days import window_reasons
from app.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

QUIET_DAYS = 30
"""Days for which an unchanged decision that dates nothing is not written again."""

Thumbnail = tuple[tuple[float, float], ...]


def review(
    uow: UnitOfWork,
    component_id: str,
    assessment: Assessment | None,
    moment: Moment,
    trend: Thumbnail = (),
    spectrum: Thumbnail = (),
    *,
    tells_anew: bool = False,
) -> DecisionRecord | None:
    """Decide one component and draft what the decision asks for, in the caller's transaction.

    It is decided among all needs of its part, and the part's other needs are looked at with it;
    once more where what was drafted for them may cover it too. What its job needs beside is
    reviewed with it, so that the whole kit is there in time.
    The same day's second review with nothing changed writes nothing; an open order for the same
    need is brought up to date, never repeated. The first of a day keeps what the books teach on it.

    Parameters
    ----------
    tells_anew : bool
        Whether an unchanged decision is told with its reasons of now: a person changed what they
        are made of.

    Returns
    -------
    DecisionRecord or None
        The newest decision, None where the component has no spare part.
    """
    component = uow.plant.component(component_id)
    if component.part_id is None:
        return None
    keep_track_record(uow, moment)
    seen = Seen(assessment, trend, spectrum, tells_anew)
    record = _review_part_of(uow, component_id, component.part_id, seen, moment)
    for item in component.kit:
        review_kit_part(uow, item.part_id, moment, {component_id: assessment})
    if component.kit:
        await_kit(uow, component_id, moment)
    return record


def _review_part_of(
    uow: UnitOfWork, component_id: str, part_id: str, seen: "Seen", moment: Moment
) -> DecisionRecord:
    """Decide one component among the needs of its own part, and look at the others with it."""
    fresh = {component_id: seen.assessment}
    books = read_books(uow, part_id, moment, fresh)
    before = uow.decisions.latest_id(component_id)
    record = _review_component(uow, books, component_id, seen, moment)
    if record.id != before:
        books = read_books(uow, part_id, moment, fresh)
    elif has_part_been_reviewed(uow, part_id, moment):
        return record
    once = replace(seen, tells_anew=False)
    look, is_overtaken = look_at(uow, books, moment), False
    while overtaken := _overtaken(uow, books, look):
        is_overtaken = True
        for name, known in overtaken:
            now, is_own = read_books(uow, part_id, moment, fresh), name == component_id
            said = _review_component(uow, now, name, once if is_own else known, moment)
            record = said if is_own else record
        books = read_books(uow, part_id, moment, fresh)
        look = look_at(uow, books, moment)
    reviewed = review_part(uow, part_id, moment, fresh, (books, look))
    if not reviewed.order_id and not is_overtaken:
        return record
    covered = read_books(uow, part_id, moment, fresh)
    return _review_component(uow, covered, component_id, once, moment)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a component: the judgement and the numbers of its two thumbnails."""

    assessment: Assessment | None
    trend: Thumbnail = ()
    spectrum: Thumbnail = ()
    tells_anew: bool = False


def _review_component(
    uow: UnitOfWork, books: PartBooks, component_id: str, seen: Seen, moment: Moment
) -> DecisionRecord:
    """Decide one component among the needs of its part."""
    ranked = books.ranked_need(predicted_id(component_id))
    need, trade = books.need_of(ranked), books.trade_for(ranked.item.id)
    case = replace(books.cases[component_id], need=need, trade=trade, missing=ranked.missing)
    decision = decide(uow, books, ranked)
    order = next((order for order, _line in books.lines.get(ranked.item.id, ())), None)
    latest = uow.decisions.latest(component_id)
    is_still_said = latest is not None and _is_still_said(latest, decision, moment)
    if latest is not None and order is None and decision.kind in DUE and ranked.missing:
        is_still_said = is_still_said and not _has_come(uow, latest)
    if latest is not None and is_still_said and not seen.tells_anew:
        return latest
    supply = supply_judged_by(uow, books, ranked, decision)
    waits = known_waits(uow, moment.today) if is_dated_to_wait(decision) else ()
    changes = (
        *smallest_changes(need, supply, ranked.position, trade.policy, decision),
        *reasons_for_buying(uow, books, ranked),
        *late_reasons(uow, component_id, need, decision, moment),
        *window_reasons(uow, component_id, need, moment, waits),
    )
    if order is None and decision.kind in DUE and ranked.missing:
        decision = bought_for(books, ranked, decision)
    record = DecisionRecord(
        id=str(uuid4()),
        component_id=component_id,
        taken_at=moment.now,
        today=moment.today,
        decision=decision.explained(*changes),
        assessment=seen.assessment,
        trend=seen.trend,
        spectrum=seen.spectrum,
        program_version=__version__,
        life=_life_beside_claim(need),
        life_state=_doubt(need, seen.assessment),
    )
    if latest is not None and is_still_said:
        return _told_anew(uow, latest, record)
    return _keep(uow, case, record, latest, order, moment)


def _told_anew(uow: UnitOfWork, latest: DecisionRecord, record: DecisionRecord) -> DecisionRecord:
    """Keep an unchanged decision with its reasons of now, where they differ; it orders nothing."""
    if record.decision.reasons == latest.decision.reasons:
        return latest
    uow.decisions.add(record)
    return record


def _overtaken(uow: UnitOfWork, books: PartBooks, look: PartLook) -> list[tuple[str, Seen]]:
    """Find machines whose piece another took since they were decided, so that it is ordered today.

    Each is found once: from then on its newest decision says that it is due.
    """
    found = []
    for one in look.decided:
        place = books.places.get(one.ranked.item.id)
        is_due = one.decision.kind in DUE and one.ranked.missing > 0
        if place is None or not is_due or not is_of_component(one.ranked.item):
            continue
        latest = uow.decisions.latest(place.id)
        if latest is not None and latest.decision.kind not in DUE:
            found.append(
                (latest.component_id, Seen(latest.assessment, latest.trend, latest.spectrum))
            )
    return found


def _has_come(uow: UnitOfWork, latest: DecisionRecord) -> bool:
    """Whether what a decision ordered has come, so that who lacks pieces now lacks others.

    What a person cancelled is not ordered again on the same day.
    """
    return any(
        order.state in {OrderState.RECEIVED, OrderState.CLOSED}
        for order in uow.orders.all()
        for line in order.lines
        if line.peg is not None and line.peg.decision_id == latest.id
    )


def _is_still_said(latest: DecisionRecord, decision: TriggerDecision, moment: Moment) -> bool:
    """Whether the newest record says the same, so that nothing needs to be written.

    The record of a dated decision is renewed daily, as its numbers move with the calendar; an
    undated or covered one stands for a month, unless the machine is seen to wear: then its life
    counts for the other needs of the part.
    """
    before, age_days = latest.decision, (moment.today - latest.today).days
    is_same = (before.kind, before.order_by, before.quantity) == (
        decision.kind,
        decision.order_by,
        decision.quantity,
    )
    is_quiet = decision.order_by is None or decision.kind is DecisionKind.COVERED
    is_quiet = is_quiet and not _is_worn(latest)
    return is_same and 0 <= age_days < (QUIET_DAYS if is_quiet else 1)


def _keep(
    uow: UnitOfWork,
    case: Case,
    record: DecisionRecord,
    latest: DecisionRecord | None,
    order: PurchaseOrder | None,
    moment: Moment,
) -> DecisionRecord:
    """Store the decision with what it leads to, all in one commit; returns it as stored."""
    kind = record.decision.kind
    is_new = latest is None or latest.decision.kind is not kind
    if order is not None:
        uow.decisions.add(record)
        refresh_order(uow, case.trade, order, record.decision, moment)
    elif kind in {DecisionKind.ORDER, DecisionKind.LATE}:
        record = _ordering(uow, case, record, moment)
    else:
        uow.decisions.add(record)
    if order is None and kind is DecisionKind.COVERED and _is_predicted(record):
        propose_work_order(uow, case, record, None, moment)
    if is_new:
        tell(uow, "decision", case, record.id, _headline(record.decision), moment)
    if kind is DecisionKind.LATE and is_new:
        late = record.decision.late_probability
        tell(uow, "late", case, record.id, "" if late is None else f"{late:.3f}", moment)
    return record


def _headline(decision: TriggerDecision) -> str:
    """Say a decision in two words: what, and by when."""
    when = f" by {decision.order_by.isoformat()}" if decision.order_by else ""
    return f"{decision.kind.value}{when}"


def _is_predicted(record: DecisionRecord) -> bool:
    """Whether the need comes from degradation seen and believed, not from a prior."""
    return record.knowledge is RulState.DEGRADING


def _is_worn(record: DecisionRecord) -> bool:
    """Whether the machine is seen to wear, be its prediction believed or not."""
    return record.assessment is not None and record.assessment.rul.state in SPEAKING


def _life_beside_claim(need: Need) -> DaysDistribution | None:
    """Return the life decided on where it is not the component's own as claimed."""
    is_corrected = need.checked is not None and need.checked.record.is_corrected
    is_other = need.own_life is not None or is_corrected or is_planned_by_age(need)
    return need.life if is_other else None


def _doubt(need: Need, assessment: Assessment | None) -> RulState | None:
    """Return the state decided on where the record does not bear the assessment out.

    A job on its planned day says nothing against what was measured.
    """
    if assessment is None or need.life_state == FIXED_DATE:
        return None
    return None if need.knowledge is assessment.rul.state else need.knowledge


def _ordering(
    uow: UnitOfWork, case: Case, record: DecisionRecord, moment: Moment
) -> DecisionRecord:
    """Draft the order and the job of a decision; the rule may approve the order."""
    order, approval = draft_order(uow, (wanted_by(uow, case, record),), moment)
    record = replace(record, approval_reasons=approval)
    uow.decisions.add(record)
    uow.orders.add(order, moment.today)
    propose_work_order(uow, case, record, order, moment)
    uow.audit.append(moment.now, "draft order", order.number, "", order.state.value)
    tell(uow, "order_drafted", case, order.id, order.number, moment)
    if order.state is OrderState.APPROVED:
        tell(uow, "approved", case, order.id, order.approved_by, moment)
    log.info(
        "%s %s: %s drafted (%s), needed by %s",
        case.asset.tag, record.decision.kind.value, order.number, order.state.value,
        order.needed_by,
    )  # fmt: skip
    return record


def tell(uow: UnitOfWork, kind: str, case: Case, subject: str, text: str, moment: Moment) -> None:
    """Add one line to the plant's story."""
    uow.events.add(PlantEvent(str(uuid4()), moment.now, kind, case.asset.id, subject, text))
