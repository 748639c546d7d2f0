"""Country and region whose public holidays are kept free."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.core.calendars import holiday_places
from app.core.texts import translate
from app.ui.wording import Wording

COUNTRY_PX, REGION_PX = 176, 96


class HolidayRow(QWidget):
    """`changed` goes out when a person chooses another country or region."""

    changed = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.country, self.region = QComboBox(), QComboBox()
        self.country.setAccessibleName(translate("Calendar", "Country of the public holidays"))
        self.region.setAccessibleName(translate("Calendar", "Region of the public holidays"))
        for box, wide in ((self.country, COUNTRY_PX), (self.region, REGION_PX)):
            box.setProperty("holdsValue", True)
            box.setFixedWidth(wide)
            box.setMaxVisibleItems(16)
        self.country.addItem(translate("Calendar", "none"), "")
        named = {code: _country(code) for code in holiday_places()}
        for code, name in sorted(named.items(), key=lambda item: item[1].casefold()):
            self.country.addItem(name, code)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.country)
        row.addWidget(self.region)
        row.addStretch(1)
        self.country.currentIndexChanged.connect(self._fill_regions)
        self.country.activated.connect(lambda _n: self.changed.emit())
        self.region.activated.connect(lambda _n: self.changed.emit())
        self._fill_regions()

    @property
    def chosen(self) -> tuple[str, str]:
        """Codes of country and region, "" for none."""
        return str(self.country.currentData() or ""), str(self.region.currentData() or "")

    def show_place(self, country: str, region: str) -> None:
        """Show a country and a region."""
        self.country.setCurrentIndex(max(self.country.findData(country), 0))
        self.region.setCurrentIndex(max(self.region.findData(region), 0))

    def _fill_regions(self) -> None:
        """Offer the regions of the country chosen."""
        self.region.clear()
        self.region.addItem(translate("Calendar", "all of it"), "")
        for region in holiday_places().get(str(self.country.currentData() or ""), ()):
            self.region.addItem(region, region)
        self.region.setEnabled(self.region.count() > 1)


def _country(code: str) -> str:
    """Name a country in the reader's language, with its code."""
    territory = QLocale.codeToTerritory(code)
    if territory == QLocale.Country.AnyTerritory:
        return code
    return f"{QLocale.territoryToString(territory)} ({code})"
