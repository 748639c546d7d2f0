"""The digital twin of one machine: how it is, how it came to be, and what would change it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.health import HealthState
from app.core.texts import translate
from app.core.twin import TwinOutlook, outlook
from app.replenishment.twin import NoTwin, Twin
from app.ui.asset.life_picture import LifePicture
from app.ui.elements import button, clear, frame, label, value
from app.ui.elided_label import ElidedLabel
from app.ui.orders.fact_grid import FactGrid
from app.ui.page import PrintJob, add_command
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.state_mark import StateBadge
from app.ui.target import Place, Target
from app.ui.twin.conditions_panel import ConditionsPanel
from app.ui.twin.paper import story_columns, twin_html
from app.ui.twin.points_panel import PointsPanel
from app.ui.twin.reading import StoryLine, TwinRecord, read_twin_record
from app.ui.twin.scene import axis_of, twin_scene
from app.ui.twin.speed_strip import SpeedStrip
from app.ui.twin.words import (
    basis_words,
    change_words,
    coming_facts,
    comparison_lines,
    decision_remark,
    headline,
    story_lines,
)
from app.ui.what_if.numbers_panel import NumbersPanel
from app.ui.what_if.words import Line
from app.ui.wording import Wording

REFRESH_MS = 10_000
"""How often the books are looked at while the page is in sight."""

POINTS_PX, BESIDE_PX, STORY_PX, LEAST_STORY_PX = 228, 316, 148, 62


class TwinView(QWidget):
    """Points left, history and forecast in the middle, conditions and numbers right.

    `wanted` carries the `Target` of a link; nothing here is written to the books.
    """

    wanted = Signal(object)
    turned = Signal()

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._asset_id = self._component_id = ""
        self._record: TwinRecord | None = None
        self._plant: TwinOutlook | None = None
        self._assumed: TwinOutlook | None = None
        self._lines: list[Line] = []
        self._story: list[StoryLine] = []
        self.title, self.badge = ElidedLabel("heading"), StateBadge()
        self.title.setProperty("holdsValue", True)
        self.headline, self.basis = value("", "where", wraps=True), value("", "small", wraps=True)
        self.change = value("", "muted", wraps=True)
        self.points, self.life, self.speed = PointsPanel(say), LifePicture(), SpeedStrip()
        self.coming = FactGrid(6)
        self.conditions, self.numbers = ConditionsPanel(say), NumbersPanel()
        self.story: RecordList[StoryLine] = RecordList(
            translate("Twin", "What happened"), story_columns(say), 1, is_tight=True
        )
        self._components, self._group = QHBoxLayout(), QButtonGroup(self)
        self._pages = QStackedWidget()
        self._nothing = label("", "muted", wraps=True)
        self._why_not, self._remedy = (value("", role, wraps=True) for role in ("where", "muted"))
        self._right = QStackedWidget()
        self._connect()
        self._lay_out()
        self.setFocusProxy(self.conditions)

    def _connect(self) -> None:
        """Let the pictures follow the conditions, and links lead on."""
        self.conditions.moved.connect(self._answer)
        self.conditions.back_asked.connect(self.conditions.go_back)
        self.life.resized.connect(self._compose)
        self.story.opened.connect(self._open_story)
        back = translate("Twin", "Back to how it runs now")
        self._back = add_command(self, back, self.conditions.go_back, "Ctrl+Z")
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def _lay_out(self) -> None:
        """Put the head over three columns."""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addLayout(self._components)
        head.addWidget(self.badge)
        self.machine = button(translate("Twin", "Machine"), self._open_machine)
        self.why = button(translate("Asset", "Why?"), self._open_why)
        head.addWidget(self.machine)
        head.addWidget(self.why)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        for part in (self.headline, self.basis):
            middle.addWidget(part)
        middle.addWidget(self.life, 1)
        middle.addWidget(self.speed)
        middle.addWidget(self.coming)
        self.story.setMinimumHeight(LEAST_STORY_PX)
        self.story.setMaximumHeight(STORY_PX)
        middle.addWidget(self.story)
        left = scrolled(self.points)
        left.setFixedWidth(POINTS_PX)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left)
        row.addLayout(middle, 1)
        row.addWidget(self._lay_out_right())
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row, 1)
        empty = QWidget()
        QVBoxLayout(empty).addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignCenter)
        for page in (empty, full):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.addWidget(self._pages)

    def _lay_out_right(self) -> QWidget:
        """Put conditions over numbers; or say why nothing is forecast."""
        forecast = QWidget()
        column = QVBoxLayout(forecast)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.conditions, self.numbers, self.change):
            column.addWidget(part)
        column.addStretch(1)
        refused = frame("record")
        reasons = QVBoxLayout(refused)
        reasons.setContentsMargins(12, 12, 12, 12)
        for part in (self._why_not, self._remedy):
            reasons.addWidget(part)
        reasons.addStretch(1)
        self._right.addWidget(scrolled(forecast))
        self._right.addWidget(refused)
        self._right.setFixedWidth(BESIDE_PX)
        return self._right

    @property
    def name(self) -> str:
        """Tag of the machine shown, "" for none."""
        return self._record.asset.asset.tag if self._record else ""

    @property
    def record(self) -> TwinRecord | None:
        """What is shown."""
        return self._record

    def show_asset(self, asset_id: str, component_id: str = "") -> None:
        """Show a machine as it runs now, one of its components in front.

        Without a machine the one shown stays, or the first is taken.
        """
        if not asset_id and not self._asset_id:
            with self._runtime.store.read() as uow:
                asset_id = next((c.asset_id for c in uow.plant.components()), "")
        if asset_id and asset_id != self._asset_id:
            self._asset_id, self._component_id, self._record = asset_id, "", None
        if component_id and component_id != self._component_id:
            self._component_id, self._record = component_id, None
        self.refresh()
        self.conditions.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_component(self, component_id: str) -> None:
        """Bring another component of the machine to the front."""
        if component_id != self._component_id:
            self._component_id, self._record = component_id, None
            self.refresh()

    def refresh(self) -> None:
        """Read the machine anew; what is assumed stays assumed."""
        runtime, before = self._runtime, self._record
        if not self._asset_id:
            self._show_nothing(translate("Twin", "Choose a machine on the Assets page."))
            return
        record = read_twin_record(
            runtime.store, self._asset_id, self._component_id, runtime.now(), runtime.today()
        )
        self._record = record
        if record is None:
            self._show_nothing(
                translate("Twin", "This machine has no component yet. Enter one in its upkeep.")
            )
            return
        self._component_id = record.asset.component.id
        self._pages.setCurrentIndex(1)
        self._show_record(record)
        twin = record.twin
        if isinstance(twin, NoTwin):
            self._plant = self._assumed = None
            self._lines = []
            self._why_not.setText(twin.why)
            self._remedy.setText(twin.remedy)
            self._right.setCurrentIndex(1)
            self._compose()
            return
        self._right.setCurrentIndex(0)
        self._plant = outlook(twin.basis, twin.basis.usual)
        self.conditions.show_twin(twin, self._plant, record.asset.today, keeps=before is not None)
        self._answer()

    def print_job(self) -> PrintJob | None:
        """Return the twin as it stands on paper; None where nothing is shown."""
        record = self._record
        if record is None:
            return None
        html = twin_html(record, self.life, self._lines, self.change.text(), self._story, self._say)
        title = translate("Twin", "{tag}, digital twin").format(tag=self.name)
        return PrintJob(title, html, paper=record.asset.policy.paper)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the plant."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop following."""
        super().hideEvent(event)
        self._timer.stop()

    def _show_nothing(self, text: str) -> None:
        """Say what belongs here."""
        self._record = None
        self._nothing.setText(text)
        self._pages.setCurrentIndex(0)

    def _show_record(self, record: TwinRecord) -> None:
        """Write everything that no condition changes."""
        asset, say = record.asset.asset, self._say
        self.title.say(f"{asset.tag}   {asset.name}   {record.asset.component.name}")
        assessment = record.asset.assessment
        self.badge.show_state(assessment.health.state if assessment else HealthState.NO_DATA)
        self.headline.setText(headline(record, say))
        self.basis.setText(basis_words(record, say))
        self.why.setEnabled(record.asset.decision is not None)
        self.points.show_record(record)
        self.coming.show_facts(coming_facts(record, say))
        self._story = story_lines(record, say, self._runtime.zone)
        self.story.show_rows(self._story)
        self._show_components(record)
        self.turned.emit()

    def _show_components(self, record: TwinRecord) -> None:
        """Offer the machine's components where it has several."""
        names = [c.name for c in record.components]
        shown = [b.text() for b in self._group.buttons()]
        if len(names) < 2:
            names = []
        if names != shown:
            for old in self._group.buttons():
                self._group.removeButton(old)
            clear(self._components)
            for component in record.components if names else ():
                tab = QPushButton(component.name, checkable=True)
                tab.setProperty("role", "filter")
                tab.clicked.connect(
                    lambda _checked=False, name=component.id: self.show_component(name)
                )
                self._group.addButton(tab)
                self._components.addWidget(tab)
        for tab, component in zip(self._group.buttons(), record.components, strict=False):
            tab.setChecked(component.id == record.asset.component.id)

    def _answer(self) -> None:
        """Forecast under what is assumed and draw it."""
        record, plant = self._record, self._plant
        if record is None or plant is None or not isinstance(record.twin, Twin):
            return
        twin, is_plant = record.twin, self.conditions.is_plant
        self._back.setEnabled(not is_plant)
        assumed = plant if is_plant else outlook(twin.basis, self.conditions.conditions)
        self._assumed = assumed
        self._lines = comparison_lines(twin, plant, assumed, record.asset.today, self._say)
        self.numbers.show_lines(self._lines, twin.currency)
        said = change_words(twin, plant, assumed, self._say)
        self.change.setText(f"{said} {decision_remark(record, plant, self._say)}".strip())
        self._compose()

    def _compose(self) -> None:
        """Lay life and speed on one calendar."""
        record, zone = self._record, self._runtime.zone
        if record is None:
            return
        axis = axis_of(record, self._plant, self.life.width(), zone)
        scene = twin_scene(record, self._assumed, axis, zone)
        if scene is not None:
            self.life.show_scene(scene, axis)
        self.life.setVisible(scene is not None)
        nominal = record.asset.point.nominal_speed_rpm if record.asset.point else None
        self.speed.show_record(record, axis, nominal)

    def _open_machine(self) -> None:
        """Go to the machine's page."""
        self.wanted.emit(Target(Place.ASSETS, self._asset_id))

    def _open_why(self) -> None:
        """Ask for the reasons of the newest decision."""
        self.wanted.emit(Target(Place.WHY, self._component_id))

    def _open_story(self, line_id: str) -> None:
        """Go to the job or order of a line."""
        line = next((line for line in self._story if line.id == line_id), None)
        if line is not None and line.record_id:
            self.wanted.emit(Target(Place.ORDERS, line.record_id))
