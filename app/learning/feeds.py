"""What the plant measures, held against what a model needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.analysis.fleet.written_units import factor_between, unit_in_header
from app.analysis.history import in_service_since
from app.analysis.indicators import Indicator, indicator_value, indicators_of
from app.core.assets import Asset, Component
from app.core.learned_models import BindingScope, ColumnFeed, ModelBinding, covers
from app.core.measurements import Features
from app.storage.store import Store

LOOKED_AT = 20
"""Newest measurements of a point from which it is told what it gives."""
_WORD = re.compile(r"[a-z]+|\d+")


class Hindrance(Enum):
    """What keeps a model from speaking for a component."""

    NONE = ""
    NO_POINT = "no measurement point"
    NOT_MEASURED = "not measured yet"
    MISSING = "columns are not measured"
    NO_AGE = "no day of fitting"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a model can speak for a component.

    Attributes
    ----------
    missing : tuple of str
        Columns that nothing measured at one of its points feeds.
    """

    asset: Asset
    component: Component
    hindrance: Hindrance
    missing: tuple[str, ...] = ()


def measured_indicators(store: Store, scope: BindingScope, subject: str) -> tuple[Indicator, ...]:
    """Return what is measured at any component of a subject."""
    found: dict[str, Indicator] = {}
    for _, component in components_of(store, scope, subject):
        for features in _newest(store, component):
            found |= {indicator.name: indicator for indicator in indicators_of(features)}
    return tuple(found.values())


def propose_feeds(
    columns: Sequence[str], indicators: Sequence[Indicator]
) -> dict[str, ColumnFeed | None]:
    """Propose what feeds each column by its name, with the factor its unit asks for.

    Only a proposal for a person to confirm; each indicator is proposed once.

    >>> rms = Indicator("velocity_rms_mms", "Velocity RMS", "mm/s")
    >>> propose_feeds(["velocity rms [in/s]", "oil"], [rms])["velocity rms [in/s]"].indicator
    'velocity_rms_mms'
    """
    proposed: dict[str, ColumnFeed | None] = dict.fromkeys(columns)
    pairs = sorted(
        (
            (_likeness(column, indicator), column, indicator.name, indicator)
            for column in columns
            for indicator in indicators
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: set[str] = set()
    for likeness, column, name, indicator in pairs:
        if likeness > 0 and proposed[column] is None and name not in taken:
            taken.add(name)
            proposed[column] = ColumnFeed(column, name, factor_for(column, indicator.unit))
    return proposed


def factor_for(column: str, unit: str) -> float:
    """Return what a number in a unit is multiplied by for a column that names its own unit.

    >>> round(factor_for("velocity [in/s]", "mm/s"), 5), factor_for("velocity", "mm/s")
    (0.03937, 1.0)
    """
    return factor_between(unit, unit_in_header(column)) or 1.0


def _likeness(column: str, indicator: Indicator) -> float:
    """Share of the words of both that are the same."""
    own = set(_WORD.findall(column.lower().split("[", maxsplit=1)[0]))
    other = set(_WORD.findall(f"{indicator.title} {indicator.name}".lower()))
    return len(own & other) / max(len(own), 1)


def components_of(store: Store, scope: BindingScope, subject: str) -> list[tuple[Asset, Component]]:
    """Return the components a binding to a subject would cover, by tag."""
    with store.read() as uow:
        assets = {asset.id: asset for asset in uow.plant.assets()}
        every = uow.plant.components()
    found = [
        (assets[c.asset_id], c)
        for c in every
        if covers(scope, subject, c, assets[c.asset_id].asset_class)
    ]
    return sorted(found, key=lambda pair: (pair[0].tag, pair[1].name))


def readiness(store: Store, binding: ModelBinding) -> list[Readiness]:
    """Say for every component of a binding whether its model can speak there."""
    feeds = {feed.column: feed.indicator for feed in binding.feeds}
    return [
        _ready(store, asset, component, feeds)
        for asset, component in components_of(store, binding.scope, binding.subject)
    ]


def _ready(store: Store, asset: Asset, component: Component, feeds: Mapping[str, str]) -> Readiness:
    """Say what keeps a model from speaking for one component."""
    with store.read() as uow:
        fitted = uow.work_orders.last_replacement(component.id) or in_service_since(component)
        has_point = any(p.component_id == component.id for p in uow.plant.points())
    if not has_point:
        return Readiness(asset, component, Hindrance.NO_POINT, tuple(feeds))
    points = [features for features in _newest(store, component) if features]
    if not points:
        return Readiness(asset, component, Hindrance.NOT_MEASURED, tuple(feeds))
    missing = min((_missing(features, feeds) for features in points), key=len)
    if missing:
        return Readiness(asset, component, Hindrance.MISSING, missing)
    return Readiness(asset, component, Hindrance.NO_AGE if fitted is None else Hindrance.NONE)


def _missing(features: Sequence[Features], feeds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that nothing in some measurements feeds."""
    return tuple(
        column
        for column, indicator in feeds.items()
        if all(indicator_value(one, indicator) is None for one in features)
    )


def _newest(store: Store, component: Component) -> list[list[Features]]:
    """Return the newest measurements of each point of a component."""
    with store.read() as uow:
        points = [p.id for p in uow.plant.points() if p.component_id == component.id]
    return [store.measurements.features(point, LOOKED_AT) for point in points]
