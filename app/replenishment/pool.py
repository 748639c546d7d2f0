"""All needs of one part and all its pieces, read from the plant's books."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.core.assets import Component
from app.core.borrowing import Borrowed, borrowed_today
from app.core.health import Assessment
from app.core.moment import Moment
from app.core.need_line import kit_id
from app.core.part_pool import PartPool, PoolNeed, RankedNeed, rank_needs
from app.core.planned_tasks import PlannedTask
from app.core.work_orders import WorkOrder
from app.lending import lent_out, spare_pieces
from app.replenishment.alternate_offers import SourceChoice, alternates_for_sale, choose_sources
from app.replenishment.buying import compared_vendors, taken_vendor
from app.replenishment.dated_needs import (
    asset_id_of,
    days_until,
    needs_of_reservations,
    needs_of_task,
    splits_of_dates,
    tasks_together,
)
from app.replenishment.kit_split import KitSplit, split_of_kit, with_share
from app.replenishment.need import Case, Trade, trade_of
from app.replenishment.open_lines import (
    FreePieces,
    LinesOfOrders,
    free_arrivals,
    lines_by_need,
    pieces_to_come,
    predicted_id,
)
from app.replenishment.pool_needs import (
    cases_of,
    jobs_of_kits,
    kit_cases,
    need_of_component,
    need_of_job,
    need_of_kit,
)
from app.replenishment.ranked_part import RankedPart
from app.storage.unit_of_work import UnitOfWork
from app.stores import lent_to, pieces_kept_for


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PartBooks(RankedPart):
    """One part as the books know it on a day.

    Attributes
    ----------
    cases : mapping
        Case of each component that uses the part as its own, by component id.
    kits : mapping
        Case of each component whose job wants the part beside its own, by component id.
    places : mapping
        Component a need belongs to, by the need's id.
    lines : mapping
        Open order lines of each need with the order they stand on, by the need's id; those of
        nobody under "".
    free : tuple of FreePieces
        What open orders bring beyond their needs, the first to come first.
    splits : mapping
        How the parts of a job share its probability, by the need's id; only of jobs with a kit.
    """

    cases: Mapping[str, Case]
    kits: Mapping[str, Case]
    places: Mapping[str, Component]
    lines: Mapping[str, LinesOfOrders]
    free: tuple[FreePieces, ...]
    splits: Mapping[str, KitSplit] = field(default_factory=dict)

    def ranked_need(self, need_id: str) -> RankedNeed:
        """Return one need with its place among all."""
        return next(r for r in self.ranked if r.item.id == need_id)


def read_books(
    uow: UnitOfWork,
    part_id: str,
    moment: Moment,
    fresh: Mapping[str, Assessment | None] | None = None,
) -> PartBooks:
    """Read a part's needs and pieces; `fresh` holds judgements newer than the books.

    Where several vendors sell it, it is bought from the one that is cheapest in expectation for
    the first need that lacks pieces.
    """
    trade = trade_of(uow, part_id, moment.today)
    books = _read(uow, trade, moment, fresh)
    vendors = compared_vendors(
        trade, uow.offers.of(trade.part), uow.plant.supplier, books.pool, books.ranked
    )
    taken = taken_vendor(trade, uow.plant.supplier, vendors)
    if taken is not trade:
        books = _read(uow, taken, moment, fresh)
    return replace(books, vendors=vendors, sources=_sources(uow, books))


def _sources(uow: UnitOfWork, books: PartBooks) -> dict[str, SourceChoice]:
    """Choose what is bought for each need of a part that has alternates; kits want the part.

    While alternates have pieces to lend they are lent, and none is bought.
    """
    trade = books.trade
    if books.pool.is_of_kit or not trade.part.alternates:
        return {}
    spare = sum(spare_pieces(uow, trade.part).values()) - sum(books.borrowed.counted.values())
    if spare > 0:
        return {}
    alternates = alternates_for_sale(uow, trade)
    return choose_sources(trade, alternates, uow.plant.supplier, books.pool, books.ranked)


def _read(
    uow: UnitOfWork,
    trade: Trade,
    moment: Moment,
    fresh: Mapping[str, Assessment | None] | None,
) -> PartBooks:
    """Read a part's needs and pieces as it is bought from one vendor."""
    part_id = trade.part.id
    cases = cases_of(uow, trade, uow.plant.components_of_part(part_id), moment, fresh or {})
    kits = kit_cases(uow, trade, moment, fresh or {})
    kit_jobs = jobs_of_kits(uow, kits)
    jobs = {job.component_id: job for job in uow.work_orders.open_of_part(part_id)}
    reserved = uow.reservations.open_of(part_id)
    splits = _splits(uow, cases | kits, jobs | kit_jobs, trade)
    kept = {job.id: pieces_kept_for(uow, job, reserved) for job in jobs.values()}
    needs = [need_of_component(trade, case, jobs.get(c), kept) for c, case in cases.items()]
    needs += [
        need_of_job(f"job:{job.id}", trade, uow.plant.asset(asset_id_of(uow, c)), job, kept)
        for c, job in jobs.items()
        if c not in cases
    ]
    needs += [need_of_kit(trade, case, kit_jobs.get(c), reserved) for c, case in kits.items()]
    tasks = uow.planned_tasks.active_of_part(part_id)
    together = tasks_together(uow, tasks, moment.today)
    for task in tasks:
        needs += needs_of_task(uow, trade, task, together, moment.today)
    needs += needs_of_reservations(trade, reserved, moment.today)
    by_need = _by_need(splits, cases, part_id)
    by_need |= splits_of_dates(uow, trade, tasks, together)
    needs = [with_share(need, by_need.get(need.id), part_id) for need in needs]
    lines = lines_by_need(uow, part_id, {need.id for need in needs})
    needs = [replace(need, ordered=pieces_to_come(lines.get(need.id, ()))) for need in needs]
    aside = {_name_of(job, cases): _lent(uow, job) for job in jobs.values()}
    free = free_arrivals(uow, trade, lines, needs)
    pool = PartPool(
        needs=needs,
        on_hand=uow.stock.on_hand(part_id) + sum(sum(lent.values()) for lent in aside.values()),
        set_aside=sum(need.reserved for need in needs) + sum(lent_out(uow, part_id).values()),
        arrivals=[(one.usable_in_days, one.quantity) for one in free],
        kept=trade.part.safety_stock + trade.part.buffer_stock,
    )
    counted = _counted(uow, trade, pool)
    pool = replace(pool, on_hand=pool.on_hand + sum(counted.values()))
    places = _places(uow, cases, jobs, tasks, needs)
    places |= {kit_id(c, part_id): case.component for c, case in kits.items()}
    ranked = rank_needs(pool, trade.policy, trade.supply)
    return PartBooks(
        trade=trade,
        pool=pool,
        ranked=ranked,
        borrowed=Borrowed(counted, aside),
        cases=cases,
        kits=kits,
        places=places,
        lines=lines,
        free=free,
        splits=by_need,
    )


def _splits(
    uow: UnitOfWork, cases: Mapping[str, Case], jobs: Mapping[str, WorkOrder], trade: Trade
) -> dict[str, KitSplit]:
    """Split the probability of each job that needs several parts, by component."""
    found, today = {}, trade.supply.table.today
    for name, case in cases.items():
        job, is_dated = jobs.get(name), case.need.life is None
        on_day = days_until(job.planned_on, today) if job is not None and is_dated else None
        split = split_of_kit(uow, case.component, case.need, on_day, trade)
        if split is not None:
            found[name] = split
    return found


def _by_need(
    splits: Mapping[str, KitSplit], cases: Mapping[str, Case], part_id: str
) -> dict[str, KitSplit]:
    """Sort splits by the need that the part has in them."""
    return {
        predicted_id(c) if c in cases else kit_id(c, part_id): split for c, split in splits.items()
    }


def _name_of(job: WorkOrder, cases: Mapping[str, Case]) -> str:
    """Return the id of the need a job stands for."""
    is_case = job.component_id in cases
    return predicted_id(job.component_id) if is_case else f"job:{job.id}"


def _counted(uow: UnitOfWork, trade: Trade, pool: PartPool) -> dict[str, int]:
    """Count what alternates lend to needs that lack pieces today, by part number.

    A part that a kit names borrows nothing: alternates stand in for a job's own part only.
    """
    may_borrow = trade.part.alternates and not pool.is_of_kit
    spare = spare_pieces(uow, trade.part) if may_borrow else {}
    group = {one: uow.stock.part(one) for one in spare}
    lent = borrowed_today(pool, trade.part, group.values(), spare, trade.policy, trade.supply)
    return {group[one].number: pieces for one, pieces in lent.items()}


def _lent(uow: UnitOfWork, job: WorkOrder) -> dict[str, int]:
    """Count what alternates put aside for a job, by part number."""
    return {uow.stock.part(one).number: pieces for one, pieces in lent_to(uow, job).items()}


def _places(
    uow: UnitOfWork,
    cases: Mapping[str, Case],
    jobs: Mapping[str, WorkOrder],
    tasks: list[PlannedTask],
    needs: list[PoolNeed],
) -> dict[str, Component]:
    """Tell which component each need belongs to; a reservation without a job has none."""
    places = {predicted_id(c): case.component for c, case in cases.items()}
    for component_id, job in jobs.items():
        places[f"job:{job.id}"] = uow.plant.component(component_id)
    for task in tasks:
        component = uow.plant.component(task.component_id)
        of_task = f"planned:{task.id}:"
        places |= {need.id: component for need in needs if need.id.startswith(of_task)}
    return places
