"""Strategies for everything that is stored, within the small plant of `examples`."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from app.core.assets import (
    Asset,
    AssetClass,
    Bearing,
    Component,
    Criticality,
    KitItem,
    MeasurementPoint,
)
from app.core.calendars import Shutdown, WorkCalendar
from app.core.distribution import LEVELS, DaysDistribution
from app.core.drive import Drive
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
    Suspicion,
    Symptom,
)
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.policy import SitePolicy, TriggerRule
from app.core.purchasing import OrderLine, OrderState, Peg, PurchaseOrder
from app.core.reasons import TEXTS, Reason
from app.core.records import DecisionRecord
from app.core.regime import RegimeChange, RegimeShift
from app.core.stock import Part
from app.core.trigger import DecisionKind, DeliveryMode, TriggerDecision
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind, WorkOrderState
from tests.storage.examples import DECISION, new_id

ids = st.builds(new_id)  # new in every example: examples of one test share a store
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
lines = st.lists(texts, max_size=3).map(tuple)
numbers = st.floats(allow_nan=False, allow_infinity=False)
any_numbers = st.floats(allow_nan=False)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
optional_days = st.none() | days
cents = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n).scaleb(-2))
costs = st.integers(0, 10**12).map(lambda n: Decimal(n).scaleb(-2))
prices = st.builds(
    Money, st.integers(0, 10**12).map(lambda n: Decimal(n).scaleb(-4)), st.sampled_from(["EUR"])
)
bearings = st.builds(Bearing, texts, st.integers(1, 40), numbers, numbers, numbers, texts)
shutdowns = st.tuples(days, st.integers(0, 30), texts, st.booleans()).map(
    lambda s: Shutdown(s[0], s[0] + timedelta(days=s[1]), s[2], s[3])
)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
calendars = weekdays.flatmap(
    lambda worked: st.builds(
        WorkCalendar,
        working_weekdays=st.just(worked),
        holiday_country=st.sampled_from(["", "DE", "US"]),
        shutdowns=st.lists(shutdowns, max_size=2).map(tuple),
        goods_in_weekdays=st.frozensets(st.sampled_from(sorted(worked))),
    )
)
policies = st.builds(
    SitePolicy,
    site_name=texts,
    site_address=lines,
    deliver_to=lines,
    calendar=calendars,
    rule=st.sampled_from(TriggerRule),
    approval_limit=st.builds(Money, cents, st.just("EUR")),
    approval_probability=numbers,
    is_auto_approval_on=st.booleans(),
    planning_horizon_days=st.integers(1, 400),
    order_cost=costs,
    service_floor=st.dictionaries(st.sampled_from(Criticality), numbers),
    lead_prior=st.builds(LeadPrior, numbers, numbers, numbers, numbers),
    lead_prior_fitted_on=optional_days,
    order_terms=lines,
    wants_second_name_for_models=st.booleans(),
)
assets = st.builds(
    Asset,
    ids,
    ids,
    texts,
    st.sampled_from(AssetClass),
    st.sampled_from(Criticality),
    texts,
    cents,
    derated_life_factor=st.none() | st.floats(1, 100),
    derated_output_lost=st.none() | st.floats(0, 1),
    repair_days=st.none() | st.floats(0, 365),
    staged_repair_days=st.none() | st.floats(0, 365),
    standby_cost_per_day=st.none() | cents,
)
drives = st.builds(
    Drive,
    gear_teeth=st.none() | st.integers(5, 1000),
    blades=st.none() | st.integers(1, 500),
    belt_length_mm=st.none() | st.floats(20_000, 100_000),
    sheave_mm=st.none() | st.floats(10, 5000),
    other_sheave_mm=st.none() | st.floats(10, 5000),
    supply_hz=st.none() | st.floats(1, 1000),
    pole_pairs=st.none() | st.integers(1, 24),
)
bare_components = st.builds(
    Component,
    id=ids,
    asset_id=st.just("asset"),
    name=texts,
    part_id=st.none() | st.just("part"),
    bearing=st.none() | bearings,
    installed_on=optional_days,
    quantity_per_job=st.integers(1, 100),
    job_days=st.floats(0, 100),
    procedure=lines,
    drive=st.none() | drives,
)
kits = st.lists(
    st.builds(KitItem, ids, st.integers(1, 100)), max_size=3, unique_by=lambda item: item.part_id
).map(tuple)
components = st.builds(
    lambda component, kit: replace(component, kit=kit if component.part_id else ()),
    bare_components,
    kits,
)
points = st.builds(
    MeasurementPoint,
    ids,
    st.just("component"),
    texts,
    texts,
    st.none() | numbers,
    st.none(),
    wear_since=st.none() | days,
)
lead_days = st.none() | st.floats(0.01, 730)
spread_days = st.floats(0, 730)
suppliers = st.builds(
    Supplier,
    id=ids,
    name=texts,
    calendar=calendars,
    declared_median_days=lead_days,
    declared_spread_days=st.none() | spread_days,
    expedite_median_days=lead_days,
    expedite_spread_days=spread_days,
    address=lines,
    contact=texts,
    customer_number=texts,
    expedite_cost=st.none() | cents,
)
parts = st.builds(
    Part,
    id=ids,
    number=ids,
    description=texts,
    price=prices,
    supplier_id=st.none() | st.just("supplier"),
    maker=texts,
    maker_number=texts,
    unit=texts,
    bin=texts,
    minimum_order=st.integers(1, 10**6),
    safety_stock=st.integers(0, 10**6),
    buffer_stock=st.integers(0, 10**6),
    shelf_life_days=st.none() | st.integers(1, 10**5),
    storage_cost_per_year=costs,
)
price_breaks = st.lists(
    st.tuples(st.integers(2, 10**6), prices), max_size=3, unique_by=lambda b: b[0]
).map(lambda steps: tuple(PriceBreak(*step) for step in sorted(steps, key=lambda b: b[0])))
shipping_quotes = st.lists(st.tuples(days, costs), max_size=4, unique_by=lambda q: q[0]).map(
    lambda quotes: tuple(ShippingQuote(*quote) for quote in sorted(quotes, key=lambda q: q[0]))
)
offers = st.builds(
    Offer,
    part_id=st.just("part"),
    supplier_id=st.just("supplier"),
    price=prices,
    minimum_order=st.integers(1, 10**6),
    pack_size=st.integers(1, 10**6),
    breaks=price_breaks,
    shipping_quotes=shipping_quotes,
    order_cost_share=st.floats(0, 1),
)


def rising_days(values: list[float]) -> DaysDistribution:
    """Quantiles that hold still under writing, which keeps six decimal places."""
    return DaysDistribution(np.interp(LEVELS, [0, 0.5, 1], sorted(values)).round(6))


distributions = st.lists(st.floats(0, 3000), min_size=3, max_size=3).map(rising_days) | st.just(
    DaysDistribution.from_quantiles({0.1: 10.0, 0.5: 25.0})
)
details = st.dictionaries(
    texts, texts | st.integers(-(2**53), 2**53) | any_numbers | days, max_size=4
)
reasons = st.builds(Reason, st.sampled_from(sorted(TEXTS)), st.none() | any_numbers, texts, details)
reason_lists = st.lists(reasons, max_size=3).map(tuple)
decisions = st.builds(
    TriggerDecision,
    st.sampled_from(DecisionKind),
    optional_days,
    optional_days,
    optional_days,
    st.integers(0, 1000),
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 1),
    optional_days,
    st.sampled_from(TriggerRule),
    st.sampled_from(DeliveryMode),
    reason_lists,
)
regimes = st.builds(
    RegimeChange,
    st.sampled_from(RegimeShift),
    instants,
    any_numbers,
    any_numbers,
    st.none() | any_numbers,
    texts,
    st.integers(0, 10**6),
    texts,
)
assessments = st.builds(
    Assessment,
    ids,
    st.just("component"),
    st.just("point"),
    instants,
    st.builds(
        Health,
        st.sampled_from(HealthState),
        any_numbers,
        texts,
        any_numbers,
        st.none() | any_numbers,
        texts,
        texts,
    ),
    st.builds(
        Diagnosis,
        st.sampled_from(FailureMode),
        st.floats(0, 1),
        st.lists(st.builds(Symptom, texts, texts, any_numbers, texts), max_size=2).map(tuple),
        st.lists(
            st.builds(Suspicion, st.sampled_from(FailureMode), st.floats(0, 1), texts), max_size=2
        ).map(tuple),
    ),
    st.builds(
        RulEstimate,
        st.sampled_from(RulState),
        st.none() | distributions,
        texts,
        texts,
        instants,
        st.integers(0, 10**6),
        st.floats(0, 1),
        st.none() | instants,
        texts,
        st.none() | regimes,
    ),
)
pairs = st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple)
records = st.builds(
    DecisionRecord,
    id=ids,
    component_id=st.just("component"),
    taken_at=instants,
    today=days,
    decision=decisions,
    assessment=st.none() | assessments,
    approval_reasons=reason_lists,
    trend=pairs,
    spectrum=pairs,
    program_version=texts,
    life_state=st.none() | st.sampled_from(RulState),
)
pegs = st.builds(Peg, st.just("component"), ids, st.sampled_from(["", DECISION]), optional_days)
order_lines = st.integers(1, 10**6).flatmap(
    lambda n: st.builds(
        OrderLine, st.just("part"), st.just(n), prices, st.none() | pegs, st.integers(0, n)
    )
)
orders = st.builds(
    PurchaseOrder,
    id=ids,
    number=ids,
    supplier_id=st.just("supplier"),
    state=st.sampled_from(OrderState),
    lines=st.lists(order_lines, min_size=1, max_size=3).map(tuple),
    created_at=instants,
    created_by=texts,
    needed_by=optional_days,
    expected_on=optional_days,
    approved_at=st.none() | instants,
    approved_by=texts,
    ordered_at=st.none() | instants,
    sent_on=optional_days,
    received_on=optional_days,
    delivery_mode=texts,
)
closed_jobs = st.builds(
    WorkOrder,
    id=ids,
    number=ids,
    component_id=st.just("component"),
    kind=st.sampled_from(WorkOrderKind),
    state=st.sampled_from([s for s in WorkOrderState if not s.is_open]),
    title=texts,
    failure_mode=texts,
    steps=lines,
    part_id=st.none() | st.just("part"),
    quantity=st.integers(0, 100),
    created_at=instants,
    created_by=texts,
    decision_id=st.sampled_from(["", DECISION]),
    planned_on=optional_days,
    part_expected_on=optional_days,
    done_at=st.none() | instants,
    done_by=texts,
    outcome=st.none() | st.sampled_from(Outcome),
    note=texts,
)


def is_same_number(one: float, other: float) -> bool:
    """Equal, or both not a number."""
    return one == other or (math.isnan(one) and math.isnan(other))
