"""What later receipts taught of lead times is not known to a policy of an earlier day."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.backtest.history import _leads, _register
from app.core.lead_posterior import LeadPrior
from app.core.purchasing import Receipt
from app.storage.store import Store
from tests.backtest.plants import day_of


def test_stages_and_the_pool_fitted_later_are_left_out(registered: Path, tmp_path: Path) -> None:
    with Store.open(shutil.copytree(registered, tmp_path / "plant")) as store:
        with store.begin("eva") as uow:
            supplier_id = uow.plant.suppliers()[0].id
            for n in range(4):
                day = day_of(40 + n)
                receipt = Receipt(
                    f"{n}", supplier_id, "", "", 1, day, 6.0, "eva",
                    ordered_on=day - timedelta(days=9), shipped_on=day - timedelta(days=3),
                    completes_order=n > 0,
                )  # fmt: skip
                uow.orders.add_receipt(receipt)
            fitted = LeadPrior(3.0, 0.5, 3.0, 0.9)
            policy = replace(uow.plant.policy(), lead_prior=fitted)
            uow.plant.save_policy(replace(policy, lead_prior_fitted_on=day_of(60)))
        with store.read() as uow:
            assert len(uow.plant.supplier(supplier_id).stage_days) == 3
            register = _register(uow)
            taught = list(_leads(uow, register))
    supplier = register.suppliers[supplier_id]
    assert (supplier.receipts_days, supplier.stage_days) == ((), ())
    assert register.policy.lead_prior == LeadPrior()
    assert len(taught) == 3, "a parcel of an order is no lead time"
