"""In a plan, too, the spare pieces of an alternate serve a need, and only one."""

from typing import Any

from app.exchange.plan import plan_scenario
from app.exchange.scenario import parse_scenario


def planned(lives: dict[str, float], on_hand: int) -> dict[str, dict[str, Any]]:
    """Plan one component a part, all parts alternates; the pieces are of part A."""
    return {
        str(row["part"]): row
        for row in plan_scenario(
            parse_scenario(
                {
                    "today": "2026-03-02",
                    "vendors": [{"name": "V1", "lead_days": 5}],
                    "parts": [
                        {
                            "number": number,
                            "vendor": "V1",
                            "price": "50.00 EUR",
                            "alternates": [other for other in lives if other != number],
                        }
                        for number in lives
                    ],
                    "stock": [{"part": "A", "on_hand": on_hand}],
                    "assets": [
                        {
                            "tag": "P-101",
                            "criticality": "A",
                            "downtime_cost_per_day": "43200.00 EUR",
                            "components": [
                                {"name": f"c{number}", "part": number, "rul_days": life}
                                for number, life in lives.items()
                            ],
                        }
                    ],
                }
            )
        )
    }


def test_a_spare_piece_covers_the_need_of_another_part_and_says_so() -> None:
    row = planned({"A": 300.0, "B": 6.0}, on_hand=2)["B"]
    assert row["decision"] == "COVERED"
    assert "1 of A, an approved alternate" in str(row["reasons"])


def test_the_piece_its_own_machine_takes_is_not_lent() -> None:
    rows = planned({"A": 6.0, "B": 6.0}, on_hand=1)
    assert (rows["A"]["decision"], rows["B"]["quantity"]) == ("COVERED", 1)


def test_one_spare_piece_serves_one_borrower() -> None:
    rows = planned({"A": 6.0, "B": 6.0, "C": 6.0}, on_hand=2)
    assert [rows[number]["quantity"] for number in "ABC"] == [0, 0, 1]
