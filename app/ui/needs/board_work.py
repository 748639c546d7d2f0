"""Reads the needs board and drafts beside the window: thousands of parts make no page wait."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.ui.background import Background, Done
from app.ui.needs.books import NeedBooks
from app.ui.needs.plan_orders import SupplierShare, shares_of_orders
from app.ui.needs.rows_needs import NeedRow, need_rows
from app.ui.reading import Reading
from app.ui.register import Register

NeedIds = tuple[str, ...]
_NOTHING: NeedIds = ()


class BoardWork(QObject):
    """`arrived` carries the rows of the newest reading, `failed` a `PlantError`.

    `planned` carries the ids of some needs and the orders drafting would write for them.

    Attributes
    ----------
    is_doing : bool
        Whether something a person asked for, beside reading, is under way.
    """

    arrived = Signal(object)
    failed = Signal(object)
    planned = Signal(object, object)

    def __init__(self, runtime: Runtime, books: NeedBooks, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime, self._books = runtime, books
        self._background = Background(self)
        self._reading = Reading(self._read, self._background, self)
        self._reading.arrived.connect(self.arrived)
        self._reading.failed.connect(self.failed)
        self.is_doing = self._is_planning = False
        self._to_plan = _NOTHING

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._reading.is_under_way or self.is_doing or self._is_planning

    def do(self, job: Callable[[], Any], done: Done) -> None:
        """Do one thing in the same thread; what stops it is answered like a failed reading."""
        self.is_doing = True
        self._background.run(
            "", lambda _progress: job(), lambda answer: self._done(done, answer), self._not_done
        )

    def ask(self, *, is_urgent: bool = True) -> None:
        """Read the board; while it is being read, once more afterwards.

        What is not urgent is left out as long as the last reading is young for what it took.
        """
        self._reading.ask(is_urgent=is_urgent)

    def plan(self, need_ids: NeedIds) -> None:
        """Find out which orders drafting would write; of several questions the last is answered."""
        self._to_plan = need_ids
        if not self._is_planning:
            self._is_planning = True
            self._background.run("", lambda _p: self._plan(need_ids), self._answer, self._unplanned)

    def stop(self) -> None:
        """End with the window."""
        self._background.stop()

    def _read(self) -> list[NeedRow]:
        """Read in the worker's thread."""
        moment = self._runtime.moment()
        with self._runtime.store.read() as uow:
            register = Register.read(uow)
            lines = self._books.lines(uow, moment)
        return need_rows(lines, register, moment.today)

    def _plan(self, need_ids: NeedIds) -> tuple[NeedIds, tuple[SupplierShare, ...]]:
        """Plan in the worker's thread."""
        with self._runtime.store.read() as uow:
            names = {supplier.id: supplier.name for supplier in uow.plant.suppliers()}
            orders = self._books.plan(uow, need_ids, self._runtime.moment())
        return need_ids, shares_of_orders(orders, names)

    def _answer(self, planned: tuple[NeedIds, tuple[SupplierShare, ...]]) -> None:
        """Pass a plan on, or make another where other needs are meant by now."""
        self._is_planning = False
        if planned[0] != self._to_plan:
            self.plan(self._to_plan)
            return
        self.planned.emit(*planned)

    def _unplanned(self, error: BaseException) -> None:
        """A need is gone by now: the board is read again."""
        self._is_planning = False
        if not isinstance(error, PlantError):
            raise error
        self.ask()

    def _done(self, done: Done, answer: object) -> None:
        """Pass on what was done, and read what came of it."""
        self.is_doing = False
        done(answer)
        self.ask()

    def _not_done(self, error: BaseException) -> None:
        """Say what stopped it, and read where the board stands."""
        self.is_doing = False
        self.ask()
        self._pass_on(error)

    def _pass_on(self, error: BaseException) -> None:
        """What is no plain error goes the way of a crash."""
        if not isinstance(error, PlantError):
            raise error
        self.failed.emit(error)
