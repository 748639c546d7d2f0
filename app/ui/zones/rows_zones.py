"""What the list of severity zones says of each table."""

from dataclasses import dataclass

from app.analysis.zones import shipped_zones
from app.core.assets import AssetClass
from app.core.texts import translate
from app.core.zones import Zones
from app.register.zones import class_zones, site_zones
from app.storage.unit_of_work import UnitOfWork
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class ZonesRow:
    """One table, whether it ships so, and the classes of machines it judges here."""

    zones: Zones
    classes: tuple[AssetClass, ...]
    is_own: bool
    is_shipped: bool

    @property
    def id(self) -> str:
        """Known by its table."""
        return self.zones.id

    @property
    def class_words(self) -> str:
        """Classes of machines it judges, in words."""
        return ", ".join(translate("Words", one.value) for one in self.classes)


def zones_rows(uow: UnitOfWork) -> list[ZonesRow]:
    """Read every table of the site."""
    own = {zones.id for zones in uow.zones.tables()}
    judged = {one: class_zones(uow, one).id for one in AssetClass}
    shipped = shipped_zones()
    return [
        ZonesRow(
            zones,
            tuple(one for one, zones_id in judged.items() if zones_id == zones.id),
            zones.id in own,
            zones.id in shipped,
        )
        for zones in site_zones(uow).values()
    ]


def zones_columns(say: Wording) -> list[Column[ZonesRow]]:
    """Say what the list holds."""
    return [
        Column(translate("Zones", "Table"), lambda row: row.zones.name),
        Column(translate("Zones", "Judges"), lambda row: row.class_words),
        _boundary(translate("Zones", "A/B, mm/s"), "ab_mms", say),
        _boundary(translate("Zones", "B/C, mm/s"), "bc_mms", say),
        _boundary(translate("Zones", "C/D, mm/s"), "cd_mms", say),
        Column(translate("Zones", "Figures"), _origin, tooltip=lambda row: row.zones.source),
    ]


def _boundary(title: str, name: str, say: Wording) -> Column[ZonesRow]:
    """Make the column of one boundary."""
    return value_column(title, lambda row: getattr(row.zones, name), say.number)


def _origin(row: ZonesRow) -> str:
    """Say where the figures come from, in a word."""
    if not row.is_own:
        return translate("Zones", "as shipped")
    return translate("Zones", "changed here") if row.is_shipped else translate("Zones", "own table")
