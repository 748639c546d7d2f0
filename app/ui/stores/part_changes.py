"""What a person changes of the part shown: the commands, the forms they open, and the way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.ui.entry_form import EntryForm
from app.ui.page import add_command
from app.ui.stores import commands
from app.ui.stores.commands import Edit
from app.ui.stores.part_openings import PartOpenings
from app.ui.stores.part_panel import PartPanel
from app.ui.stores.parts_work import PartsWork, Refused

Change = Callable[[Part], Edit]


class PartChanges(QObject):
    """Belongs to a page, whose commands it makes.

    `done` carries what was done in words, `failed` a `PlantError` that belongs to no form, `left`
    goes out when a form is closed.
    """

    done = Signal(str)
    failed = Signal(object)
    left = Signal()

    def __init__(self, runtime: Runtime, work: PartsWork, page: QWidget) -> None:
        super().__init__(page)
        self._runtime, self._work = runtime, work
        self._panel: PartPanel | None = None
        self._openings = PartOpenings(runtime)
        self._way_back: Callable[[], str] | None = None
        self.actions = self._make_actions(page)
        undo = translate("Stores", "Take the last change back")
        self.undo = add_command(page, undo, self._take_back, "Ctrl+Z")
        self.undo.setEnabled(False)

    def _make_actions(self, page: QWidget) -> dict[str, QAction]:
        """Make the changes of a part; the palette lists them."""
        words: dict[str, tuple[str, str, Callable[[], None]]] = {
            "order": (translate("Stores", "Order by hand…"), "Ctrl+Shift+O", self._open("order")),
            "keep": (translate("Stores", "Keep pieces…"), "Ctrl+Shift+K", self._open("keep")),
            "count": (translate("Stores", "Count…"), "Ctrl+Shift+C", self._open("count")),
            "offer": (translate("Stores", "Add an offer…"), "", self._open("offer")),
            "change": (translate("Stores", "Change the offer…"), "", self._open("change")),
            "prefer": (translate("Stores", "Ask this vendor first"), "", self._buy_here_first),
            "drop": (translate("Stores", "Remove the offer"), "", self._drop_offer),
            "alternate": (
                translate("Stores", "Add an alternate…"),
                "",
                self._open("alternate"),
            ),
            "withdraw": (translate("Stores", "Take out"), "", self._withdraw_alternate),
            "release": (translate("Stores", "Give back"), "", self._give_back),
        }
        return {
            name: add_command(page, text, act, shortcut)
            for name, (text, shortcut, act) in words.items()
        }

    def serve(self, panel: PartPanel) -> None:
        """Take up the record whose forms are filled in."""
        self._panel = panel
        panel.levels.saved.connect(self._keep_levels)
        for name, form in panel.forms.items():
            form.asked.connect(partial(self._send, name))
            form.left.connect(self.left)

    def forbid(self) -> None:
        """Let nothing be changed while no part is shown."""
        for action in self.actions.values():
            action.setEnabled(False)

    def _open(self, name: str) -> Callable[[], None]:
        """Return what opens one form."""

        def opens() -> None:
            panel = self._panel
            if panel is None or panel.record is None:
                return
            panel.close_forms()
            try:
                self._openings.open(name, panel, panel.record)
            except PlantError as refused:
                self.failed.emit(refused)

        return opens

    def _send(self, name: str) -> None:
        """Do what a form asks for; what can't be read is refused at its field."""
        panel = self._panel
        if panel is None:
            return
        form = panel.forms[name]
        try:
            change = self._openings.change(name, panel)
        except PlantError as refused:
            form.refuse(refused)
            return
        self._do(change, form.refuse, form)

    def _keep_levels(self) -> None:
        """Keep the levels typed."""
        if self._panel is None:
            return
        form = self._panel.levels
        try:
            levels = form.typed
        except PlantError as refused:
            form.refuse(refused)
            return
        self._do(lambda part: commands.keep_levels(self._runtime, part, levels), form.refuse)

    def _buy_here_first(self) -> None:
        """Ask the vendor chosen first from now on."""
        row = self._panel.offers.chosen_row if self._panel else None
        if row is not None:
            self._do(lambda part: commands.buy_here_first(self._runtime, part, row.id, row.vendor))

    def _drop_offer(self) -> None:
        """Forget what the vendor chosen asks."""
        row = self._panel.offers.chosen_row if self._panel else None
        if row is not None:
            self._do(lambda part: commands.drop_offer(self._runtime, part, row.id))

    def _withdraw_alternate(self) -> None:
        """Take the alternate chosen out of the group."""
        record = self._panel.record if self._panel else None
        chosen = self._panel.alternates.chosen_id if self._panel else ""
        other = next((p for p, _ in (record.alternates if record else ()) if p.id == chosen), None)
        if other is not None:
            self._do(lambda part: commands.withdraw_alternate(self._runtime, part, other))

    def _give_back(self) -> None:
        """Let go of the pieces chosen."""
        record = self._panel.record if self._panel else None
        chosen = self._panel.kept.chosen_id if self._panel else ""
        kept = next((r for r in (record.reservations if record else ()) if r.id == chosen), None)
        if kept is not None:
            self._do(lambda part: commands.give_back(self._runtime, part, kept))

    def _do(
        self, change: Change, refused: Refused | None = None, form: EntryForm | None = None
    ) -> None:
        """Change the part shown."""
        record = self._panel.record if self._panel else None
        if record is not None:
            self.carry_out(lambda: change(record.part), refused or self.failed.emit, form)

    def carry_out(
        self, change: Callable[[], Edit], refused: Refused, form: EntryForm | None = None
    ) -> None:
        """Do anything that can be taken back; a form stays open until it is done."""
        if self._work.is_doing:
            return
        if form is not None:
            form.show_busy(is_busy=True)

        def done(edit: Edit) -> None:
            self._way_back = edit.undo
            self.undo.setEnabled(True)
            if form is not None:
                form.show_busy(is_busy=False)
                form.leave()
            self.done.emit(edit.said)

        def not_done(error: PlantError) -> None:
            if form is not None:
                form.show_busy(is_busy=False)
            refused(error)

        self._work.do(change, done, not_done)

    def _take_back(self) -> None:
        """Undo the last change."""
        way_back, self._way_back = self._way_back, None
        self.undo.setEnabled(False)
        if way_back is not None:
            self._work.do(way_back, self.done.emit, self.failed.emit)
