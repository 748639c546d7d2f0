"""The record of a model: its state, its card, what it is in charge of, and what can be done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.errors import DiskFull, PlantError
from app.core.learned_models import LearnedModel, ModelState
from app.core.moment import Moment
from app.core.texts import translate
from app.documents.render import model_card_html
from app.documents.wording import Wording as PaperWording
from app.exchange.fleet_file import write_whole
from app.learning.books import approve_model, unbind_model, withdraw_model
from app.learning.cards import card_as_kept
from app.learning.feeds import readiness
from app.learning.kept import model_as_kept
from app.storage.store import Store
from app.ui.elements import button, label, value
from app.ui.elided_label import ElidedLabel
from app.ui.error_line import ErrorLine
from app.ui.improve.learn.binding_form import BindingForm
from app.ui.improve.learn.card_view import CardView
from app.ui.improve.learn.rows_models import (
    BindingRow,
    binding_columns,
    state_word,
    story_words,
)
from app.ui.page import PrintJob, new_key
from app.ui.record_list import RecordList
from app.ui.section import act_row, add_section
from app.ui.wording import Wording

MOST_BINDINGS = 6
Step = Callable[[Store, str, Moment, str], None]


class ModelPanel(QWidget):
    """One model; `changed` goes out with what was done, in words."""

    changed = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self.model: LearnedModel | None = None
        self.card: dict[str, Any] | None = None
        self._name, self._state = ElidedLabel("heading"), value("", "question")
        self._name.setProperty("holdsValue", True)
        self._story = value("", "muted", wraps=True)
        self._fingerprint = value("", "small")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.error = ErrorLine()
        self.approve = button(translate("Learn", "Approve"), self._approve, "primary")
        self.withdraw = button(translate("Learn", "Withdraw"), self._withdraw)
        self.export = button(translate("Learn", "Export…"), self._ask_export)
        self.view = CardView(say)
        self.bindings: RecordList[BindingRow] = RecordList(
            translate("Learn", "In charge of"), binding_columns(), 1, is_tight=True
        )
        self._no_binding = label("", "muted", wraps=True)
        self.bind = button(translate("Learn", "Put in charge of machines…"), self._open_form)
        self.unbind = button(translate("Learn", "Take from these machines"), self._unbind)
        self.form = BindingForm(runtime, say)
        self.form.bound.connect(self._done)
        self.bindings.row_chosen.connect(lambda _row: self._allow())
        self._lay_out()

    def _lay_out(self) -> None:
        """Put state, bindings and card below each other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for part in (self._name, self._state, self._story, self._fingerprint, self.error):
            column.addWidget(part)
        column.addWidget(act_row(self.approve, self.withdraw, self.export))
        acts = act_row(self.bind, self.unbind)
        title = translate("Learn", "In charge of")
        add_section(column, title, self._no_binding, self.bindings, acts, self.form)
        add_section(column, translate("Learn", "Model card"), self.view)
        column.addStretch(1)

    def show_model(self, model: LearnedModel) -> None:
        """Show a model; its card is read only where its file is what was fingerprinted."""
        is_other = self.model is None or model.fingerprint != self.model.fingerprint
        self.model = model
        if is_other:
            self.form.hide()
            self.error.forget()
            self._read_card(model)
        self._name.say(model.name)
        self._story.setText(story_words(model, self._say))
        self._fingerprint.setText(f"SHA-256 {model.fingerprint}")
        self._show_bindings(model)
        self._allow()

    def _read_card(self, model: LearnedModel) -> None:
        """Read and show the card."""
        self.card = None
        try:
            with self._runtime.store.read() as uow:
                self.card = card_as_kept(uow, model.fingerprint)
        except PlantError as refused:
            self.error.show_error(refused)
        self.view.setVisible(self.card is not None)
        if self.card is not None:
            self.view.show_card(self.card)

    def _show_bindings(self, model: LearnedModel) -> None:
        """Show what the model is in charge of, and where it can't speak."""
        with self._runtime.store.read() as uow:
            bindings = [b for b in uow.learned.bindings() if b.fingerprint == model.fingerprint]
        is_approved = model.state is ModelState.APPROVED
        rows = [
            BindingRow(f"{binding.id} {ready.component.id}", binding, ready, is_approved)
            for binding in bindings
            for ready in readiness(self._runtime.store, binding)
        ]
        self._state.setText(state_word(model.state, len(bindings)))
        self.bindings.show_rows(rows)
        self.bindings.fit_height(MOST_BINDINGS)
        self._no_binding.setVisible(not rows)
        self._no_binding.setText(
            translate("Learn", "No machine yet. Say which it is to judge.")
            if model.state is ModelState.APPROVED
            else translate("Learn", "No machine yet. A model is used once it is approved.")
        )

    def _allow(self) -> None:
        """Allow what can be done now."""
        state = None if self.model is None else self.model.state
        self.approve.setVisible(state is not ModelState.APPROVED)
        self.withdraw.setVisible(state is ModelState.APPROVED)
        self.bind.setEnabled(state is ModelState.APPROVED)
        self.unbind.setVisible(bool(self.bindings.rows))
        self.unbind.setEnabled(self.bindings.chosen_row is not None)

    def _approve(self) -> None:
        """Approve the model."""
        self._take(approve_model, translate("Learn", "{model} is approved."))

    def _withdraw(self) -> None:
        """Withdraw the model; approving it anew takes that back."""
        self._take(withdraw_model, translate("Learn", "{model} is withdrawn; it is used no more."))

    def _take(self, step: Step, said: str) -> None:
        """Take a step and say so."""
        if self.model is None:
            return
        self.error.forget()
        moment, found = self._runtime.moment(), self.model.fingerprint
        try:
            step(self._runtime.store, found, moment, new_key())
        except PlantError as refused:
            self.error.show_error(refused)
            return
        self._runtime.plant_changed()
        self._done(said.format(model=self.model.name))

    def _open_form(self) -> None:
        """Ask what the model is to be put in charge of."""
        if self.model is not None:
            self.form.open(self.model)

    def _unbind(self) -> None:
        """Take the model from the machines of the binding chosen."""
        row = self.bindings.chosen_row
        if row is None or self.model is None:
            return
        try:
            unbind_model(self._runtime.store, row.binding, self._runtime.moment(), new_key())
        except PlantError as refused:
            self.error.show_error(refused)
            return
        self._runtime.plant_changed()
        said = translate("Learn", "{model} is in charge of these machines no more.")
        self._done(said.format(model=self.model.name))

    def _done(self, said: str) -> None:
        """Show what stands now and say what was done."""
        if self.model is not None:
            with self._runtime.store.read() as uow:
                self.show_model(uow.learned.get(self.model.fingerprint))
        self.changed.emit(said)

    def _ask_export(self) -> None:
        """Ask where the file goes."""
        if self.model is None:
            return
        title = translate("Learn", "Export the model")
        proposed = f"{self.model.name}.kairos"
        chosen, _kind = QFileDialog.getSaveFileName(self, title, proposed, "Kairos (*.kairos)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the model's file, as it is on the books, to a stick."""
        if self.model is None:
            return
        try:
            with self._runtime.store.read() as uow:
                content = model_as_kept(uow, self.model.fingerprint)
            write_whole(path, content)
        except (DiskFull, PlantError) as refused:
            self.failed.emit(refused)
            return
        said = translate("Learn", "{file} is written. Tell whoever receives it the fingerprint.")
        self.changed.emit(said.format(file=path.name))

    def print_job(self) -> PrintJob | None:
        """Return the card as a paper."""
        if self.model is None or self.card is None:
            return None
        with self._runtime.store.read() as uow:
            policy = uow.plant.policy()
        words = PaperWording(self._say.number, self._say.plain_day)
        html = model_card_html(self.card, words, self.model)
        title = translate("Learn", "Model card {model}").format(model=self.model.name)
        return PrintJob(title, html, paper=policy.paper)
