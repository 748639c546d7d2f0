"""The severity zones of a site: those that ship, as the plant has changed and added to them."""

from dataclasses import replace

from app.analysis.zones import shipped_zones, usual_zones_id
from app.core.assets import AssetClass, MeasurementPoint
from app.core.errors import LimitRefused, StepRefused
from app.core.moment import Moment
from app.core.zones import Zones
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

LEAST_YEARS, MOST_YEARS = 0.1, 10_000.0
"""Bounds of the rate of false onsets a site may state, in years a point."""


def site_zones(uow: UnitOfWork) -> dict[str, Zones]:
    """Return every table the site may choose from, by id: the shipped ones first, then its own."""
    return {**shipped_zones(), **{zones.id: zones for zones in uow.zones.tables()}}


def class_zones(uow: UnitOfWork, asset_class: AssetClass) -> Zones:
    """Return the table a class of machine is judged by at this site.

    A table that was taken off the books gives way to the usual one.
    """
    tables = site_zones(uow)
    chosen = uow.zones.choices().get(asset_class, "")
    return tables.get(chosen) or tables[usual_zones_id(asset_class)]


def zones_for(uow: UnitOfWork, point: MeasurementPoint, asset_class: AssetClass) -> Zones:
    """Return the table a point is judged by: its own, else that of the machine's class."""
    return site_zones(uow).get(point.zones_id) or class_zones(uow, asset_class)


def keep_zones(store: Store, before: Zones | None, wished: Zones, moment: Moment, key: str) -> None:
    """Keep a table a person changed or added; `before` is what stood, None where it is new.

    Raises
    ------
    LimitRefused
        If another table has its name.
    StepRefused
        If somebody else changed it meanwhile; nothing is changed then.
    """

    def command(uow: UnitOfWork) -> str:
        tables = site_zones(uow)
        _refuse_stale(tables.get(wished.id), before, wished.name)
        if any(z.name == wished.name and z.id != wished.id for z in tables.values()):
            raise LimitRefused(
                f'There is another table called "{wished.name}".',
                "Give this one another name; nothing was changed.",
            )
        uow.zones.put(wished)
        uow.audit.append(moment.now, "change zones", wished.name, _said(before), _said(wished))
        return wished.id

    store.once(key, moment.actor, command)


def drop_zones(store: Store, seen: Zones, moment: Moment, key: str) -> None:
    """Take the plant's own table away; a shipped one stands again as it ships.

    Raises
    ------
    StepRefused
        If somebody else changed it meanwhile; nothing is changed then.
    """

    def command(uow: UnitOfWork) -> str:
        _refuse_stale(site_zones(uow).get(seen.id), seen, seen.name)
        uow.zones.remove(seen.id)
        uow.audit.append(moment.now, "drop zones", seen.name, _said(seen), "")
        return seen.id

    store.once(key, moment.actor, command)


def choose_zones(
    store: Store, asset_class: AssetClass, zones_id: str, moment: Moment, key: str
) -> str:
    """Judge a class of machine by a table; returns the choice before, "" for the usual one."""
    before = ""

    def command(uow: UnitOfWork) -> str:
        nonlocal before
        before = uow.zones.choices().get(asset_class, "")
        if zones_id and zones_id not in site_zones(uow):
            raise StepRefused("That table of zones is not on the books.", "Choose another one.")
        uow.zones.choose(asset_class, zones_id)
        uow.audit.append(moment.now, "choose zones", asset_class.value, before, zones_id)
        return asset_class.value

    store.once(key, moment.actor, command)
    return before


def keep_false_onset_years(store: Store, years: float, moment: Moment, key: str) -> None:
    """Keep in how many years of a sound point one false onset is accepted.

    Raises
    ------
    LimitRefused
        If it can't be.
    """
    if not LEAST_YEARS <= years <= MOST_YEARS:
        raise LimitRefused(
            f"Expected one false onset in {LEAST_YEARS:g} to {MOST_YEARS:g} years of a point, "
            f"found {years:g}.",
            "Correct it; nothing was changed.",
        )

    def command(uow: UnitOfWork) -> str:
        policy = uow.plant.policy()
        uow.plant.save_policy(replace(policy, false_onset_years=years))
        was, now = f"{policy.false_onset_years:g} a", f"{years:g} a"
        uow.audit.append(moment.now, "change false onsets", "site", was, now)
        return "site"

    store.once(key, moment.actor, command)


def _refuse_stale(stands: Zones | None, seen: Zones | None, name: str) -> None:
    """Refuse a change of what somebody else has changed."""
    if stands != seen:
        raise StepRefused(
            f'The table "{name}" was changed by someone else since it was read.',
            "Look at it again, then repeat the change; nothing was kept.",
        )


def _said(zones: Zones | None) -> str:
    """Write a table for the record of changes."""
    if zones is None:
        return ""
    return f"{zones.ab_mms:g}/{zones.bc_mms:g}/{zones.cd_mms:g} mm/s"
