"""Supply-risk mode as people use it: look first, switch on, leave, and what is in force between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from app.core.assets import Criticality
from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.money import Money
from app.core.risk_exit import ExitEvidence, exit_evidence
from app.core.risk_in_force import RiskInForce
from app.core.risk_levels import HeldLevels
from app.core.risk_preview import DAYS_PER_YEAR, PartAtRisk, part_at_risk
from app.core.stock import MovementKind, Part
from app.core.supply_risk import RiskSettings, SupplyRisk, policy_in_force
from app.replenishment.risk_levels import settle_levels
from app.replenishment.vendors import overdue_share
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RiskPreview:
    """What switching on would touch and cost; `extra_money` holds one sum a currency."""

    settings: RiskSettings
    parts: tuple[PartAtRisk, ...]
    extra_money: tuple[Money, ...]

    @property
    def extra_pieces(self) -> int:
        """Pieces by which all levels together rise."""
        return sum(part.extra_pieces for part in self.parts)


def preview(uow: UnitOfWork, settings: RiskSettings, now: datetime, today: date) -> RiskPreview:
    """Say which parts the mode would touch, and what that adds to the shelf; nothing is written.

    Parameters
    ----------
    now : datetime
        Aware; the year of use ends here.
    """
    policy, since = uow.plant.policy(), now - timedelta(days=DAYS_PER_YEAR)
    suppliers = {supplier.id: supplier for supplier in uow.plant.suppliers()}
    touched = tuple(
        part_at_risk(
            part,
            criticality,
            suppliers.get(part.supplier_id or ""),
            settings,
            policy,
            _issued(uow, part, since),
            today,
        )
        for part, criticality in _raised_parts(uow, settings)
    )
    return RiskPreview(settings, touched, _sums(part.extra_money for part in touched))


def switch_on(store: Store, settings: RiskSettings, moment: Moment, key: str) -> SupplyRisk:
    """Switch the mode on from today, and note the levels it finds.

    Raises
    ------
    StepRefused
        If it is on already, or its review date has passed.
    """

    def command(uow: UnitOfWork) -> str:
        _refuse_past_review(settings.review_on, moment.today)
        last = uow.risk.current()
        spell_id = str(uuid5(NAMESPACE_URL, f"supply risk:{key}"))
        risk = SupplyRisk(spell_id, settings, moment.today, moment.actor)
        uow.risk.add(risk)
        if last is not None:
            settle_levels(uow, last, moment)
        for part, _ in _raised_parts(uow, settings):
            uow.risk.hold(HeldLevels(risk.id, part.id, part.safety_stock, part.buffer_stock))
        uow.audit.append(moment.now, "supply risk on", "site", "", _worded(settings))
        return risk.id

    return _spell(store, store.once(key, moment.actor, command))


def switch_off(store: Store, reason: str, moment: Moment, key: str) -> SupplyRisk:
    """Leave the mode: from today it fades by its half-life, at once where that is 0.

    Raises
    ------
    StepRefused
        If it is off, or no reason is given.
    """

    def command(uow: UnitOfWork) -> str:
        ended = _current(uow).ended(moment.today, moment.actor, reason)
        uow.risk.save(ended)
        uow.audit.append(
            moment.now, "supply risk off", "site", _worded(ended.settings), reason.strip()
        )
        settle_levels(uow, ended, moment)
        return ended.id

    return _spell(store, store.once(key, moment.actor, command))


def move_review(store: Store, review_on: date, moment: Moment, key: str) -> SupplyRisk:
    """Set another day on which a person looks whether supply is still at risk."""

    def command(uow: UnitOfWork) -> str:
        risk = _current(uow)
        _refuse_past_review(review_on, moment.today)
        moved = replace(risk, settings=replace(risk.settings, review_on=review_on))
        uow.risk.save(moved)
        before = risk.settings.review_on.isoformat()
        uow.audit.append(
            moment.now, "supply risk review moved", "site", before, review_on.isoformat()
        )
        return risk.id

    return _spell(store, store.once(key, moment.actor, command))


def risk_in_force(uow: UnitOfWork, today: date) -> RiskInForce:
    """Read what every review, plan and page plans with today: the one place the mode acts from."""
    risk, policy = uow.risk.current(), uow.plant.policy()
    is_felt = risk is not None and risk.is_felt(today)
    held = {h.part_id: h for h in uow.risk.held(risk.id)} if risk and is_felt else {}
    return RiskInForce(risk, policy_in_force(policy, risk, today), held, today)


def settle(uow: UnitOfWork, moment: Moment) -> None:
    """Close a spell that has faded: from now on an edited level is no edit of it (daily)."""
    risk = uow.risk.current()
    if risk is not None:
        settle_levels(uow, risk, moment)


def leaving(uow: UnitOfWork, today: date) -> ExitEvidence | None:
    """Look whether the mode can go; None while it is off. A person confirms it in any case."""
    risk = uow.risk.current()
    if risk is None or not risk.is_on:
        return None
    sellers = {uow.stock.part(held.part_id).supplier_id for held in uow.risk.held(risk.id)}
    vendors = [
        (supplier, uow.orders.receipts(supplier.id))
        for supplier in uow.plant.suppliers()
        if supplier.id in sellers
    ]
    pool = uow.plant.policy().lead_prior
    return exit_evidence(risk, vendors, pool, overdue_share(uow, today), today)


def criticality_of_parts(uow: UnitOfWork) -> dict[str, Criticality]:
    """Return each part's class: the worst of the machines that use it."""
    of_asset = {asset.id: asset.criticality for asset in uow.plant.assets()}
    worst: dict[str, Criticality] = {}
    for component in uow.plant.components():
        own = of_asset[component.asset_id]
        wanted = [component.part_id] if component.part_id is not None else []
        for part_id in (*wanted, *(item.part_id for item in component.kit)):
            known = worst.get(part_id, own)
            worst[part_id] = min(own, known, key=lambda c: c.value)
    return worst


def criticality_of_part(uow: UnitOfWork, part_id: str) -> Criticality | None:
    """Return the worst class of the machines that use a part, None where no machine does."""
    classes = [
        uow.plant.asset(component.asset_id).criticality
        for component in (
            *uow.plant.components_of_part(part_id),
            *uow.plant.components_with_kit_part(part_id),
        )
    ]
    return min(classes, key=lambda c: c.value, default=None)


def _raised_parts(uow: UnitOfWork, settings: RiskSettings) -> list[tuple[Part, Criticality]]:
    """List the parts of the classes that are raised, by number."""
    of_part = criticality_of_parts(uow)
    return [
        (part, of_part[part.id])
        for part in uow.stock.parts()
        if part.id in of_part and settings.multiplier_of(of_part[part.id]) > 1.0
    ]


def _issued(uow: UnitOfWork, part: Part, since: datetime) -> float:
    """Count the pieces that jobs have taken since an instant, less those brought back."""
    used = {MovementKind.ISSUE, MovementKind.RETURN}
    moved = [m for m in uow.stock.movements(part.id) if m.kind in used and m.at >= since]
    return float(max(-sum(movement.quantity for movement in moved), 0))


def _sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Add amounts up, each currency by itself."""
    sums: dict[str, Money] = {}
    for money in amounts:
        known = sums.get(money.currency)
        sums[money.currency] = known + money if known else money
    return tuple(sums[currency] for currency in sorted(sums))


def _current(uow: UnitOfWork) -> SupplyRisk:
    """Return the spell that is on."""
    risk = uow.risk.current()
    if risk is None or not risk.is_on:
        raise StepRefused("Supply-risk mode is off.", "Switch it on first; nothing was changed.")
    return risk


def _spell(store: Store, risk_id: str) -> SupplyRisk:
    """Read one spell again."""
    with store.read() as uow:
        return next(risk for risk in uow.risk.all() if risk.id == risk_id)


def _refuse_past_review(review_on: date, today: date) -> None:
    """Refuse a review that could never come up."""
    if review_on <= today:
        raise StepRefused(
            f"The review on {review_on} is not after today, {today}.",
            "Choose a later day; nothing was changed.",
        )


def _worded(settings: RiskSettings) -> str:
    """Write what was decided for the record of changes."""
    classes = ", ".join(
        f"{c.value} x {settings.multiplier_of(c):g}"
        for c in Criticality
        if settings.multiplier_of(c) > 1.0
    )
    return (
        f"{settings.reason.strip()}: {classes}; review on {settings.review_on}, "
        f"half-life {settings.half_life_days:g} d"
    )
