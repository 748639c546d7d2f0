"""Modbus registers to numbers, in every byte and word order the field knows."""

from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray


class ByteOrder(Enum):
    """Order in which the bytes A (highest) to D of a 32-bit number travel.

    Longer numbers follow the same two rules: whether the words stand lowest first, and whether
    the two bytes of each word are swapped.
    """

    ABCD = "ABCD"
    CDAB = "CDAB"
    BADC = "BADC"
    DCBA = "DCBA"

    @property
    def has_lowest_word_first(self) -> bool:
        """Whether the lowest word comes first."""
        return self in {ByteOrder.CDAB, ByteOrder.DCBA}

    @property
    def has_swapped_bytes(self) -> bool:
        """Whether the low byte of each word comes first."""
        return self in {ByteOrder.BADC, ByteOrder.DCBA}


def decode_float32(registers: ArrayLike, order: ByteOrder = ByteOrder.ABCD) -> NDArray[np.float32]:
    """Read IEEE 754 single-precision numbers, two registers each.

    Parameters
    ----------
    registers : array_like of int, shape (2 n,)
        Register values 0 to 65535 in the order of their addresses.
    order : ByteOrder
        How the device lays the bytes out.

    Returns
    -------
    ndarray of float32, shape (n,)
        The numbers; NaN and infinity come through as they are.

    Raises
    ------
    ValueError
        If the number of registers is not even.

    Examples
    --------
    >>> float(decode_float32([0x4145, 0x0000])[0])
    12.3125
    >>> float(decode_float32([0x0000, 0x4145], ByteOrder.CDAB)[0])
    12.3125
    """
    return np.frombuffer(_big_endian(registers, 2, order), dtype=">f4").astype(np.float32)


def decode_uint64(registers: ArrayLike, order: ByteOrder = ByteOrder.ABCD) -> NDArray[np.uint64]:
    """Read unsigned 64-bit numbers, four registers each.

    Parameters
    ----------
    registers : array_like of int, shape (4 n,)
        Register values 0 to 65535 in the order of their addresses.
    order : ByteOrder
        How the device lays the bytes out.

    Returns
    -------
    ndarray of uint64, shape (n,)
        The numbers.

    Raises
    ------
    ValueError
        If the number of registers is not a multiple of four.

    Examples
    --------
    >>> int(decode_uint64([0, 0, 1, 2])[0])
    65538
    """
    return np.frombuffer(_big_endian(registers, 4, order), dtype=">u8").astype(np.uint64)


def decode_int16(registers: ArrayLike, order: ByteOrder = ByteOrder.ABCD) -> NDArray[np.int16]:
    """Read signed 16-bit numbers, one register each.

    Parameters
    ----------
    registers : array_like of int, shape (n,)
        Register values 0 to 65535.
    order : ByteOrder
        Only its swapping of bytes matters here.

    Returns
    -------
    ndarray of int16, shape (n,)
        The numbers.

    Examples
    --------
    >>> decode_int16([65535, 1]).tolist()
    [-1, 1]
    """
    return np.frombuffer(_big_endian(registers, 1, order), dtype=">i2").astype(np.int16)


def _big_endian(registers: ArrayLike, words_each: int, order: ByteOrder) -> bytes:
    words = np.asarray(registers, dtype=np.uint16)
    if words.ndim != 1 or words.size % words_each:
        msg = f"{words.size} registers are not a whole count of {words_each}-register numbers"
        raise ValueError(msg)
    grouped = words.reshape(-1, words_each)
    if order.has_lowest_word_first:
        grouped = grouped[:, ::-1]
    return grouped.astype("<u2" if order.has_swapped_bytes else ">u2").tobytes()
