"""What the list of assets says: tag, name, state, age of the newest good measurement."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.analysis.history import is_late, point_history
from app.core.assets import Asset
from app.core.health import HealthState
from app.core.measurements import Features, Quality
from app.storage.store import Store

LOOKED_BACK = 12
"""Measurements of a point that tell its usual interval and newest good one."""


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One line of the list; `age` is None where nothing good was ever measured."""

    asset_id: str
    tag: str
    name: str
    state: HealthState
    age: timedelta | None


def asset_rows(store: Store, now: datetime, only: frozenset[str] | None = None) -> list[AssetRow]:
    """Read the list, the worst state first, then by tag.

    A state too old to speak for the machine is shown as no data, never as the last good one.

    Parameters
    ----------
    only : frozenset of str, optional
        Assets to read; all of them if not given.
    """
    with store.read() as uow:
        assets = uow.plant.assets()
        asset_of = {c.id: c.asset_id for c in uow.plant.components()}
        points: dict[str, list[str]] = {}
        for point in uow.plant.points():
            points.setdefault(asset_of[point.component_id], []).append(point.id)
    components: dict[str, list[str]] = {}
    for component_id, asset_id in asset_of.items():
        components.setdefault(asset_id, []).append(component_id)
    rows = [
        _row(store, asset, components.get(asset.id, []), points.get(asset.id, []), now)
        for asset in assets
        if only is None or asset.id in only
    ]
    return sorted(rows, key=lambda row: (-row.state.severity, row.tag))


def _row(
    store: Store, asset: Asset, components: list[str], points: list[str], now: datetime
) -> AssetRow:
    """Judge one asset by its worst component and its freshest point."""
    states = [
        latest.health.state
        for component_id in components
        if (latest := store.measurements.latest_assessment(component_id)) is not None
    ]
    features = [store.measurements.features(point_id, LOOKED_BACK) for point_id in points]
    state = max(states, key=lambda one: one.severity, default=HealthState.NO_DATA)
    if not any(_is_fresh(of_point, now) for of_point in features):
        state = HealthState.NO_DATA
    newest = max((at for of_point in features if (at := _last_good(of_point))), default=None)
    return AssetRow(
        asset.id, asset.tag, asset.name, state, None if newest is None else now - newest
    )


def _is_fresh(features: list[Features], now: datetime) -> bool:
    """Whether a point has been measured lately."""
    history = point_history(features, now)
    return history is not None and not is_late(history, now)


def _last_good(features: list[Features]) -> datetime | None:
    """Instant of the newest good measurement of a point."""
    good = (f.taken_at for f in reversed(features) if f.quality is Quality.GOOD)
    return next(good, None)
