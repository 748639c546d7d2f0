"""The list of assets: one line each with state as shape and word, and the age of its data."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.texts import translate
from app.ui.asset.words import age_text
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.elements import label
from app.ui.ink import ink, pen, type_of
from app.ui.rows_assets import AssetRow
from app.ui.state_mark import paint_mark, state_token

ROW = Qt.ItemDataRole.UserRole
LINE_PX = 52


class AssetLine(QStyledItemDelegate):
    """Paints one asset: mark and tag, name below, state and data age at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every line is of one height."""
        return QSize(180, LINE_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line."""
        row: AssetRow = index.data(ROW)
        where = QRectF(option.rect)  # type: ignore[attr-defined]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(where, ink("selection" if is_chosen else "surface"))
        if is_chosen:
            painter.fillRect(QRectF(where.left(), where.top(), 3, where.height()), ink("accent"))
        painter.setPen(pen("line"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        paint_mark(painter, QRectF(where.left() + 12, where.top() + 10, 14, 14), row.state)
        self._paint_words(painter, where, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, where: QRectF, row: AssetRow) -> None:
        """Write tag, name, state and age."""
        upper = QRectF(where.left() + 34, where.top() + 7, where.width() - 44, 19)
        lower = upper.translated(0, 19)
        painter.setFont(type_of(BODY_PX, is_bold=True))
        painter.setPen(pen("text"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, row.tag)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen(state_token(row.state)))
        painter.drawText(upper, right, translate("Words", row.state.value))
        painter.setPen(pen("muted"))
        age = age_text(row.age)
        painter.drawText(lower, right, age)
        metrics = painter.fontMetrics()
        room = int(lower.width()) - metrics.horizontalAdvance(age) - 8
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, name)


class AssetList(QWidget):
    """A filter and the lines it leaves.

    Signals
    -------
    asset_chosen(str)
        Another asset has the selection.
    opened(str)
        Enter, or a double click, on an asset.
    """

    asset_chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[AssetRow] = []
        self._wished = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(translate("Asset", "Filter by tag or name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.lines = QListWidget()
        self.lines.setAccessibleName(translate("Asset", "Assets"))
        self.lines.setItemDelegate(AssetLine(self.lines))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.currentItemChanged.connect(self._moved)
        self.lines.itemActivated.connect(lambda item: self.opened.emit(item.data(ROW).asset_id))
        self.count = label("", "count")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.lines, 1)
        column.addWidget(self.count)
        QWidget.setTabOrder(self.lines, self.filter)

    @property
    def rows(self) -> list[AssetRow]:
        """Lines in sight, top to bottom."""
        return [self.lines.item(i).data(ROW) for i in range(self.lines.count())]

    def show_rows(self, rows: list[AssetRow]) -> None:
        """Show the newest states; lines keep their place while they are read."""
        places = {row.asset_id: i for i, row in enumerate(self._rows)}
        if set(places) == {row.asset_id for row in rows}:
            rows = sorted(rows, key=lambda row: places[row.asset_id])
        self._rows = rows
        self._fill()

    def choose(self, asset_id: str) -> None:
        """Give an asset the selection, now or as soon as it is listed."""
        self._wished = asset_id
        for i in range(self.lines.count()):
            if self.lines.item(i).data(ROW).asset_id == asset_id:
                self.lines.setCurrentRow(i)

    def _fill(self) -> None:
        """Write the lines the filter leaves, changing in place what is already there."""
        wanted = self.filter.text().casefold()
        rows = [row for row in self._rows if wanted in f"{row.tag} {row.name}".casefold()]
        self.lines.blockSignals(True)
        while self.lines.count() > len(rows):
            self.lines.takeItem(self.lines.count() - 1)
        for i, row in enumerate(rows):
            is_there = i < self.lines.count()
            item = self.lines.item(i) if is_there else QListWidgetItem(self.lines)
            item.setData(ROW, row)
            words = (row.tag, row.name, translate("Words", row.state.value), age_text(row.age))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
            item.setToolTip(row.name)
        places = [i for i, row in enumerate(rows) if row.asset_id == self._wished]
        self.lines.setCurrentRow(places[0] if places else -1)
        self.lines.blockSignals(False)
        text = translate("Asset", "{shown} of {all} assets")
        self.count.setText(text.format(shown=len(rows), all=len(self._rows)))

    def _moved(self, item: QListWidgetItem | None) -> None:
        """Tell which asset has the selection."""
        if item is not None:
            self._wished = item.data(ROW).asset_id
            self.asset_chosen.emit(self._wished)
