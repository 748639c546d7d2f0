"""Empties the outbox inside the GUI thread; only from here do ordinary signals go out."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.monitoring.outbox import AssessmentStored, Outbox, StoryTold, TroubleMet

FRAME_MS = 33
"""Curves move about 30 times a second ..."""

TEXT_MS = 1000
"""... and text once, so that it can be read."""


class OutboxPump(QObject):
    """Passes on what the monitor told: frames at once, everything else in order.

    `frames` carries ``dict[str, LiveFrame]``, `assessment` an `Assessment`, `story` a
    `PlantEvent`, `trouble` a `TroubleMet`; `text_tick` asks pages to refresh what is read.
    """

    frames = Signal(object)
    assessment = Signal(object)
    story = Signal(object)
    trouble = Signal(object)
    text_tick = Signal()

    def __init__(self, outbox: Outbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._frame_timer = QTimer(self, interval=FRAME_MS)
        self._frame_timer.timeout.connect(self.drain)
        self._text_timer = QTimer(self, interval=TEXT_MS)
        self._text_timer.timeout.connect(self.text_tick)

    def start(self) -> None:
        """Begin to empty the box."""
        self._frame_timer.start()
        self._text_timer.start()

    def stop(self) -> None:
        """Stop; what still lies in the box stays there."""
        self._frame_timer.stop()
        self._text_timer.stop()

    def drain(self) -> None:
        """Empty the box once."""
        frames = self._outbox.take_frames()
        if frames:
            self.frames.emit(frames)
        for event in self._outbox.take_events():
            if isinstance(event, AssessmentStored):
                self.assessment.emit(event.assessment)
            elif isinstance(event, StoryTold):
                self.story.emit(event.event)
            elif isinstance(event, TroubleMet):
                self.trouble.emit(event)
