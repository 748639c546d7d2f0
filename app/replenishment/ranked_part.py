"""A part's needs in their order, and how what each wants is bought: of the books or a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.borrowing import Borrowed
from app.core.need import Need
from app.core.part_pool import PartPool, RankedNeed
from app.core.vendor_choice import VendorOption
from app.replenishment.alternate_offers import SourceChoice
from app.replenishment.need import Trade


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankedPart:
    """One part with its needs ranked, and from whom it is bought.

    Attributes
    ----------
    ranked : tuple of RankedNeed
        Its dated needs, served in their order.
    borrowed : Borrowed
        Pieces of approved alternates that the pool counts on hand.
    vendors : tuple of VendorOption
        Compared for the first need that lacks pieces, the one taken first; empty without a choice.
    sources : mapping
        What is bought for a need, where the part has alternates for sale, by the need's id.
    """

    trade: Trade
    pool: PartPool
    ranked: tuple[RankedNeed, ...]
    borrowed: Borrowed
    vendors: tuple[VendorOption, ...] = ()
    sources: Mapping[str, SourceChoice] = field(default_factory=dict)

    def trade_for(self, need_id: str) -> Trade:
        """Say how what a need wants is bought: the part itself, or an alternate of it."""
        choice = self.sources.get(need_id)
        return self.trade if choice is None else choice.trade

    def need_of(self, ranked: RankedNeed) -> Need:
        """Return a need as it is decided: dated by its rank, with what is bought for it."""
        return self.trade_for(ranked.item.id).wanted(ranked.need_as_ranked(self.pool))
