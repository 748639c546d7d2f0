"""The plant's register: assets, components, points, sources, policy."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Table, Text, insert, type_coerce, update

from app.core.assets import Asset, Component, MeasurementPoint
from app.core.calendars import WorkCalendar
from app.core.errors import PartUnknown
from app.core.lead_time import Supplier
from app.core.policy import SitePolicy
from app.core.sources import SourceConfig
from app.storage.rows.mapping import as_record, as_row, is_asked, rows_where, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.rows.supplier_rows import SupplierRows
from app.storage.tables import plant

T = TypeVar("T")
SITE = "site"

BY_ID = {
    table: selection(table, is_asked(table.c.id))
    for table in (plant.assets, plant.components, plant.points)
}
OF_PART = selection(
    plant.components, is_asked(plant.components.c.part_id), order_by=[plant.components.c.id]
)
WITH_KIT = selection(
    plant.components,
    type_coerce(plant.components.c.kit, Text).contains('"part_id"'),
    order_by=[plant.components.c.id],
)
POLICY = selection(plant.policy)


class PlantRows:
    """What stands in the plant, by id; lists are sorted by what people call the things."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection
        self._assumed: SitePolicy | None = None
        self._suppliers = SupplierRows(connection)

    @read_once
    def assets(self) -> list[Asset]:
        """Return the machines by tag."""
        table = plant.assets
        rows = rows_where(self._connection, table, order_by=[table.c.tag])
        return [as_record(Asset, row) for row in rows]

    @read_once
    def asset(self, asset_id: str) -> Asset:
        """Return one machine; `PartUnknown` when it is not on the register."""
        return self._one(Asset, plant.assets, "asset", asset_id)

    def add_asset(self, asset: Asset) -> None:
        """Put a machine on the register."""
        self._connection.execute(insert(plant.assets), as_row(asset))

    def save_asset(self, asset: Asset) -> None:
        """Keep a machine's changed fields (its costs, what running derated does)."""
        self._change(plant.assets, "machine", asset.id, as_row(asset))

    @read_once
    def components(self) -> list[Component]:
        """Return the maintainable items, in the order of their ids."""
        table = plant.components
        rows = rows_where(self._connection, table, order_by=[table.c.id])
        return [as_record(Component, row) for row in rows]

    @read_once
    def components_of_part(self, part_id: str) -> list[Component]:
        """Return the items a part is used on, in the order of their ids."""
        rows = self._connection.rows(OF_PART, part_id=part_id)
        return [as_record(Component, row) for row in rows]

    @read_once
    def components_with_kit_part(self, part_id: str) -> list[Component]:
        """Return the items whose job needs a part beside their own, in the order of their ids."""
        return [
            component
            for component in self._components_with_kit()
            if any(item.part_id == part_id for item in component.kit)
        ]

    @read_once
    def _components_with_kit(self) -> list[Component]:
        """Return the items whose job needs parts beside their own."""
        return [as_record(Component, row) for row in self._connection.rows(WITH_KIT)]

    @read_once
    def component(self, component_id: str) -> Component:
        """Return one item; `PartUnknown` when it is not on the register."""
        return self._one(Component, plant.components, "component", component_id)

    def add_component(self, component: Component) -> None:
        """Put an item on the register."""
        self._connection.execute(insert(plant.components), as_row(component))

    def save_component(self, component: Component) -> None:
        """Keep an item's changed fields (a new bearing, a new part)."""
        self._change(plant.components, "component", component.id, as_row(component))

    @read_once
    def points(self) -> list[MeasurementPoint]:
        """Return the measurement points, in the order of their ids."""
        table = plant.points
        rows = rows_where(self._connection, table, order_by=[table.c.id])
        return [as_record(MeasurementPoint, row) for row in rows]

    @read_once
    def point(self, point_id: str) -> MeasurementPoint:
        """Return one point; `PartUnknown` when it is not on the register."""
        return self._one(MeasurementPoint, plant.points, "measurement point", point_id)

    def save_point(self, point: MeasurementPoint) -> None:
        """Keep a point's changed fields (its limits, its zones)."""
        self._change(plant.points, "measurement point", point.id, as_row(point))

    def add_point(self, point: MeasurementPoint) -> None:
        """Put a point on the register."""
        self._connection.execute(insert(plant.points), as_row(point))

    def sources(self) -> list[SourceConfig]:
        """Return the configured sources, in the order of their ids."""
        table = plant.sources
        rows = rows_where(self._connection, table, order_by=[table.c.id])
        return [as_record(SourceConfig, row) for row in rows]

    def save_source(self, source: SourceConfig) -> None:
        """Keep a source, new or changed."""
        self._put(plant.sources, source.id, as_row(source))

    def assume(self, policy: SitePolicy | None, calendars: Mapping[str, WorkCalendar]) -> None:
        """Read on as if the site had decided this, and these suppliers worked on these days.

        Only for a transaction that looks what would come of it: nothing of it is kept.
        """
        self._assumed = policy
        self._suppliers.assume(calendars)
        self._connection.forget()

    @read_once
    def policy(self) -> SitePolicy:
        """Return what the site decided, the defaults before it decided anything."""
        if self._assumed is not None:
            return self._assumed
        rows = self._connection.rows(POLICY)
        return rows[0].settings if rows else SitePolicy()

    def save_policy(self, policy: SitePolicy) -> None:
        """Keep what the site decided."""
        self._put(plant.policy, SITE, {"id": SITE, "settings": policy})

    def suppliers(self) -> list[Supplier]:
        """Return the suppliers by name, each with the lead times of its receipts."""
        return self._suppliers.all()

    def supplier(self, supplier_id: str) -> Supplier:
        """Return one supplier; `PartUnknown` when it is not on the register."""
        return self._suppliers.get(supplier_id)

    def add_supplier(self, supplier: Supplier) -> None:
        """Put a supplier on the register; its lead times come from receipts alone."""
        self._suppliers.add(supplier)

    def save_supplier(self, supplier: Supplier) -> None:
        """Keep a supplier's changed fields."""
        self._suppliers.save(supplier)

    def remove_supplier(self, supplier_id: str) -> None:
        """Take a supplier off the register; the database refuses while anything refers to it."""
        self._suppliers.remove(supplier_id)

    def _one(self, kind: type[T], table: Table, called: str, row_id: str) -> T:
        """Read one row by its id."""
        rows = self._connection.rows(BY_ID[table], id=row_id)
        if not rows:
            raise PartUnknown(
                f'There is no {called} "{row_id}" on the register.', "Check the name, or add it."
            )
        return as_record(kind, rows[0])

    def _change(self, table: Table, called: str, row_id: str, row: dict[str, Any]) -> None:
        """Write one row that must be there."""
        changed = self._connection.execute(update(table).where(table.c.id == row_id).values(row))
        if changed.rowcount != 1:
            raise PartUnknown(f'There is no {called} "{row_id}" on the register.', "Add it first.")

    def _put(self, table: Table, row_id: str, row: dict[str, Any]) -> None:
        """Write one row, new or not."""
        changed = self._connection.execute(update(table).where(table.c.id == row_id).values(row))
        if changed.rowcount == 0:
            self._connection.execute(insert(table), row)
