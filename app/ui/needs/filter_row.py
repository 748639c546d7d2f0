"""The filter over the needs: by when, what kind, from whom, how critical, and any word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.core.need_line import NeedKind
from app.core.texts import translate
from app.ui.needs.need_filter import Due, NeedFilter
from app.ui.needs.rows_needs import NeedRow, kind_word


class NeedFilterRow(QWidget):
    """Always in sight; `changed` goes out whenever another list is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(clearButtonEnabled=True)
        self.text.setPlaceholderText(translate("Needs", "Filter: machine, part, order"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.text.textChanged.connect(self.changed)
        self.due: dict[Due, QPushButton] = {
            Due.TODAY: self._toggle(translate("Needs", "Due today")),
            Due.WEEK: self._toggle(translate("Needs", "7 days")),
            Due.ANY: self._toggle(translate("Needs", "All")),
        }
        group = QButtonGroup(self)
        for button in self.due.values():
            group.addButton(button)
        self.due[Due.ANY].setChecked(True)
        self.kinds, self.suppliers = self._kinds(), QComboBox()
        self.suppliers.setProperty("holdsValue", True)
        self.suppliers.setAccessibleName(translate("Needs", "Vendor"))
        self.suppliers.addItem(translate("Needs", "Any vendor"), "")
        self.suppliers.currentIndexChanged.connect(self.changed)
        for box in (self.kinds, self.suppliers):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(11)
        self.critical = self._toggle(translate("Needs", "Critical"))
        self.critical.setToolTip(translate("Needs", "Only machines of criticality A"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.text, 1)
        for part in (*self.due.values(), self.kinds, self.suppliers, self.critical):
            row.addWidget(part)

    @property
    def wanted(self) -> NeedFilter:
        """What the person wants to see."""
        return NeedFilter(
            due=next(due for due, button in self.due.items() if button.isChecked()),
            kind=self.kinds.currentData(),
            supplier_id=self.suppliers.currentData() or "",
            only_critical=self.critical.isChecked(),
            text=self.text.text(),
        )

    def offer(self, rows: list[NeedRow]) -> None:
        """Offer the suppliers there are; the one chosen stays."""
        names = sorted({(row.supplier, row.line.supplier_id) for row in rows})
        offered = [("", translate("Needs", "Any vendor")), *((i, name) for name, i in names)]
        box = self.suppliers
        if offered == [(box.itemData(i), box.itemText(i)) for i in range(box.count())]:
            return
        chosen = box.currentData()
        was_silent = box.blockSignals(True)
        box.clear()
        for supplier_id, name in offered:
            box.addItem(name, supplier_id)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(was_silent)

    def show_all(self, due: Due = Due.ANY) -> None:
        """Let everything through that is due in a time."""
        was_silent = self.blockSignals(True)
        self.text.clear()
        self.kinds.setCurrentIndex(0)
        self.suppliers.setCurrentIndex(0)
        self.critical.setChecked(False)
        self.due[due].setChecked(True)
        self.blockSignals(was_silent)
        self.changed.emit()

    def take_keyboard(self) -> None:
        """Put the keyboard into the word."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _kinds(self) -> QComboBox:
        """Make the choice of where needs come from."""
        box = QComboBox()
        box.setAccessibleName(translate("Needs", "Kind of need"))
        box.addItem(translate("Needs", "Any kind"), None)
        for kind in NeedKind:
            box.addItem(kind_word(kind), kind)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        button = QPushButton(text, checkable=True)
        button.setProperty("role", "filter")
        button.toggled.connect(self.changed)
        return button
