"""The severity zones of a site: those that ship, as the plant has changed and added to them."""

from app.analysis.zones import shipped_zones, usual_zones_id
from app.core.assets import AssetClass, MeasurementPoint
from app.core.zones import Zones
from app.storage.unit_of_work import UnitOfWork


def site_zones(uow: UnitOfWork) -> dict[str, Zones]:
    """Return every table the site may choose from, by id: the shipped ones first, then its own."""
    return {**shipped_zones(), **{zones.id: zones for zones in uow.zones.tables()}}


def zones_for(uow: UnitOfWork, point: MeasurementPoint, asset_class: AssetClass) -> Zones:
    """Return the table a point is judged by: its own, the class's at this site, the usual one.

    A table that was taken off the books gives way to the next.
    """
    tables = site_zones(uow)
    return tables.get(point.zones_id) or class_zones(uow, asset_class)


def class_zones(uow: UnitOfWork, asset_class: AssetClass) -> Zones:
    """Return the table a kind of machine is judged by at this site, or else the usual one."""
    tables = site_zones(uow)
    chosen = (uow.zones.choices().get(asset_class), usual_zones_id(asset_class))
    return next(tables[one] for one in chosen if one in tables)
