"""What the books know of the ways out, for a machine whose part will come too late."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.core.assets import Asset, Component
from app.core.distribution import DaysDistribution
from app.core.health import is_believed
from app.core.late_need import (
    LOOK_AHEAD_DAYS,
    Donor,
    LateNeed,
    Source,
    crew_of,
    derating_of,
    source_on_order,
    sources_of,
)
from app.core.moment import Moment
from app.core.need import Need
from app.core.open_order import arrival_of_open_order
from app.core.reasons import Reason
from app.core.stock import Part
from app.core.trigger import DecisionKind, DeliveryMode, TriggerDecision
from app.core.ways_out import WaysOut, ways_out
from app.core.ways_out_reasons import ways_out_reasons
from app.replenishment.planned_life import age_life, planned_life
from app.replenishment.sellers import PricedSupply, sellers_of
from app.replenishment.track_record import track_record
from app.storage.unit_of_work import UnitOfWork


def late_reasons(
    uow: UnitOfWork,
    component_id: str,
    need: Need,
    decision: TriggerDecision,
    moment: Moment,
    part_id: str = "",
) -> tuple[Reason, ...]:
    """Say the ways out of a decision that is late, cheapest first; nothing for any other.

    `part_id` names a part of the job's kit, "" the component's own.
    """
    if decision.kind is not DecisionKind.LATE:
        return ()
    found = find_ways_out(uow, component_id, need, moment, part_id)
    return () if found is None else ways_out_reasons(found, uow.plant.policy().currency)


def find_ways_out(
    uow: UnitOfWork, component_id: str, need: Need, moment: Moment, part_id: str = ""
) -> WaysOut | None:
    """Rank every way out the books know figures for.

    None where there is no life to reckon with, or no offer in the site's currency.

    Parameters
    ----------
    need : Need
        As it was decided; the machine's own life counts, not that of the k-th piece wanted.
    part_id : str
        A part of the job's kit, "" for the component's own.
    """
    component = uow.plant.component(component_id)
    life = need.own_life or need.life
    wanted = part_id or component.part_id
    if life is None or wanted is None:
        return None
    asset = uow.plant.asset(component.asset_id)
    late = LateNeed(
        life=life,
        criticality=need.criticality,
        holding_per_day=need.holding_per_day,
        shortage_per_day=need.shortage_per_day,
        planned_job_days=component.job_days,
        repair_days=component.job_days if asset.repair_days is None else asset.repair_days,
    )
    sources = [*on_order(uow, component, wanted, moment.today)]
    sellers = [*sellers_of(uow, wanted, need.quantity, moment.today)]
    if not part_id:
        sellers += _of_alternates(uow, uow.stock.part(wanted), need.quantity, moment.today)
    sources += [
        source
        for seller in sellers
        for source in sources_of(
            seller.name, seller.supply, LOOK_AHEAD_DAYS, seller.fee, is_usual_vendor=seller.is_usual
        )
    ]
    if not sources:
        return None
    donors = tuple(_donors(uow, component, wanted, need.quantity, moment))
    return ways_out(late, sources, donors, derating_of(asset), crew_of(asset))


def _of_alternates(
    uow: UnitOfWork, part: Part, quantity: int, today: date
) -> Iterator[PricedSupply]:
    """Lay out who sells an approved alternate, at what it costs above the part itself."""
    usual = next(iter(uow.offers.of(part)), None)
    if usual is None or usual.price.currency != uow.plant.policy().currency:
        return
    for other in sorted(part.alternates):
        number = uow.stock.part(other).number
        for seller in sellers_of(uow, other, quantity, today, usual=usual):
            yield replace(seller, name=f"{seller.name} ({number})")


def on_order(uow: UnitOfWork, component: Component, part_id: str, today: date) -> Iterator[Source]:
    """Lay out the orders on their way for a machine."""
    policy = uow.plant.policy()
    for order in uow.orders.open_of_part(part_id):
        is_its = any(line.peg and line.peg.component_id == component.id for line in order.lines)
        if is_its and order.sent_on is not None:
            supplier = uow.plant.supplier(order.supplier_id)
            said = uow.orders.delivery_dates(order.id)
            yield source_on_order(
                order.number,
                DeliveryMode(order.delivery_mode),
                arrival_of_open_order(order, said, supplier, policy, today),
                policy.receiving_margin_days,
                LOOK_AHEAD_DAYS,
            )


def _donors(
    uow: UnitOfWork, component: Component, part_id: str, quantity: int, moment: Moment
) -> Iterator[Donor]:
    """List the other machines that carry as many pieces of the same part."""
    margin = uow.plant.policy().receiving_margin_days
    for other in uow.plant.components():
        is_same = other.part_id == part_id and other.id != component.id
        if is_same and other.quantity_per_job >= quantity:
            asset = uow.plant.asset(other.asset_id)
            yield Donor(
                name=asset.tag,
                criticality=asset.criticality,
                shortage_per_day=float(asset.downtime_cost_per_day),
                life=_life_of(uow, asset, other, moment),
                taking_days=max(margin, 1),
                job_days=other.job_days,
            )


def _life_of(
    uow: UnitOfWork, asset: Asset, component: Component, moment: Moment
) -> DaysDistribution:
    """Return what the part in a machine will last: as measured where believed, else by its age."""
    latest = uow.decisions.latest(component.id)
    assessment = latest.assessment if latest else None
    track = track_record(uow, moment.today)
    planned = planned_life(uow, asset, component, assessment, track, moment)
    if planned.life is None or not is_believed(planned.state):
        return age_life(uow, asset, component, moment.today)
    return planned.life
