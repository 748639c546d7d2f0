"""The figures of a model's card: how good it is, what was tried, where it ends."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.texts import translate
from app.documents.model_card import findings_of, limits_of
from app.ui.elements import clear, label, value
from app.ui.elided_label import ElidedLabel
from app.ui.improve.learn.rows_models import (
    TrialRow,
    calibration_columns,
    calibration_rows,
    card_facts,
    error_columns,
    error_rows,
    trial_columns,
    trial_rows,
)
from app.ui.record_list import RecordList
from app.ui.table_model import Column
from app.ui.wording import Wording

MOST_ROWS, MOST_SPEAK = 8, 6
NARROW_PX, WIDE_PX = 190, 430


class CardView(QWidget):
    """One card; a new one replaces the last."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._facts, self._tables = QGridLayout(), QHBoxLayout()
        self._words = QVBoxLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(1, 1)
        self._tables.setSpacing(12)
        self._words.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._facts, self._tables, self._words):
            column.addLayout(part)

    def show_card(self, card: dict[str, Any]) -> None:
        """Show the figures of a card."""
        for layout in (self._facts, self._tables, self._words):
            clear(layout)
        for row, (name, text) in enumerate(card_facts(card, self._say)):
            self._facts.addWidget(label(name, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            said = ElidedLabel()
            said.setProperty("holdsValue", True)
            said.say(text)
            self._facts.addWidget(said, row, 1)
        unit = card["time_unit"]
        trials = (trial_columns(unit), trial_rows(card, self._say))
        errors = (error_columns(unit), error_rows(card, self._say))
        held = (calibration_columns(), calibration_rows(card, self._say))
        self._add_table(translate("Learn", "What was tried"), *trials, WIDE_PX)
        self._add_table(translate("Learn", "Error by remaining life"), *errors, NARROW_PX)
        self._add_table(translate("Learn", "Calibration"), *held, NARROW_PX)
        self._tables.addStretch(1)
        self._say_lines(translate("Learn", "What speaks of wear"), [self._speaks(card)])
        aside = findings_of(card, self._say.number)
        self._say_lines(translate("Learn", "What was set aside"), aside)
        self._say_lines(translate("Learn", "Limits"), limits_of(card, self._say.number))

    def _add_table(
        self, name: str, columns: list[Column[TrialRow]], rows: list[TrialRow], width_px: int
    ) -> None:
        """Add a small table that is as high as its rows."""
        if not rows:
            return
        table: RecordList[TrialRow] = RecordList(name, columns, 0, is_tight=True)
        table.setSortingEnabled(False)
        table.setFixedWidth(width_px)
        table.show_rows(rows)
        table.fit_height(MOST_ROWS)
        self._tables.addWidget(table, 0, Qt.AlignmentFlag.AlignTop)

    def _say_lines(self, name: str, lines: list[str]) -> None:
        """Say something in lines below their name."""
        if not lines:
            return
        self._words.addWidget(label(name, "question"))
        self._words.addWidget(value("\n".join(lines), "muted", wraps=True))

    def _speaks(self, card: dict[str, Any]) -> str:
        """Name the quantities that speak of wear, the loudest first."""
        return ", ".join(
            f"{part['column']} {self._say.percent(part['share_of_wear_index'])}"
            for part in card["what_speaks"][:MOST_SPEAK]
        )
