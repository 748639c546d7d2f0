"""The product's own rule: expected cost of every order day over all needs of a part.

With condition data it is the rule `kairos`; without them in ordering, `no_condition`. What is
computed comes from `app.core`; here the day of the plant is only laid out for it.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.backtest.rules.ahead import hurried_ahead
from app.backtest.rules.foresight import Foresight, Lookout, pressing
from app.backtest.rules.plant_day import Counts, PlantDay, PlantTerms, Reals, VendorSupply
from app.core.batch import choose_quantity
from app.core.buying_terms import DAYS_PER_YEAR, BuyingTerms
from app.core.money import Money
from app.core.notice import foreseen_share, unforeseen_by_day
from app.core.offers import Offer
from app.core.part_plan import PartFleet, units_to_order
from app.core.piece_needs import PartNeeds

CURRENCY = "EUR"
"""All money of a plant is in one currency; which it is plays no part."""

QUANTITY_DAYS = 730
"""Days by which the grid is lengthened for the quantity: pieces may last so much longer."""

REFRESH_DAYS = 7
"""Days after which a part is looked at again though nothing has happened to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What is foreseen of all parts: each alert's row in the fleet, and which share is quiet."""

    ahead: Foresight
    part: Counts
    rank: Counts
    quiet_share: Reals


class CostRule:
    """Order while waiting is dearer, or less safe than the floor allows.

    Parameters
    ----------
    name : str
        Name in reports.
    uses_condition : bool
        Whether orders follow predictions.
    """

    def __init__(self, name: str, *, uses_condition: bool) -> None:
        self.name = name
        self._uses_condition = uses_condition
        self._lookout = Lookout()
        self._looked_on = np.zeros(0, dtype=np.int64)
        self._position = np.zeros(0, dtype=np.int64)

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace what is due by the product's window rule."""
        return pressing(seen, self._lookout.ahead(seen))

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Hurry what the next windows would miss."""
        return hurried_ahead(seen, self._lookout.ahead(seen))

    def pieces(self, seen: PlantDay) -> Counts:
        """Order by `units_to_order`, in the quantity that spreads the cost of ordering."""
        outlook = self._outlook(seen)
        parts = self._parts_to_look_at(seen, outlook)
        units = np.zeros(seen.terms.parts, dtype=np.int64)
        for vendor in np.unique(seen.terms.part_vendor[parts]):
            rows = parts[seen.terms.part_vendor[parts] == vendor]
            units[rows] = self._units(seen, outlook, int(vendor), rows)
        return units

    def _outlook(self, seen: PlantDay) -> Outlook:
        """Keep the alerts that orders may follow, ranked within their part."""
        ahead = self._lookout.ahead(seen)
        use = ahead.relied_on & self._uses_condition
        kept = ahead.only(use)
        part = seen.terms.slot_part[kept.slot]
        order = np.argsort(part, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(part.size) - np.searchsorted(part[order], part[order])
        slots = np.bincount(seen.terms.slot_part, minlength=seen.terms.parts)
        alerted = np.bincount(part, minlength=seen.terms.parts)
        return Outlook(kept, part, rank, 1.0 - alerted / np.maximum(slots, 1))

    def _parts_to_look_at(self, seen: PlantDay, outlook: Outlook) -> Counts:
        """Parts with an alert, with a changed position, or not looked at for a week."""
        position = seen.position
        if not self._looked_on.size:
            self._looked_on = np.full(position.size, seen.day - REFRESH_DAYS)
            self._position = position
        look = (self._position != position) | (seen.day - self._looked_on >= REFRESH_DAYS)
        look[outlook.part] = True
        self._looked_on = np.where(look, seen.day, self._looked_on)
        self._position = position
        return np.flatnonzero(look)

    def _units(self, seen: PlantDay, outlook: Outlook, vendor: int, rows: Counts) -> Counts:
        """Ask the one rule for the pieces of some parts of one vendor, then for the quantity."""
        terms, supply = seen.terms, seen.supply[vendor]
        fleet = self._fleet(seen, outlook, rows, supply)
        units = units_to_order(
            fleet, supply.weights, terms.hurry_cost[rows], terms.hurry_days[rows]
        ).units
        arrival = np.concatenate((supply.arrival, np.zeros(QUANTITY_DAYS)))
        for n in np.flatnonzero(units):
            needs = PartNeeds(
                fleet.slots[n], fleet.unpredicted[n], fleet.planned[n], int(fleet.position[n])
            ).longer_by(QUANTITY_DAYS)
            offer = offer_of(terms, int(rows[n]))
            units[n] = choose_quantity(needs, arrival, int(units[n]), offer).chosen.quantity
        return units

    def _fleet(
        self, seen: PlantDay, outlook: Outlook, rows: Counts, supply: VendorSupply
    ) -> PartFleet:
        """Lay some parts out with all their needs."""
        terms, days = seen.terms, supply.arrival.size
        row_of = np.full(terms.parts, -1)
        row_of[rows] = np.arange(rows.size)
        mine = row_of[outlook.part] >= 0
        at = row_of[outlook.part[mine]], outlook.rank[mine]
        width = int(at[1].max()) + 1 if mine.any() else 0
        slots, shortage = np.zeros((rows.size, width, days)), np.zeros((rows.size, width))
        slots[at] = outlook.ahead.need_cdf[mine, :days]
        shortage[at] = outlook.ahead.shortage[mine]
        floor = np.zeros_like(shortage)
        floor[at] = terms.slot_floor[outlook.ahead.slot[mine]]
        use_of_tolerance = 1.0 / (1.0 - terms.slot_floor)
        notice = seen.notice_days if self._uses_condition else np.zeros(0)
        enough = np.ceil(terms.hurry_days[rows]) + 1.0
        rate = seen.need_rate[rows] * outlook.quiet_share[rows]
        return PartFleet(
            slots=slots,
            slot_shortage=shortage,
            unpredicted=unforeseen_by_day(rate, notice, days),
            unpredicted_shortage=terms.mean_over_slots(terms.slot_shortage)[rows],
            planned=seen.planned[rows, :days],
            holding=terms.holding[rows],
            service_floor=1.0 - 1.0 / terms.mean_over_slots(use_of_tolerance)[rows],
            position=seen.position[rows],
            slot_floor=floor,
            foreseen_share=foreseen_share(notice, enough, supply.arrival),
        )


def offer_of(terms: PlantTerms, part: int) -> BuyingTerms:
    """Put what a part costs as the product's quantity rule takes it."""
    price = Money(Decimal(repr(round(float(terms.price[part]), 4))), CURRENCY)
    yearly = float(terms.holding[part] / terms.price[part]) * DAYS_PER_YEAR
    offer = Offer("part", "vendor", price)
    return BuyingTerms(offer, float(terms.order_cost[part]), 0.0, yearly, 0.0)
