"""One piece serves one need: shelf, open orders and minimum orders are handed out once."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.plan import plan_scenario
from app.exchange.scenario import parse_scenario


def planned(
    needs: list[tuple[float, int]],
    *,
    on_hand: int = 0,
    minimum: int = 1,
    on_order: list[dict[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Plan needs of (life in days, pieces) for one part."""
    return plan_scenario(
        parse_scenario(
            {
                "today": "2026-03-02",
                "vendors": [{"name": "V1", "lead_days": 5}],
                "parts": [
                    {"number": "B", "vendor": "V1", "price": "50.00 EUR", "minimum_order": minimum}
                ],
                "stock": [{"part": "B", "on_hand": on_hand, "on_order": on_order or []}],
                "assets": [
                    {
                        "tag": "P-101",
                        "criticality": "A",
                        "downtime_cost_per_day": "43200.00 EUR",
                        "components": [
                            {"name": f"c{n}", "part": "B", "rul_days": life, "quantity": pieces}
                            for n, (life, pieces) in enumerate(needs)
                        ],
                    }
                ],
            }
        )
    )


def orders(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(row["decision"], row["quantity"]) for row in rows]


def test_pieces_that_cover_a_need_in_part_cover_no_other() -> None:
    rows = planned([(10, 3), (18, 2)], on_hand=2)
    assert orders(rows) == [("WAIT", 1), ("WAIT", 2)]


def test_the_surplus_of_a_minimum_order_serves_the_later_need() -> None:
    rows = planned([(26, 1), (26, 1), (60, 9)], minimum=10)
    assert orders(rows) == [("WAIT", 10), ("COVERED", 0), ("WAIT", 10)]


def test_an_order_of_today_brings_what_is_cheapest_for_the_later_needs_too() -> None:
    rows = planned([(6, 1), (6, 1), (20, 9)], minimum=10)
    assert orders(rows) == [("ORDER", 11), ("COVERED", 0), ("COVERED", 0)]


def test_an_open_order_taken_in_part_is_left_in_part() -> None:
    on_order = [{"quantity": 3, "due": "2026-03-09"}]
    rows = planned([(10, 2), (18, 2)], on_order=on_order)
    assert orders(rows) == [("COVERED", 0), ("WAIT", 1)]


def test_a_need_beyond_the_horizon_comes_last() -> None:
    rows = planned([(36_000, 1), (10, 1)], on_hand=1)
    assert orders(rows) == [("WAIT", 1), ("COVERED", 0)]


needs = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 6)), min_size=1, max_size=3)


@given(needs, st.integers(0, 8), st.integers(1, 8))
def test_what_is_there_and_ordered_is_enough_for_all_and_not_a_minimum_too_much(
    wanted: list[tuple[float, int]], on_hand: int, minimum: int
) -> None:
    rows = planned(wanted, on_hand=on_hand, minimum=minimum)
    pieces, ordered = sum(p for _, p in wanted), sum(r["quantity"] for r in rows)
    assert on_hand + ordered >= pieces
    assert ordered <= max(pieces - on_hand, 0) + minimum - 1
