"""Every numeric vector of `KAIROS_VECTORS`, each a test of its own, to its own tolerance."""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.approval import is_low_value
from app.core.calendars import (
    MONDAY_TO_FRIDAY,
    Shutdown,
    WorkCalendar,
    arrival_table,
    latest_order_day,
)
from app.core.distribution import DaysDistribution
from app.core.lead_time import LeadPrior, learn_lead_time
from app.core.money import Money
from app.core.order_time import (
    article_order_day,
    chance_order_day,
    expected_cost,
    order_day_normal,
)
from app.core.stock import lead_time_demand_sd, reorder_point, reorder_point_at_service
from app.core.trigger import pulled_forward

MONDAY = date(2026, 3, 2)
Answer = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
VECTORS = Path(os.environ.get("KAIROS_VECTORS", ROOT / "../shared/vectors/inventory.json"))


def article(v: Answer) -> Answer:
    day = article_order_day(
        v["T_plan"], v["lead_median"], v["lead_spread"], v["a_min_days"], v["k"]
    )
    arrival = day + v["lead_median"]
    return {
        "order_day": day,
        "offset_before_eol": v["T_plan"] - day,
        "nominal_arrival_day": arrival,
        "nominal_earliness_h": (v["T_plan"] - arrival) * 24,
    }


def chance_trigger(v: Answer) -> Answer:
    day = chance_order_day(v["window_day"], v["lead_mean"], v["lead_sd"], v["p"], v["a_min_days"])
    return {"order_day": day}


def rop(v: Answer) -> Answer:
    return {"reorder_point": reorder_point(v["d"], v["L"], v["buffer"])}


def ltd(v: Answer) -> Answer:
    return {
        "sigma": lead_time_demand_sd(v["d"], v["sd"], v["L"], v["sL"]),
        "rop95": reorder_point_at_service(v["d"], v["sd"], v["L"], v["sL"], 0.95),
    }


def lead_posterior(v: Answer) -> Answer:
    posterior = learn_lead_time(v["receipts_days"], LeadPrior(v["mu0"], v["k0"], v["a0"], v["b0"]))
    answer: Answer = {
        "mn": posterior.mean_log,
        "kn": posterior.weight,
        "an": posterior.shape,
        "bn": posterior.rate,
        **{f"q{p}": posterior.quantile(p / 100) for p in (50, 90, 99)},
    }
    if age := v["elapsed_open_days"]:
        answer[f"q90_given_open_{age}d"] = posterior.quantile(0.9, open_for_days=age)
    return answer


def order_time_normal(v: Answer) -> Answer:
    day = order_day_normal(v["mT"], v["sT"], v["mL"], v["sL"], v["h"], v["c"], v["a_prep"])
    return {"order_day": day}


def cost_of_days(v: Answer) -> Answer:
    cost = expected_cost(v["f"], v["g"], v["h"], v["c"], v["ce"], v["le"])
    best = int(cost.argmin())
    return {"J": cost.tolist(), "best": best, "order_now": best == 0}


def calendar(v: Answer) -> Answer:
    supplier = _weekdays(*([v["supplier_closed"]] if v["supplier_closed"] else []))
    plant = _weekdays(*([v["plant_closed"]] if v["plant_closed"] else []))
    lead = v["lead_working_days"]
    table = arrival_table(MONDAY, supplier, plant, v["target"] + 1, lead)
    found = latest_order_day(table, lead, v["target"])
    assert found is not None
    return {"order_day": found[0], "arrival_day": found[1]}


def shutdown(v: Answer) -> Answer:
    plant = _weekdays([v["start"], v["end"]])
    life = DaysDistribution.certain(v["eol"]).fleet()
    return {"window": int(pulled_forward(life, np.array([1.0]), plant, MONDAY)[0, 0])}


def auto_approve(v: Answer) -> Answer:
    total = Money(Decimal(str(v["total"])), "EUR")
    limit = Money(Decimal(str(v["limit"])), "EUR")
    return {"approve": is_low_value(total, v["probability"], v["threshold"], limit)}


def _weekdays(*closed: list[int]) -> WorkCalendar:
    ranges = tuple(
        Shutdown(MONDAY + timedelta(first), MONDAY + timedelta(last)) for first, last in closed
    )
    return WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=ranges)


ANSWERS: dict[str, Callable[[Answer], Answer]] = {
    "article": article,
    "chance_trigger": chance_trigger,
    "rop": rop,
    "ltd": ltd,
    "lead_posterior": lead_posterior,
    "order_time_normal": order_time_normal,
    "expected_cost": cost_of_days,
    "calendar": calendar,
    "shutdown": shutdown,
    "auto_approve": auto_approve,
}

NOT_YET_BUILT = frozenset(
    {
        "count", "eoq", "eoq_backorders", "eoq_all_units", "eoq_incremental",
        "newsvendor_normal", "newsvendor_poisson", "rq_poisson", "ss_poisson",
        "base_stock", "intermittent", "risk_mode",
    }
)  # fmt: skip
"""Groups of the shared-parts and quantity rules, which the program does not have yet."""


def _vectors() -> list[Any]:
    if not VECTORS.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no vectors at {VECTORS.name}"))]
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    return [
        pytest.param(vector, id=f"{vector['group']}-{number}")
        for number, vector in enumerate(vectors)
    ]


@pytest.mark.parametrize("vector", _vectors())
def test_vector_is_met_to_its_tolerance(vector: Answer) -> None:
    group = vector["group"]
    if group in NOT_YET_BUILT:
        pytest.skip(f"{group} is known but not built yet")
    assert group in ANSWERS, f"unknown vector group {group}"
    answer = ANSWERS[group](vector["inputs"])
    for name, expected in vector["outputs"].items():
        assert answer[name] == pytest.approx(expected, abs=vector["tol"], rel=vector["tol"]), name
