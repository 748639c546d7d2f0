"""Which parts and installed positions a back-test is about, and what they cost.

A component of q pieces is q positions. A part that no component takes has one position of its own,
for what is issued of it without a job.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.backtest.knowledge import Knowledge
from app.backtest.records import PastNeed, Register
from app.backtest.rules.plant_day import PlantTerms
from app.core.assets import Component, Criticality
from app.core.lead_time import Supplier, expedite_cost_of
from app.core.policy import SitePolicy

A = Criticality.A
DAYS_PER_YEAR = 365.0

PRICE_OF_THE_FREE, LEAST_CARRYING_RATE = 1.0, 0.01
"""What policies take for the price of a part without one, and for a rate of nothing a year: where
holding costs nothing there is no best quantity. Stock is valued at the price in the books."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Rows of parts, vendors and positions.

    Attributes
    ----------
    part_ids, supplier_ids : tuple of str
        Rows of parts that can be ordered, and of their suppliers.
    components : tuple of Component or None
        One for each position, None for the position of a part that no component takes.
    slot_part : ndarray of int, shape (s,)
        Row of the part that each position takes.
    left_out : int
        Parts that name no supplier.
    rows_of : dict
        Positions of each component.
    rows_of_part : tuple
        Positions of each part.
    """

    register: Register
    part_ids: tuple[str, ...]
    supplier_ids: tuple[str, ...]
    components: tuple[Component | None, ...]
    slot_part: NDArray[np.int64]
    left_out: int
    part_row: dict[str, int]
    rows_of: dict[str, tuple[int, ...]]
    rows_of_part: tuple[tuple[int, ...], ...]
    shortage_of_part: dict[str, float]

    def shortage_per_day(self, need: PastNeed) -> float:
        """Money a day while a need waits; without a job, the mean over the part's machines."""
        component = self.register.components.get(need.component_id)
        if component is None:
            return self.shortage_of_part[need.part_id]
        return downtime_per_day(self.register, component)

    def is_critical(self, need: PastNeed) -> bool:
        """Whether the need is of a machine of the highest class."""
        component = self.register.components.get(need.component_id)
        return component is not None and _criticality(self.register, component) is A


def slots_of(register: Register) -> Slots:
    """Number the parts that can be ordered, their suppliers and their positions."""
    parts = [part for part in register.parts.values() if part.supplier_id is not None]
    part_row = {part.id: row for row, part in enumerate(parts)}
    components: list[Component | None] = []
    slot_part: list[int] = []
    rows_of: dict[str, tuple[int, ...]] = {}
    for component in register.components.values():
        if component.part_id in part_row:
            start = len(components)
            components += [component] * component.quantity_per_job
            slot_part += [part_row[component.part_id]] * component.quantity_per_job
            rows_of[component.id] = tuple(range(start, len(components)))
    bare = sorted(set(part_row.values()) - set(slot_part))
    components += [None] * len(bare)
    slot_part += bare
    costs: list[list[float]] = [[] for _ in parts]
    rows_of_part: list[list[int]] = [[] for _ in parts]
    for row, part in enumerate(slot_part):
        rows_of_part[part].append(row)
        costs[part].append(_shortage(register, components[row]))
    return Slots(
        register=register,
        part_ids=tuple(part_row),
        supplier_ids=tuple(sorted({part.supplier_id or "" for part in parts})),
        components=tuple(components),
        slot_part=np.array(slot_part, dtype=np.int64),
        left_out=len(register.parts) - len(parts),
        part_row=part_row,
        rows_of=rows_of,
        rows_of_part=tuple(tuple(rows) for rows in rows_of_part),
        shortage_of_part={part.id: float(np.mean(costs[part_row[part.id]])) for part in parts},
    )


def _shortage(register: Register, component: Component | None) -> float:
    """Money a day while a position is without its part; nothing where no machine is known."""
    return 0.0 if component is None else downtime_per_day(register, component)


def downtime_per_day(register: Register, component: Component) -> float:
    """Money a day while the component's machine stands still."""
    return float(register.assets[component.asset_id].downtime_cost_per_day)


def _criticality(register: Register, component: Component) -> Criticality:
    """Class of the component's machine."""
    return register.assets[component.asset_id].criticality


def terms_of(slots: Slots, known: Knowledge) -> PlantTerms:
    """Lay out what parts and positions cost, at the prices known on that day.

    What a failure costs beyond its waiting is left at nothing, so that no rule counts on work in a
    window before it: when work is done stays as recorded.
    """
    register, policy = slots.register, slots.register.policy
    parts = [register.parts[part_id] for part_id in slots.part_ids]
    suppliers = [register.suppliers[part.supplier_id or ""] for part in parts]
    prices = [known.price(part_id) for part_id in slots.part_ids]
    price = np.array([float(found.amount) or PRICE_OF_THE_FREE for found in prices])
    holding = [
        policy.holding_cost_per_day(price, part.storage_cost_per_year)
        for part, price in zip(parts, prices, strict=True)
    ]
    shortage = [_shortage(register, component) for component in slots.components]
    critical = [c is not None and _criticality(register, c) is A for c in slots.components]
    return PlantTerms(
        part_vendor=np.array([slots.supplier_ids.index(s.id) for s in suppliers], dtype=int),
        price=price,
        holding=np.maximum(holding, price * LEAST_CARRYING_RATE / DAYS_PER_YEAR),
        order_cost=np.full(len(parts), float(policy.order_cost)),
        hurry_cost=np.array([_hurry_cost(supplier) for supplier in suppliers]),
        hurry_days=np.array([s.expedite_median_days or 0.0 for s in suppliers]),
        slot_part=slots.slot_part,
        slot_shortage=np.array(shortage),
        slot_floor=_floors(slots, policy),
        slot_critical=np.array(critical, dtype=bool),
        failure_extra=np.zeros(slots.slot_part.size),
        planned_cost=np.zeros(slots.slot_part.size),
        mean_life_days=_mean_lives(slots, known),
    )


def _hurry_cost(supplier: Supplier) -> float:
    """What hurrying costs, infinite where the supplier has no hurried delivery."""
    return np.inf if supplier.expedite_median_days is None else expedite_cost_of(supplier)


def _floors(slots: Slots, policy: SitePolicy) -> NDArray[np.float64]:
    """Service floor of each position's machine; class C where it has none."""
    return np.array(
        [
            policy.service_floor[
                _criticality(slots.register, component) if component else Criticality.C
            ]
            for component in slots.components
        ]
    )


def _mean_lives(slots: Slots, known: Knowledge) -> NDArray[np.float64]:
    """Mean life by position from the part's own record: days in service over its needs."""
    days = max((known.day - known.since).days, 1)
    positions = np.bincount(slots.slot_part, minlength=len(slots.part_ids))
    needs = np.array([len(known.needs.get(part_id, ())) for part_id in slots.part_ids])
    life: NDArray[np.float64] = positions * days / np.maximum(needs, 1)
    return life[slots.slot_part]
