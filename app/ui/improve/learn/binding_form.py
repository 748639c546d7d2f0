"""Puts a model in charge of machines: which, what feeds each column, how much time a day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.analysis.indicators import Indicator
from app.bootstrap import Runtime
from app.core.errors import PlantError, StepRefused
from app.core.learned_models import BindingScope, ColumnFeed, LearnedModel
from app.core.texts import translate
from app.documents.wording import unit_sign
from app.learning.books import bind_model
from app.learning.feeds import factor_for, measured_indicators, propose_feeds
from app.ui.elements import button, clear, frame, label, value
from app.ui.error_line import ErrorLine
from app.ui.improve.learn.rows_models import subject_name
from app.ui.page import new_key
from app.ui.register import Register
from app.ui.typed import typed_number
from app.ui.wording import Wording

PER_DAY = {"h": 24.0}
"""Units of a model's time a calendar day brings at most, where a day is not one."""


class BindingForm(QWidget):
    """Asks for one binding; `bound` goes out when it is kept, in words."""

    bound = Signal(str)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._model: LearnedModel | None = None
        self._indicators: tuple[Indicator, ...] = ()
        self.subject, self.per_day = QComboBox(), QLineEdit()
        self._per_day_head = label("", "small")
        self.feeds: dict[str, QComboBox] = {}
        self.factors: dict[str, QLineEdit] = {}
        self._grid, self._nothing = QGridLayout(), label("", "muted", wraps=True)
        self.error = ErrorLine()
        self.act = button(translate("Learn", "Put in charge"), self.bind, "primary")
        self.leave = button(translate("Learn", "Leave it"), self.hide)
        self.subject.currentIndexChanged.connect(lambda _at: self._subject_chosen())
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        """Put machines, time and columns below each other."""
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(2)
        for at, (head, field) in enumerate(
            (
                (label(translate("Learn", "In charge of"), "small"), self.subject),
                (self._per_day_head, self.per_day),
            )
        ):
            field.setProperty("holdsValue", True)
            top.addWidget(head, 0, at)
            top.addWidget(field, 1, at)
            top.setColumnStretch(at, 1)
        self.subject.setAccessibleName(translate("Learn", "In charge of"))
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        panel = frame("panel")
        column = QVBoxLayout(panel)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addLayout(self._grid)
        column.addWidget(self.error)
        column.addLayout(foot)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)

    def open(self, model: LearnedModel) -> None:
        """Ask for a binding of a model."""
        self._model = model
        self.error.forget()
        with self._runtime.store.read() as uow:
            register = Register.read(uow)
        was_silent = self.subject.blockSignals(True)
        self.subject.clear()
        for scope, subject in _subjects(register):
            self.subject.addItem(subject_name(scope, subject, register), (scope, subject))
        self.subject.blockSignals(was_silent)
        head = translate("Learn", "A calendar day brings, in {unit}")
        self._per_day_head.setText(head.format(unit=model.time_unit))
        self.per_day.setAccessibleName(self._per_day_head.text())
        self.per_day.setText(self._say.number(PER_DAY.get(model.time_unit, 1.0)))
        self.show()
        self._subject_chosen()
        self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def _subject_chosen(self) -> None:
        """Offer what is measured at these machines for each column."""
        chosen = self.subject.currentData()
        if self._model is None or chosen is None:
            return
        self._indicators = measured_indicators(self._runtime.store, *chosen)
        proposed = propose_feeds(self._model.columns, self._indicators)
        clear(self._grid)
        self.feeds, self.factors = {}, {}
        self._nothing.setVisible(not self._indicators)
        self._nothing.setText(
            translate(
                "Learn",
                "Nothing was measured at these machines yet, so nothing can feed the model. Bring "
                "in a measurement, or choose others.",
            )
        )
        for at, name in enumerate((self._head_column(), self._head_feed(), self._head_factor())):
            self._grid.addWidget(label(name, "small"), 0, at)
        for row, column in enumerate(self._model.columns, start=1):
            self._add_feed(row, column, proposed[column])

    def _add_feed(self, row: int, column: str, proposed: ColumnFeed | None) -> None:
        """Ask what feeds one column."""
        combo, factor = QComboBox(), QLineEdit()
        combo.addItem(translate("Learn", "— nothing measured —"), "")
        for indicator in self._indicators:
            text = f"{indicator.title}, {unit_sign(indicator.unit)}"
            combo.addItem(text, indicator.name)
        combo.setProperty("holdsValue", True)
        factor.setProperty("holdsValue", True)
        combo.setAccessibleName(column)
        factor.setAccessibleName(f"{column}, {self._head_factor()}")
        factor.setFixedWidth(96)
        factor.setText(self._say.number(1.0 if proposed is None else proposed.factor))
        combo.setCurrentIndex(0 if proposed is None else combo.findData(proposed.indicator))
        combo.activated.connect(lambda _at: self._feed_chosen(column))
        self.feeds[column], self.factors[column] = combo, factor
        self._grid.addWidget(value(column), row, 0)
        self._grid.addWidget(combo, row, 1)
        self._grid.addWidget(factor, row, 2)

    def _feed_chosen(self, column: str) -> None:
        """Propose the factor that the units of indicator and column ask for."""
        name = self.feeds[column].currentData()
        unit = next((i.unit for i in self._indicators if i.name == name), "")
        self.factors[column].setText(self._say.number(factor_for(column, unit)))

    def bind(self) -> None:
        """Keep the binding."""
        model, chosen = self._model, self.subject.currentData()
        if model is None or chosen is None:
            return
        scope, subject = chosen
        try:
            feeds = tuple(self._feed(column) for column in model.columns)
            per_day = self._number(self.per_day)
            moment = self._runtime.moment()
            store = self._runtime.store
            bind_model(store, model.fingerprint, scope, subject, feeds, per_day, moment, new_key())
        except PlantError as refused:
            self.error.show_error(refused)
            return
        self._runtime.plant_changed()
        self.hide()
        said = translate("Learn", "{model} is in charge of {subject}.")
        self.bound.emit(said.format(model=model.name, subject=self.subject.currentText()))

    def _feed(self, column: str) -> ColumnFeed:
        """Return what feeds one column; refused where nothing does."""
        indicator = self.feeds[column].currentData()
        if not indicator:
            missing = [name for name, combo in self.feeds.items() if not combo.currentData()]
            raise StepRefused(
                translate("Learn", "Nothing measured here feeds {columns}.").format(
                    columns=", ".join(missing)
                ),
                translate(
                    "Learn",
                    "Choose what feeds it; where it is not measured this model can't be used. "
                    "Train one without these columns, or measure them.",
                ),
            )
        return ColumnFeed(column, indicator, self._number(self.factors[column]))

    def _number(self, field: QLineEdit) -> float:
        """Read a number typed into a field, refused where none was."""
        number = typed_number(field.text(), field.accessibleName(), self._say.locale)
        if number is None:
            text = translate("Learn", "{name}: expected a number, found nothing.")
            raise StepRefused(
                text.format(name=field.accessibleName()),
                translate("Learn", "Nothing was changed."),
            )
        return float(number)

    def _head_column(self) -> str:
        """Head over the columns."""
        return translate("Learn", "Column of the model")

    def _head_feed(self) -> str:
        """Head over what is measured."""
        return translate("Learn", "Measured here as")

    def _head_factor(self) -> str:
        """Head over the factors."""
        return translate("Learn", "times")


def _subjects(register: Register) -> list[tuple[BindingScope, str]]:
    """Return what a model can be bound to: classes, parts in use, components."""
    components = sorted(register.components.values(), key=lambda c: register.where(c.id))
    classes = sorted({register.assets[c.asset_id].asset_class.value for c in components})
    parts = sorted({c.part_id for c in components if c.part_id})
    return [
        *((BindingScope.COMPONENT, c.id) for c in components),
        *((BindingScope.PART, part) for part in parts),
        *((BindingScope.ASSET_CLASS, name) for name in classes),
    ]
