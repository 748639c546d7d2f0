"""Ctrl+K: what in the plant bears these words."""

from dataclasses import dataclass

from app.core.texts import translate
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register
from app.ui.target import Place, Target

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be gone to."""

    kind: str
    name: str
    detail: str
    target: Target


def everything(uow: UnitOfWork) -> list[Found]:
    """List assets, orders, jobs, vendors and parts as they can be searched."""
    register = Register.read(uow)
    found = [
        Found(
            translate("Search", "machine"),
            asset.tag,
            f"{asset.name}, {asset.place}".strip(", "),
            Target(Place.ASSETS, asset.id),
        )
        for asset in register.assets.values()
    ]
    found += [
        Found(
            translate("Search", "twin"),
            asset.tag,
            translate("Search", "digital twin of {name}").format(name=asset.name),
            Target(Place.TWIN, asset.id),
        )
        for asset in register.assets.values()
    ]
    for order in reversed(uow.orders.all()):
        detail = f"{register.goods(order)}, {register.supplier_name(order)}"
        target = Target(Place.ORDERS, order.id)
        found.append(Found(translate("Search", "order"), order.number, detail, target))
    for job in reversed(uow.work_orders.all()):
        target = Target(Place.ORDERS, job.id)
        found.append(Found(translate("Search", "job"), job.number, job.title, target))
    found += _vendors(register) + _parts(register) + _needs(register)
    return found


def matching(everything_there: list[Found], text: str) -> list[Found]:
    """Keep what holds every word; names that begin with the text come first."""
    words = text.casefold().split()
    if not words:
        return everything_there[:MOST_FOUND]
    held = [
        found
        for found in everything_there
        if all(word in f"{found.name} {found.detail} {found.kind}".casefold() for word in words)
    ]
    held.sort(key=lambda found: not found.name.casefold().startswith(words[0]))
    return held[:MOST_FOUND]


def _vendors(register: Register) -> list[Found]:
    """List vendors."""
    return [
        Found(
            translate("Search", "vendor"),
            supplier.name,
            supplier.contact,
            Target(Place.VENDORS, supplier.id),
        )
        for supplier in register.suppliers.values()
    ]


def _parts(register: Register) -> list[Found]:
    """List parts."""
    return [
        Found(
            translate("Search", "part"),
            part.number,
            part.description,
            Target(Place.STORES, part.id),
        )
        for part in register.parts.values()
    ]


def _needs(register: Register) -> list[Found]:
    """List the places that may want a part; each leads to its line of the needs board."""
    return [
        Found(
            translate("Search", "need"),
            register.where(component.id),
            register.parts[component.part_id].number,
            Target(Place.NEEDS, component.id),
        )
        for component in register.components.values()
        if component.part_id in register.parts
    ]
