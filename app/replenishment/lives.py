"""Life by age as the plant's books teach it: shipped or own prior, past lives, what runs now."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from app.analysis.life.class_priors import class_priors
from app.analysis.life.on_calendar import LifeOnCalendar
from app.analysis.life.pooling import LifePool, pool_of
from app.analysis.life.shares import shares_of
from app.core.assets import Asset, AssetClass, Component
from app.core.component_life import ComponentLife, LifeEnd
from app.core.life_prior import LifePrior, kind_of
from app.core.policy import SitePolicy
from app.core.running import RunningPattern
from app.storage.unit_of_work import UnitOfWork

NO_PART = ""
"""Components without a spare part are sisters of one another."""


def pool_of_kind(uow: UnitOfWork, kind: AssetClass, today: date) -> LifePool:
    """Pool every life of a kind that the books know: those that ended and those that run today."""
    return uow.once(("lives of a kind", kind, today), lambda: _pool(uow, kind, today))


def life_by_age(uow: UnitOfWork, asset: Asset, component: Component, today: date) -> LifeOnCalendar:
    """Return what is believed of a component's life, before any sign of wear.

    The item in service is no life of its own here but its age, given which the rest is asked for.
    """
    pool = pool_of_kind(uow, kind_of(component, asset.asset_class), today)
    running = running_of(asset, uow.plant.policy())
    return _life_of(pool, component.id, part_of(component), running, today)


@lru_cache(maxsize=512)
def _life_of(
    pool: LifePool, component_id: str, part: str, running: RunningPattern, today: date
) -> LifeOnCalendar:
    """Ask a pool for one place, once for all the reviews of a day."""
    ended = [one for one in pool.lives_at(component_id, part) if one.end is not LifeEnd.RUNNING]
    return LifeOnCalendar(
        belief=pool.belief(component_id, part, ended),
        running=running,
        today=today,
        shares=shares_of(pool, component_id, part),
        source=pool.prior.source,
    )


def prior_of_kind(uow: UnitOfWork, kind: AssetClass) -> LifePrior:
    """Return the prior in force: the plant's own where it has one, else the shipped."""
    return uow.lives.priors().get(kind, class_priors()[kind].life)


def running_of(asset: Asset, policy: SitePolicy) -> RunningPattern:
    """Return on which hours a machine runs; round the clock where nobody said."""
    if asset.running_hours_per_day is None:
        return RunningPattern()
    return RunningPattern(asset.running_hours_per_day, policy.calendar)


def part_of(component: Component) -> str:
    """Return what kind of item a component is."""
    return component.part_id or NO_PART


def _pool(uow: UnitOfWork, kind: AssetClass, today: date) -> LifePool:
    """Go through register and past lives."""
    assets = {asset.id: asset for asset in uow.plant.assets()}
    policy = uow.plant.policy()
    places = {
        one.id: (one, running_of(assets[one.asset_id], policy))
        for one in uow.plant.components()
        if kind_of(one, assets[one.asset_id].asset_class) is kind
    }
    running = [
        ComponentLife(name, part_of(one), hours, LifeEnd.RUNNING)
        for name, (one, pattern) in places.items()
        if one.installed_on and (hours := pattern.hours_between(one.installed_on, today)) > 0
    ]
    return pool_of(prior_of_kind(uow, kind), (*_ended(uow, places), *running))


def _ended(
    uow: UnitOfWork, places: dict[str, tuple[Component, RunningPattern]]
) -> Iterator[ComponentLife]:
    """Count the running hours of the lives that are over."""
    for life in uow.lives.all():
        if life.component_id in places:
            component, pattern = places[life.component_id]
            hours = pattern.hours_between(life.fitted_on, life.ended_on)
            yield ComponentLife(component.id, life.part_id or part_of(component), hours, life.end)
