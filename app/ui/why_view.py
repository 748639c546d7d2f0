"""Why? as a page of its own, for a need that has no order yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.texts import translate
from app.ui.elements import button, frame, label
from app.ui.evidence import Evidence, evidence_for
from app.ui.page import add_command
from app.ui.register import Register
from app.ui.why_panel import WhyPanel
from app.ui.wording import Wording

WIDTH_PX = 1000


class WhyView(QWidget):
    """The newest decision on one component.

    Signals
    -------
    what_if_requested(str)
        The component whose decision is asked about under other assumptions.
    """

    what_if_requested = Signal(str)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self._component_id = self.name = ""
        self._nothing = label("", "muted", wraps=True)
        self._panel = WhyPanel(say)
        text = translate("WhatIf", "What if …")
        self.what_if = button(text, self._ask_what_if)
        add_command(self, text, self._ask_what_if, "Ctrl+Shift+W")
        card = frame("record")
        card.setMaximumWidth(WIDTH_PX)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 24)
        inside.addWidget(self._nothing)
        shared = QGridLayout()  # the button stands in the free end of the headline
        shared.addWidget(self._panel, 0, 0)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        shared.addWidget(self.what_if, 0, 0, corner)
        inside.addLayout(shared)
        inside.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 12)
        page.addWidget(area)

    @property
    def component_id(self) -> str:
        """The component shown."""
        return self._component_id

    def show_component(self, component_id: str) -> None:
        """Show why the newest decision on a component is as it is."""
        self._component_id = component_id
        with self._runtime.store.read() as uow:
            register = Register.read(uow)
            record = uow.decisions.latest(component_id)
            evidence: Evidence | None = (
                evidence_for(uow, record, register) if record is not None else None
            )
        self.name = register.where(component_id)
        nothing = translate("Why", "Nothing was decided on {name} yet.")
        self._nothing.setText(nothing.format(name=self.name))
        self._nothing.setVisible(evidence is None)
        self._panel.setVisible(evidence is not None)
        self.what_if.setVisible(evidence is not None)
        if evidence is not None:
            self._panel.show_evidence(evidence, "")

    def _ask_what_if(self) -> None:
        """Ask about the decision shown."""
        if self._component_id:
            self.what_if_requested.emit(self._component_id)

    def refresh(self) -> None:
        """Show the decision as it stands now."""
        if self._component_id:
            self.show_component(self._component_id)
