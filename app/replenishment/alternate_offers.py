"""Whether an approved alternate is bought instead of a part: compared need by need.

The part as it is bought anyway stands against every offer of its alternates, each by its own price,
lead time and calendar (`jit-trigger.md` section 6, `docs/decisions/0040`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.buying_reasons import source_reasons
from app.core.buying_terms import terms_of
from app.core.offers import Offer
from app.core.part_pool import PartPool, RankedNeed
from app.core.reasons import Reason
from app.core.stock import Part
from app.core.vendor_choice import Seller, Shortage, VendorOption, compare_vendors, in_order
from app.replenishment.buying import Directory, lone_need, part_needs
from app.replenishment.need import Trade
from app.replenishment.open_lines import is_of_component
from app.storage.unit_of_work import UnitOfWork

Alternates = tuple[tuple[Part, Offer], ...]
"""Parts that may be bought instead, each with one of its offers."""


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """What is bought for one need, of the parts that replace each other.

    Attributes
    ----------
    trade : Trade
        How it is bought: an alternate where `trade.bought` says so.
    options : tuple of VendorOption
        Everything compared, the one taken first.
    numbers : mapping
        Part numbers by id.
    """

    trade: Trade
    options: tuple[VendorOption, ...]
    numbers: Mapping[str, str]

    def reasons(self, supplier: Directory) -> tuple[Reason, ...]:
        """Say what each source would cost, the one taken first."""
        names = {one.supplier_id: supplier(one.supplier_id).name for one in self.options}
        today, currency = self.trade.supply.table.today, self.trade.policy.currency
        return tuple(source_reasons(self.options, names, self.numbers, today, currency))


def alternates_for_sale(uow: UnitOfWork, trade: Trade) -> Alternates:
    """List what may be bought instead of a part, in the site's currency."""
    parts = [uow.stock.part(one) for one in sorted(trade.part.alternates)]
    currency = trade.policy.currency
    return tuple(
        (part, offer)
        for part in parts
        for offer in uow.offers.of(part)
        if offer.price.currency == currency
    )


def choose_sources(
    trade: Trade,
    alternates: Alternates,
    supplier: Directory,
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
) -> dict[str, SourceChoice]:
    """Choose what is bought for each machine's own need that lacks pieces, by the need's id.

    A need with an order keeps it. What fixed dates, kits and the shelf want is the part itself.
    """
    if not alternates or trade.offer.price.currency != trade.policy.currency:
        return {}
    found, before = {}, 0
    for one in ranked:
        is_open = one.missing > 0 and one.item.is_dated and not one.item.ordered
        if is_open and one.life is not None and is_of_component(one.item):
            found[one.item.id] = _choice(trade, alternates, supplier, pool, ranked, one, before)
        before += one.missing if one.item.is_dated else 0
    return found


def _choice(
    trade: Trade,
    alternates: Alternates,
    supplier: Directory,
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
    one: RankedNeed,
    before: int,
) -> SourceChoice:
    """Compare the sources for one need, `before` which earlier needs lack so many pieces.

    More pieces of the part than it lacks may serve its later needs; of an alternate they belong to
    that part's own, so that this need alone has to pay for them.
    """
    need, policy = one.item.need, trade.policy
    shortage = Shortage(need.shortage_per_day, need.service_floor(policy))
    all_needs = part_needs(pool, ranked)
    own = compare_vendors(
        replace(all_needs, position=all_needs.position + before),
        one.missing,
        shortage,
        [Seller(trade.supply, terms_of(trade.part, trade.offer, policy))],
    )
    trades = [trade.asking(supplier(o.supplier_id), o, part) for part, o in alternates]
    sellers = [Seller(t.supply, terms_of(t.goods, t.offer, policy)) for t in trades]
    instead = compare_vendors(lone_need(one, one.missing), one.missing, shortage, sellers)
    options = in_order((*own, *instead))
    taken = next((t for t in trades if t.offer is options[0].terms.offer), trade)
    numbers = {part.id: part.number for part in (trade.part, *(t.goods for t in trades))}
    return SourceChoice(taken, options, numbers)
