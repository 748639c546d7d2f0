"""Everything there is to say of a component's life before any sign of wear, read in one go."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.analysis.life.class_priors import ClassPrior, class_priors
from app.analysis.life.on_calendar import LifeOnCalendar
from app.analysis.life.pooling import pool_of
from app.analysis.life.shares import shares_of
from app.core.assets import Asset, AssetClass, Component
from app.core.component_life import LifeEnd, PastLife
from app.core.life_prior import LifePrior, kind_of
from app.replenishment.lives import life_by_age, prior_of_kind, running_of
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, eq=False)
class LifeRecord:
    """One component's life by age.

    Attributes
    ----------
    shipped : ClassPrior
        What the program brings for this kind, modes and limits with it.
    prior : LifePrior
        What is in force: the plant's own figures, or the shipped ones.
    life, before : LifeOnCalendar
        With the plant's lives, and the prior alone on the same calendar.
    past : tuple of PastLife
        Lives that ended at this place, the first to end first.
    """

    asset: Asset
    component: Component
    kind: AssetClass
    today: date
    shipped: ClassPrior
    prior: LifePrior
    life: LifeOnCalendar
    before: LifeOnCalendar
    past: tuple[PastLife, ...]

    @property
    def age_days(self) -> float | None:
        """Days in service, None where nobody knows when it was fitted."""
        fitted = self.component.installed_on
        return None if fitted is None else float(max((self.today - fitted).days, 0))

    @property
    def is_overruled(self) -> bool:
        """Whether the plant's own figures stand in place of the shipped ones."""
        return self.prior != self.shipped.life

    @property
    def whole_lives(self) -> tuple[PastLife, ...]:
        """Lives that ended of themselves at this place."""
        return tuple(one for one in self.past if one.end in {LifeEnd.FAILED, LifeEnd.WORN})

    def left_days(self, life: LifeOnCalendar) -> tuple[float, float, float]:
        """Return the days by which 10, 50 and 90 % of such items of this age have failed."""
        days = life.days_left(self.age_days or 0.0)
        return float(days[11]), float(days[51]), float(days[91])

    def in_service(self, life: LifeOnCalendar, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the share of new items that still run after so many days, shape of `days`."""
        new = LifeOnCalendar(life.belief, life.running, self._fitted, life.shares, life.source)
        return new.survival(0.0, days)

    @property
    def _fitted(self) -> date:
        """The day from which the curves are drawn."""
        return self.today - timedelta(days=int(self.age_days or 0))


def read_life(uow: UnitOfWork, component_id: str, today: date) -> LifeRecord:
    """Read what is held of a component's life; `PartUnknown` when it is not on the register."""
    component = uow.plant.component(component_id)
    asset = uow.plant.asset(component.asset_id)
    kind = kind_of(component, asset.asset_class)
    prior = prior_of_kind(uow, kind)
    empty = pool_of(prior, ())
    before = LifeOnCalendar(
        belief=empty.belief("", ""),
        running=running_of(asset, uow.plant.policy()),
        today=today,
        shares=shares_of(empty, "", ""),
        source=prior.source,
    )
    return LifeRecord(
        asset=asset,
        component=component,
        kind=kind,
        today=today,
        shipped=class_priors()[kind],
        prior=prior,
        life=life_by_age(uow, asset, component, today),
        before=before,
        past=tuple(uow.lives.of_component(component_id)),
    )
