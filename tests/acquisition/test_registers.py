"""Registers to numbers."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.acquisition.registers import ByteOrder, decode_float32, decode_int16, decode_uint64

orders = st.sampled_from(ByteOrder)


def as_registers(big_endian: bytes, words_each: int, order: ByteOrder) -> list[int]:
    """Registers a device of this order would send, built byte by byte."""
    size = 2 * words_each
    registers = []
    for start in range(0, len(big_endian), size):
        number = big_endian[start : start + size]
        words = [number[at : at + 2] for at in range(0, size, 2)]
        if order in {ByteOrder.CDAB, ByteOrder.DCBA}:
            words.reverse()
        if order in {ByteOrder.BADC, ByteOrder.DCBA}:
            words = [word[::-1] for word in words]
        registers += [int.from_bytes(word, "big") for word in words]
    return registers


@given(st.lists(st.floats(width=32, allow_nan=False), max_size=20), orders)
def test_floats_come_back_in_every_order(numbers: list[float], order: ByteOrder):
    sent = as_registers(struct.pack(f">{len(numbers)}f", *numbers), 2, order)
    assert decode_float32(sent, order).tolist() == numbers


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20), orders)
def test_long_integers_come_back_in_every_order(numbers: list[int], order: ByteOrder):
    sent = as_registers(struct.pack(f">{len(numbers)}Q", *numbers), 4, order)
    assert decode_uint64(sent, order).tolist() == numbers


@given(st.lists(st.integers(-(2**15), 2**15 - 1), max_size=50), orders)
def test_short_integers_come_back_in_every_order(numbers: list[int], order: ByteOrder):
    sent = as_registers(struct.pack(f">{len(numbers)}h", *numbers), 1, order)
    assert decode_int16(sent, order).tolist() == numbers


@given(arrays(np.uint16, st.integers(0, 40)), orders)
def test_any_registers_decode_or_are_refused_as_a_wrong_count(
    registers: np.ndarray, order: ByteOrder
):
    if registers.size % 2:
        with pytest.raises(ValueError, match="registers"):
            decode_float32(registers, order)
    else:
        assert decode_float32(registers, order).size == registers.size // 2


def test_a_swapped_4_5023_is_plausible_only_in_its_own_order():
    sent = as_registers(struct.pack(">f", 4.5023), 2, ByteOrder.BADC)
    plausible = [order for order in ByteOrder if 1e-3 < abs(decode_float32(sent, order)[0]) < 1e3]
    assert plausible == [ByteOrder.BADC]
