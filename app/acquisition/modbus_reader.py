"""Reading Modbus TCP registers through a facade that can't write."""

import contextlib
import socket
import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pymodbus.client import ModbusTcpClient
from pymodbus.exceptions import ModbusException
from pymodbus.pdu import ModbusPDU

from app.core.errors import ReadingRefused, SourceUnreachable

READING_FUNCTIONS = frozenset({3, 4})
REGISTERS_PER_REQUEST = 125
DEFAULT_PORT = 502

_EXCEPTIONS = {
    1: "illegal function",
    2: "illegal data address: it has no such register",
    3: "illegal data value",
    4: "device failure",
    5: "acknowledged, still working",
    6: "device busy",
    8: "memory parity error",
    10: "gateway path unavailable",
    11: "the gateway gets no answer from the device",
}


def split_address(address: str) -> tuple[str, int]:
    """Split ``host:port``; the port may be left out.

    Raises
    ------
    SourceUnreachable
        If the port is not a number from 1 to 65535 or there is no host.

    Examples
    --------
    >>> split_address("10.0.0.7:1502"), split_address("gateway"), split_address("[::1]:502")
    (('10.0.0.7', 1502), ('gateway', 502), ('::1', 502))
    """
    host, colon, port = address.strip().rpartition(":")
    if not colon or port.endswith("]"):
        host, port = address.strip(), str(DEFAULT_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 2**16:
        raise SourceUnreachable(
            f'"{address}" is not an address.', "Expected host:port, such as 192.168.0.10:502."
        )
    return host, int(port)


def refuse_writing(is_sending: bool, pdu: ModbusPDU) -> ModbusPDU:
    """Stop any request but a reading one before it leaves this computer.

    Raises
    ------
    RuntimeError
        For a function code other than 3 and 4: that is a fault of this program.
    """
    if is_sending and pdu.function_code not in READING_FUNCTIONS:
        msg = f"function code {pdu.function_code} must never be sent to a plant"
        raise RuntimeError(msg)
    return pdu


class ModbusReader:
    """One connection to one host, with a deadline on every request.

    Parameters
    ----------
    name : str
        What the source is called in messages.
    address : str
        ``host:port``.
    timeout_s : float
        Longest wait for one answer, repetition included.
    """

    def __init__(self, name: str, address: str, timeout_s: float) -> None:
        self._place = f"{name} ({address})"
        self._host, self._port = split_address(address)
        self._timeout_s = timeout_s
        self._client = self._new_client()

    def _new_client(self) -> ModbusTcpClient:
        # One repetition covers a lost answer; both together keep the deadline.
        return ModbusTcpClient(
            self._host,
            port=self._port,
            timeout=self._timeout_s / 2,
            retries=1,
            trace_pdu=refuse_writing,
        )

    def connect(self) -> None:
        """Open the connection if it is not open, each time by a fresh client.

        Raises
        ------
        SourceUnreachable
            If the host does not take it.
        """
        if self._client.connected:
            return
        self._client = self._new_client()
        try:
            is_connected = bool(self._client.connect())  # type: ignore[no-untyped-call]
        except (OSError, UnicodeError) as exc:
            raise self._unreachable(f"the address can't be used: {exc}") from exc
        if not is_connected:
            raise self._unreachable("it does not take a connection")

    def interrupt(self) -> None:
        """End a wait for an answer; to be called from another thread."""
        connection = self._client.socket
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._client.close()  # type: ignore[no-untyped-call]

    def holding_registers(
        self, device_id: int, address: int, count: int, go_on: Callable[[], bool] = lambda: True
    ) -> NDArray[np.uint16]:
        """Read registers, in as many requests as it takes.

        Parameters
        ----------
        device_id : int
            Device behind the address, 0 to 255.
        address, count : int
            First register (0-based, as on the wire) and how many.
        go_on : callable
            Asked before each request; False ends the reading.

        Returns
        -------
        ndarray of uint16, shape (count,)
            The registers in the order of their addresses.

        Raises
        ------
        ReadingRefused
            If the device answers with an exception or with another count.
        SourceUnreachable
            If no answer comes in time or the link breaks; the connection is closed then, so that
            a late answer can't be taken for the next one.
        """
        parts = []
        for first in range(address, address + count, REGISTERS_PER_REQUEST):
            if not go_on():
                raise self._unreachable("the reading was stopped")
            size = min(REGISTERS_PER_REQUEST, address + count - first)
            parts.append(self._request(device_id, first, size))
        return np.concatenate(parts)

    def _request(self, device_id: int, first: int, size: int) -> NDArray[np.uint16]:
        where = f"registers {first} to {first + size - 1}"
        if not self._client.connected:
            raise self._unreachable("the connection is closed")
        try:
            reply = self._client.read_holding_registers(first, count=size, device_id=device_id)
        except (ModbusException, OSError, struct.error, ValueError, IndexError) as exc:
            self.close()
            raise self._unreachable(f"device {device_id} sent no usable answer") from exc
        if reply.isError():
            code = getattr(reply, "exception_code", 0)
            raise ReadingRefused(
                f"{self._place}: device {device_id} refused {where} with exception {code} "
                f"({_EXCEPTIONS.get(code, 'unknown code')}).",
                "Check the device id and the register in the source's settings.",
            )
        if len(reply.registers) != size:
            raise ReadingRefused(
                f"{self._place}: device {device_id} sent {len(reply.registers)} registers "
                f"for {where}, expected {size}.",
                "Check that the device is of the kind named in the source's settings.",
            )
        return np.asarray(reply.registers, dtype=np.uint16)

    def _unreachable(self, why: str) -> SourceUnreachable:
        return SourceUnreachable(
            f"{self._place} does not answer: {why}.",
            "Check that it is switched on and the network cable is in; trying again goes on.",
        )
