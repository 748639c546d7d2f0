"""The line at the bottom: every source with its data age, and where the samples went."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.core.measurements import SampleCounts
from app.core.texts import translate
from app.ui.elements import label, set_property, value
from app.ui.rows_sources import SourceLine, counts_line
from app.ui.wording import Wording

HEIGHT_PX = 28


class StatusLine(QFrame):
    """Grey while all is well; a source that does not deliver stands out by shape and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setFixedHeight(HEIGHT_PX)
        self._sources: dict[str, QLabel] = {}
        self._none = label(translate("Status", "No source is set up."), "small")
        self._counts = label("", "small")
        self._counts.setToolTip(
            translate(
                "Status",
                "Every sample that came in is stored, thinned out for drawing (decimated) or "
                "counted as dropped.",
            )
        )
        self._overflow = label("", "small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._none)
        self._row.addStretch(1)
        self._row.addWidget(self._overflow)
        self._row.addWidget(self._counts)

    def show_sources(self, lines: list[SourceLine]) -> None:
        """Show every source; labels are kept so that nothing flickers."""
        self._none.setVisible(not lines)
        for position, line in enumerate(lines):
            shown = self._sources.get(line.source_id)
            if shown is None:
                shown = self._sources[line.source_id] = value("", "small")
                self._row.insertWidget(position + 1, shown)
            shown.setText(f"{line.mark} {line.name}  {line.age}")
            shown.setToolTip(line.tooltip)
            set_property(shown, "state", "" if line.is_well else "alarm")

    def show_counts(self, counts: SampleCounts, overflow: int, say: Wording) -> None:
        """Show that in = stored + decimated + dropped, and messages lost on the way here."""
        self._counts.setText(counts_line(counts, say))
        lost = translate("Status", "{n} messages lost").format(n=overflow)
        self._overflow.setText(lost if overflow else "")
