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
from app.core.intermittent import demand_pattern
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.money import Money
from app.core.need_count import at_least
from app.core.newsvendor import base_stock, newsvendor_normal, newsvendor_poisson
from app.core.order_cost import arrival_weights, cost_by_order_day
from app.core.order_quantity import (
    economic_order_quantity,
    quantity_at_all_units_price,
    quantity_at_incremental_price,
    quantity_with_backorders,
)
from app.core.order_time import (
    article_order_day,
    chance_order_day,
    order_day_normal,
)
from app.core.reorder_policy import order_up_to_levels, reorder_quantity
from app.core.stock import lead_time_demand_sd, reorder_point, reorder_point_at_service
from app.core.supply_risk import risk_multiplier
from app.core.trigger import pulled_forward
from benchmarks.textbook.intermittent import croston, syntetos_boylan, teunter_syntetos_babai

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
    always, need, lead = WorkCalendar(), np.array(v["f"]), np.array(v["g"])
    order_days, grid = np.arange(need.size), need.size + lead.size
    table = arrival_table(MONDAY, always, always, need.size, lead.size)
    weights = arrival_weights(lead, table, 0, order_days, grid)
    failed = np.pad(np.cumsum(need), (0, lead.size), constant_values=1.0)[None]
    rates = np.array([float(v["h"])]), np.array([float(v["c"])])
    cost = cost_by_order_day(failed, weights, *rates, v["ce"], v["le"])[0]
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


def count(v: Answer) -> Answer:
    """Pieces wanted at one instant: the counts' probabilities, and the level that covers them."""
    slots, expected = np.array(v["F"], dtype=float).reshape(-1, 1), np.array([v["lam"]])
    reached = at_least(slots, expected, np.array([v["pm"]]), 200)[:, 0]
    wanted = max(v["c"] / (v["c"] + v["h"]), v["service"] or 0.0)
    level = next(n for n in range(200) if 1.0 - reached[n + 1] >= wanted - 1e-12)
    return {"pmf0_6": (reached[:7] - reached[1:8]).tolist(), "S": level}


def eoq(v: Answer) -> Answer:
    found = economic_order_quantity(v["K"], v["h"], v["d"])
    return {"Q": found.quantity, "cost": found.cost}


def eoq_backorders(v: Answer) -> Answer:
    found = quantity_with_backorders(v["K"], v["h"], v["p"], v["d"])
    return {"Q": found.quantity, "x": found.short_share, "cost": found.cost}


def eoq_all_units(v: Answer) -> Answer:
    found = quantity_at_all_units_price(v["K"], v["i"], v["d"], v["breaks"], v["cost"])
    return {"Q": found.quantity, "tier": found.tier, "cost": found.cost}


def eoq_incremental(v: Answer) -> Answer:
    found = quantity_at_incremental_price(v["K"], v["i"], v["d"], v["breaks"], v["cost"])
    return {"Q": found.quantity, "tier": found.tier, "cost": found.cost}


def newsvendor_of_normal(v: Answer) -> Answer:
    found = newsvendor_normal(v["h"], v["p"], v["mean"], v["sd"])
    return {"S": found.level, "cost": found.cost}


def newsvendor_of_poisson(v: Answer) -> Answer:
    found = newsvendor_poisson(v["h"], v["p"], v["mean"])
    return {"S": found.level, "cost": found.cost}


def rq_poisson(v: Answer) -> Answer:
    found = reorder_quantity(v["h"], v["p"], v["K"], v["lam"], v["L"])
    return {"r": found.reorder_at, "Q": found.quantity, "cost": found.cost}


def ss_poisson(v: Answer) -> Answer:
    found = order_up_to_levels(v["h"], v["p"], v["K"], v["mean"])
    return {"s": found.reorder_at, "S": found.order_up_to, "cost": found.cost}


def base_stock_of_poisson(v: Answer) -> Answer:
    found = base_stock(v["lam"], v["L"], v["S"])
    return {"fill": found.fill_rate, "EBO": found.backorders}


def intermittent(v: Answer) -> Answer:
    pattern = demand_pattern(v["y"])
    return {
        "croston": croston(v["y"]),
        "sba": syntetos_boylan(v["y"]),
        "tsb": teunter_syntetos_babai(v["y"]),
        "adi": pattern.average_interval,
        "cv2": pattern.squared_variation,
        "cls": pattern.demand_class.value,
    }


def risk_mode(v: Answer) -> Answer:
    return {"multiplier": risk_multiplier(v["rho0"], v["days_since_end"], v["half_life"])}


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
    "count": count,
    "eoq": eoq,
    "eoq_backorders": eoq_backorders,
    "eoq_all_units": eoq_all_units,
    "eoq_incremental": eoq_incremental,
    "newsvendor_normal": newsvendor_of_normal,
    "newsvendor_poisson": newsvendor_of_poisson,
    "rq_poisson": rq_poisson,
    "ss_poisson": ss_poisson,
    "base_stock": base_stock_of_poisson,
    "intermittent": intermittent,
    "risk_mode": risk_mode,
}


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
    assert group in ANSWERS, f"unknown vector group {group}"
    answer = ANSWERS[group](vector["inputs"])
    for name, expected in vector["outputs"].items():
        if isinstance(expected, str):
            assert answer[name] == expected, name
            continue
        assert answer[name] == pytest.approx(expected, abs=vector["tol"], rel=vector["tol"]), name
