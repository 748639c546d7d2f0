"""The receipts of a scenario's vendor: days, or the dates of order, shipping and arrival."""

from app.core.calendars import WorkCalendar, lead_working_days
from app.core.lead_stages import StageDays, stages_of
from app.core.lead_time import MOST_LEAD_DAYS
from app.core.purchasing import Receipt
from app.exchange.fields import Fields, refused

Taught = tuple[tuple[float, ...], tuple[StageDays, ...]]
"""Lead times, and the stages of those whose stages were noted."""


def read_receipts(fields: Fields, calendar: WorkCalendar) -> Taught:
    """Read a vendor's receipts, oldest first."""
    read = fields.items("receipts", lambda item, at: _receipt(item, at, calendar))
    return tuple(days for days, _ in read), tuple(stages for _, stages in read if stages)


def _receipt(item: object, place: str, calendar: WorkCalendar) -> tuple[float, StageDays | None]:
    """Read one receipt."""
    if not isinstance(item, dict):
        return Fields({"days": item}, place).number("days", most=MOST_LEAD_DAYS), None
    fields = Fields(item, place)
    noted = {
        name: fields.day(name)
        for name in ("ordered", "shipped", "arrived", "received")
        if name not in {"shipped", "arrived"} or fields.has(name)
    }
    fields.done()
    last = noted["ordered"]
    for name, day in noted.items():
        if day < last:
            raise refused(f"{place}.{name}", f"a day not before {last}", day.isoformat())
        last = day
    lead_days = float(lead_working_days(calendar, noted["ordered"], noted["received"]))
    receipt = Receipt(
        id="",
        supplier_id="",
        part_id="",
        order_id="",
        quantity=1,
        received_on=noted["received"],
        lead_days=lead_days,
        actor="",
        ordered_on=noted["ordered"],
        shipped_on=noted.get("shipped"),
        arrived_on=noted.get("arrived"),
    )
    return lead_days, stages_of(receipt, calendar)
