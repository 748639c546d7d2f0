"""Settings: what the site decides, in two sections."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.texts import translate
from app.ui.background import Background
from app.ui.page import PrintJob, add_command
from app.ui.settings_view import SettingsView
from app.ui.wording import Wording
from app.ui.zones.zones_page import ZonesPage

CALENDARS, ZONES = "calendars", "zones"
"""The sections, as a `Target`'s step names them."""


class SettingsSections(QWidget):
    """Calendars and severity zones; `done`, `failed` and `shown` are those of both."""

    done = Signal(str)
    failed = Signal(object)
    shown = Signal()

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.calendars = SettingsView(runtime, say, background)
        self.zones = ZonesPage(runtime, say)
        self._pages = QStackedWidget()
        self._tabs = {
            CALENDARS: self._tab(CALENDARS, translate("Settings", "Calendars")),
            ZONES: self._tab(ZONES, translate("Settings", "Severity zones")),
        }
        for page in (self.calendars, self.zones):
            self._pages.addWidget(page)
            page.done.connect(self.done)
            page.failed.connect(self.failed)
            page.shown.connect(self.shown)
        add_command(
            self, translate("Settings", "Edit severity zones"), lambda: self.show_section(ZONES)
        )
        self._lay_out()
        self._tabs[CALENDARS].setChecked(True)

    def _lay_out(self) -> None:
        """Put the tabs over the sections."""
        group, tabs = QButtonGroup(self), QHBoxLayout()
        tabs.setSpacing(4)
        tabs.setContentsMargins(16, 12, 16, 0)
        for tab in self._tabs.values():
            group.addButton(tab)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(self._pages, 1)

    def show_section(self, name: str) -> None:
        """Bring a section to the front."""
        self._tabs[name].setChecked(True)
        self._tabs[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages.setCurrentWidget(self.calendars if name == CALENDARS else self.zones)
        self.shown.emit()

    def show_calendar(self, supplier_id: str) -> None:
        """Show a calendar; "" is the plant's."""
        self.show_section(CALENDARS)
        self.calendars.show_calendar(supplier_id)

    @property
    def shown_name(self) -> str:
        """Name of the record in front."""
        return self._front.shown_name

    @property
    def commands(self) -> list[QAction]:
        """Commands of the section in front, and those of both."""
        return [*self._front.actions(), *self.actions()]

    def refresh(self) -> None:
        """Read the section in front anew."""
        self._front.refresh()

    def print_job(self) -> PrintJob | None:
        """Return the paper of the section in front; zones are printed as their picture."""
        return self.calendars.print_job() if self._front is self.calendars else None

    @property
    def _front(self) -> SettingsView | ZonesPage:
        """The section in front."""
        is_calendars = self._pages.currentWidget() is self.calendars
        return self.calendars if is_calendars else self.zones

    def _tab(self, name: str, text: str) -> QPushButton:
        """Make the button of a section."""
        tab = QPushButton(text, checkable=True)
        tab.setProperty("role", "filter")
        tab.clicked.connect(lambda _checked=False: self.show_section(name))
        return tab
