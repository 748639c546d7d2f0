"""How sure each part of a scenario's kits must be: the split that the daily review makes."""

from app.core.assets import KitItem
from app.core.kits import KitPart
from app.core.need import Need
from app.exchange.plan_market import Market
from app.exchange.scenario import ScenarioComponent
from app.replenishment.kit_split import Kit, KitSplit, split_over
from app.replenishment.need import Trade


def need_of(component: ScenarioComponent, trade: Trade, pieces: int) -> Need:
    """Say what is decided for: a component's own part, or one of its kit."""
    return Need(
        life=component.planned_life,
        life_state=component.life_state.value,
        criticality=component.criticality,
        holding_per_day=trade.holding_per_day * pieces,
        shortage_per_day=float(component.downtime_cost_per_day.amount),
        job_days=component.job_days,
        quantity=pieces,
        minimum_order=trade.part.minimum_order,
        kit_parts=1 + len(component.kit),
    )


def kit_splits(market: Market, taken: Trade) -> dict[int, KitSplit]:
    """Split the probability of every job that needs a part with others, by the component's place.

    The part is bought as is said, the others from whom they are asked first.
    """
    found = {}
    for n, component in enumerate(market.scenario.components):
        numbers = {component.part, *(item.part_id for item in component.kit)}
        is_concerned = bool(component.kit) and taken.part.number in numbers
        split = _split(market, component, taken) if is_concerned else None
        if split is not None:
            found[n] = split
    return found


def _split(market: Market, component: ScenarioComponent, taken: Trade) -> KitSplit | None:
    """Split the probability of one job over its parts."""
    items = (KitItem(component.part, component.quantity), *component.kit)
    trades = tuple(
        taken
        if item.part_id == taken.part.number
        else market.trade(market.scenario.parts[item.part_id])
        for item in items
    )
    parts = tuple(_part(market, t, i) for t, i in zip(trades, items, strict=True))
    need = need_of(component, trades[0], component.quantity)
    return split_over(Kit(trades, parts), need, None, market.scenario.today)


def _part(market: Market, trade: Trade, item: KitItem) -> KitPart:
    """Say how one part comes; one that lies on the shelf comes no more."""
    part = market.scenario.parts[item.part_id]
    is_here = part.on_hand - part.allocated >= item.quantity
    holding = trade.holding_per_day * item.quantity
    return KitPart(item.part_id, holding, None if is_here else trade.supply)
