"""The pool moves on its schedule, by name; a receipt moves nobody but its own supplier."""

from dataclasses import replace
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.decision import evaluate_trigger
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import lead_time_of
from app.core.moment import Moment
from app.core.purchasing import Receipt
from app.core.stock import StockPosition
from app.core.supply import supply_of
from app.replenishment.lead_pool import refit_lead_pool_when_due
from app.replenishment.need import case_for
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import PUMP_BEARING, SOON, at, judged


def book(uow: UnitOfWork, supplier_id: str, days: list[float]) -> None:
    for lead_days in days:
        uow.orders.add_receipt(
            Receipt(str(uuid4()), supplier_id, "", "", 1, at().today, lead_days, "eva")
        )


def test_the_pool_is_fitted_once_with_both_pools_on_record(store: Store) -> None:
    with store.begin(at().actor) as uow:
        fitted = refit_lead_pool_when_due(uow, at())
        assert refit_lead_pool_when_due(uow, at()) is None
    with store.read() as uow:
        policy = uow.plant.policy()
        rows = [row for row in uow.audit.rows() if row.action == "refit lead pool"]
    assert policy.lead_prior == fitted != LeadPrior()
    assert policy.lead_prior_fitted_on == at().today
    assert [row.actor for row in rows] == [at().actor]
    assert rows[0].before != rows[0].after


def test_the_schedule_fits_it_when_due_and_not_before(store: Store) -> None:
    with store.begin("eva") as uow:
        assert refit_lead_pool_when_due(uow, at()) is not None
        assert refit_lead_pool_when_due(uow, at(89)) is None
        assert refit_lead_pool_when_due(uow, at(90)) is not None


def test_too_few_receipts_leave_the_pool_as_it_was(tmp_path) -> None:
    with Store.open(tmp_path / "empty") as empty, empty.begin("eva") as uow:
        assert refit_lead_pool_when_due(uow, at()) is None
        assert uow.plant.policy().lead_prior == LeadPrior()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.floats(0.0, 200.0), min_size=1, max_size=10))
def test_one_vendors_receipts_move_no_other_vendors_lead_buffer_or_day(
    store: Store, days: list[float]
) -> None:
    today = at().today
    with store.begin("eva") as uow:
        case = case_for(uow, PUMP_BEARING, judged(SOON), Moment(at().now, today, "t"))
        assert case is not None
        others = [s for s in uow.plant.suppliers() if s.id != case.trade.supplier.id]
        before = supply_of(case.trade.supplier, case.trade.policy, today)
        decided = evaluate_trigger(case.need, before, StockPosition(), case.trade.policy)
        book(uow, others[0].id, days)
        uow.plant.save_supplier(replace(others[0], contact="someone else"))
        again = case_for(uow, PUMP_BEARING, judged(SOON), Moment(at().now, today, "t"))
        assert again is not None
        assert again.trade.supplier == case.trade.supplier
        assert (again.trade.supply.lead.distribution.days == before.lead.distribution.days).all()
        assert again.trade.supply.lead.spread_days == before.lead.spread_days
        assert (again.trade.supply.table.arrival_day == before.table.arrival_day).all()
        now = evaluate_trigger(again.need, again.trade.supply, StockPosition(), again.trade.policy)
        assert (now.kind, now.order_by) == (decided.kind, decided.order_by)
        own = lead_time_of(uow.plant.supplier(others[0].id), again.trade.policy.lead_prior)
        assert own.receipts == len(uow.plant.supplier(others[0].id).receipts_days)
