"""Upkeep of one machine: five forms, each edit kept through its door and taken back by Ctrl+Z."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.assets import Component
from app.core.planned_tasks import PlannedTask
from app.core.texts import translate
from app.core.work_window import MaintenanceWindow
from app.register.machines import change_component, change_machine, parts_of
from app.register.planned_work import bring_task_back, end_task, keep_task
from app.register.windows import keep_window, remove_window
from app.ui.background import Background
from app.ui.elements import frame, label
from app.ui.page import new_key
from app.ui.scrolling import scrolled
from app.ui.upkeep.component_form import ComponentForm
from app.ui.upkeep.drive_form import DriveForm
from app.ui.upkeep.edited_panel import EditedPanel, Undo
from app.ui.upkeep.machine_form import MachineForm
from app.ui.upkeep.rows_tasks import TaskRow
from app.ui.upkeep.task_editor import TaskEditor
from app.ui.upkeep.window_editor import WindowEditor
from app.ui.wording import Wording


class UpkeepPanel(EditedPanel):
    """`done` carries what was done in words, `failed` a `PlantError`."""

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(runtime, background, parent)
        self._components: list[Component] = []
        self.machine, self.job = MachineForm(say), ComponentForm(say)
        self.windows, self.tasks = WindowEditor(say), TaskEditor(say)
        self.drive = DriveForm(say)
        self.component = QComboBox()
        self.component.setProperty("holdsValue", True)
        self.component.setAccessibleName(translate("Upkeep", "Component"))
        self.machine.saved.connect(self._keep_machine)
        self.job.saved.connect(lambda: self._keep_component(self.job))
        self.drive.saved.connect(lambda: self._keep_component(self.drive))
        self.windows.kept.connect(self._keep_window)
        self.windows.removed.connect(self._remove_window)
        self.tasks.kept.connect(self._keep_task)
        self.tasks.removed.connect(self._end_task)
        self.component.activated.connect(lambda _n: self._show_component())
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the machine beside its job, and under both when it is worked on."""
        job = QWidget()
        column = QVBoxLayout(job)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(translate("Upkeep", "Job and kit"), "question"))
        column.addWidget(self.component)
        column.addWidget(self.job, 1)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        places = (
            (self.machine, 0, 0),
            (job, 0, 1),
            (self.drive, 1, 1),
            (self.windows, 1, 0),
            (self.tasks, 2, 1),
        )
        for part, row, at in places:
            panel = frame("record")
            inside = QVBoxLayout(panel)
            inside.setContentsMargins(12, 10, 12, 10)
            inside.addWidget(part)
            grid.addWidget(panel, row, at)
        for n in range(2):
            grid.setColumnStretch(n, 1)
            grid.setColumnMinimumWidth(n, 1)
        grid.setRowStretch(3, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def show_asset(self, asset_id: str) -> None:
        """Show a machine as the books have it; what is being typed stays."""
        runtime, today = self._runtime, self._runtime.today()
        is_other, self._asset_id = asset_id != self._asset_id, asset_id
        with runtime.store.read() as uow:
            asset, policy = uow.plant.asset(asset_id), uow.plant.policy()
            components = [c for c in uow.plant.components() if c.asset_id == asset_id]
            parts = {part.id: part for part in uow.stock.parts()}
            windows = uow.windows.of_asset(asset_id)
            tasks = uow.planned_tasks.active()
        self._parts, self._currency = parts, policy.currency
        is_read_only = runtime.store.is_read_only
        self.machine.show_asset(asset, policy.currency, is_read_only=is_read_only)
        self.windows.show_windows(asset_id, windows, components, today, is_read_only=is_read_only)
        names = {c.id: c.name for c in components}
        rows = [
            TaskRow(t, names[t.component_id], parts[t.part_id].number)
            for t in tasks
            if t.component_id in names
        ]
        self.tasks.show_tasks(asset_id, rows, components, parts, today, is_read_only=is_read_only)
        self._offer_components(components, is_other=is_other)
        self._show_component()

    def _offer_components(self, components: list[Component], *, is_other: bool) -> None:
        """List the machine's components; the one chosen stays."""
        self._components = components
        names = [c.name for c in components]
        if is_other or names != [self.component.itemText(n) for n in range(self.component.count())]:
            self.component.clear()
            for component in components:
                self.component.addItem(component.name, component.id)

    def _show_component(self) -> None:
        """Show the job of the component chosen."""
        chosen = next((c for c in self._components if c.id == self.component.currentData()), None)
        for form in (self.job, self.drive):
            form.setVisible(chosen is not None)
        if chosen is not None:
            is_read_only = self._runtime.store.is_read_only
            self.job.show_component(chosen, self._parts, is_read_only=is_read_only)
            self.drive.show_component(chosen, is_read_only=is_read_only)

    def _parts_of_machine(self) -> tuple[str, ...]:
        """Return every part the machine's jobs want."""
        return tuple(dict.fromkeys(p for c in self._components for p in parts_of(c)))

    def _keep_machine(self) -> None:
        """Keep the machine's figures."""
        store, moment = self._runtime.store, self._runtime.moment()

        def keep() -> Undo:
            seen, wished = self.machine.stood, self.machine.asset
            change_machine(store, seen, wished, moment, new_key())
            self.machine.settle()
            said = translate("Upkeep", "Figures of {tag}").format(tag=seen.tag)
            return Undo(
                said,
                lambda: change_machine(store, wished, seen, self._runtime.moment(), new_key()),
                self._parts_of_machine(),
            )

        self._do(keep, self.machine.grid.error)

    def _keep_component(self, form: ComponentForm | DriveForm) -> None:
        """Keep a component's job and kit, or what turns with it."""
        store, moment = self._runtime.store, self._runtime.moment()

        def keep() -> Undo:
            seen, wished = form.stood, form.component
            change_component(store, seen, wished, moment, new_key())
            form.settle()
            said = translate("Upkeep", "Job on {component}").format(component=seen.name)
            if form is self.drive:
                said = translate("Upkeep", "What turns with {component}").format(
                    component=seen.name
                )
            touched = tuple(dict.fromkeys((*parts_of(seen), *parts_of(wished))))
            return Undo(
                said,
                lambda: change_component(store, wished, seen, self._runtime.moment(), new_key()),
                touched,
            )

        self._do(keep, form.grid.error)

    def _keep_window(self, window: MaintenanceWindow) -> None:
        """Keep a window, new or changed."""
        store, moment = self._runtime.store, self._runtime.moment()

        def back(before: MaintenanceWindow | None) -> object:
            now = self._runtime.moment()
            if before is None:
                return remove_window(store, window.asset_id, window.id, now, new_key())
            return keep_window(store, before, now, new_key())

        def keep() -> Undo:
            before = keep_window(store, window, moment, new_key())
            said = translate("Upkeep", "Window {name}").format(name=window.name)
            return Undo(said.strip(), lambda: back(before), self._parts_of_machine())

        self._do(keep, self.windows.error)

    def _remove_window(self, window_id: str) -> None:
        """Take a window away."""
        store, moment, asset_id = self._runtime.store, self._runtime.moment(), self._asset_id

        def remove() -> Undo:
            before = remove_window(store, asset_id, window_id, moment, new_key())
            said = translate("Upkeep", "Window taken away")
            return Undo(
                said,
                lambda: before and keep_window(store, before, self._runtime.moment(), new_key()),
                self._parts_of_machine(),
            )

        self._do(remove, self.windows.error)

    def _keep_task(self, task: PlannedTask) -> None:
        """Keep planned work, new or changed."""
        store, moment = self._runtime.store, self._runtime.moment()

        def back(before: PlannedTask | None) -> object:
            now = self._runtime.moment()
            if before is None:
                return end_task(store, task.id, now, new_key())
            return bring_task_back(store, before, now, new_key())

        def keep() -> Undo:
            before = keep_task(store, task, moment, new_key())
            touched = (task.part_id,) if before is None else (task.part_id, before.part_id)
            said = translate("Upkeep", "Planned work {name}").format(name=task.name)
            return Undo(said, lambda: back(before), touched)

        self._do(keep, self.tasks.error)

    def _end_task(self, task_id: str) -> None:
        """Let planned work come no more."""
        store, moment = self._runtime.store, self._runtime.moment()

        def end() -> Undo:
            task = end_task(store, task_id, moment, new_key())
            said = translate("Upkeep", "End of {name}").format(name=task.name)
            return Undo(
                said,
                lambda: bring_task_back(store, task, self._runtime.moment(), new_key()),
                (task.part_id,),
            )

        self._do(end, self.tasks.error)

    def _show_anew(self) -> None:
        """Show what stands now."""
        self.show_asset(self._asset_id)
