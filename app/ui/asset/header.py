"""Which asset this is: tag, name, place, criticality, state, and the ways on from here."""

from itertools import permutations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.health import HealthState
from app.core.texts import translate
from app.ui.asset.record import AssetRecord
from app.ui.elements import button, value
from app.ui.elided_label import ElidedLabel
from app.ui.state_mark import StateBadge

TITLE_PX = 22
"""Height of the line with tag and name."""


class AssetHeader(QWidget):
    """Two lines of words, the state, and the buttons to Why? and the order.

    Signals
    -------
    why_requested(str)
        The component whose decision is asked about.
    order_requested(str)
        The order to open.
    what_if_requested(str)
        The component to decide under other assumptions.
    twin_requested(str)
        The asset whose twin is to be shown.
    upkeep_wanted(bool)
        Whether upkeep is to be shown in place of the condition.
    life_wanted(bool)
        Whether the life by age is to be shown in place of the condition.
    points_wanted(bool)
        Whether the measurement points are to be shown in place of the condition.
    """

    what_if_requested = Signal(str)
    twin_requested = Signal(str)
    why_requested = Signal(str)
    order_requested = Signal(str)
    upkeep_wanted = Signal(bool)
    life_wanted = Signal(bool)
    points_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._component_id = self._order_id = self._asset_id = ""
        self.title = ElidedLabel("heading")
        self.title.setProperty("holdsValue", True)
        self.place = value("", "muted")
        self.badge = StateBadge()
        self.why = button(translate("Asset", "Why?"), self._ask_why)
        self.what_if = button(translate("WhatIf", "What if …"), self._ask_what_if)
        self.twin = button(translate("Twin", "Twin"), self._ask_twin)
        self.upkeep = QPushButton(translate("Upkeep", "Upkeep"), checkable=True)
        self.upkeep.setProperty("role", "filter")
        self.upkeep.toggled.connect(self.upkeep_wanted)
        self.life = QPushButton(translate("Life", "Life"), checkable=True)
        self.life.setProperty("role", "filter")
        self.life.setToolTip(translate("Life", "What it lasts before any sign, and who says so"))
        self.life.toggled.connect(self.life_wanted)
        self.points = QPushButton(translate("Points", "Points"), checkable=True)
        self.points.setProperty("role", "filter")
        self.points.setToolTip(translate("Points", "What each point is judged by, and its limits"))
        self.points.toggled.connect(self.points_wanted)
        for one, other in permutations((self.points, self.life, self.upkeep), 2):
            one.toggled.connect(lambda on, other=other: on and other.setChecked(False))
        self.order = button("", self._open_order)
        self.order.setProperty("holdsValue", True)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title.setMinimumHeight(TITLE_PX)
        words.addWidget(self.title)
        words.addWidget(self.place)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.badge)
        row.addSpacing(8)
        row.addWidget(self.twin)
        row.addWidget(self.points)
        row.addWidget(self.life)
        row.addWidget(self.upkeep)
        row.addWidget(self.order)
        row.addWidget(self.what_if)
        row.addWidget(self.why)

    def show_record(self, record: AssetRecord, state: HealthState) -> None:
        """Show another asset."""
        asset, component = record.asset, record.component
        self._component_id, self._asset_id = component.id, asset.id
        self.title.say(f"{asset.tag}   {asset.name}")
        place = translate("Asset", "{place} · criticality {criticality} · {component}")
        bearing = f" {component.bearing.name}" if component.bearing else ""
        self.place.setText(
            place.format(
                place=asset.place,
                criticality=asset.criticality.value,
                component=component.name + bearing,
            )
        )
        self.badge.show_state(state)
        self.why.setEnabled(record.decision is not None)
        self.what_if.setEnabled(record.decision is not None)
        order = record.order
        self._order_id = order.id if order else ""
        self.order.setVisible(order is not None)
        if order is not None:
            self.order.setText(f"{order.number}  {translate('Words', order.state.value)}")

    def _ask_why(self) -> None:
        """Ask for the reasons."""
        self.why_requested.emit(self._component_id)

    def _ask_twin(self) -> None:
        """Ask for the twin."""
        self.twin_requested.emit(self._asset_id)

    def _ask_what_if(self) -> None:
        """Ask for the decision under other assumptions."""
        self.what_if_requested.emit(self._component_id)

    def _open_order(self) -> None:
        """Open the order."""
        self.order_requested.emit(self._order_id)
