"""Keeping a block still while a client reads it in pieces, as a good gateway does."""

from enum import Enum, auto

HOLD_S = 0.5
"""Real seconds without a request after which a half-read block is given up."""
HOLD_AT_MOST_S = 4.0
"""Real seconds one block is kept still in all, so that a slow client can't stop time."""


class _Phase(Enum):
    FREE = auto()
    HEADED = auto()
    READING = auto()
    ENDED = auto()


class Latch:
    """Follows the requests of one device: header, samples to the last, header again.

    Without it a client that polls on the gateway's own beat would meet the change of blocks in
    every single read. A client that stalls half-way still gets a torn block, and the block
    number tells it so.

    Parameters
    ----------
    number_at, first_sample, last_sample : int
        Addresses of the block number, the first and the last sample.
    """

    def __init__(self, number_at: int, first_sample: int, last_sample: int) -> None:
        self._number_at = number_at
        self._first_sample = first_sample
        self._last_sample = last_sample
        self._phase = _Phase.FREE
        self._began_s = 0.0
        self._asked_s = 0.0

    def may_change(self, now_s: float, first: int, last: int) -> bool:
        """Note a request for registers `first` to `last`; say whether it may meet a new block."""
        if now_s - self._asked_s > HOLD_S or now_s - self._began_s > HOLD_AT_MOST_S:
            self._phase = _Phase.FREE
        reads_number = first <= self._number_at <= last
        reads_samples = last >= self._first_sample
        may_change = self._phase is _Phase.FREE or (self._phase is _Phase.HEADED and reads_number)
        if may_change:
            self._began_s = now_s
        if reads_number or reads_samples:
            self._asked_s = now_s
        if reads_number:
            self._phase = _AFTER_NUMBER[self._phase]
        if reads_samples:
            self._phase = _Phase.ENDED if last >= self._last_sample else _Phase.READING
        return may_change


_AFTER_NUMBER = {
    _Phase.FREE: _Phase.HEADED,
    _Phase.HEADED: _Phase.HEADED,
    _Phase.READING: _Phase.READING,
    _Phase.ENDED: _Phase.FREE,
}
