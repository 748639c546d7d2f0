"""One file of recorded samples: asked about on the right, drawn on the left, judged below."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.acquisition.snapshots.door import FORMATS
from app.core.errors import PlantError
from app.core.texts import translate
from app.exchange.recording import ChannelResult, FileResult, RecordingTerms, analyse_file
from app.monitoring.outbox import LiveFrame
from app.ui.background import Background, Progress
from app.ui.elements import button
from app.ui.elided_label import ElidedLabel
from app.ui.live.panes import Choice
from app.ui.live.toolbar import ACCELERATION, LiveToolbar
from app.ui.recording.recording_form import RecordingForm
from app.ui.recording.recording_panes import RecordingPanes, frame_of
from app.ui.recording.report_panel import ReportPanel
from app.ui.recording.rows_recording import report_rows
from app.ui.wording import Wording

SIDE_PX = 400
Analyse = Callable[[Path, RecordingTerms], FileResult]
Analysed = tuple[FileResult, tuple[LiveFrame | None, ...]]


class RecordingPage(QWidget):
    """Shows one file; nothing of it is kept on the plant's books.

    `left` goes out when the person wants the live machine back.
    """

    left = Signal()

    def __init__(
        self,
        say: Wording,
        background: Background,
        analyse: Analyse = analyse_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._analyse = background, analyse
        self.path: Path | None = None
        self.result: FileResult | None = None
        self._drawn: tuple[LiveFrame | None, ...] = ()
        self.form = RecordingForm(say.locale)
        self.toolbar, self.panes, self.report = LiveToolbar(), RecordingPanes(), ReportPanel()
        self.said = ElidedLabel("muted")
        self.said.setProperty("holdsValue", True)
        self.back = button(translate("Recording", "Back to live (Esc)"), self.left.emit, "link")
        self.another = button(translate("Recording", "Another file…"), self._choose_another)
        self._lay_out()
        self.form.asked.connect(self.start)
        self.form.left.connect(self.left)
        self.toolbar.point_chosen.connect(lambda _number: self._show_channel())
        self.toolbar.view_chosen.connect(self._draw)
        self._show_channel()

    def choose(self) -> bool:
        """Ask for a file; whether one was chosen."""
        kinds = " ".join(f"*{suffix}" for suffix in FORMATS)
        title = translate("Recording", "Analyse a file")
        name = translate("Recording", "Recordings ({kinds})").format(kinds=kinds)
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", name)
        if chosen:
            self.open(Path(chosen))
        return bool(chosen)

    def _choose_another(self) -> None:
        self.choose()

    def open(self, path: Path) -> None:
        """Take a file and see how far it speaks for itself."""
        self.path = path
        self._forget()
        self.form.retitle(
            translate("Recording", "What {file} does not tell").format(file=path.name)
        )
        self.form.open("rate")
        self.start()

    def start(self) -> None:
        """Analyse the file with what was typed, beside the window."""
        path = self.path
        if path is None:
            return
        try:
            terms = self.form.typed
        except PlantError as wrong:
            self.form.refuse(wrong)
            return
        self.form.show_busy(is_busy=True)
        self.said.say(translate("Recording", "Analysing; the bar on top shows how far it is."))
        self._background.run(
            translate("Recording", "Analysis of {file}").format(file=path.name),
            lambda progress: self._work(path, terms, progress),
            lambda found: self._show(path, found),
            self._not_done,
        )

    def _work(self, path: Path, terms: RecordingTerms, progress: Progress) -> Analysed:
        """Read, analyse and transform in the worker; knows no Qt object of this page."""
        progress.say(translate("Recording", "reading and analysing"), None)
        result = self._analyse(path, terms)
        drawn = []
        for number, channel in enumerate(result.channels):
            progress.say(channel.channel.name, number / len(result.channels))
            drawn.append(frame_of(channel, terms.machine.bearing))
        return result, tuple(drawn)

    def _show(self, path: Path, found: Analysed) -> None:
        """Show what was found, unless another file was opened meanwhile."""
        self.form.show_busy(is_busy=False)
        if path != self.path:
            return
        self.result, self._drawn = found
        result = self.result
        self.said.say("  ·  ".join((path.name, result.format, *result.findings)).rstrip(" ·"))
        self.toolbar.offer_points(
            [(str(c.channel.number), c.channel.name) for c in result.channels]
        )
        self._show_channel()

    def _not_done(self, error: BaseException) -> None:
        """Say what stopped it; what is no plain error goes the way of a crash."""
        self.form.show_busy(is_busy=False)
        self.said.say("")
        if not isinstance(error, PlantError):
            raise error
        self.form.refuse(error)

    def _forget(self) -> None:
        """Take away what was shown of the file before."""
        self.result, self._drawn = None, ()
        self.said.say("")
        self.toolbar.offer_points([])
        self._show_channel()

    @property
    def channel(self) -> ChannelResult | None:
        """The channel in front."""
        channels = self.result.channels if self.result else ()
        wanted = self.toolbar.point_id
        return next((c for c in channels if str(c.channel.number) == wanted), None)

    def _show_channel(self) -> None:
        """Write and draw the channel in front, or say why it can't be."""
        self.form.forgive()
        channel, refused = self.channel, self.result.refused if self.result else None
        if channel is not None:
            refused = channel.refused
        if refused is not None:
            self.form.point_at(refused)
        otherwise = str(refused) if refused else _what_belongs_here()
        self.report.show_rows(
            report_rows(channel) if channel else (), otherwise, is_refused=refused is not None
        )
        self._draw()

    def _draw(self) -> None:
        """Draw the channel in front as chosen."""
        channel, bar = self.channel, self.toolbar
        drawn = None
        if channel is not None and self.result is not None:
            drawn = self._drawn[self.result.channels.index(channel)]
        is_known = channel is None or channel.unit is not None
        choice = Choice(bar.quantity, bar.is_in_orders, bar.span_hz)
        if not is_known:
            choice = replace(choice, quantity=ACCELERATION)
        self.panes.show_channel(drawn, choice, is_unit_known=is_known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the live machine."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        """Choices on top, pictures left, form over report on the right."""
        self.toolbar.freeze.hide()
        self.toolbar.file.hide()
        self.toolbar.points.setAccessibleName(translate("Recording", "Channel"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.said, 1)
        head.addWidget(self.another)
        side = QWidget()
        side.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addWidget(self.report, 1)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self.panes, 1)
        body.addWidget(side)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.setSpacing(6)
        page.addLayout(head)
        page.addWidget(self.toolbar)
        page.addLayout(body, 1)


def _what_belongs_here() -> str:
    return translate(
        "Recording",
        "The verdict, the figures and their sources stand here once a file is analysed.",
    )
