"""Everything the books know of one part, read for its page; nothing is written."""

from dataclasses import dataclass
from datetime import date

from app.core.alternates import pooled_position
from app.core.assets import Asset, Component
from app.core.cover_levels import CoverLevels
from app.core.lead_time import LeadTime, Supplier, lead_time_of
from app.core.moment import Moment
from app.core.need_line import NeedLine
from app.core.offers import Offer
from app.core.reservations import Reservation
from app.core.risk_levels import Levels, levels_of
from app.core.shelf_need import shelf_need
from app.core.stock import Part, StockMovement, StockPosition
from app.core.trigger import DeliveryMode
from app.core.work_orders import WorkOrder
from app.replenishment.arrivals import expected_arrival
from app.replenishment.part_look import look_at, shelf_terms
from app.replenishment.parts.counting import LastCount, last_count
from app.replenishment.parts.shelf import OpenLine, Shelf, open_lines, shelf_of
from app.replenishment.pool import read_books
from app.replenishment.supply_risk import criticality_of_part, risk_in_force
from app.storage.unit_of_work import UnitOfWork

MOST_MOVEMENTS = 12
"""Movements shown, the newest first."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferSeen:
    """What one supplier asks, how long it takes, and whether the part is bought there.

    Attributes
    ----------
    in_on, hurried_in_on : date or None
        When an order of today comes in; None where nobody hurries.
    is_own, is_taken : bool
        Whether it is asked first, and whether it is taken today as the cheapest in expectation.
    """

    supplier: Supplier
    offer: Offer
    lead: LeadTime
    in_on: date
    hurried_in_on: date | None
    is_own: bool
    is_taken: bool

    @property
    def id(self) -> str:
        """Id of the supplier."""
        return self.supplier.id


@dataclass(frozen=True, slots=True)
class UsedOn:
    """A place that needs the part: as its own, or in the kit of its job."""

    asset: Asset
    component: Component
    pieces: int
    is_of_kit: bool


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """What the rules make of a part: its needs, what should be kept, whom it is bought from."""

    lines: tuple[NeedLine, ...]
    levels: CoverLevels
    in_force: Levels
    taken_supplier_id: str


@dataclass(frozen=True, slots=True, eq=False)
class PartRecord:
    """One part.

    Attributes
    ----------
    group : StockPosition
        What it and its approved alternates have together.
    planned : Planned or None
        None where nobody sells the part to the plant: nothing can be planned then.
    jobs : tuple of WorkOrder
        Open jobs that want it as their own.
    movements : tuple of StockMovement
        The last ones, the newest first.
    """

    part: Part
    shelf: Shelf
    group: StockPosition
    planned: Planned | None
    offers: tuple[OfferSeen, ...]
    alternates: tuple[tuple[Part, Shelf], ...]
    reservations: tuple[Reservation, ...]
    used_on: tuple[UsedOn, ...]
    jobs: tuple[WorkOrder, ...]
    coming: tuple[OpenLine, ...]
    movements: tuple[StockMovement, ...]
    last_count: LastCount | None


def part_record(uow: UnitOfWork, part_id: str, moment: Moment) -> PartRecord:
    """Read one part.

    Raises
    ------
    PartUnknown
        If it is not on the register.
    """
    part, shelf = uow.stock.part(part_id), shelf_of(uow, part_id)
    planned = _planned(uow, part, moment) if part.supplier_id is not None else None
    others = [(uow.stock.part(one), shelf_of(uow, one)) for one in part.alternates]
    positions = {part.id: shelf.position} | {one.id: has.position for one, has in others}
    return PartRecord(
        part=part,
        shelf=shelf,
        group=pooled_position(part, positions),
        planned=planned,
        offers=_offers(uow, part, planned.taken_supplier_id if planned else "", moment.today),
        alternates=tuple(sorted(others, key=lambda pair: pair[0].number)),
        reservations=tuple(uow.reservations.open_of(part_id)),
        used_on=_used_on(uow, part_id),
        jobs=tuple(uow.work_orders.open_of_part(part_id)),
        coming=open_lines(uow, part_id),
        movements=tuple(uow.stock.movements(part_id)[: -MOST_MOVEMENTS - 1 : -1]),
        last_count=last_count(uow, part.number),
    )


def _planned(uow: UnitOfWork, part: Part, moment: Moment) -> Planned:
    """Look at a part as the day's review does."""
    books = read_books(uow, part.id, moment)
    look = look_at(uow, books, moment)
    terms = shelf_terms(uow, books, moment)
    found = shelf_need(books.pool, books.ranked, 0, terms, books.trade.supply)
    return Planned(
        lines=look.review.lines,
        levels=found.levels,
        in_force=levels_of(books.trade.part),
        taken_supplier_id=books.trade.supplier.id,
    )


def _offers(uow: UnitOfWork, part: Part, taken_id: str, today: date) -> tuple[OfferSeen, ...]:
    """Read what every supplier asks, the part's own first."""
    prior, in_force = uow.plant.policy().lead_prior, risk_in_force(uow, today)
    criticality = criticality_of_part(uow, part.id)
    found = []
    for offer in uow.offers.of(part):
        supplier = uow.plant.supplier(offer.supplier_id)
        supply = in_force.supply_of(supplier, criticality)
        hurried = expected_arrival(supply, DeliveryMode.EXPEDITED) if supply.expedited else None
        found.append(
            OfferSeen(
                supplier=supplier,
                offer=offer,
                lead=lead_time_of(supplier, prior),
                in_on=expected_arrival(supply, DeliveryMode.NORMAL),
                hurried_in_on=hurried,
                is_own=supplier.id == part.supplier_id,
                is_taken=supplier.id == taken_id,
            )
        )
    return tuple(found)


def _used_on(uow: UnitOfWork, part_id: str) -> tuple[UsedOn, ...]:
    """Read which places need the part, by the tag of their machine."""
    assets = {asset.id: asset for asset in uow.plant.assets()}
    own = [
        UsedOn(assets[c.asset_id], c, c.quantity_per_job, is_of_kit=False)
        for c in uow.plant.components_of_part(part_id)
    ]
    of_kits = [
        UsedOn(assets[c.asset_id], c, item.quantity, is_of_kit=True)
        for c in uow.plant.components_with_kit_part(part_id)
        for item in c.kit
        if item.part_id == part_id
    ]
    return tuple(sorted((*own, *of_kits), key=lambda use: (use.asset.tag, use.component.name)))
