"""The plant's own figures of a life, entered by a person in place of the shipped ones."""

from app.core.assets import AssetClass
from app.core.errors import StepRefused
from app.core.life_prior import LifePrior
from app.core.moment import Moment
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def overrule_prior(
    store: Store,
    kind: AssetClass,
    seen: LifePrior | None,
    wished: LifePrior | None,
    moment: Moment,
    key: str,
) -> None:
    """Keep the plant's own figures of a kind; None lets the shipped ones stand.

    Called the other way round it takes the change back.

    Parameters
    ----------
    seen : LifePrior or None
        The plant's own figures as they stood before.

    Raises
    ------
    StepRefused
        If somebody else changed them meanwhile; nothing is changed then.
    """

    def command(uow: UnitOfWork) -> str:
        if uow.lives.priors().get(kind) != seen:
            raise StepRefused(
                f"The life of a {kind.value} was changed by someone else since it was read.",
                "Look at it again, then repeat the change; nothing was kept.",
            )
        uow.lives.save_prior(kind, wished)
        was, now = _worded(seen), _worded(wished)
        uow.audit.append(moment.now, "change life prior", kind.value, was, now)
        return kind.value

    store.once(key, moment.actor, command)


def _worded(prior: LifePrior | None) -> str:
    """Write figures for the record of changes."""
    if prior is None:
        return "shipped figures"
    return (
        f"half failed by {prior.median_hours:g} h, shape {prior.shape:g}, "
        f"within a factor of {prior.plant_factor:g}: {prior.source}"
    )
