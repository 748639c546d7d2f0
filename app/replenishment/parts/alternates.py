"""Which parts may replace each other, as a person approves it: whole groups, both ways round."""

from collections.abc import Mapping
from dataclasses import replace

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.lending import lent_out
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

Groups = Mapping[str, frozenset[str]]
"""The alternates of parts, by part id."""


def approve_alternate(
    store: Store, part_id: str, alternate_id: str, moment: Moment, key: str
) -> Groups:
    """Let two parts, with all that replace either, replace each other; returns the groups before.

    Raises
    ------
    PartUnknown
        If one of them is not on the register.
    ScenarioRefused
        If it is the part itself.
    """
    before: dict[str, frozenset[str]] = {}

    def command(uow: UnitOfWork) -> str:
        part, other = uow.stock.part(part_id), uow.stock.part(alternate_id)
        joined = replace(part, alternates=part.alternates | {alternate_id})
        group = {part.id, other.id} | part.alternates | other.alternates
        before.update({one: uow.stock.part(one).alternates for one in group})
        uow.stock.save_part(joined)
        uow.audit.append(moment.now, "approve alternate", part.number, "", other.number)
        return part_id

    store.once(key, moment.actor, command)
    return before


def withdraw_alternate(
    store: Store, part_id: str, alternate_id: str, moment: Moment, key: str
) -> Groups:
    """Take an alternate out of a part's group: it replaces none of them any more.

    The others of the group go on replacing each other.

    Raises
    ------
    StepRefused
        If it is no alternate, or pieces of one lie aside for a job that wants the other.
    """
    before: dict[str, frozenset[str]] = {}

    def command(uow: UnitOfWork) -> str:
        part, other = uow.stock.part(part_id), uow.stock.part(alternate_id)
        if alternate_id not in part.alternates:
            raise StepRefused(
                f"{other.number} is no approved alternate of {part.number}.",
                "Nothing was changed.",
            )
        group = {other.id} | other.alternates
        _refuse_lent(uow, other.id, other.alternates)
        before.update({one: uow.stock.part(one).alternates for one in group})
        uow.stock.save_part(replace(other, alternates=frozenset()))
        uow.audit.append(moment.now, "withdraw alternate", part.number, other.number, "")
        return part_id

    store.once(key, moment.actor, command)
    return before


def restore_alternates(store: Store, groups: Groups, moment: Moment, key: str) -> None:
    """Let parts replace each other as they did before."""

    def command(uow: UnitOfWork) -> str:
        for part_id in groups:
            uow.stock.save_part(replace(uow.stock.part(part_id), alternates=frozenset()))
        for part_id, others in groups.items():
            part = uow.stock.part(part_id)
            uow.stock.save_part(replace(part, alternates=others))
            named = ", ".join(sorted(uow.stock.part(one).number for one in others))
            uow.audit.append(moment.now, "alternates as before", part.number, "", named)
        return " ".join(groups)

    store.once(key, moment.actor, command)


def _refuse_lent(uow: UnitOfWork, part_id: str, others: frozenset[str]) -> None:
    """Leave a job the pieces it counts on as its part's alternates."""
    lent = set(lent_out(uow, part_id)) & others
    borrowed = {one for one in others if part_id in lent_out(uow, one)}
    if lent or borrowed:
        number = uow.stock.part(part_id).number
        counted = ", ".join(sorted(uow.stock.part(one).number for one in lent | borrowed))
        raise StepRefused(
            f"Pieces lie aside for a job as alternates between {number} and {counted}.",
            "Finish or cancel that job, or give its pieces back; nothing was changed.",
        )
