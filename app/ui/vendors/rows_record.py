"""One vendor's page as plain text: facts, receipts, orders on their way."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from PySide6.QtCore import QLocale

from app.core.calendars import EVERY_DAY, WorkCalendar
from app.core.errors import PartUnknown
from app.core.lead_stages import LeadStage
from app.core.lead_time import ONE_SIGMA, LeadTime, Supplier
from app.core.money import Money
from app.core.purchasing import Receipt
from app.core.texts import translate
from app.core.vendor_score import ScoredReceipt
from app.replenishment.vendors import OrderOnTheWay, VendorRecord, vendor_record
from app.storage.unit_of_work import UnitOfWork
from app.ui.orders.rows_record import Fact
from app.ui.register import Register
from app.ui.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt: `order_id` is "" for history entered by hand; `note` says what it is not."""

    id: str
    order_id: str
    order: str
    part: str
    ordered_on: date | None
    promised_on: date | None
    received_on: date
    days_late: int | None
    lead_days: float
    note: str


@dataclass(frozen=True, slots=True)
class OnTheWayRow:
    """One order sent and not whole yet.

    `likely_on` and `late_on` are the days by which half and 90 % of orders of its age are in.
    """

    id: str
    order: str
    goods: str
    sent_on: date | None
    promised_on: date | None
    likely_on: date
    late_on: date
    age_days: int
    p90_days: float
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class VendorSheet:
    """Everything the page shows of one vendor, in words."""

    record: VendorRecord
    contact: str
    facts: tuple[Fact, ...]
    receipts: tuple[ReceiptRow, ...]
    on_the_way: tuple[OnTheWayRow, ...]
    currency: str


def read_vendor(uow: UnitOfWork, supplier_id: str, today: date, say: Wording) -> VendorSheet:
    """Read one vendor for its page."""
    record, register = vendor_record(uow, supplier_id, today), Register.read(uow)
    currency = uow.plant.policy().currency
    supplier = record.supplier
    said = (*supplier.address, supplier.contact)
    return VendorSheet(
        record=record,
        contact=" · ".join(line for line in said if line),
        facts=_facts(record, currency, say),
        receipts=tuple(_receipt(uow, scored, register) for scored in record.receipts),
        on_the_way=tuple(_on_the_way(order, register, today) for order in record.on_the_way),
        currency=currency,
    )


def _facts(record: VendorRecord, currency: str, say: Wording) -> tuple[Fact, ...]:
    """Say lead time, score, calendar and what was agreed; units in the names."""
    supplier, score, lead = record.supplier, record.score, record.lead
    late = translate("Vendors", "no data: no order had a promised day")
    if score.share_on_time is not None:
        text = translate("Vendors", "{share}, {n} of {all} promised")
        late = text.format(
            share=say.percent(score.share_on_time), n=score.on_time, all=score.promised
        )
    return (
        (translate("Vendors", "Planned with, working d"), _quantiles(lead, say)),
        (translate("Vendors", "Known from"), _basis(lead, say)),
        (translate("Vendors", "Variance score V, working d"), say.fixed(lead.spread_days, 1)),
        (translate("Vendors", "Orders on time"), late),
        (translate("Vendors", "By stage, median working d"), _stages(record, say)),
        (translate("Vendors", "Our approval before, median d"), _approval(record, say)),
        (translate("Vendors", "Calendar"), calendar_words(supplier.calendar, say)),
        (translate("Vendors", "Hurried delivery"), _hurried(supplier, currency, say)),
    )


def _quantiles(lead: LeadTime, say: Wording) -> str:
    """Write the three quantiles that are marked in the picture."""
    levels = {"P50": 0.5, "P84": ONE_SIGMA, "P95": 0.95}
    return " · ".join(
        f"{name} {say.fixed(lead.distribution.quantile(level), 1)}"
        for name, level in levels.items()
    )


def _basis(lead: LeadTime, say: Wording) -> str:
    """Say what the lead time is known from, with n."""
    text = translate("Vendors", "{basis}, n = {n} receipts")
    return text.format(basis=translate("Words", lead.basis), n=say.count(lead.receipts))


def _stages(record: VendorRecord, say: Wording) -> str:
    """Say how long each stage takes, where the days between were noted."""
    if not record.stages:
        return translate("Vendors", "no data: shipping was never noted")
    names = {
        LeadStage.VENDOR: translate("Vendors", "vendor"),
        LeadStage.TRANSIT: translate("Vendors", "transit"),
        LeadStage.GOODS_IN: translate("Vendors", "goods-in"),
    }
    said = " · ".join(
        f"{names[seen.stage]} {say.fixed(seen.median_days, 1)}" for seen in record.stages
    )
    text = translate("Vendors", "{stages}, n = {n}")
    return text.format(stages=said, n=say.count(record.stages[0].seen))


def _approval(record: VendorRecord, say: Wording) -> str:
    """Say how long orders to this vendor waited for an approval here."""
    waits = record.approval_waits
    if not waits:
        return translate("Vendors", "no data")
    text = translate("Vendors", "{days}, n = {n}")
    return text.format(days=say.fixed(median(waits), 1), n=say.count(len(waits)))


def _hurried(supplier: Supplier, currency: str, say: Wording) -> str:
    """Say what a hurried delivery takes and costs."""
    days = supplier.expedite_median_days
    if days is None:
        return translate("Vendors", "none agreed")
    taken = translate("Vendors", "{n} working d").format(n=say.number(days))
    if supplier.expedite_cost is None:
        return translate("Vendors", "{days}, fee not known").format(days=taken)
    fee = say.money(Money(supplier.expedite_cost, currency))
    return translate("Vendors", "{days}, fee {fee}").format(days=taken, fee=fee)


def calendar_words(calendar: WorkCalendar, say: Wording) -> str:
    """Say on which days a vendor works: weekdays, holidays, and the next closures."""
    if calendar.working_weekdays == EVERY_DAY:
        said = [translate("Vendors", "every day")]
    else:
        short = QLocale.FormatType.ShortFormat
        said = [
            " ".join(say.locale.dayName(d + 1, short) for d in sorted(calendar.working_weekdays))
        ]
    if calendar.holiday_country:
        where = f"{calendar.holiday_country} {calendar.holiday_region}".strip()
        said.append(translate("Vendors", "holidays {where}").format(where=where))
    for shutdown in calendar.shutdowns:
        text = translate("Vendors", "closed {first} to {last}")
        first, last = say.plain_day(shutdown.first), say.plain_day(shutdown.last)
        said.append(text.format(first=first, last=last))
    return ", ".join(said)


def _receipt(uow: UnitOfWork, scored: ScoredReceipt, register: Register) -> ReceiptRow:
    """Say one receipt."""
    receipt = scored.receipt
    return ReceiptRow(
        id=receipt.id,
        order_id=receipt.order_id,
        order=_order_number(uow, receipt),
        part=register.parts[receipt.part_id].number,
        ordered_on=receipt.ordered_on,
        promised_on=receipt.promised_on,
        received_on=receipt.received_on,
        days_late=scored.days_late,
        lead_days=receipt.lead_days,
        note=_note(receipt),
    )


def _order_number(uow: UnitOfWork, receipt: Receipt) -> str:
    """Name the order of a receipt; history entered by hand has none."""
    if not receipt.order_id:
        return translate("Vendors", "history")
    try:
        return uow.orders.get(receipt.order_id).number
    except PartUnknown:
        return NOTHING


def _note(receipt: Receipt) -> str:
    """Say why a receipt teaches no lead time, "" where it does."""
    if receipt.is_hurried:
        return translate("Vendors", "hurried")
    if not receipt.completes_order:
        return translate("Vendors", "part of it")
    return ""


def _on_the_way(order: OrderOnTheWay, register: Register, today: date) -> OnTheWayRow:
    """Say one order that is on its way."""
    likely, late = (order.arrival.quantile(level) for level in (0.5, 0.9))
    return OnTheWayRow(
        id=order.order.id,
        order=order.order.number,
        goods=register.goods(order.order),
        sent_on=order.order.sent_on,
        promised_on=order.said.promised_on,
        likely_on=today + timedelta(days=int(likely)),
        late_on=today + timedelta(days=int(late)),
        age_days=order.age_days,
        p90_days=order.p90_days,
        is_overdue=order.is_overdue,
    )
