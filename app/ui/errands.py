"""Commands that belong to no page: theme, name, the check of the record of changes."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.storage.store import Store
from app.ui.background import Background, Progress
from app.ui.first_start import NameDialog, remember_actor
from app.ui.theme import other_theme, use_theme


class Errands(QObject):
    """Does them for the window; `said` carries what was done, `failed` a `PlantError`."""

    said = Signal(str)
    failed = Signal(object)
    person_changed = Signal(str)
    theme_changed = Signal()

    def __init__(self, runtime: Runtime, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._runtime, self._background, self._window = runtime, background, window

    def change_theme(self) -> None:
        """Go from light to dark or back; the next start remembers it."""
        application, name = QApplication.instance(), other_theme()
        if isinstance(application, QApplication):
            use_theme(application, name)
        QSettings().setValue("theme", name)
        self.theme_changed.emit()

    def ask_name(self) -> None:
        """Ask who sits here from now on."""
        dialog = NameDialog(self._window)
        dialog.accepted.connect(lambda: self._take_name(dialog.name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_name(self, name: str) -> None:
        """Act in a name from now on."""
        self._runtime.actor = name
        remember_actor(QSettings(), name)
        self.person_changed.emit(name)

    def check_audit(self) -> None:
        """Recompute the chain of the record of changes beside the window."""
        store = self._runtime.store
        self._background.run(
            translate("Commands", "Checking the record of changes"),
            lambda progress: broken_row(store, progress),
            self._say_audit,
            self._audit_failed,
        )

    def _say_audit(self, broken: int | None) -> None:
        """Say whether the record of changes is whole."""
        if broken is None:
            self.said.emit(translate("Commands", "The record of changes is unbroken."))
            return
        what = translate("Commands", "The record of changes does not match from row {n} on.")
        remedy = translate("Commands", "Somebody changed it outside Kairos. Restore a backup.")
        self.failed.emit(PlantError(what.format(n=broken), remedy))

    def _audit_failed(self, error: BaseException) -> None:
        """Show what stopped the check; what is no plain error goes the way of a crash."""
        if not isinstance(error, PlantError):
            raise error
        self.failed.emit(error)


def broken_row(store: Store, progress: Progress) -> int | None:
    """Return the first row whose hash does not fit, None where the chain is whole."""
    progress.say(translate("Commands", "Checking the record of changes"))
    with store.read() as uow:
        return uow.audit.first_broken()
