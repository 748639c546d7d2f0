"""One transaction with everything people decide."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from sqlalchemy import Connection

from app.storage.rows.audit_rows import AuditRows
from app.storage.rows.decision_rows import DecisionRows
from app.storage.rows.event_rows import CommandRows, EventRows
from app.storage.rows.journal_rows import JournalRows
from app.storage.rows.learned_rows import LearnedRows
from app.storage.rows.life_rows import LifeRows
from app.storage.rows.need_rows import PartReviewRows, PlannedTaskRows, ReservationRows
from app.storage.rows.offer_rows import OfferRows
from app.storage.rows.order_rows import OrderRows
from app.storage.rows.plant_rows import PlantRows
from app.storage.rows.prediction_rows import PredictionRows
from app.storage.rows.read_once import BooksConnection
from app.storage.rows.risk_rows import RiskRows
from app.storage.rows.stock_rows import StockRows
from app.storage.rows.window_rows import WindowRows
from app.storage.rows.work_order_rows import WorkOrderRows
from app.storage.rows.zone_rows import ZoneRows

T = TypeVar("T")


class UnitOfWork:
    """All repositories on one transaction; made by `Store`, never passed between threads.

    What was read once is not read again before it is written.

    Attributes
    ----------
    actor : str
        Person or rule in whose name this transaction writes; empty when it only reads.
    """

    def __init__(self, transaction: Connection, actor: str) -> None:
        self.actor = actor
        self._books = connection = BooksConnection(transaction)
        self.plant = PlantRows(connection)
        self.stock = StockRows(connection)
        self.offers = OfferRows(connection)
        self.orders = OrderRows(connection)
        self.work_orders = WorkOrderRows(connection)
        self.predictions = PredictionRows(connection)
        self.decisions = DecisionRows(connection, self.predictions)
        self.reservations = ReservationRows(connection)
        self.planned_tasks = PlannedTaskRows(connection)
        self.part_reviews = PartReviewRows(connection)
        self.windows = WindowRows(connection)
        self.lives = LifeRows(connection)
        self.zones = ZoneRows(connection)
        self.journal = JournalRows(connection)
        self.risk = RiskRows(connection)
        self.learned = LearnedRows(connection)
        self.events = EventRows(connection)
        self.commands = CommandRows(connection)
        self.audit = AuditRows(connection, actor)

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` makes of this transaction's books, made once until they change.

        The key names it with all it depends on beside the books; what it returns is shared.
        """
        return self._books.once(key, read)
