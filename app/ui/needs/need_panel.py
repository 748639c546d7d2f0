"""One need: what to do, its dates and chances, the stock arithmetic, its cover and its job."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import button, clear, hairline, label, set_property, value
from app.ui.needs.rows_detail import NeedRecord, StockStep
from app.ui.orders.fact_grid import FactGrid
from app.ui.target import Place, Target

RIGHT = Qt.AlignmentFlag.AlignRight


class NeedPanel(QWidget):
    """The record of a need.

    `wanted` carries the `Target` of a link, `job_asked` goes out when a job is to be proposed.
    """

    wanted = Signal(object)
    job_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: NeedRecord | None = None
        self._part, self._what = value("", "heading", wraps=True), value("", "muted", wraps=True)
        self._where, self._headline = value("", "where", wraps=True), label("", wraps=True)
        self._facts = FactGrid(2)
        self._stock, self._cover = QGridLayout(), QVBoxLayout()
        self._rank, self._told = label("", "muted", wraps=True), QVBoxLayout()
        self.why = button(translate("Needs", "Why?"), self._ask_why, "link")
        self.job = button("", self._open_job, "link")
        self._no_job = label(translate("Needs", "No job is open for it."), "muted")
        self.create_job = button(translate("Needs", "Create work order"), self.job_asked.emit)
        self._ways = QVBoxLayout()
        self._dated, self._ways_out = self._dates_section(), self._ways_section()
        self._lay_out()

    def _dates_section(self) -> QWidget:
        """Make the part that says what dates the order."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._add_section(column, translate("Needs", "What dates it"))
        column.addLayout(self._told)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _ways_section(self) -> QWidget:
        """Make the part that says what can still be done when an order comes too late."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._add_section(column, translate("Needs", "Ways out, cheapest first"))
        column.addLayout(self._ways)
        return part

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        self._stock.setContentsMargins(0, 0, 0, 0)
        self._stock.setVerticalSpacing(2)
        self._stock.setColumnStretch(2, 1)
        for stack in (self._cover, self._told):
            stack.setSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for said in (self._part, self._what, self._where, self._headline):
            column.addWidget(said)
        column.addWidget(self._facts)
        column.addWidget(self._ways_out)
        self._add_section(column, translate("Needs", "Stock and cover"))
        column.addLayout(self._stock)
        column.addWidget(self._rank)
        column.addLayout(self._cover)
        column.addWidget(self._dated)
        self._add_section(column, translate("Needs", "Job"))
        for part in (self.job, self._no_job, self.create_job):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _add_section(self, column: QVBoxLayout, title: str) -> None:
        """Begin another part of the record."""
        column.addWidget(hairline())
        column.addWidget(label(title, "question"))

    def show_record(self, record: NeedRecord) -> None:
        """Show a need; nothing is redrawn while it stays the same."""
        if record == self.record:
            return
        self.record = record
        row = record.row
        self._part.setText(row.part)
        self._what.setText(row.description)
        self._where.setText(f"{row.where} · {record.kind}")
        self._headline.setText(("▲ " if row.is_late else "") + record.headline)
        set_property(self._headline, "state", "alarm" if row.is_late else "")
        self._facts.show_facts(record.facts)
        self._fill_stock(record.stock)
        self._rank.setText(record.rank)
        self._rank.setVisible(bool(record.rank))
        self._fill_cover(record)
        self._fill_texts(self._told, record.told, self._dated)
        self._fill_texts(self._ways, record.ways, self._ways_out)
        self.why.setVisible(bool(record.row.line.component_id))
        self.job.setVisible(record.job is not None)
        self.job.setText(record.job.text if record.job else "")
        self._no_job.setVisible(record.job is None)
        self.create_job.setVisible(record.can_propose_job)

    def _fill_stock(self, steps: tuple[StockStep, ...]) -> None:
        """Write the arithmetic, its numbers below each other."""
        clear(self._stock)
        for at, step in enumerate(steps):
            role = "question" if step.is_sum else ""
            self._stock.addWidget(label(step.text, role), at, 0)
            self._stock.addWidget(value(str(step.pieces), role), at, 1, RIGHT)
            self._stock.addWidget(label(translate("Units", "pcs"), "muted"), at, 2)

    def _fill_cover(self, record: NeedRecord) -> None:
        """Write what serves the need, with the way to its order."""
        clear(self._cover)
        for cover in record.cover:
            self._cover.addWidget(value(cover.text, wraps=True))
            if cover.order_id:
                target = Target(Place.ORDERS, cover.order_id)
                words = translate("Needs", "Show {number}").format(number=cover.order_number)
                link = button(words, partial(self.wanted.emit, target), "link")
                self._cover.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_texts(self, stack: QVBoxLayout, texts: tuple[str, ...], section: QWidget) -> None:
        """Write sentences below each other; a section without any is not shown."""
        clear(stack)
        for text in texts:
            stack.addWidget(label(text, wraps=True))
        section.setVisible(bool(texts))

    def _ask_why(self) -> None:
        """Go to the whole calculation."""
        if self.record is not None:
            self.wanted.emit(Target(Place.WHY, self.record.row.line.component_id))

    def _open_job(self) -> None:
        """Go to the job."""
        if self.record is not None and self.record.job is not None:
            self.wanted.emit(Target(Place.ORDERS, self.record.job.id))
