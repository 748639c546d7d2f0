"""Planned work on a machine: its list with the next dates, and the line of entry."""

from datetime import date, timedelta

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from app.core.assets import Component
from app.core.errors import PlantError
from app.core.planned_tasks import PlannedTask
from app.core.stock import Part
from app.core.texts import translate
from app.ui.day_box import DayBox
from app.ui.elements import value
from app.ui.upkeep.listed_editor import ListedEditor
from app.ui.upkeep.rows_tasks import TaskRow, task_columns, typed_dates
from app.ui.wording import Wording

MOST_PIECES, MOST_DAYS = 10_000, 3650
SHOWN_DATES, LOOKED_AHEAD = 4, timedelta(days=3650)
ONCE, EVERY, DATES = "once", "every", "dates"


class TaskEditor(ListedEditor[TaskRow]):
    """Keeps a `PlannedTask`; one that is taken away comes no more."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Upkeep", "Planned work"),
            task_columns(say),
            nothing=translate(
                "Upkeep", "Nothing planned yet: what is planned here asks for its parts."
            ),
            add=translate("Upkeep", "Plan it"),
            remove=translate("Upkeep", "End it"),
            parent=parent,
        )
        self._say, self._asset_id = say, ""
        self.name = QLineEdit(placeholderText=translate("Upkeep", "What is done"))
        self.component, self.part, self.often = QComboBox(), QComboBox(), QComboBox()
        self.pieces = QSpinBox(minimum=1, maximum=MOST_PIECES)
        self.pieces.setSuffix(" " + translate("Upkeep", "pcs"))
        self.first, self.ends = (
            DayBox(say, translate("Upkeep", "Next date")),
            DayBox(say, translate("Upkeep", "Until")),
        )
        for text, how in (
            (translate("Upkeep", "once"), ONCE),
            (translate("Upkeep", "every … days"), EVERY),
            (translate("Upkeep", "on further dates"), DATES),
        ):
            self.often.addItem(text, how)
        self.days = QSpinBox(minimum=1, maximum=MOST_DAYS, value=90)
        self.days.setSuffix(" d")
        self.has_end = QCheckBox(translate("Upkeep", "until"))
        self.dates = QLineEdit(placeholderText=translate("Upkeep", "Further dates, with commas"))
        self._next = value("", "small", wraps=True)
        self._connect()
        self._lay_out()
        self._allow()

    def _connect(self) -> None:
        """Tie the fields together, and name what has no text of its own."""
        names = (
            (self.name, self.name.placeholderText()),
            (self.component, translate("Upkeep", "Component")),
            (self.part, translate("Upkeep", "Part it uses")),
            (self.often, translate("Upkeep", "How often")),
            (self.pieces, translate("Upkeep", "Pieces it uses")),
            (self.days, translate("Upkeep", "Days between")),
            (self.dates, self.dates.placeholderText()),
        )
        for field, name in names:
            field.setAccessibleName(name)
        for box in (self.component, self.part):
            box.setProperty("holdsValue", True)
        self.name.returnPressed.connect(self._add)
        self.often.currentIndexChanged.connect(lambda _n: self._allow())
        self.has_end.toggled.connect(lambda _on: self._allow())
        for day in (self.first, self.ends):
            day.dateChanged.connect(lambda _day: self._say_next())
        self.days.valueChanged.connect(lambda _n: self._say_next())
        self.dates.textEdited.connect(lambda _text: self._say_next())

    def _lay_out(self) -> None:
        """Put the list over the line of entry."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        until = QHBoxLayout()
        until.addWidget(self.has_end)
        until.addWidget(self.ends, 1)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.component, 0, 2)
        grid.addWidget(self.part, 1, 0, 1, 2)
        grid.addWidget(self.pieces, 1, 2)
        grid.addWidget(self.first, 2, 0)
        grid.addWidget(self.often, 2, 1)
        grid.addWidget(self.days, 2, 2)
        grid.addLayout(until, 3, 2)
        grid.addWidget(self.dates, 3, 0, 1, 2)
        for part in (self.component, self.part, self.name, self.often):
            part.setMinimumWidth(60)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._stack(grid, self._next)

    def show_tasks(
        self,
        asset_id: str,
        rows: list[TaskRow],
        components: list[Component],
        parts: dict[str, Part],
        today: date,
        *,
        is_read_only: bool,
    ) -> None:
        """List a machine's planned work."""
        if asset_id != self._asset_id:
            self._asset_id = asset_id
            self._begin(components, parts, today)
        self._show_rows(rows, is_read_only=is_read_only)

    def _begin(self, components: list[Component], parts: dict[str, Part], today: date) -> None:
        """Begin with an empty line of entry for another machine."""
        self.component.clear()
        for component in components:
            self.component.addItem(component.name, component.id)
        self.part.clear()
        for part in sorted(parts.values(), key=lambda p: p.number):
            self.part.addItem(f"{part.number}  {part.description}", part.id)
        own = next((c.part_id for c in components if c.part_id), None)
        self.part.setCurrentIndex(max(self.part.findData(own), 0))
        self.first.show_day(today + timedelta(days=30))
        self.ends.show_day(today + timedelta(days=365))
        self.name.clear()
        self.dates.clear()
        self._forget_choice()

    def _made(self, record_id: str) -> PlannedTask:
        """The task in the line of entry."""
        how = self.often.currentData()
        more: tuple[date, ...] = ()
        if how == DATES:
            more = typed_dates(self.dates.text(), self.first, self._say)
        has_end = how == EVERY and self.has_end.isChecked()
        return PlannedTask(
            id=record_id,
            component_id=str(self.component.currentData()),
            name=self.name.text().strip(),
            part_id=str(self.part.currentData()),
            quantity=self.pieces.value(),
            due_on=self.first.chosen,
            every_days=self.days.value() if how == EVERY else None,
            ends_on=self.ends.chosen if has_end else None,
            more_dates=more,
        )

    def _field_refused(self) -> QWidget:
        """The further dates where they are asked for, else the first."""
        return self.dates if self.often.currentData() == DATES else self.first

    def _fill_in(self, row: TaskRow) -> None:
        """Write planned work into the line of entry."""
        task = row.task
        self.name.setText(task.name)
        self.component.setCurrentIndex(self.component.findData(task.component_id))
        self.part.setCurrentIndex(self.part.findData(task.part_id))
        self.pieces.setValue(task.quantity)
        self.first.show_day(task.due_on)
        how = EVERY if task.every_days else DATES if task.more_dates else ONCE
        self.often.setCurrentIndex(self.often.findData(how))
        self.days.setValue(task.every_days or self.days.value())
        self.has_end.setChecked(task.ends_on is not None)
        if task.ends_on is not None:
            self.ends.show_day(task.ends_on)
        self.dates.setText(", ".join(self._say.numeric_day(d) for d in task.more_dates))

    def _allow(self) -> None:
        """Ask only for what the way it comes wants; change and end want a choice."""
        how = self.often.currentData()
        self.days.setEnabled(how == EVERY)
        self.has_end.setEnabled(how == EVERY)
        self.ends.setEnabled(how == EVERY and self.has_end.isChecked())
        self.dates.setEnabled(how == DATES)
        super()._allow()
        self._say_next()

    def _say_next(self) -> None:
        """Say the next dates of what is filled in."""
        try:
            task = self._made("")
        except PlantError:
            self._next.setText("")
            return
        dates = task.dates_until(task.due_on + LOOKED_AHEAD)
        said = " · ".join(self._say.short_day(day) for day in dates[:SHOWN_DATES])
        more = " …" if len(dates) > SHOWN_DATES else ""
        self._next.setText(translate("Upkeep", "Comes on {days}").format(days=said + more))
