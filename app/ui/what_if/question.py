"""What a what-if starts from: one decision, with everything it was taken on."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.core.calendars import HORIZON_DAYS
from app.core.distribution import DaysDistribution
from app.core.errors import PlantError
from app.core.moment import Moment
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.core.what_if import Assumptions, Outlook, look_out, plant_assumptions
from app.replenishment.approval_supply import is_dated_to_wait, supply_with_wait
from app.replenishment.need import case_for
from app.replenishment.open_lines import predicted_id
from app.replenishment.pool import read_books
from app.storage.unit_of_work import UnitOfWork
from app.ui.asset.strip_scene import why_empty
from app.ui.register import Register
from app.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Question:
    """One decision that can be asked about; its day 0 is the day it was taken.

    Attributes
    ----------
    plant : Assumptions
        The values it was taken with.
    """

    component_id: str
    where: str
    record: DecisionRecord
    need: Need
    life: DaysDistribution
    supply: Supply
    policy: SitePolicy
    plant: Assumptions

    def answer(self, assumed: Assumptions, order_days: int = HORIZON_DAYS) -> Outlook:
        """Decide under other assumptions; money is computed of so many order days."""
        return look_out(self.need, self.life, self.supply, self.policy, assumed, order_days)


@dataclass(frozen=True, slots=True)
class NoQuestion:
    """Why nothing can be computed for a component, and what would change that."""

    where: str
    why: str
    remedy: str = ""


def read_question(uow: UnitOfWork, component_id: str) -> Question | NoQuestion:
    """Read the newest decision on a component with what it was taken on."""
    where = Register.read(uow).where(component_id)
    record = uow.decisions.latest(component_id)
    if record is None:
        return NoQuestion(
            where,
            translate("WhatIf", "Nothing was decided on this position yet."),
            translate("WhatIf", "It is decided as soon as it was measured and assessed."),
        )
    try:
        moment = Moment(record.taken_at, record.today, "")
        case = case_for(uow, component_id, record.assessment, moment)
    except PlantError as missing:
        return NoQuestion(where, missing.what, missing.remedy)
    if case is None:
        return NoQuestion(
            where,
            translate("WhatIf", "No spare part is entered for this position."),
            translate("WhatIf", "Name its part; then there is something to order."),
        )
    need = case.need
    if need.foreign_fault:
        why = translate("WhatIf", "The fault found is {fault}: no new part cures it.")
        remedy = translate("WhatIf", "Correct the fault; nothing is ordered for it.")
        return NoQuestion(where, why.format(fault=translate("Words", need.foreign_fault)), remedy)
    if need.life is None:
        return NoQuestion(where, *why_empty(record, has_lead=True))
    trade, life = case.trade, record.life or need.life
    books = read_books(uow, trade.part.id, moment, {component_id: record.assessment})
    share = books.ranked_need(predicted_id(component_id)).item.need.kit_share
    need = replace(need, life=life, kit_share=share)
    is_waiting = is_dated_to_wait(record.decision)
    supply = supply_with_wait(uow, None, trade) if is_waiting else trade.supply
    plant = plant_assumptions(need, supply, trade.policy)
    return Question(component_id, where, record, need, life, supply, trade.policy, plant)


def remark_on(question: Question, plant: Outlook, say: Wording) -> str:
    """Say where the decision in the books says something else than these curves, and why."""
    decision, today = question.record.decision, question.record.today
    if decision.kind is DecisionKind.COVERED:
        return translate("WhatIf", "The need is covered; shown is the day as if it were not.")
    proposed = today + timedelta(days=plant.order_day)
    if decision.order_by is not None and decision.order_by != proposed:
        text = translate("WhatIf", "The decision says {day}: it counts more than this position.")
        return text.format(day=say.short_day(decision.order_by))
    return ""
