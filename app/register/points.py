"""Measurement points as people set them up: limits, zones, quantity, what they are for."""

from dataclasses import fields, replace

from app.core.assets import MeasurementPoint
from app.core.errors import LimitRefused, StepRefused
from app.core.moment import Moment
from app.register.zones import site_zones
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def change_point(
    store: Store, seen: MeasurementPoint, wished: MeasurementPoint, moment: Moment, key: str
) -> None:
    """Keep what a person changed of a point; `seen` is what stood before.

    Called the other way round it takes the change back.

    Raises
    ------
    LimitRefused
        If it names zones that are not on the books.
    StepRefused
        If somebody else changed the same meanwhile; nothing is changed then.
    """

    def command(uow: UnitOfWork) -> str:
        stands = uow.plant.point(seen.id)
        names = [f.name for f in fields(seen) if getattr(seen, f.name) != getattr(wished, f.name)]
        if any(getattr(stands, name) != getattr(seen, name) for name in names):
            raise StepRefused(
                f"{seen.name} was changed by someone else since it was read.",
                "Look at it again, then repeat the change; nothing was kept.",
            )
        _expect_zones(uow, wished)
        after = replace(stands, **{name: getattr(wished, name) for name in names})
        uow.plant.save_point(after)
        was, now = (
            ", ".join(f"{name} {getattr(one, name)}" for name in names) for one in (stands, after)
        )
        uow.audit.append(moment.now, "change point", seen.name, was, now)
        return seen.id

    store.once(key, moment.actor, command)


def add_point(store: Store, point: MeasurementPoint, moment: Moment, key: str) -> None:
    """Put a point on the register.

    Raises
    ------
    LimitRefused
        If a scalar has no quantity or unit, the component has a point of that name already, or
        the zones are not on the books.
    """
    if not (point.name.strip() and point.quantity.strip() and point.unit.strip()):
        raise LimitRefused(
            f'Expected a name, a quantity and a unit, found "{point.name}", "{point.quantity}", '
            f'"{point.unit}".',
            "Fill in what is missing; nothing was added.",
        )

    def command(uow: UnitOfWork) -> str:
        component = uow.plant.component(point.component_id)
        if any(p.component_id == component.id and p.name == point.name for p in uow.plant.points()):
            raise LimitRefused(
                f'{component.name} has a point called "{point.name}" already.',
                "Give this one another name; nothing was added.",
            )
        _expect_zones(uow, point)
        uow.plant.add_point(point)
        said = f"{point.quantity}, {point.unit}"
        uow.audit.append(moment.now, "add point", f"{component.name} {point.name}", "", said)
        return point.id

    store.once(key, moment.actor, command)


def _expect_zones(uow: UnitOfWork, point: MeasurementPoint) -> None:
    """Refuse a table that is not on the books."""
    if point.zones_id and point.zones_id not in site_zones(uow):
        raise LimitRefused(
            f"{point.name}: its table of zones is not on the books.",
            "Choose another one; nothing was changed.",
        )
