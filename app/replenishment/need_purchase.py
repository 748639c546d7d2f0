"""What is bought for one need of a part today: of what, how many, and why."""

from app.core.part_pool import RankedNeed
from app.core.reasons import Reason
from app.core.trigger import TriggerDecision
from app.replenishment.buying import alternate_as_bought, as_bought, reasons_for_vendor
from app.replenishment.pool import PartBooks
from app.storage.unit_of_work import UnitOfWork


def bought_for(books: PartBooks, ranked: RankedNeed, decision: TriggerDecision) -> TriggerDecision:
    """Order for a need as many pieces as are cheapest today, of the part or of an alternate."""
    trade = books.trade_for(ranked.item.id)
    if trade.bought is None:
        return as_bought(trade, books.pool, books.ranked, ranked.missing, decision)
    return alternate_as_bought(trade, ranked, ranked.missing, decision)


def reasons_for_buying(uow: UnitOfWork, books: PartBooks, ranked: RankedNeed) -> tuple[Reason, ...]:
    """Say what each vendor would cost, and each of the parts that replace each other."""
    find = uow.plant.supplier
    choice = books.sources.get(ranked.item.id)
    return (
        *reasons_for_vendor(books.trade, find, books.vendors),
        *(choice.reasons(find) if choice else ()),
    )
