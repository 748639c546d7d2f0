"""How many and from whom, in numbers that can be recomputed by hand: the reasons of Why?."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from app.core.batch import BatchChoice, BatchOption
from app.core.cover_levels import CoverLevels
from app.core.dynamic_quantity import DynamicQuantity
from app.core.kits import KitPlan
from app.core.offers import Offer
from app.core.reasons import Detail, Reason
from app.core.vendor_choice import VendorOption


def batch_reasons(choice: BatchChoice, offer: Offer, currency: str) -> Iterator[Reason]:
    """Say what the quantity costs, and what the fewest, the next and the price breaks would."""
    yield _batch_reason("batch_chosen", choice.chosen, currency)
    for option in _worth_showing(choice, offer):
        code = "batch_option" if option.is_cheapest_in_one else "batch_split"
        yield _batch_reason(code, option, currency)
    fewest = choice.options[0].quantity
    if fewest > choice.needed:
        sold: dict[str, Detail] = {
            "needed": choice.needed,
            "quantity": fewest,
            "minimum": offer.minimum_order,
            "pack": offer.pack_size,
        }
        yield Reason("batch_fewest", float(fewest), "", sold)
    if choice.at_shipping:
        (low, at_low), (high, at_high) = choice.at_shipping
        moved: dict[str, Detail] = {
            "now": float(offer.shipping_cost),
            "low": low,
            "high": high,
            "at_low": at_low,
            "at_high": at_high,
            "currency": currency,
        }
        yield Reason("batch_shipping", float(offer.shipping_cost), currency, moved)


def economic_reason(found: DynamicQuantity, demand_per_year: float, currency: str) -> Reason:
    """Say the economic quantity of steady demand, and how far shipping costs move it."""
    now, low, high = found.shipping
    details: dict[str, Detail] = {
        "demand": demand_per_year,
        "quantity": found.now.quantity,
        "shipping": now,
        "low": low,
        "high": high,
        "at_low": found.lowest.quantity,
        "at_high": found.highest.quantity,
        "volatility": found.volatility,
        "cost": found.now.cost,
        "currency": currency,
    }
    return Reason("economic_quantity", found.now.quantity, "pcs", details)


def _worth_showing(choice: BatchChoice, offer: Offer) -> list[BatchOption]:
    """The fewest sold, the neighbours of what was chosen, and every price break."""
    at = choice.options.index(choice.chosen)
    shown = {0, at - 1, at + 1}
    steps = {offer.orderable(step.least) for step in offer.breaks}
    return [
        option
        for n, option in enumerate(choice.options)
        if n != at and (n in shown or option.quantity in steps)
    ]


def _batch_reason(code: str, option: BatchOption, currency: str) -> Reason:
    """Write one quantity's sum; what no expected need uses up costs nothing a day covered."""
    if option.covers_days <= 0:
        code = "batch_kept"
    details: dict[str, Detail] = {
        "quantity": option.quantity,
        "price": option.unit_price,
        "ordering": option.ordering,
        "holding": option.holding,
        "ageing": option.ageing,
        "cost": option.cost,
        "days": option.covers_days,
        "per_day": option.cost_per_day if option.covers_days > 0 else "?",
        "currency": currency,
    }
    return Reason(code, float(option.quantity), "", details)


def vendor_reasons(
    ranked: Sequence[VendorOption], names: Mapping[str, str], today: date, currency: str
) -> Iterator[Reason]:
    """Say what each vendor and delivery costs, the one taken first.

    Parameters
    ----------
    ranked : sequence of VendorOption
        From `app.core.vendor_choice.compare_vendors`.
    names : mapping
        Names of the suppliers by id.
    """
    for rank, option in enumerate(ranked):
        code = "vendor_option" if option.is_within_floor else "vendor_unsafe"
        details = _option_details(option, names, today, currency)
        yield Reason(code if rank else "vendor_chosen", option.expected_cost, currency, details)


def source_reasons(
    ranked: Sequence[VendorOption],
    names: Mapping[str, str],
    numbers: Mapping[str, str],
    today: date,
    currency: str,
) -> Iterator[Reason]:
    """Say what the part and each approved alternate of it would cost, the one taken first.

    Parameters
    ----------
    numbers : mapping
        Numbers of the parts by id.
    """
    for rank, option in enumerate(ranked):
        code = "source_option" if option.is_within_floor else "source_unsafe"
        part: dict[str, Detail] = {"part": numbers.get(option.part_id, option.part_id)}
        details = part | _option_details(option, names, today, currency)
        yield Reason(code if rank else "source_chosen", option.expected_cost, currency, details)


def _option_details(
    option: VendorOption, names: Mapping[str, str], today: date, currency: str
) -> dict[str, Detail]:
    """Write the sum of one option."""
    return {
        "vendor": names.get(option.supplier_id, option.supplier_id),
        "mode": option.mode.value,
        "quantity": option.quantity,
        "day": today + timedelta(days=option.order_in_days),
        "needed": option.batch.needed,
        "landed": option.landed_cost_per_piece,
        "fee": option.expedite_fee,
        "waiting": option.waiting,
        "cost": option.expected_cost,
        "late": option.late_probability,
        "basis": option.basis,
        "currency": currency,
    }


def cover_reasons(levels: CoverLevels) -> Iterator[Reason]:
    """Say why these pieces are kept, each kind by its own reason."""
    safety: dict[str, Detail] = {
        "pieces": levels.safety_stock,
        "expected": levels.expected_unpredicted,
        "level": levels.service_level,
    }
    yield Reason("safety_stock", float(levels.safety_stock), "", safety)
    if levels.buffer_stock:
        buffer: dict[str, Detail] = {
            "pieces": levels.buffer_stock,
            "scatter": levels.lead_scatter,
        }
        yield Reason("buffer_stock", float(levels.buffer_stock), "", buffer)


def kit_reasons(
    plan: KitPlan, numbers: Mapping[str, str], today: date, job_day: date
) -> Iterator[Reason]:
    """Say by when each part of a kit is ordered, and how sure the kit is together.

    Parameters
    ----------
    numbers : mapping
        Numbers of the parts by id.
    """
    for line in plan.lines:
        part = numbers.get(line.part_id, line.part_id)
        if line.order_in_days is None:
            yield Reason("kit_ready", None, "", {"part": part})
            continue
        day = today + timedelta(days=line.order_in_days)
        details: dict[str, Detail] = {"part": part, "day": day, "probability": line.probability}
        yield Reason("kit_part", line.probability, "1", details)
    together: dict[str, Detail] = {
        "count": len(plan.lines),
        "day": job_day,
        "probability": plan.probability,
    }
    yield Reason("kit_together", plan.probability, "1", together)
