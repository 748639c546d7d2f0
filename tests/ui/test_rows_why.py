"""Why? laid out for reading, without a window."""

from collections.abc import Callable

from app.bootstrap import Runtime
from app.core.health import Assessment
from app.core.late_need import Way
from app.core.records import DecisionRecord
from app.core.trigger import DeliveryMode
from app.core.ways_out import WayOut, WaysOut
from app.core.ways_out_reasons import ways_out_reasons
from app.ui.rows_cost import cost_tables
from app.ui.rows_why import headline, read_why
from app.ui.wording import Wording


def newest(runtime: Runtime) -> DecisionRecord:
    with runtime.store.read() as uow:
        (record,) = uow.decisions.latest_all()
    return record


def test_every_reason_is_said_once_and_numbered_through(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    record = newest(runtime)
    why = read_why(record, "", say)
    lines = [line for section in why.sections for line in section.lines]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    told = len(lines) + len(why.terms) + sum(len(table.rows) for table in why.tables)
    assert told == len(record.decision.reasons) + len(record.approval_reasons)


def test_the_terms_add_up_to_the_probability_of_being_late(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    record = newest(runtime)
    why = read_why(record, "", say)
    total = sum(float(term.product) for term in why.terms)
    assert record.decision.late_probability is not None
    assert abs(total - record.decision.late_probability) < 1e-4


def test_the_headline_names_the_day(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    decision = newest(runtime).decision
    assert decision.order_by is not None
    assert headline(decision, say) == f"Wait, and order 1 by {say.short_day(decision.order_by)}."


def test_without_degradation_the_headline_gives_no_date(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", None)
    assert headline(newest(runtime).decision, say) == "Wait: nothing dates an order yet."


def test_the_basis_says_how_many_measurements_and_which_model(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    basis = read_why(newest(runtime), "", say).basis
    assert "n = 84 measurements" in basis
    assert "degradation path 1" in basis


def test_the_costs_of_the_alternatives_add_up_and_the_chosen_day_is_marked(
    runtime: Runtime, say: Wording, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    record = newest(runtime)
    (table,) = read_why(record, "", say).tables
    assert record.decision.order_by is not None
    marked = [row for row in table.rows if row[0]]
    assert [row[1] for row in marked] == [say.short_day(record.decision.order_by)]
    for row in table.rows:
        *shares, cost = (float(cell.replace(",", "")) for cell in row[4:])
        assert abs(sum(shares) - cost) < 0.03
        assert len(row) == len(table.heads)


def test_the_ways_out_add_up_and_stand_before_the_alternatives(say: Wording) -> None:
    said = tuple(
        WayOut(way, "Nordlager", DeliveryMode.NORMAL, 0.2, 1.0, 900.0, 12.5, 400.0, n)
        for n, way in enumerate(Way)
    )
    (table,) = cost_tables(ways_out_reasons(WaysOut(said, ()), "EUR"), say)
    assert table.title.endswith("in EUR")
    assert [row[0] for row in table.rows] == [str(n) for n in range(1, len(Way) + 1)]
    assert table.rows[1][1] == "normal delivery: Nordlager"
    assert table.rows[4][1] == "part from another machine: Nordlager, normal delivery"
    for row in table.rows:
        *shares, cost = (float(cell.replace(",", "")) for cell in row[3:])
        assert abs(sum(shares) - cost) <= 2.0
        assert len(row) == len(table.heads)
