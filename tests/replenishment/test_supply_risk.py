"""Supply-risk mode: looked at first, switched on and off by name, every level its own again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.assets import Criticality
from app.core.errors import StepRefused
from app.core.purchasing import Receipt
from app.core.risk_levels import EditChoice
from app.core.stock import MovementKind, StockMovement
from app.replenishment import supply_risk
from app.replenishment.risk_levels import decide_edit, edits_to_decide, set_levels
from app.replenishment.supply_risk import risk_in_force, switch_off, switch_on
from app.storage.store import Store
from tests.office_books import at
from tests.risk_books import CRITICAL, RAISED, give_levels, in_force, stored, strike


def test_the_preview_says_which_parts_how_many_pieces_and_what_money(store: Store) -> None:
    before = give_levels(store)
    with store.begin("test") as uow:
        part = uow.stock.part(RAISED)
        for quantity, kind in ((30, MovementKind.OPENING), (-12, MovementKind.ISSUE)):
            moved = StockMovement(kind.name, part.id, quantity, kind, at().now, "eva")
            uow.stock.add_movement(moved)
        shown = supply_risk.preview(uow, strike(factor=3.0), at().now, at().today)
        assert uow.risk.current() is None, "looking changes nothing"
    (pump,) = (p for p in shown.parts if p.part.id == RAISED)
    assert {p.criticality for p in shown.parts} == CRITICAL
    assert pump.extra_pieces == 2 * before[RAISED].pieces
    assert pump.extra_level_money == (pump.part.price * pump.extra_pieces).rounded()
    assert pump.issues_per_year == 12.0
    assert pump.cover_days_before is not None
    assert pump.cover_days_after is not None
    assert pump.cover_days_after > pump.cover_days_before
    assert pump.extra_cover_money.amount > 0
    assert shown.extra_pieces == sum(p.extra_pieces for p in shown.parts)
    assert shown.extra_money == (
        sum((p.extra_money for p in shown.parts[1:]), shown.parts[0].extra_money),
    )


def test_on_and_off_leaves_every_level_as_it_was_and_both_on_record(store: Store) -> None:
    before = give_levels(store)
    on = switch_on(store, strike(), at(1), "on")
    again = switch_on(store, strike(), at(1), "on")
    assert on == again, "asked for twice, switched on once"
    raised = in_force(store, 2)
    assert raised[RAISED].safety_stock == 2 * before[RAISED].safety_stock
    assert stored(store) == before, "nothing is touched while it is on"
    off = switch_off(store, "ships sail again", at(9, "J. Petersen"), "off")
    assert (off.ended_on, off.ended_by) == (at(9).today, "J. Petersen")
    assert in_force(store, 9) == stored(store) == before
    with store.read() as uow:
        rows = [row for row in uow.audit.rows() if row.action.startswith("supply risk")]
        assert [(row.action, row.actor) for row in rows] == [
            ("supply risk on", "S. Wulff"),
            ("supply risk off", "J. Petersen"),
        ]
        assert "port strike: A x 2, B x 2" in rows[0].after
        assert rows[1].after == "ships sail again"
        assert edits_to_decide(uow) == []


def test_parts_of_other_classes_are_left_alone(store: Store) -> None:
    before = give_levels(store)
    switch_on(store, strike(), at(), "on")
    with store.read() as uow:
        of_part = supply_risk.criticality_of_parts(uow)
        felt = risk_in_force(uow, at().today)
        supplier = uow.plant.suppliers()[0]
        usual = felt.supply_of(supplier, Criticality.C).lead
        assert felt.supply_of(supplier, Criticality.A).lead.spread_days > usual.spread_days
        part = uow.stock.part(RAISED)
        assert supply_risk.criticality_of_part(uow, RAISED) is Criticality.A
        assert supply_risk.criticality_of_part(uow, "none") is None
        assert felt.part_of(part, Criticality.A).safety_stock == 2 * part.safety_stock
        assert felt.part_of(part, None) is part
    raised = in_force(store, 0)
    assert {p for p in before if raised[p] != before[p]} == {
        p for p, criticality in of_part.items() if criticality in CRITICAL
    }


def test_leaving_fades_by_half_lives_down_to_the_levels_before(store: Store) -> None:
    with store.begin("test") as uow:
        uow.stock.save_part(replace(uow.stock.part(RAISED), safety_stock=8))
    switch_on(store, strike(half_life=10.0), at(), "on")
    switch_off(store, "over", at(20), "off")
    seen = [in_force(store, day)[RAISED].safety_stock for day in (19, 20, 30, 40, 120)]
    assert seen == [16, 16, 12, 10, 8]


def test_an_edit_is_kept_and_listed_until_somebody_decides(store: Store) -> None:
    before = give_levels(store)
    risk = switch_on(store, strike(), at(), "on")
    set_levels(store, RAISED, at(2), "edit", safety_stock=7)
    assert in_force(store, 3)[RAISED].safety_stock == 7
    with store.read() as uow:
        assert edits_to_decide(uow) == [], "nothing to decide while it is on"
    switch_off(store, "over", at(5), "off")
    assert in_force(store, 5)[RAISED].safety_stock == 7
    with store.read() as uow:
        (edit,) = edits_to_decide(uow)
    assert (edit.part.id, edit.before) == (RAISED, before[RAISED])
    assert edit.now == replace(before[RAISED], safety_stock=7)
    decide_edit(store, risk.id, RAISED, EditChoice.RETURN, at(6), "back")
    assert stored(store) == in_force(store, 6) == before
    with store.read() as uow:
        assert edits_to_decide(uow) == []
    with pytest.raises(StepRefused, match="waits for a decision"):
        decide_edit(store, risk.id, RAISED, EditChoice.KEEP, at(7), "again")


def test_an_edit_to_the_same_number_is_an_edit(store: Store) -> None:
    before = give_levels(store)
    risk = switch_on(store, strike(), at(), "on")
    set_levels(store, RAISED, at(2), "edit", safety_stock=before[RAISED].safety_stock)
    assert in_force(store, 3)[RAISED].safety_stock == before[RAISED].safety_stock
    switch_off(store, "over", at(5), "off")
    decide_edit(store, risk.id, RAISED, EditChoice.KEEP, at(6), "keep")
    assert stored(store) == before


def test_a_level_set_after_the_mode_has_faded_is_nobodys_to_decide(store: Store) -> None:
    give_levels(store)
    switch_on(store, strike(half_life=2.0), at(), "on")
    switch_off(store, "over", at(5), "off")
    set_levels(store, RAISED, at(60), "edit", safety_stock=9)
    with store.read() as uow:
        assert edits_to_decide(uow) == []


def test_it_is_on_once_and_off_once_and_reviewed_in_the_future(store: Store) -> None:
    with pytest.raises(StepRefused, match="off"):
        switch_off(store, "over", at(), "0")
    with pytest.raises(StepRefused, match="not after today"):
        switch_on(store, strike(-60), at(), "1")
    switch_on(store, strike(), at(), "2")
    with pytest.raises(StepRefused, match="on already"):
        switch_on(store, strike(), at(), "3")
    moved = supply_risk.move_review(store, at(90).today, at(10), "4")
    assert moved.settings.review_on == at(90).today
    switch_off(store, "over", at(20), "5")
    with pytest.raises(StepRefused, match="off"):
        supply_risk.move_review(store, at(99).today, at(21), "6")


def test_leaving_is_proposed_by_deliveries_back_in_their_band(store: Store) -> None:
    with store.read() as uow:
        assert supply_risk.leaving(uow, at().today) is None
    switch_on(store, strike(), at(), "on")
    with store.begin("test") as uow:
        seller = uow.stock.part(RAISED).supplier_id
        assert seller is not None
        for n in range(5):
            seen = supply_risk.leaving(uow, at(9).today)
            assert seen is not None
            assert (seen.in_band, seen.is_exit_proposed) == (n, False)
            day = at().today + timedelta(days=n + 1)
            uow.orders.add_receipt(Receipt(f"{n}", seller, RAISED, "", 1, day, 9.0, "eva"))
        seen = supply_risk.leaving(uow, at(9).today)
        assert seen is not None
        assert seen.is_exit_proposed
