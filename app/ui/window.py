"""Opens the window: on a plant folder, on a database, or on the demo plant."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication, QMessageBox

from app.bootstrap import Runtime, fresh_plant_folder, open_demo_plant, open_plant
from app.core.errors import PlantError
from app.core.texts import translate
from app.demo_plant.launch import DemoOptions
from app.demo_plant.office import DEMO_START
from app.ui.first_start import actor_of, remembered_actor
from app.ui.icons import icon
from app.ui.main_window import MainWindow
from app.ui.messages import CrashWatch
from app.ui.theme import THEMES, system_theme, tokens, use_theme
from app.ui.translation import use_language
from app.ui.wording import Wording

FIRST_SIZE = (1366, 740)
"""Size of the window before a person chose another."""

EXPECTED_FAILURE = 1

WINDOW_SPEED, WINDOW_RAN_DAYS = 21_600.0, 12.0
"""A plant day in four seconds, the bearing half way to its damage: an order within a minute and
a half, and time to read why before the pump stands still."""

WINDOW_LIVE_HZ = 10.0
"""New blocks a second in the demo's window: a spectrum that moves."""


def run_window(runtime: Runtime) -> int:
    """Show the window over a runtime until it is closed; the runtime is stopped at the end.

    Returns
    -------
    int
        Exit code of the program.
    """
    application = application_with_theme()
    window = MainWindow(runtime, Wording(QLocale(), runtime.zone))
    window.setWindowIcon(icon("kairos", tokens.accent))
    window.resize(*FIRST_SIZE)
    crash_watch = CrashWatch(runtime.store.folder, window)
    crash_watch.install()
    runtime.start()
    window.restore_shape()
    window.start()
    window.show()
    try:
        return int(application.exec())
    finally:
        crash_watch.remove()
        runtime.stop()


def open_plant_window(address: str | None) -> int:
    """Open the window on a plant; without an address on the plant of this workstation."""
    application_with_theme()
    actor = actor_of(QSettings())
    if not actor:
        return 0
    try:
        runtime = open_plant(address or default_plant_folder(), actor)
    except PlantError as refused:
        _say_refused(refused)
        return EXPECTED_FAILURE
    return run_window(runtime)


def open_demo_window(out: Path, seed: int) -> int:
    """Open the window on a fresh demo plant; its books lie in the folder given.

    The demo asks no name: who has none on this workstation yet looks round as a guest.
    """
    application_with_theme()
    actor = remembered_actor(QSettings()) or translate("Start", "Demo guest")
    options = DemoOptions(
        seed, DEMO_START, speed=WINDOW_SPEED, live_hz=WINDOW_LIVE_HZ, ran_days=WINDOW_RAN_DAYS
    )
    try:
        runtime = open_demo_plant(fresh_plant_folder(out), options, actor, shows_live=True)
    except PlantError as refused:
        _say_refused(refused)
        return EXPECTED_FAILURE
    return run_window(runtime)


def application_with_theme() -> QApplication:
    """Return the application, made once, in the desktop's language and theme."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setOrganizationName("Kairos")
    QCoreApplication.setApplicationName("Kairos")
    application = QApplication(["kairos"])
    QLocale.setDefault(QLocale.system())
    use_language(application)
    remembered = str(QSettings().value("theme", ""))
    use_theme(application, remembered if remembered in THEMES else system_theme(application))
    return application


def default_plant_folder() -> Path:
    """Return this person's plant folder on this workstation."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "plant"


def _say_refused(refused: PlantError) -> None:
    """Say in words why the plant could not be opened."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Kairos", refused.what)
    box.setInformativeText(refused.remedy)
    box.exec()
