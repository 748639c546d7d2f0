"""When a device under reading may show a new block."""

from app.demo_plant.latch import HOLD_AT_MOST_S, HOLD_S, Latch

NUMBER, FIRST, LAST = 10, 100, 8291


def new_latch() -> Latch:
    """Return the latch of a device nobody has read."""
    return Latch(NUMBER, FIRST, LAST)


def test_a_block_stays_from_header_to_closing_header() -> None:
    latch = new_latch()
    assert latch.may_change(0.0, NUMBER, 24)
    assert not latch.may_change(0.01, FIRST, 224)
    assert not latch.may_change(0.02, 225, LAST)
    assert not latch.may_change(0.03, NUMBER, NUMBER)
    assert latch.may_change(0.04, NUMBER, 24)


def test_watching_the_block_number_never_holds_it() -> None:
    latch = new_latch()
    assert all(latch.may_change(poll / 10, NUMBER, NUMBER) for poll in range(100))


def test_a_read_given_up_half_way_lets_go_after_a_while() -> None:
    latch = new_latch()
    latch.may_change(0.0, NUMBER, 24)
    latch.may_change(0.1, FIRST, 224)
    assert not latch.may_change(0.2, NUMBER, 24)
    assert latch.may_change(0.3 + HOLD_S, NUMBER, 24)


def test_a_client_that_dawdles_can_not_stop_time() -> None:
    latch = new_latch()
    latch.may_change(0.0, NUMBER, 24)
    pieces = int(HOLD_AT_MOST_S / (HOLD_S / 2)) + 2
    met = [latch.may_change(piece * HOLD_S / 2, FIRST, 224) for piece in range(1, pieces)]
    assert not met[0]
    assert any(met)


def test_reading_the_clock_neither_holds_nor_frees() -> None:
    latch = new_latch()
    assert latch.may_change(0.0, 0, 5)
    latch.may_change(0.1, NUMBER, 24)
    latch.may_change(0.2, FIRST, 224)
    assert not latch.may_change(0.3, 0, 5)
    assert latch.may_change(0.3 + HOLD_S, 0, 5)
