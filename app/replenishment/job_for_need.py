"""The job a person asks for beside a need: proposed once, whoever asks and however often."""

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.work_orders import WorkOrder
from app.replenishment.job_proposal import propose_work_order
from app.replenishment.need import case_for
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def propose_job(store: Store, component_id: str, moment: Moment, key: str) -> WorkOrder:
    """Propose the job on a component; one that is open already is the answer, nothing is added.

    Raises
    ------
    StepRefused
        If nothing was decided on the component yet, or it has no spare part.
    """

    def step(uow: UnitOfWork) -> str:
        open_job = uow.work_orders.open_for(component_id)
        if open_job is not None:
            return open_job.id
        record = uow.decisions.latest(component_id)
        assessment = record.assessment if record else None
        case = case_for(uow, component_id, assessment, moment)
        if record is None or case is None:
            raise StepRefused(
                "No job was proposed: nothing is decided on this component yet.",
                "It is decided with its next measurement.",
            )
        order = next(
            (
                order
                for order in uow.orders.open_of_part(case.trade.part.id)
                if any(ln.peg and ln.peg.component_id == component_id for ln in order.lines)
            ),
            None,
        )
        propose_work_order(uow, case, record, order, moment)
        made = uow.work_orders.open_for(component_id)
        return made.id if made else ""

    job_id = store.once(key, moment.actor, step)
    with store.read() as uow:
        return uow.work_orders.get(job_id)
