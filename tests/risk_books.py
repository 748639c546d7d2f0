"""A plant whose parts have stock levels, and whose supply is at risk, for use-case tests."""

from dataclasses import replace

from app.core.assets import Criticality
from app.core.risk_levels import Levels, levels_of
from app.core.supply_risk import RiskSettings
from app.demo_plant.identity import demo_id
from app.replenishment import supply_risk
from app.replenishment.supply_risk import risk_in_force
from app.storage.store import Store
from tests.office_books import at

RAISED = demo_id("part", "6312-C3")
CRITICAL = {Criticality.A, Criticality.B}


def strike(days: float = 0.0, half_life: float = 0.0, factor: float = 2.0) -> RiskSettings:
    review = at(days + 60).today
    return RiskSettings("port strike", review, dict.fromkeys(CRITICAL, factor), half_life)


def give_levels(store: Store) -> dict[str, Levels]:
    """Give every part levels of its own; returns them by part id."""
    with store.begin("test") as uow:
        for n, part in enumerate(uow.stock.parts()):
            uow.stock.save_part(replace(part, safety_stock=n + 1, buffer_stock=n))
        return {part.id: levels_of(part) for part in uow.stock.parts()}


def in_force(store: Store, day: float) -> dict[str, Levels]:
    with store.read() as uow:
        felt, of_part = risk_in_force(uow, at(day).today), supply_risk.criticality_of_parts(uow)
        return {p.id: felt.levels_of(p, of_part.get(p.id)) for p in uow.stock.parts()}


def stored(store: Store) -> dict[str, Levels]:
    with store.read() as uow:
        return {part.id: levels_of(part) for part in uow.stock.parts()}
