"""Why? on every decision: the sentence, the picture, every number in order, the hash."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.cost_table import CostTables
from app.ui.decision_strip import DecisionStrip
from app.ui.elements import button, clear, label, value
from app.ui.evidence import Evidence
from app.ui.rows_why import LateTerm, Why, WhyLine, read_why
from app.ui.wording import Wording

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop

LINE_PX = 20
"""Height of one line of 13 px text with its descenders."""


class WhyPanel(QWidget):
    """A decision laid out so that its date can be recomputed by hand."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: tuple[str, str] = ("", "")
        self._hash_text = ""
        self._headline = label("", "heading", wraps=True)
        self._basis = label("", "muted", wraps=True)
        self._strip = DecisionStrip(self)
        self._lines = QGridLayout()
        self._tables = CostTables()
        self._terms, self._term_rows = QWidget(), QGridLayout()
        self._late_terms: tuple[LateTerm, ...] = ()
        self._terms_toggle: QPushButton = button("", self._toggle_terms, "link")
        self._hash = value("", "small", wraps=True)
        self._copy = button(translate("Why", "Copy"), self._copy_hash, "link")
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(3)
        self._lines.setColumnStretch(1, 1)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._terms.setLayout(self._term_rows)
        self._term_rows.setContentsMargins(0, 0, 0, 0)
        self._term_rows.setHorizontalSpacing(16)
        self._term_rows.setVerticalSpacing(1)
        foot = QHBoxLayout()
        foot.addWidget(self._hash, 1)
        foot.addWidget(self._copy)
        self._copy.setToolTip(translate("Why", "Copies the hash of the record."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._headline, self._basis, self._strip):
            column.addWidget(part)
        column.addLayout(self._lines)
        column.addWidget(self._tables)
        column.addWidget(self._terms_toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._terms)
        column.addLayout(foot)

    def show_evidence(self, evidence: Evidence, record_hash: str) -> None:
        """Show a decision; nothing is redrawn while it stays the same."""
        if (evidence.record.id, record_hash) == self._shown:
            return
        self._shown = (evidence.record.id, record_hash)
        why = read_why(evidence.record, record_hash, self._say)
        self._headline.setText(why.headline)
        self._basis.setText(why.basis)
        self._strip.show_decision(
            evidence.record,
            evidence.calendar,
            evidence.lead,
            supplier=evidence.supplier_calendar,
            margin_days=evidence.margin_days,
            job_days=evidence.job_days,
        )
        self._fill(why)
        self._tables.show_tables(why.tables)
        self._late_terms = why.terms
        self._terms.hide()
        self._name_toggle()
        self._hash_text = record_hash
        text = translate("Why", "Record {hash}").format(hash=record_hash)
        self._hash.setText(text)
        self._hash.setVisible(bool(record_hash))
        self._copy.setVisible(bool(record_hash))

    def _fill(self, why: Why) -> None:
        """Write the numbered sentences, their numbers aligned in one column."""
        clear(self._lines)
        for old in range(self._lines.rowCount()):
            self._lines.setRowMinimumHeight(old, 0)
        row = 0
        for section in why.sections:
            head = label(section.title, "question")
            self._lines.setRowMinimumHeight(row, 26)
            self._lines.addWidget(head, row, 0, 1, 4, Qt.AlignmentFlag.AlignBottom)
            for line in section.lines:
                row += 1
                self._write(row, line)
            row += 1

    def _write(self, row: int, line: WhyLine) -> None:
        """Write one sentence; a page that is full scrolls, it never cuts the letters."""
        self._lines.setRowMinimumHeight(row, LINE_PX)
        self._lines.addWidget(value(f"{line.number}", "muted"), row, 0, RIGHT)
        self._lines.addWidget(label(line.text, wraps=True), row, 1)
        self._lines.addWidget(value(line.value), row, 2, RIGHT)
        unit = value(line.unit, "muted")
        self._lines.addWidget(unit, row, 3, Qt.AlignmentFlag.AlignTop)

    def _toggle_terms(self) -> None:
        """Open or close the sum behind the probability of being late."""
        if self._terms.isHidden():
            self._fill_terms()
        self._terms.setVisible(self._terms.isHidden())
        self._name_toggle()

    def _fill_terms(self) -> None:
        """Write the sum term by term."""
        clear(self._term_rows)
        heads = (
            translate("Why", "Lead time, working d"),
            translate("Why", "Probability"),
            translate("Why", "In on"),
            translate("Why", "Usable"),
            translate("Why", "Failed before"),
            translate("Why", "Product"),
        )
        for column, text in enumerate(heads):
            self._term_rows.addWidget(label(text, "small"), 0, column, RIGHT)
        for row, term in enumerate(self._late_terms, start=1):
            for column, text in enumerate(_cells(term)):
                self._term_rows.addWidget(value(text, "term"), row, column, RIGHT)

    def _name_toggle(self) -> None:
        """Say what the link does now."""
        text = (
            translate("Why", "Show all terms of the sum ({n})")
            if self._terms.isHidden()
            else translate("Why", "Hide the terms of the sum")
        )
        self._terms_toggle.setText(text.format(n=len(self._late_terms)))
        self._terms_toggle.setVisible(bool(self._late_terms))

    def _copy_hash(self) -> None:
        """Put the hash on the clipboard."""
        QGuiApplication.clipboard().setText(self._hash_text)


def _cells(term: LateTerm) -> tuple[str, ...]:
    """Return one term's cells from left to right."""
    return (
        term.lead_days,
        term.probability,
        term.arrival,
        term.usable,
        term.failed,
        term.product,
    )
