"""What the back-test's table, picture and files say, without a window."""

import csv
import io
from dataclasses import replace

from app.backtest.report import Phrase, StockOuts
from app.ui.improve.rows_backtest import (
    bound_words,
    held_words,
    orders_csv,
    outcomes,
    policies_csv,
    policy_columns,
    stock_outs,
)
from app.ui.improve.timeline_scene import part_choices, timeline_of
from app.ui.wording import UNBROKEN, Wording
from tests.ui.improve.report_by_hand import LAST, made, report


def test_none_short_says_what_that_proves(say: Wording) -> None:
    assert stock_outs(StockOuts(60, 0), say) == f"0 of 60 (≤ 5.0{UNBROKEN}%)"
    assert stock_outs(StockOuts(60, 3), say) == "3 of 60"
    assert stock_outs(StockOuts(0, 0), say) == "—"
    assert "95 % confidence" in bound_words(StockOuts(60, 0), say)
    assert "n = 60" in bound_words(StockOuts(60, 3), say)


def test_the_plant_stands_first_and_every_figure_has_its_unit(say: Wording) -> None:
    columns = policy_columns(say, "EUR")
    assert [row.policy for row in outcomes(report())] == ["plant", "classic", "kairos"]
    heads = [column.title.replace("\n", " ") for column in columns]
    assert "Waiting h" in heads
    assert "Mean stock EUR" in heads
    kairos = [column.text(outcomes(report())[2]) for column in columns]
    assert kairos[:4] == [
        "Kairos",
        f"0 of 60 (≤ 5.0{UNBROKEN}%)",
        f"0 of 24 (≤ 13{UNBROKEN}%)",
        "0",
    ]
    assert kairos[4:] == ["120", "4", "1,234", "1.75", "837"]


def test_the_history_behind_it_is_counted(say: Wording) -> None:
    said = held_words(report(), say)
    assert said.startswith("7 Sept 2024 to 6 Sept 2026, n = 730 days: 60 needs")


def test_a_lane_shows_the_orders_of_a_part_and_what_waited(say: Wording) -> None:
    every, drum = timeline_of(report(), "", say), timeline_of(report(), "6212-2RS", say)
    assert [(lane.policy, len(lane.orders), len(lane.shorts)) for lane in every.lanes] == [
        ("plant", 4, 2), ("classic", 8, 1), ("kairos", 4, 0),
    ]  # fmt: skip
    assert [len(lane.orders) for lane in drum.lanes] == [1, 0, 1]
    assert [len(lane.shorts) for lane in drum.lanes] == [0, 0, 0]


def test_what_was_not_in_by_the_last_day_reaches_to_it(say: Wording) -> None:
    plant = timeline_of(report(), "", say).lanes[0]
    assert plant.orders[-1].is_open
    assert plant.orders[-1].arrived == report().days - 1
    assert plant.shorts[-1].ends == report().days - 1
    assert "not in by the last day" in plant.orders[-1].text
    assert "stood still" in plant.shorts[0].text
    assert plant.orders[1].is_hurried


def test_parts_that_were_missing_are_offered_first_with_their_machines() -> None:
    choices = part_choices(report(), {"6309-2RS-C3": "P-101"})
    assert [choice.part_id for choice in choices] == ["", "6309-2RS-C3", "6212-2RS"]
    assert choices[1].text == "6309-2RS-C3 (P-101)"


def test_the_files_hold_every_policy_and_every_order() -> None:
    figures = list(csv.DictReader(io.StringIO(policies_csv(report()))))
    assert [row["policy"] for row in figures] == ["plant", "classic", "kairos"]
    assert figures[2]["needs_short"] == "0"
    assert figures[2]["mean_stock_value"] == "1234.50"
    orders = list(csv.DictReader(io.StringIO(orders_csv(report()))))
    assert len(orders) == sum(len(row.timeline) for row in outcomes(report()))
    assert orders[0]["ordered_on"] == "2024-11-26"
    assert orders[0]["why"] == "1 owed since 2024-11-26"


def test_what_a_spreadsheet_would_run_stays_text() -> None:
    sly = replace(made(3), supplier="=HYPERLINK(1)", why=Phrase("recorded", {"who": "S. Wulff"}))
    base = report()
    changed = replace(base, plant=replace(base.plant, timeline=(sly,)), last=LAST)
    assert "'=HYPERLINK(1)" in orders_csv(changed)
