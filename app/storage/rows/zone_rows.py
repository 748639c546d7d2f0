"""Severity zones the plant changed or added, and the tables chosen for classes of machines."""

from sqlalchemy import delete, insert, update

from app.core.assets import AssetClass
from app.core.zones import Zones
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.zones import severity_zones, zone_choices


class ZoneRows:
    """The plant's own severity zones; what ships is not among them."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    @read_once
    def tables(self) -> list[Zones]:
        """Return the tables the plant changed or added, by name."""
        rows = rows_where(self._connection, severity_zones, order_by=[severity_zones.c.name])
        return [as_record(Zones, row) for row in rows]

    def put(self, zones: Zones) -> None:
        """Keep a table, new or changed."""
        row, where = as_row(zones), severity_zones.c.id == zones.id
        changed = update(severity_zones).where(where).values(row)
        if self._connection.execute(changed).rowcount == 0:
            self._connection.execute(insert(severity_zones).values(row))

    def remove(self, zones_id: str) -> None:
        """Take the plant's own table away; a shipped one of that id stands again."""
        self._connection.execute(delete(severity_zones).where(severity_zones.c.id == zones_id))

    @read_once
    def choices(self) -> dict[AssetClass, str]:
        """Return the table chosen for each class of machine, where one was chosen."""
        rows = rows_where(self._connection, zone_choices)
        return {row.asset_class: row.zones_id for row in rows}

    def choose(self, asset_class: AssetClass, zones_id: str) -> None:
        """Choose a class's table; "" goes back to the usual one."""
        where = zone_choices.c.asset_class == asset_class
        self._connection.execute(delete(zone_choices).where(where))
        if zones_id:
            row = {"asset_class": asset_class, "zones_id": zones_id}
            self._connection.execute(insert(zone_choices).values(row))
