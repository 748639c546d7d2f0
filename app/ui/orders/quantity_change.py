"""Changes the quantity of a draft through its one door, and takes the last change back."""

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.texts import translate
from app.replenishment.by_hand import change_quantity
from app.replenishment.parts.again import review_now
from app.replenishment.parts.draft_change import QuantityStudy, study_quantity
from app.ui.orders.quantity_form import QuantityForm
from app.ui.orders.rows_record import OrderRecord
from app.ui.page import new_key


class QuantityChange(QObject):
    """`done` carries what was done in words, `failed` a `PlantError` that belongs to no field."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, form: QuantityForm, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime, self._form = runtime, form
        self._order: PurchaseOrder | None = None
        self._before: tuple[str, str, int] | None = None
        form.asked.connect(self._change)

    def begin(self, record: OrderRecord | None) -> None:
        """Ask for another quantity of the draft shown."""
        if record is None or record.order.state is not OrderState.DRAFT:
            return
        self._order = record.order
        with self._runtime.store.read() as uow:
            currency = uow.plant.policy().currency
        self._form.begin(record.lines, self._study, currency)

    def can_take_back(self, order: PurchaseOrder) -> bool:
        """Whether the last change was of this order, and it is a draft still."""
        is_last = self._before is not None and self._before[0] == order.id
        return is_last and order.state is OrderState.DRAFT

    def take_back(self) -> None:
        """Order as many as before the last change."""
        if self._before is None:
            return
        order_id, part_id, pieces = self._before
        why = translate("Orders", "change taken back")
        try:
            made = self._changed(order_id, part_id, pieces, why)
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._before = None
        text = translate("Orders", "{number} asks for {n} again.")
        self.done.emit(text.format(number=made.number, n=pieces))

    def _change(self) -> None:
        """Change what is typed; what can't be is said at its field."""
        form, order = self._form, self._order
        if order is None:
            return
        try:
            part_id, pieces, why = form.typed
            made = self._changed(order.id, part_id, pieces, why)
        except PlantError as refused:
            form.refuse(refused)
            return
        had = next(line.quantity for line in order.lines if line.part_id == part_id)
        self._before = order.id, part_id, had
        form.leave()
        text = translate("Orders", "{number} asks for {n} instead of {had}. Ctrl+Z goes back.")
        self.done.emit(text.format(number=made.number, n=pieces, had=had))

    def _changed(self, order_id: str, part_id: str, pieces: int, why: str) -> PurchaseOrder:
        """Change the books, and look at the part again."""
        runtime = self._runtime
        moment, key = runtime.moment(), new_key()
        made = change_quantity(runtime.store, order_id, part_id, pieces, moment, key, why)
        review_now(runtime.store, [part_id], runtime.moment())
        runtime.plant_changed()
        return made

    def _study(self, part_id: str) -> QuantityStudy | None:
        """Weigh the quantities of one of its parts."""
        if self._order is None:
            return None
        with self._runtime.store.read() as uow:
            return study_quantity(uow, self._order.id, part_id, self._runtime.moment())
