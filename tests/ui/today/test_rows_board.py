"""What the Today page says, without a window."""

from collections.abc import Callable

import pytest

from app.bootstrap import Runtime
from app.core.health import Assessment, FailureMode, HealthState
from app.core.purchasing import PurchaseOrder
from app.core.records import PlantEvent
from app.core.work_orders import WorkOrder
from app.maintenance import jobs
from app.replenishment import orders
from app.ui.target import Place, Target
from app.ui.today.card import Card, Question, Tone
from app.ui.today.paper import board_html
from app.ui.today.rows_board import Board, read_board
from app.ui.wording import Wording
from tests.past_predictions import past_items

CHANGED, TO_ORDER, ARRIVES, READY, LATE = range(5)
Reader = Callable[[], Board]


@pytest.fixture
def board(runtime: Runtime, say: Wording) -> Reader:
    return lambda: read_board(runtime.store, say, runtime.moment())


def only(question: Question) -> Card:
    (card,) = question.cards
    return card


def test_an_empty_plant_has_no_cards_and_every_question_says_what_belongs_there(
    board: Reader,
) -> None:
    for question in board().questions:
        assert question.cards == ()
        assert question.nothing.endswith(".")


def test_a_well_plant_has_no_cards(board: Reader, well_plant: None) -> None:
    assert [len(question.cards) for question in board().questions] == [0] * 5
    assert board().questions[CHANGED].nothing == "Every machine runs as it should."
    assert {mark.state for mark in board().machines} == {HealthState.NORMAL}


def test_what_changed_names_the_wear_and_the_days_that_are_left(
    board: Reader, well_plant: None, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 40.0)
    card = only(board().questions[CHANGED])
    assert card.where == "P-101, Drive-end bearing"
    assert card.sentence == "Outer race wear: likely to fail within"
    assert (card.number, card.unit) == ("40", "d")
    assert card.tone is Tone.ALARM


def test_days_left_are_those_planned_with_once_the_record_corrects_them(
    runtime: Runtime, board: Reader, assess: Callable[..., Assessment]
) -> None:
    with runtime.store.begin("t") as uow:
        past_items(uow, bias=1.6, model="degradation path")
    assess("P-101", 40.0)
    assert board().questions[CHANGED].cards[0].number == "25"


def test_predictions_that_did_not_come_true_date_nothing(
    runtime: Runtime, board: Reader, assess: Callable[..., Assessment]
) -> None:
    with runtime.store.begin("t") as uow:
        past_items(uow, error=1.6, claimed=1.6, model="degradation path")
    assess("P-101", 40.0)
    card = board().questions[CHANGED].cards[0]
    assert card.sentence == (
        "Outer race wear: such predictions did not come true, so none dates it."
    )


def test_the_worst_machine_stands_first_and_a_blind_spot_before_what_is_watched(
    board: Reader, well_plant: None, assess: Callable[..., Assessment]
) -> None:
    assess("F-103", None, HealthState.WATCH, FailureMode.UNBALANCE)
    assess("V-105", None, HealthState.NO_DATA, FailureMode.NONE)
    assess("P-101", 90.0, HealthState.DANGER)
    tags = [card.where[:5] for card in board().questions[CHANGED].cards]
    assert tags == ["P-101", "V-105", "F-103"]


def test_machines_not_measured_yet_share_one_card(
    board: Reader, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", None, HealthState.NORMAL, FailureMode.NONE)
    card = only(board().questions[CHANGED])
    assert card.number == "5"
    assert "M-102" in card.where


def test_a_need_is_counted_down_to_its_order_day(
    board: Reader,
    runtime: Runtime,
    assess: Callable[..., Assessment],
    days_pass: Callable[[int], None],
) -> None:
    assess("P-101", 40.0)
    with runtime.store.read() as uow:
        (record,) = uow.decisions.latest_all()
    order_by = record.decision.order_by
    assert order_by is not None
    for gone in (0, 2):
        card = only(board().questions[TO_ORDER])
        assert card.number == str((order_by - runtime.today()).days)
        assert card.target == Target(Place.WHY, record.component_id)
        days_pass(2 if gone == 0 else 0)


def test_a_draft_asks_to_be_approved_and_leads_to_its_button(
    board: Reader, draft: PurchaseOrder
) -> None:
    card = only(board().questions[TO_ORDER])
    assert f"{draft.number} waits for approval" in card.sentence
    assert card.target == Target(Place.ORDERS, draft.id, "approve")


def test_a_draft_whose_day_has_passed_is_late_too(
    board: Reader, draft: PurchaseOrder, days_pass: Callable[[int], None]
) -> None:
    days_pass(3)
    assert only(board().questions[TO_ORDER]).tone is Tone.ALARM
    late = [card for card in board().questions[LATE].cards if draft.number in card.sentence]
    assert [card.number for card in late] == ["3"]


def test_an_order_on_its_way_arrives_and_is_late_once_its_day_has_passed(
    board: Reader, runtime: Runtime, draft: PurchaseOrder, days_pass: Callable[[int], None]
) -> None:
    orders.approve(runtime.store, draft.id, runtime.moment(), "a")
    issued = orders.issue(runtime.store, draft.id, runtime.moment(), "b")
    assert only(board().questions[ARRIVES]).target.step == "receive"
    assert issued.expected_on is not None
    days_pass((issued.expected_on - runtime.today()).days + 2)
    assert board().questions[ARRIVES].cards == ()
    late = [card for card in board().questions[LATE].cards if card.key.startswith("overdue")]
    assert [(card.number, card.unit) for card in late] == [("2", "d late")]


def test_a_job_goes_from_proposed_to_ready_and_names_its_bin(
    board: Reader, runtime: Runtime, draft: PurchaseOrder, job: WorkOrder
) -> None:
    assert only(board().questions[READY]).action == "Plan…"
    jobs.plan(runtime.store, job.id, runtime.moment(), "p")
    orders.approve(runtime.store, draft.id, runtime.moment(), "a")
    orders.issue(runtime.store, draft.id, runtime.moment(), "b")
    line = draft.lines[0]
    orders.receive(runtime.store, draft.id, line.part_id, line.quantity, runtime.moment(), "c")
    card = only(board().questions[READY])
    assert card.action == "Start…"
    assert "parts in bin A-" in card.sentence


def test_a_need_that_no_order_can_meet_in_time_is_late_with_its_probability(
    board: Reader, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 1.5)
    card = next(c for c in board().questions[LATE].cards if c.key.startswith("late:"))
    assert card.tone is Tone.DANGER
    assert card.number.endswith("%")


def test_the_story_leaves_out_that_nothing_is_to_be_done(
    board: Reader, runtime: Runtime, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 200.0)
    assert board().story == ()
    event = PlantEvent("e", runtime.now(), "onset", "", "", "outer race wear")
    with runtime.store.begin("test") as uow:
        uow.events.add(event)
    assert [line.text for line in board().story] == [" began to wear: outer race wear"]


def test_on_paper_every_question_and_every_sentence_stands(
    board: Reader, draft: PurchaseOrder
) -> None:
    html = board_html(board(), "Monday")
    for question in board().questions:
        assert question.text in html
        for card in question.cards:
            assert card.number in html
