"""What stands where the board is empty: what belongs there, and the next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import button, label
from app.ui.target import Place, Target


class EmptyNeeds(QFrame):
    """`all_asked` goes out when the filter is to be taken away, `wanted` carries a `Target`."""

    all_asked = Signal()
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "record")
        self.said = label("", "muted", wraps=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_all = button(translate("Needs", "Show all needs"), self.all_asked.emit, "link")
        machines = Target(Place.ASSETS)
        self.machines = button(
            translate("Needs", "See the machines"), lambda: self.wanted.emit(machines), "link"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(96, 16, 96, 16)
        column.addStretch(1)
        column.addWidget(self.said)
        for link in (self.show_all, self.machines):
            link.hide()
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.said.setText(translate("Needs", "Reading what every part is wanted for …"))

    def explain(self, *, is_filtered: bool) -> None:
        """Say why there is nothing: the filter, or a plant that wants nothing."""
        self.show_all.setVisible(is_filtered)
        self.machines.setVisible(not is_filtered)
        self.said.setText(
            translate("Needs", "No need fits this filter.")
            if is_filtered
            else translate(
                "Needs",
                "Nothing in this plant wants a part. A need comes up as soon as a component with a "
                "spare part wears, a task is planned or a job is opened.",
            )
        )


def choose_hint() -> QLabel:
    """Say what stands beside the list once a need is chosen."""
    text = translate("Needs", "Choose a need on the left: its dates, cover and job stand here.")
    hint = label(text, "muted", wraps=True)
    hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return hint
