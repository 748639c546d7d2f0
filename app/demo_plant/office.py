"""What the demo plant's office has decided: its name, calendar, limits and paper."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.core.assets import Criticality
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.money import Money
from app.core.policy import SitePolicy

DEMO_START = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
"""A Monday morning; the story runs clear of the Christmas shutdown."""


def demo_policy() -> SitePolicy:
    """Return the settings of the brewery the six machines stand in.

    Its approval limit lies below the pump bearing's price, so that the story has something for a
    person to approve.
    """
    return SitePolicy(
        site_name="Brauhaus Nord GmbH & Co. KG",
        site_address=("Werk 2, Am Hafen 14", "24103 Kiel", "Germany"),
        deliver_to=("Brauhaus Nord, Stores gate 3", "Am Hafen 14", "24103 Kiel"),
        currency="EUR",
        time_zone="Europe/Berlin",
        calendar=WorkCalendar(
            MONDAY_TO_FRIDAY | {5},
            holiday_country="DE",
            holiday_region="SH",
            shutdowns=(Shutdown(date(2026, 12, 24), date(2027, 1, 3), "Christmas shutdown"),),
        ),
        service_floor={Criticality.A: 0.999, Criticality.B: 0.99, Criticality.C: 0.80},
        approval_limit=Money(Decimal(75), "EUR"),
        order_terms=(
            "Payment: 30 days net from goods receipt.",
            "Delivery: DAP stores gate 3, Monday to Saturday 07:00-15:00.",
            "Please put our order number on the delivery note.",
            "Please confirm the delivery date within one working day.",
        ),
    )
