"""Stock levels that people set, and what becomes of those edited while supply was at risk."""

from dataclasses import dataclass, replace

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.risk_levels import EditChoice, HeldLevels, Levels, levels_of
from app.core.stock import Part
from app.core.supply_risk import SupplyRisk
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class EditToDecide:
    """A level edited while supply was at risk: kept until somebody decides otherwise."""

    part: Part
    risk: SupplyRisk
    before: Levels
    now: Levels


def set_levels(
    store: Store,
    part_id: str,
    moment: Moment,
    key: str,
    *,
    safety_stock: int | None = None,
    buffer_stock: int | None = None,
) -> Part:
    """Set a part's safety or buffer stock; while supply is at risk this level is kept as it is.

    Parameters
    ----------
    safety_stock, buffer_stock : int or None
        Pieces; None leaves the level alone.

    Raises
    ------
    ScenarioRefused
        If a level is below 0.
    """

    def command(uow: UnitOfWork) -> str:
        part, risk = uow.stock.part(part_id), uow.risk.current()
        if risk is not None:
            settle_levels(uow, risk, moment)
        edited = replace(
            part,
            safety_stock=part.safety_stock if safety_stock is None else safety_stock,
            buffer_stock=part.buffer_stock if buffer_stock is None else buffer_stock,
        )
        uow.stock.save_part(edited)
        _note_edit(uow, part_id, moment, safety_stock is not None, buffer_stock is not None)
        uow.audit.append(
            moment.now, "set stock levels", part.number, _worded(part), _worded(edited)
        )
        return part_id

    store.once(key, moment.actor, command)
    with store.read() as uow:
        return uow.stock.part(part_id)


def edits_to_decide(uow: UnitOfWork) -> list[EditToDecide]:
    """List the levels edited in a spell that was left, which nobody has decided on yet."""
    left = {risk.id: risk for risk in uow.risk.all() if not risk.is_on}
    found = []
    for held in uow.risk.undecided():
        part = uow.stock.part(held.part_id)
        if held.risk_id in left and _waits(held, part):
            now = levels_of(part)
            found.append(EditToDecide(part, left[held.risk_id], _return_to(held, now), now))
    return found


def decide_edit(
    store: Store, risk_id: str, part_id: str, choice: EditChoice, moment: Moment, key: str
) -> Part:
    """Keep an edited level, or take the part back to its levels before the mode.

    Raises
    ------
    StepRefused
        If nothing of that part waits for a decision.
    """

    def command(uow: UnitOfWork) -> str:
        waiting = (e for e in edits_to_decide(uow) if (e.risk.id, e.part.id) == (risk_id, part_id))
        if (edit := next(waiting, None)) is None:
            raise StepRefused(
                "No level of that part waits for a decision.", "Set the level itself to change it."
            )
        held = next(h for h in uow.risk.held(risk_id) if h.part_id == part_id)
        uow.risk.hold(_edits_noted(held, edit.now).decided(choice, moment.today, moment.actor))
        after = edit.part
        if choice is EditChoice.RETURN:
            after = replace(
                after, safety_stock=edit.before.safety_stock, buffer_stock=edit.before.buffer_stock
            )
            uow.stock.save_part(after)
        was, now = _worded(edit.part), _worded(after)
        uow.audit.append(moment.now, f"decide levels: {choice.value}", after.number, was, now)
        return part_id

    store.once(key, moment.actor, command)
    with store.read() as uow:
        return uow.stock.part(part_id)


def settle_levels(uow: UnitOfWork, risk: SupplyRisk, moment: Moment) -> None:
    """Note what was edited up to now, once nothing is raised any more, or a new spell begins.

    Levels a person sets afterwards are no edits of that spell.
    """
    successor = uow.risk.current()
    is_followed = successor is not None and successor.id != risk.id
    if risk.is_felt(moment.today) and not is_followed:
        return
    for held in uow.risk.held(risk.id):
        if held.settled_on is None:
            now = levels_of(uow.stock.part(held.part_id))
            uow.risk.hold(replace(_edits_noted(held, now), settled_on=moment.today))


def _edits_noted(held: HeldLevels, now: Levels) -> HeldLevels:
    """Mark the levels that differ from what the spell found as edited."""
    return replace(
        held,
        is_safety_edited=held.is_safety_edited or now.safety_stock != held.safety_stock,
        is_buffer_edited=held.is_buffer_edited or now.buffer_stock != held.buffer_stock,
    )


def _waits(held: HeldLevels, part: Part) -> bool:
    """Whether an edit of the spell waits; one made after it was settled does not."""
    if held.settled_on is not None:
        return held.choice is None and (held.is_safety_edited or held.is_buffer_edited)
    return held.is_to_decide(levels_of(part))


def _return_to(held: HeldLevels, now: Levels) -> Levels:
    """Levels before the spell; one set only after it was settled stays as it is."""
    if held.settled_on is None:
        return held.before
    return Levels(
        held.safety_stock if held.is_safety_edited else now.safety_stock,
        held.buffer_stock if held.is_buffer_edited else now.buffer_stock,
    )


def _note_edit(
    uow: UnitOfWork, part_id: str, moment: Moment, is_safety: bool, is_buffer: bool
) -> None:
    """Remember that a person gave the level a value, also where it is the same number."""
    risk = uow.risk.current()
    if risk is None or not risk.is_felt(moment.today):
        return
    for held in uow.risk.held(risk.id):
        if held.part_id == part_id and held.settled_on is None:
            uow.risk.hold(
                replace(
                    held,
                    is_safety_edited=held.is_safety_edited or is_safety,
                    is_buffer_edited=held.is_buffer_edited or is_buffer,
                )
            )


def _worded(part: Part) -> str:
    """Write a part's levels for the record of changes."""
    return f"safety stock {part.safety_stock}, buffer stock {part.buffer_stock}"
