"""The whole Today page as plain values, read in one transaction."""

from dataclasses import dataclass

from app.core.health import Assessment, HealthState
from app.core.moment import Moment
from app.core.purchasing import PurchaseOrder
from app.replenishment.planned_life import as_planned
from app.replenishment.track_record import track_record
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register
from app.ui.rows_story import StoryLine, story_lines
from app.ui.today.card import Question
from app.ui.today.rows_changed import changed
from app.ui.today.rows_jobs import late_matters, ready_jobs
from app.ui.today.rows_orders import arriving, to_order
from app.ui.wording import Wording

STORY_LINES = 14
"""Newest events under the questions."""


@dataclass(frozen=True, slots=True)
class MachineMark:
    """One machine in the line above the questions."""

    asset_id: str
    tag: str
    name: str
    state: HealthState


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows: the machines, five questions, the latest of the plant's story."""

    site: str
    machines: tuple[MachineMark, ...]
    questions: tuple[Question, ...]
    story: tuple[StoryLine, ...]


def read_board(store: Store, say: Wording, moment: Moment) -> Board:
    """Read the page: the plant's records and, from their own database, the newest judgements."""
    with store.read() as uow:
        register = Register.read(uow)
        watched = dict.fromkeys(point.component_id for point in uow.plant.points())
        newest = _newest(store, uow, register, list(watched), moment)
        return Board(
            site=uow.plant.policy().site_name,
            machines=_marks(register, newest),
            questions=_questions(uow, register, newest, say, moment),
            story=tuple(story_lines(uow, say, STORY_LINES)),
        )


def _newest(
    store: Store, uow: UnitOfWork, register: Register, watched: list[str], moment: Moment
) -> dict[str, Assessment | None]:
    """Read the newest judgements, each with the life that is planned with."""
    track, newest = track_record(uow, moment.today), {}
    for component_id in watched:
        said = store.measurements.latest_assessment(component_id)
        asset = register.asset_of(component_id)
        newest[component_id] = said and as_planned(asset, said, track, moment)
    return newest


def _questions(
    uow: UnitOfWork,
    register: Register,
    newest: dict[str, Assessment | None],
    say: Wording,
    moment: Moment,
) -> tuple[Question, ...]:
    """Ask the five questions."""
    today = moment.today
    orders, jobs = uow.orders.open_orders(), uow.work_orders.open_orders()
    latest = uow.decisions.latest_all()
    behind = [uow.decisions.get(i) for i in _decisions_behind(orders)]
    horizon = uow.plant.policy().planning_horizon_days
    decisions = [*latest, *behind]
    order_now = to_order(decisions, orders, register, say, today, horizon)
    return (
        changed(newest, register, say, moment.now),
        order_now,
        arriving(orders, register, say, today),
        ready_jobs(jobs, register, say, today),
        late_matters(decisions, order_now.cards, orders, jobs, register, say, today),
    )


def _decisions_behind(orders: list[PurchaseOrder]) -> list[str]:
    """Name the decisions that open orders came from."""
    return [line.peg.decision_id for order in orders for line in order.lines if line.peg]


def _marks(register: Register, newest: dict[str, Assessment | None]) -> tuple[MachineMark, ...]:
    """Give each machine the worst state of what is measured on it."""
    states: dict[str, list[HealthState]] = {asset_id: [] for asset_id in register.assets}
    for component_id, assessment in newest.items():
        if assessment is not None:
            states[register.asset_of(component_id).id].append(assessment.health.state)
    return tuple(
        MachineMark(
            asset.id,
            asset.tag,
            asset.name,
            max(
                states[asset.id],
                key=lambda state: state.severity,
                default=HealthState.NO_DATA,
            ),
        )
        for asset in register.assets.values()
    )
