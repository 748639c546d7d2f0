"""The one action of the page: what drafting will do, the button, and how to take it back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.ui.elements import button, frame, set_property
from app.ui.elided_label import ElidedLabel
from app.ui.needs.plan_orders import SupplierShare, shares_in_words, sum_of
from app.ui.orders.step_button import StepButton
from app.ui.target import Place, Target
from app.ui.wording import Wording

HEIGHT_PX = 48
"""The same with and without a second line: the list below never moves."""


class OrderBar(QWidget):
    """Stands over the list; `wanted` carries the `Target` of a drafted order."""

    wanted = Signal(object)

    def __init__(
        self, draft: QAction, undo: QAction, say: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say, self._drafted = say, ""
        self._action, self._undo_action = draft, undo
        self._first, self._second = ElidedLabel("question"), ElidedLabel("small")
        self.draft = StepButton(draft)
        self.undo = button(translate("Needs", "Take back (Ctrl+Z)"), undo.trigger, "link")
        self.open = button(translate("Needs", "Show"), self._go, "link")
        self._target = Target(Place.ORDERS)
        panel = frame("record")
        row = QHBoxLayout(panel)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for line in (self._first, self._second):
            words.addWidget(line)
        words.addStretch(1)
        row.addLayout(words, 1)
        for part in (self.open, self.undo, self.draft):
            row.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.setFixedHeight(HEIGHT_PX)

    def show_plan(
        self,
        needs: int,
        shares: tuple[SupplierShare, ...],
        *,
        is_exact: bool,
        is_marked: bool,
        can_mark: bool,
        late: int,
        is_read_only: bool,
    ) -> None:
        """Say what drafting will do with the needs marked, or with those due where none is.

        `shares` are the orders to be, reckoned from the books where `is_exact`, else estimated;
        `can_mark` says whether anything in the list could be ordered at all, `late` how many of
        its needs may be late whatever is ordered.
        """
        can_draft = bool(shares) and not is_read_only
        self._action.setEnabled(can_draft)
        self.draft.setEnabled(can_draft)
        set_property(self.draft, "role", "primary" if can_draft else "")
        self.draft.setText(self._button_text(shares, is_exact=is_exact))
        sentence = _sentence(needs, late, is_marked=is_marked, can_mark=can_mark)
        self._first.say(self._drafted or sentence)
        every = shares_in_words(shares, self._say, len(shares))
        self._second.say(shares_in_words(shares, self._say), every)
        self._second.setVisible(bool(shares))
        for link in (self.open, self.undo):
            link.setVisible(bool(self._drafted))

    def show_busy(self) -> None:
        """Say that orders are being drafted; until then nothing else is."""
        self._first.say(translate("Needs", "Drafting …"))
        self._second.hide()
        self._action.setEnabled(False)
        self.draft.setEnabled(False)

    def show_drafted(self, orders: tuple[PurchaseOrder, ...], sentence: str) -> None:
        """Say which orders were drafted, with the way to them and back."""
        self._drafted = sentence
        self._target = Target(Place.ORDERS, orders[0].id, "approve") if orders else self._target

    def forget(self) -> None:
        """Stop speaking of the last drafts."""
        self._drafted = ""

    def _button_text(self, shares: tuple[SupplierShare, ...], *, is_exact: bool) -> str:
        """Write the button: how many orders for how much money."""
        if not shares:
            return translate("Needs", "Draft orders")
        orders = self._say.count(len(shares))
        if len({share.total.currency for share in shares}) > 1:
            return translate("Needs", "Draft {orders} orders").format(orders=orders)
        text = (
            translate("Needs", "Draft 1 order, {total}")
            if len(shares) == 1
            else translate("Needs", "Draft {orders} orders, {total}")
        )
        total = self._say.money(sum_of(share.total for share in shares))
        if not is_exact:
            total = translate("Needs", "about {total}").format(total=total)
        return text.format(orders=orders, total=total)

    def _go(self) -> None:
        """Go to the first of the orders drafted."""
        self.wanted.emit(self._target)


def _sentence(needs: int, late: int, *, is_marked: bool, can_mark: bool) -> str:
    """Say which needs are meant."""
    if not needs:
        return _idle_sentence(late, can_mark=can_mark)
    if is_marked and needs == 1:
        return translate("Needs", "1 need is marked")
    if is_marked:
        return translate("Needs", "{n} needs are marked, one draft a vendor").format(n=needs)
    if needs == 1:
        return translate("Needs", "1 need is due today")
    return translate("Needs", "{n} needs are due today, one draft a vendor").format(n=needs)


def _idle_sentence(late: int, *, can_mark: bool) -> str:
    """Say why there is nothing to draft."""
    if can_mark:
        return translate("Needs", "Nothing here is due. Mark needs to order them earlier.")
    if late:
        text = translate("Needs", "Everything here is on order; {n} may be late: see the ways out.")
        return text.format(n=late)
    return translate("Needs", "Everything in this list is covered.")
