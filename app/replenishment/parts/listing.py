"""Every part of the register with its pieces, its levels and how its needs stand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.core.moment import Moment
from app.core.stock import Part
from app.replenishment.board import part_reviews
from app.replenishment.parts.shelf import PartState, Shelf, next_need, state_of
from app.replenishment.supply_risk import criticality_of_part, risk_in_force
from app.storage.unit_of_work import UnitOfWork
from app.stores import pieces_lying_aside


@dataclass(frozen=True, slots=True)
class PartStanding:
    """One part of the list.

    Attributes
    ----------
    part : Part
        With the levels in force, which supply-risk mode may have raised.
    need_by : date or None
        Earliest day on which it is wanted.
    supplier : str
        Name of whom it is bought from first, "" for nobody.
    """

    part: Part
    shelf: Shelf
    need_by: date | None
    supplier: str
    state: PartState

    @property
    def id(self) -> str:
        """Id of the part."""
        return self.part.id

    @property
    def kept(self) -> int:
        """Safety and buffer stock together, in pieces."""
        return self.part.safety_stock + self.part.buffer_stock


def part_standings(uow: UnitOfWork, moment: Moment) -> list[PartStanding]:
    """Read every part by its number; nothing is written."""
    lines = {review.part_id: review.lines for review in part_reviews(uow, moment)}
    names = {supplier.id: supplier.name for supplier in uow.plant.suppliers()}
    on_hand, to_come, in_force = (
        uow.stock.on_hand_of_all(),
        _to_come(uow),
        risk_in_force(uow, moment.today),
    )
    found = []
    for part in uow.stock.parts():
        needs = lines.get(part.id, ())
        raised = in_force.is_felt
        kept = in_force.part_of(part, criticality_of_part(uow, part.id)) if raised else part
        found.append(
            PartStanding(
                part=kept,
                shelf=Shelf(
                    on_hand.get(part.id, 0), pieces_lying_aside(uow, part.id), to_come[part.id]
                ),
                need_by=next_need(needs),
                supplier=names.get(part.supplier_id or "", ""),
                state=state_of(needs),
            )
        )
    return found


def _to_come(uow: UnitOfWork) -> Counter[str]:
    """Count the pieces to come of every part."""
    found: Counter[str] = Counter()
    for order in uow.orders.open_orders():
        for line in order.lines:
            found[line.part_id] += line.open_quantity
    return found
