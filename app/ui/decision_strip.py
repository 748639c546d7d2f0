"""The decision strip: when it may fail, when the part would come, and the order day between."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.calendars import WorkCalendar
from app.core.lead_time import LeadTime
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.supply import supply_from
from app.core.texts import translate
from app.core.trigger import DecisionKind
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.asset.order_study import OrderStudy, days_ahead, study_order
from app.ui.asset.strip_picture import StripPicture
from app.ui.asset.strip_scene import StripScene, why_empty, words_of
from app.ui.colours import BODY_PX, HEADING_PX, NUMBER_PX, TABLE_PX
from app.ui.ink import pen, type_of, width_of
from app.ui.plots import paint_card

GUTTER_PX, PAD_PX = 232, 12
EMPTY_PX, MOST_PX = 84, 330
"""Heights of a strip with nothing to date, and the most a full one takes."""


class DecisionStrip(QWidget):
    """One calendar with failure above, arrival below, and an order day that can be dragged.

    Arrows move the day, with Ctrl by weeks; Home goes back to the proposal.

    Signals
    -------
    order_day_moved(object)
        The `date` looked at.
    """

    order_day_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: StripScene | None = None
        self._has_lead = False
        self._note = ""
        self._frame: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(900, 216)

    def minimumSizeHint(self) -> QSize:
        """Smallest size in which nothing overlaps."""
        return QSize(560, EMPTY_PX if self._is_empty() else 178)

    def show_decision(
        self,
        record: DecisionRecord,
        calendar: WorkCalendar,
        lead: LeadTime | None,
        *,
        supplier: WorkCalendar | None = None,
        margin_days: int = 1,
        job_days: float = 1.0,
        order: PurchaseOrder | None = None,
    ) -> None:
        """Show a decision; the order day starts at its proposal.

        Parameters
        ----------
        record : DecisionRecord
            The decision with the assessment behind it.
        calendar : WorkCalendar
            The plant's.
        lead : LeadTime or None
            Order issued to goods received; None where no supplier is known.
        supplier : WorkCalendar, optional
            The supplier's; open every day if not given.
        margin_days : int
            Goods-in check and kitting.
        job_days : float
            Length of the job.
        order : PurchaseOrder, optional
            The order that serves the need; once it is sent, its arrival is shown.
        """
        study, sent = None, None
        if lead is not None:
            closed = supplier or WorkCalendar()
            supply = supply_from(record.today, closed, calendar, lead, margin_days)
            study = study_order(record, supply, job_days)
            if study is not None and order is not None and order.sent_on is not None:
                sent = study.arrivals_of_sent(order.sent_on, supply)
        self._has_lead = lead is not None
        proposal = _proposal(record, study) if sent is None else None
        number = order.number if order is not None else ""
        self._scene = StripScene(
            record, calendar, study, proposal, proposal, job_days, sent, number
        )
        self._frame = None
        self.setMaximumHeight(EMPTY_PX if self._is_empty() else MOST_PX)
        self.updateGeometry()
        self._tell()

    def show_note(self, words: str) -> None:
        """Write why the decision may not hold any more; empty words take the note away."""
        if words != self._note:
            self._note = words
            self.update()

    def frame_calendar(self, gutter_px: float, last_day: float) -> None:
        """Stand under another picture: give the gutter its width and the calendar its end."""
        self._frame = (gutter_px, last_day)
        self.update()

    def _is_empty(self) -> bool:
        """Whether there is nothing to date an order by."""
        return self._scene is not None and self._scene.study is None

    @property
    def scene(self) -> StripScene | None:
        """What is shown."""
        return self._scene

    @property
    def order_day(self) -> int | None:
        """Day looked at, counted from the decision's day."""
        return self._scene.order_day if self._scene else None

    @property
    def day_held(self) -> date | None:
        """Date a person moved the order day to; None while it stands on the proposal."""
        scene = self._scene
        if scene is None or scene.study is None or scene.order_day in (None, scene.proposal):
            return None
        return scene.study.date_of(scene.order_day or 0)

    def look_at(self, day: int) -> None:
        """Look at another order day; what cannot be ordered on is passed over."""
        scene = self._scene
        if scene is None or scene.study is None or scene.order_day is None:
            return
        last = min(int(self._axis().last), scene.study.late.size - 1)
        day = min(max(day, 0), last)
        if day != scene.order_day:
            self._scene = replace(scene, order_day=day)
            self._tell()
            self.order_day_moved.emit(scene.study.date_of(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the order day."""
        by_week = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = 7 if by_week else 1
        scene = self._scene
        if scene is None or scene.order_day is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Left:
            self.look_at(scene.order_day - step)
        elif event.key() == Qt.Key.Key_Right:
            self.look_at(scene.order_day + step)
        elif event.key() == Qt.Key.Key_Home and scene.proposal is not None:
            self.look_at(scene.proposal)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the order day."""
        self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the order day along while the button is down."""
        is_calendar = event.position().x() >= self._axis().left
        shape = Qt.CursorShape.SizeHorCursor if is_calendar else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, readout and picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), "accent" if self.hasFocus() else "line")
        if self._scene is None:
            return
        if self._scene.study is None:
            self._paint_empty(painter, self._scene)
        else:
            self._paint_words(painter, self._scene)
            self._picture(self._scene).paint(painter)
        painter.end()

    def _axis(self) -> CalendarAxis:
        """Calendar from today to where everything is seen."""
        gutter, last = self._frame or (float(GUTTER_PX), self._days_ahead())
        today = self._scene.record.today if self._scene else None
        return CalendarAxis(today, 0.0, last, gutter, self.width() - PAD_PX)  # type: ignore[arg-type]

    def _days_ahead(self) -> float:
        """End of the calendar when it stands alone; it does not move while a day is dragged."""
        scene = self._scene
        if scene is None or scene.study is None:
            return 30.0
        sent = scene.sent
        arrivals = scene.study.arrivals(scene.proposal or 0) if sent is None else sent
        return days_ahead(scene.study, arrivals)

    def _picture(self, scene: StripScene) -> StripPicture:
        """Lay the picture out beside the readout."""
        axis = self._axis()
        return StripPicture(
            scene, axis, QRectF(axis.left, 8, axis.right - axis.left, self.height() - 14)
        )

    def _drag(self, at: QPointF) -> None:
        """Look at the day under the mouse."""
        axis = self._axis()
        if self._scene is not None and at.x() >= axis.left - 4:
            self.look_at(int(axis.day(at.x()) // 1))

    def _tell(self) -> None:
        """Paint anew and let a screen reader say it."""
        if self._scene is not None:
            words = words_of(self._scene)
            self.setAccessibleName(translate("Strip", "Decision strip"))
            self.setAccessibleDescription(
                f"{words.head} {words.day}, {words.arrival} {words.until}, {words.late}"
            )
        self.update()

    def _paint_words(self, painter: QPainter, scene: StripScene) -> None:
        """Write the readout, top to bottom."""
        words = words_of(scene)
        number = type_of(NUMBER_PX)
        if width_of(words.day, number) > self._axis().left - 2 * PAD_PX:
            number = type_of(HEADING_PX, is_bold=True)
        late = "alarm" if scene.is_too_late else "text"
        how_to = translate("Strip", "← → move the day, Home proposes")
        how_to = how_to if scene.order_day is not None else ""
        lines = (
            (words.head, type_of(BODY_PX), "muted", 26.0),
            (words.day, number, "text", 58.0),
            (words.arrival, type_of(BODY_PX), "text", 80.0),
            (words.until, type_of(BODY_PX), "text", 97.0),
            (words.late, type_of(HEADING_PX, is_bold=True), late, 124.0),
            (words.article, type_of(TABLE_PX), "muted", 144.0),
            (self._note or words.basis or how_to, type_of(TABLE_PX), "muted", 161.0),
        )
        for text, font, token, y in lines:
            painter.setFont(font)
            painter.setPen(pen(token))
            self._write(painter, QPointF(PAD_PX, y), text)
        after = PAD_PX + width_of(words.late, type_of(HEADING_PX, is_bold=True)) + 8
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen("muted"))
        self._write(painter, QPointF(after, 124.0), words.risk)

    def _write(self, painter: QPainter, at: QPointF, text: str) -> None:
        """Write a line of the readout; what would reach into the calendar is cut with dots."""
        room = int(self._axis().left - at.x()) - 4
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(at, painter.fontMetrics().elidedText(text, elide, room))

    def _paint_empty(self, painter: QPainter, scene: StripScene) -> None:
        """Say in grey what is not known, and what would make it known."""
        what, remedy = why_empty(scene.record, has_lead=self._has_lead)
        middle = self.rect().center().y()
        painter.setPen(pen("muted"))
        for text, font, y in (
            (what, type_of(HEADING_PX), middle - 6),
            (remedy, type_of(BODY_PX), middle + 18),
        ):
            painter.setFont(font)
            where = QRectF(0, y - 14, self.width(), 22)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)


def _proposal(record: DecisionRecord, study: OrderStudy | None) -> int | None:
    """Day the decision proposes; today where the part is covered or the day has passed."""
    decision = record.decision
    if study is None:
        return None
    if decision.order_by is None:
        return 0 if decision.kind is not DecisionKind.WAIT else None
    return max(study.day_of(decision.order_by), 0)
