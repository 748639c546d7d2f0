"""Supply risk: what the mode would change, switched on with a reason, left with another."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.risk_levels import EditChoice
from app.core.supply_risk import RiskSettings
from app.core.texts import translate
from app.replenishment import supply_risk
from app.replenishment.risk_levels import EditToDecide, decide_edit
from app.ui.elements import frame, label, value
from app.ui.page import PrintJob, new_key
from app.ui.paper_table import facts_html, paper_html, table_html
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.supply_risk.columns import DESCRIPTION, EDITED, risk_columns
from app.ui.supply_risk.edits_panel import EditsPanel
from app.ui.supply_risk.rows_risk import (
    RiskRow,
    RiskState,
    previewed_rows,
    read_state,
    rows_in_force,
)
from app.ui.supply_risk.settings_form import SettingsForm
from app.ui.supply_risk.state_panel import StatePanel
from app.ui.supply_risk.words import headline, state_facts, sum_words
from app.ui.wording import Wording

FORM_PX = 348
OFF, ON = 0, 1


class SupplyRiskView(QWidget):
    """The form or the state left, the parts touched right.

    `done` carries what was done in words, `failed` a `PlantError`. Switching on is offered once
    what it changes was looked at.
    """

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._seen: RiskSettings | None = None
        self.state: RiskState | None = None
        self._headline = value("", "heading", wraps=True)
        self.form, self.panel, self.edits = SettingsForm(say), StatePanel(say), EditsPanel(say)
        self.parts: RecordList[RiskRow] = RecordList(
            translate("Risk", "Parts touched"), risk_columns(say), DESCRIPTION, is_tight=True
        )
        self._sum, self._hint = value("", "question", wraps=True), label("", "muted", wraps=True)
        self._left, self._listed = QStackedWidget(), QStackedWidget()
        self.form.begin(runtime.today())
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Tie the parts together."""
        self.form.preview_asked.connect(self._preview)
        self.form.on_asked.connect(self._switch_on)
        self.form.changed.connect(self._forget_preview)
        self.panel.off_asked.connect(self._switch_off)
        self.panel.review_moved.connect(self._move_review)
        self.edits.decided.connect(self._decide)

    def _lay_out(self) -> None:
        """Put the form beside the parts, the decisions to take under both."""
        for page in (self.form, self.panel):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(16, 12, 16, 16)
            column.addWidget(page)
            column.addStretch(1)
            self._left.addWidget(scrolled(holder))
        left = frame("record")
        left.setFixedWidth(FORM_PX)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._left)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._sum)
        right.addWidget(self._hint)
        self._listed.addWidget(QWidget())
        self._listed.addWidget(self.parts)
        right.addWidget(self._listed, 1)
        right.addWidget(self.edits)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(self._headline)
        outer.addLayout(row, 1)

    def open(self) -> None:
        """Show where the mode stands, the keyboard where one would begin."""
        self.refresh()
        field = (
            self.panel.reason if self.state is not None and self.state.is_on else self.form.reason
        )
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_job(self) -> PrintJob | None:
        """Return what is in front as a paper: the state, the sum, each part touched."""
        if self.state is None:
            return None
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        head = headline(self.state, self._say)
        at = self._say.instant(self._runtime.now())
        title = f"{translate('Places', 'Supply risk')}, {at}"
        facts = state_facts(self.state, self._say) if self.state.is_felt else ()
        parts = table_html(self._sum.text(), risk_columns(self._say), self.parts.rows)
        body = f"<h1>{escape(head)}</h1>{facts_html(facts)}{parts}"
        return PrintJob(title, paper_html(title, body), paper=paper)

    def refresh(self) -> None:
        """Read where the mode stands; a preview stays as it was looked at."""
        runtime = self._runtime
        with runtime.store.read() as uow:
            state = read_state(uow, runtime.today())
            rows = rows_in_force(uow, state, runtime.now(), runtime.today())
        is_other = self.state is None or (self.state.risk, self.state.is_felt) != (
            state.risk,
            state.is_felt,
        )
        self.state = state
        self._left.setCurrentIndex(ON if state.is_on else OFF)
        self._say_headline(state)
        self.panel.show_state(state)
        self.edits.show_edits(state.edits)
        if is_other and not state.is_on:
            self.form.begin(runtime.today())
        if state.is_felt and self._seen is None:
            self._show_parts(rows, translate("Risk", "Raised today"))
        elif is_other:
            self._forget_preview()
        self._allow()

    def _say_headline(self, state: RiskState) -> None:
        """Say where the mode stands, in one sentence."""
        self._headline.setText(headline(state, self._say))

    def _show_parts(self, rows: list[RiskRow], what: str) -> None:
        """Show the parts touched with their sum."""
        self._sum.setText(f"{what}: {sum_words(rows, self._say)}")
        self._hint.setText(
            translate(
                "Risk",
                "Only planned with: the levels people set stay on the parts. "
                "{mark} edited meanwhile: kept.",
            ).format(mark=EDITED)
        )
        self.parts.show_rows(rows)
        self._listed.setCurrentIndex(1 if rows else 0)
        self._sum.show()

    def _preview(self) -> None:
        """Show what switching on would change; nothing is written."""
        runtime = self._runtime
        try:
            settings = self.form.settings(without_reason=translate("Risk", "preview"))
            with runtime.store.read() as uow:
                rows = previewed_rows(uow, settings, runtime.now(), runtime.today())
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._seen = settings
        self._show_parts(rows, translate("Risk", "Preview"))
        self._allow()

    def _forget_preview(self) -> None:
        """What was looked at is no longer what is filled in; a reason alone changes no part."""
        if self._seen is not None and _touches(self._seen) == _touches(self._filled_in()):
            self._allow()
            return
        self._seen = None
        if self.state is None or not self.state.is_felt:
            self.parts.show_rows([])
            self._listed.setCurrentIndex(0)
            self._sum.hide()
            self._hint.setText(
                translate(
                    "Risk",
                    "Preview shows each part touched and the money, before anything changes.",
                )
            )
        self._allow()

    def _filled_in(self) -> RiskSettings | None:
        """What is filled in, None where it says nothing yet."""
        try:
            return self.form.settings(without_reason=translate("Risk", "preview"))
        except PlantError:
            return None

    def _allow(self) -> None:
        """Offer switching on once it was looked at and has a reason."""
        has_reason = bool(self.form.reason.text().strip())
        can = self._seen is not None and has_reason and not self._runtime.store.is_read_only
        self.form.on.setEnabled(can)
        why_not = (
            translate("Risk", "Look at the preview first.")
            if self._seen is None
            else translate("Risk", "Give the reason first; it stays on record.")
        )
        self.form.on.setToolTip("" if can else why_not)

    def _switch_on(self) -> None:
        """Switch the mode on as it was looked at."""
        runtime = self._runtime
        self._do(
            lambda: supply_risk.switch_on(
                runtime.store, self.form.settings(), runtime.moment(), new_key()
            ),
            translate("Risk", "Supply-risk mode is on."),
        )

    def _switch_off(self, reason: str) -> None:
        """Leave the mode."""
        runtime = self._runtime
        self._do(
            lambda: supply_risk.switch_off(runtime.store, reason, runtime.moment(), new_key()),
            translate("Risk", "Supply-risk mode is left; levels return by themselves."),
        )

    def _move_review(self) -> None:
        """Set another review date."""
        runtime, day = self._runtime, self.panel.review.chosen
        self._do(
            lambda: supply_risk.move_review(runtime.store, day, runtime.moment(), new_key()),
            translate("Risk", "The review is on {day}.").format(day=self._say.short_day(day)),
        )

    def _decide(self, edit: EditToDecide, choice: EditChoice) -> None:
        """Keep an edited level, or take it back."""
        runtime = self._runtime
        said = {
            EditChoice.KEEP: translate("Risk", "{part}: the edited level is kept."),
            EditChoice.RETURN: translate("Risk", "{part}: back to its level before."),
        }[choice]
        self._do(
            lambda: decide_edit(
                runtime.store, edit.risk.id, edit.part.id, choice, runtime.moment(), new_key()
            ),
            said.format(part=edit.part.number),
        )

    def _do(self, command: Callable[[], object], said: str) -> None:
        """Carry a command out, let the plant be reviewed, and say what was done."""
        try:
            command()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._runtime.plant_changed()
        self._seen = None
        self.refresh()
        self.done.emit(said)


def _touches(settings: RiskSettings | None) -> object:
    """What decides which parts are touched and how."""
    return None if settings is None else dict(settings.multiplier)
