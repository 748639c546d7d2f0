"""The diagnosis with its evidence in words, what else was weighed, and what to check."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.assets import Component
from app.core.health import Assessment
from app.core.texts import translate
from app.ui.asset.words import (
    check_text,
    diagnosis_text,
    evidence_lines,
    model_text,
    other_lines,
)
from app.ui.elements import clear, frame, label, value
from app.ui.upkeep.drive_form import not_named_text


class EvidencePanel(QScrollArea):
    """What was found, how sure, and what speaks for it; scrolls when there is much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = frame("record")
        self._column = QVBoxLayout(card)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(5)
        self.setWidget(card)
        self._shown: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written, top to bottom."""
        return self._shown

    def show_assessment(self, assessment: Assessment | None, component: Component) -> None:
        """Write the diagnosis, its symptoms and the model; nothing moves when nothing changed."""
        lines = (
            diagnosis_text(assessment),
            check_text(assessment),
            *evidence_lines(assessment),
            *other_lines(assessment),
            not_named_text(component),
            model_text(assessment),
        )
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._column)
        self._column.addWidget(label(translate("Asset", "Diagnosis"), "small"))
        self._column.addWidget(value(lines[0], "question", wraps=True))
        for line in filter(None, lines[1:]):
            self._column.addWidget(value(line, "small", wraps=True))
        self._column.addStretch(1)
