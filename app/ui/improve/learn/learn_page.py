"""Learn from history: the plant's models left, the workbench or the model chosen right."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import FileRefused, PlantError
from app.core.texts import translate
from app.exchange.fleet_file import LARGEST_BYTES
from app.learning.books import bring_in, keep_trained, want_second_name
from app.learning.lessons import Taught
from app.ui.background import Background
from app.ui.elements import button, label
from app.ui.entry_form import EntryForm
from app.ui.improve.learn.model_panel import ModelPanel
from app.ui.improve.learn.rows_models import MODEL_NAME, ModelRow, model_columns
from app.ui.improve.learn.table_bench import TableBench
from app.ui.list_and_record import list_and_record
from app.ui.page import PrintJob, new_key
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

WIDTHS = (300, 900)
FILE, FINGERPRINT = "file", "fingerprint"


class LearnPage(QWidget):
    """Models and workbench; `done` carries what was done, `failed` a `PlantError`."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self.begin = button(translate("Learn", "Learn from a table…"), self.show_bench)
        self.bring = button(translate("Learn", "Bring a model in…"), self.ask_model)
        self.list: RecordList[ModelRow] = RecordList(
            translate("Learn", "Models"), model_columns(), MODEL_NAME, is_tight=True
        )
        self.second = QCheckBox(translate("Learn", "A second person approves"))
        self._nothing = label("", "muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bench, self.panel = TableBench(runtime, say, background), ModelPanel(runtime, say)
        self.form = EntryForm(
            translate("Learn", "Bring a model in"), translate("Learn", "Bring it in"), say.locale
        )
        self._file, self._said = QLineEdit(readOnly=True), QLineEdit()
        self._path: Path | None = None
        self._shown = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Put the list beside what is in front."""
        self._file.setProperty("holdsValue", True)
        self._said.setProperty("holdsValue", True)
        self.form.add_field(FILE, translate("Learn", "File"), self._file, columns=3)
        name = translate("Learn", "Fingerprint (SHA-256) its sender names")
        self.form.add_field(FINGERPRINT, name, self._said, columns=3)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        acts = QHBoxLayout()
        acts.addWidget(self.begin)
        acts.addWidget(self.bring)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addWidget(self.form)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addWidget(self.second)
        self._bench_area = scrolled(self.bench)
        self._shown.addWidget(self._bench_area)
        self._shown.addWidget(scrolled(self.panel))
        right = QWidget()
        record = QVBoxLayout(right)
        record.setContentsMargins(0, 0, 0, 0)
        record.setSpacing(0)
        record.addWidget(self._shown, 1)
        record.addWidget(self.bench.work)
        self.bench.work.setContentsMargins(16, 4, 16, 8)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(list_and_record(left, right, WIDTHS, (0, 1)))

    def _connect(self) -> None:
        """Tie the parts together."""
        self.list.row_chosen.connect(lambda _found: self._show_model())
        self.list.clicked.connect(lambda _index: self._show_model())
        self.second.clicked.connect(self._want_second)
        self.bench.taught.connect(self._keep)
        self.bench.grew.connect(self._show_end)
        self.panel.changed.connect(self._tell)
        self.panel.failed.connect(self.failed)
        self.form.asked.connect(self._bring_in)

    def refresh(self) -> None:
        """Read the models anew."""
        with self._runtime.store.read() as uow:
            models, bindings = uow.learned.all(), uow.learned.bindings()
            wants = uow.plant.policy().wants_second_name_for_models
        bound = [binding.fingerprint for binding in bindings]
        self.list.show_rows(
            [ModelRow(m.fingerprint, m, bound.count(m.fingerprint)) for m in reversed(models)]
        )
        self.second.setChecked(wants)
        self.list.setVisible(bool(models))
        self._nothing.setVisible(not models)
        self._nothing.setText(
            translate(
                "Learn",
                "No model yet. Learn one from a table of machines that ran to failure, or bring "
                "one in that another plant trained.",
            )
        )
        row = self.list.chosen_row
        if row is not None and self._shown.currentIndex() == 1:
            self.panel.show_model(row.model)

    def show_bench(self) -> None:
        """Bring the workbench to the front."""
        self.list.choose_none()
        self._shown.setCurrentIndex(0)
        self.bench.choose.setFocus()

    def _show_end(self) -> None:
        """Bring the report of a check into sight once it is laid out."""
        QTimer.singleShot(0, self, lambda: self._bench_area.ensureWidgetVisible(self.bench.train))

    def _show_model(self) -> None:
        """Show the model chosen."""
        row = self.list.chosen_row
        if row is not None:
            self._shown.setCurrentIndex(1)
            self.panel.show_model(row.model)

    def _keep(self, taught: Taught, name: str) -> None:
        """Keep what was learned and show it."""
        try:
            moment = self._runtime.moment()
            found = keep_trained(self._runtime.store, taught.content, name, moment, new_key())
        except PlantError as refused:
            self.bench.error.show_error(refused)
            return
        self._show_kept(found, translate("Learn", "{model} is trained. It waits for approval."))

    def _show_kept(self, found: str, said: str) -> None:
        """Show a model that has just come."""
        self.refresh()
        self.list.choose(found)
        self._show_model()
        row = self.list.chosen_row
        self.done.emit(said.format(model=row.model.name if row is not None else ""))

    def ask_model(self) -> None:
        """Ask for a model's file, then for the fingerprint its sender names."""
        title = translate("Learn", "Bring a model in")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", "Kairos (*.kairos *.npz)")
        if chosen:
            self.open_model(Path(chosen))

    def open_model(self, path: Path) -> None:
        """Ask for the fingerprint that the sender of a file names."""
        self._path = path
        self._file.setText(path.name)
        self._said.clear()
        self.form.open(FINGERPRINT)

    def _bring_in(self) -> None:
        """Bring the file in where the fingerprint is the one the sender names."""
        if self._path is None:
            return
        try:
            content = _content(self._path)
            moment, name = self._runtime.moment(), self._path.stem
            found = bring_in(
                self._runtime.store, content, name, self._said.text(), moment, new_key()
            )
        except PlantError as refused:
            self.form.refuse(refused, FINGERPRINT)
            return
        self.form.leave()
        self._show_kept(found, translate("Learn", "{model} is here. It waits for approval."))

    def _want_second(self, wants: bool) -> None:
        """Decide whether a second person approves models."""
        try:
            store, moment = self._runtime.store, self._runtime.moment()
            want_second_name(store, wants=wants, moment=moment, key=new_key())
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._tell(
            translate("Learn", "A model is approved by another person than whoever brought it.")
            if wants
            else translate("Learn", "Whoever trained a model may approve it.")
        )

    def _tell(self, said: str) -> None:
        """Show what stands now and say what was done."""
        self.refresh()
        self.done.emit(said)

    def print_job(self) -> PrintJob | None:
        """Return the card of the model in front as a paper."""
        return self.panel.print_job() if self._shown.currentIndex() == 1 else None


def _content(path: Path) -> bytes:
    """Read a file that may be a model."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise FileRefused(
                f"{path.name}: expected a model, got more than 512 MiB.", "Nothing was read."
            )
        return path.read_bytes()
    except OSError as trouble:
        raise FileRefused(
            f"{path.name}: expected a model, got: {trouble.strerror}.", "Choose it again."
        ) from trouble
