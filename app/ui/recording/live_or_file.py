"""The live place: the machine as it vibrates now, or a file of samples recorded elsewhere."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.bootstrap import Runtime
from app.core.assets import AssetClass
from app.core.texts import translate
from app.register.zones import class_zones, zones_for
from app.ui.background import Background
from app.ui.live_view import LiveView
from app.ui.page import add_command
from app.ui.recording.recording_form import KnownMachine
from app.ui.recording.recording_page import RecordingPage
from app.ui.wording import Wording


class LiveOrFile(QStackedWidget):
    """Turns from the live view to a file and back."""

    def __init__(
        self,
        runtime: Runtime,
        say: Wording,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self.live, self.recording = LiveView(runtime), RecordingPage(say, background)
        self.addWidget(self.live)
        self.addWidget(self.recording)
        self.live.toolbar.file_wanted.connect(self.ask_file)
        self.recording.left.connect(self.show_live)
        add_command(self, translate("Recording", "Analyse a file…"), self.ask_file, "Ctrl+O")

    def ask_file(self) -> None:
        """Let a file be chosen; the machine in front is taken to be the one it is from."""
        self._tell_machine()
        if self.recording.choose():
            self.setCurrentWidget(self.recording)

    def show_file(self, path: Path) -> None:
        """Show a file."""
        self._tell_machine()
        self.setCurrentWidget(self.recording)
        self.recording.open(path)

    def show_live(self) -> None:
        """Show the machine as it is now."""
        self.setCurrentWidget(self.live)
        self.live.setFocus()

    def _tell_machine(self) -> None:
        """Offer what the books know of the machine in front; it can be typed over."""
        if self.currentWidget() is not self.recording:
            self.recording.form.know(self._machine_in_front())

    def _machine_in_front(self) -> KnownMachine:
        with self._runtime.store.read() as uow:
            tables = {kind: class_zones(uow, kind) for kind in AssetClass}
            wanted = self.live.toolbar.point_id
            point = next((p for p in uow.plant.points() if p.id == wanted), None)
            if point is None:
                return KnownMachine(tables=tables)
            component = {c.id: c for c in uow.plant.components()}[point.component_id]
            asset = {a.id: a for a in uow.plant.assets()}[component.asset_id]
            tables[asset.asset_class] = zones_for(uow, point, asset.asset_class)
        return KnownMachine(
            point.nominal_speed_rpm, component.bearing, asset.asset_class, component.drive, tables
        )
