"""A small plant in a real store, decided by the real trigger: what the papers are made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from scipy.special import ndtri

from app.core.assets import Asset, AssetClass, Bearing, Component, Criticality, MeasurementPoint
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
    Symptom,
)
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder, Receipt
from app.core.records import DecisionRecord
from app.core.stock import Part
from app.core.texts import install_translator
from app.core.work_orders import WorkOrder
from app.documents import (
    PurchaseOrderPaper,
    WorkOrderPaper,
    purchase_order_paper,
    work_order_paper,
)
from app.replenishment.review import review
from app.storage.store import Store

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 7, 12, tzinfo=UTC)
POLICY = SitePolicy(
    site_name="Brauhaus Süd",
    site_address=("Am Kanal 3", "97070 Würzburg"),
    deliver_to=("Wareneingang Tor 2", "97070 Würzburg"),
    calendar=WorkCalendar(
        MONDAY_TO_FRIDAY, "DE", "BY", (Shutdown(date(2026, 4, 7), date(2026, 4, 10), "Revision"),)
    ),
    order_terms=("30 Tage netto.",),
)
SUPPLIER = Supplier(
    id="s1",
    name="Müller & Söhne Wälzlager",
    calendar=WorkCalendar(MONDAY_TO_FRIDAY),
    declared_median_days=5.0,
    declared_spread_days=1.0,
    address=("Straße 1", "20095 Hamburg"),
    contact="Frau Öztürk",
    customer_number="K-20417",
)
PART = Part(
    id="p1",
    number="6309-2RS-C3",
    description="Rillenkugellager 45 x 100 x 25",
    price=Money(Decimal("84.10"), "EUR"),
    supplier_id="s1",
    maker="Nordkugel",
    maker_number="NK 6309",
    bin="A-03-12",
)
STEPS = (
    "Permit: Freigabe W-1 einholen",
    "Tools: Abzieher, Drehmomentschlüssel",
    "Kupplung lösen",
    "Sitz messen: 45.002 bis 45.013",
    "Lager wechseln",
)


@dataclass(frozen=True)
class Decided:
    """One decision with everything that was drafted from it."""

    record: DecisionRecord
    order: PurchaseOrder
    job: WorkOrder
    order_paper: PurchaseOrderPaper
    job_paper: WorkOrderPaper


@pytest.fixture(autouse=True)
def _plain_texts() -> Iterator[None]:
    yield
    install_translator(None)


@pytest.fixture(scope="session", autouse=True)
def _qt(qapp: object) -> None:
    """One application for the whole run, whichever test needs it first."""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("plant"), owner="tests")
    with store.begin("Jana Petersen") as uow:
        uow.plant.save_policy(POLICY)
        uow.plant.add_supplier(SUPPLIER)
        uow.stock.add_part(PART)
        for number, days in enumerate((5.0, 4.0, 5.0, 6.0)):
            received = TODAY - timedelta(days=30 * (number + 1))
            uow.orders.add_receipt(Receipt(f"r{number}", "s1", "p1", "", 1, received, days, "Ida"))
    yield store
    store.close()


@pytest.fixture(scope="session")
def decide(store: Store) -> Callable[..., Decided]:
    """Let a component of its own wear down to a median life and take the decision."""
    known: dict[str, Decided] = {}

    def decided(median_days: float, **changed: object) -> Decided:
        name = f"{median_days:g}-{len(changed)}"
        if name not in known:
            known[name] = _decided(store, name, median_days)
        return known[name]

    return decided


@pytest.fixture(scope="session")
def decided(decide: Callable[..., Decided]) -> Decided:
    """A pump bearing that must be ordered today."""
    return decide(13.0)


def _decided(store: Store, name: str, median_days: float) -> Decided:
    bearing = Bearing("6309", 8, 17.462, 72.5)
    with store.begin("Kairos") as uow:
        uow.plant.add_asset(
            Asset(f"a-{name}", f"P-{name}", "Brauwasserpumpe", AssetClass.PUMP, Criticality.A,
                  "Halle 2", Decimal(8400))
        )  # fmt: skip
        component = Component(
            f"c-{name}", f"a-{name}", "Lager AS", "p1", bearing, date(2023, 9, 18), 1, 1.0, STEPS
        )
        uow.plant.add_component(component)
        uow.plant.add_point(
            MeasurementPoint(f"m-{name}", component.id, "AS horizontal", "m/s2", 1480.0, 60.0)
        )
        assessment = _assessment(name, component, median_days)
        days, hertz = np.linspace(-29, 0, 60), np.linspace(1, 320, 80)
        record = review(
            uow,
            component.id,
            assessment,
            Moment(NOW, TODAY, "Kairos"),
            tuple(zip(days.tolist(), (9 + 0.05 * (days + 29) ** 2).tolist(), strict=True)),
            tuple(zip(hertz.tolist(), np.abs(np.sin(hertz)).tolist(), strict=True)),
        )
        assert record is not None
    with store.read() as uow:
        order = uow.orders.open_for(component.id, FailureMode.OUTER_RACE_WEAR.value)
        job = uow.work_orders.open_for(component.id)
        assert order is not None
        assert job is not None
        return Decided(
            uow.decisions.get(record.id),
            order,
            job,
            purchase_order_paper(uow, order, POLICY),
            work_order_paper(uow, job, POLICY),
        )


def _assessment(name: str, component: Component, median_days: float) -> Assessment:
    life = DaysDistribution(median_days * np.exp(0.25 * ndtri(LEVELS)))
    symptom = Symptom("comb_outer", "envelope line at 75.6 Hz (BPFO), 21 dB", 21.0, "dB")
    return Assessment(
        f"as-{name}",
        component.id,
        f"m-{name}",
        NOW,
        Health(HealthState.ALARM, 0.3, "peak acceleration", 50.7, 60.0, "m/s2", "own baseline"),
        Diagnosis(FailureMode.OUTER_RACE_WEAR, 0.974, (symptom,)),
        RulEstimate(
            RulState.DEGRADING, life, "degradation path", "3", NOW, 172, 0.95,
            NOW - timedelta(days=11), "Above its baseline since 2026-02-19.",
        ),
    )  # fmt: skip


@pytest.fixture
def plant_words() -> list[str]:
    """What people of this plant wrote: names, addresses, descriptions, steps."""
    return [
        POLICY.site_name, *POLICY.site_address, *POLICY.deliver_to, *POLICY.order_terms,
        *(shutdown.name for shutdown in POLICY.calendar.shutdowns),
        SUPPLIER.name, *SUPPLIER.address, SUPPLIER.contact, SUPPLIER.customer_number,
        PART.number, PART.description, PART.maker, PART.maker_number, PART.bin,
        *(step.removeprefix("Permit:").removeprefix("Tools:") for step in STEPS),
        "Brauwasserpumpe", "Halle", "Lager AS", "Kairos",
    ]  # fmt: skip


@pytest.fixture
def with_lines(decided: Decided) -> Callable[[int], PurchaseOrderPaper]:
    """The order's paper with as many positions as asked for."""

    def lengthened(count: int) -> PurchaseOrderPaper:
        line = decided.order_paper.lines[0]
        lines = tuple(
            replace(
                line,
                position=n,
                part_number=f"TEIL-{n:03d}",
                description=f"Beschreibung von Teil {n:03d}",
                maker_number=f"HN-{n:03d}",
            )
            for n in range(1, count + 1)
        )
        total = line.total * count
        return replace(decided.order_paper, lines=lines, total=total, evidence=())

    return lengthened
