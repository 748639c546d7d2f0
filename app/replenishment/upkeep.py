"""What the books want once a day, whether anything was measured or not."""

from app.core.moment import Moment
from app.replenishment import journal
from app.replenishment.lead_pool import refit_lead_pool_when_due
from app.replenishment.supply_risk import settle
from app.replenishment.track_record import keep_track_record
from app.storage.unit_of_work import UnitOfWork


def keep_the_books(uow: UnitOfWork, moment: Moment) -> None:
    """Close a spell of supply risk that has faded; fit the pool of lead times when it is due.

    Acts on proposals whose outcome has become known get it in the journal. What became of earlier
    predictions is learned for the day.
    """
    settle(uow, moment)
    journal.settle(uow, moment.today)
    refit_lead_pool_when_due(uow, moment)
    keep_track_record(uow, moment)
