"""What another quantity costs, worded from a sum laid open by hand."""

from decimal import Decimal

from app.core.batch import BatchChoice, BatchOption
from app.core.money import Money
from app.core.offers import Offer
from app.replenishment.parts.draft_change import QuantityStudy
from app.ui.orders.quantity_words import change_words, proposal_words
from app.ui.wording import Wording

EURO = Money(Decimal(10), "EUR")


def option(quantity: int, holding: float, *, is_one: bool = True) -> BatchOption:
    """A quantity that costs 60 EUR to order and covers 100 d a piece."""
    return BatchOption(quantity, 10.0, 60.0, holding, 0.0, 100.0 * quantity, is_one)


OPTIONS = (option(2, 2.0), option(4, 10.0), option(6, 510.0), option(8, 0.0, is_one=False))
STUDY = QuantityStudy(
    "North", Offer("p", "north", EURO, 2, 2), BatchChoice(OPTIONS[1], OPTIONS, 2), 0.1, 200
)
"""Four are cheapest: 70 EUR for 400 d, 0.175 EUR a day."""


def test_each_kind_of_quantity_has_its_own_sentence(say: Wording) -> None:
    def told(pieces: int) -> str:
        return change_words(STUDY, pieces, "EUR", say)

    assert told(4) == "This is the quantity the board proposes."
    assert told(3) == "North sells 4 next: from 2 on, in packs of 2."
    assert told(2) == "2 instead of 4: 27.00 EUR more over 200 d."
    assert told(6) == "6 instead of 4: 155.00 EUR more over 200 d."
    assert told(8).startswith("8 instead of 4: 20.00 EUR less over 200 d. Several orders")
    assert told(10) == (
        "10 instead of 4: no need is known for 2 of them. Holding them costs 40.00 EUR over "
        "200 d, and 20.00 EUR are tied up."
    )


def test_fewer_than_are_needed_are_missing(say: Wording) -> None:
    study = QuantityStudy(
        "North", Offer("p", "north", EURO), BatchChoice(OPTIONS[1], OPTIONS[1:], 4), 0.1, 9
    )
    assert change_words(study, 1, "EUR", say) == "4 are needed: 3 would be missing."


def test_the_proposal_is_the_board_s_own_reasoning(say: Wording) -> None:
    assert proposal_words(STUDY, "EUR", say).startswith("Chosen: 4 at 10 EUR.")
