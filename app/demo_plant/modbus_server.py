"""The demo plant's Modbus gateway: waveform blocks in holding registers, read-only.

Register map (0-based wire addresses, big-endian "ABCD"):

====== ==================================================================
0-3    plant time, UTC milliseconds (u64), exact at every read
4-5    speed, plant seconds per real second (float32)
10     block number (u16); the same before and after a read: a whole block
11-12  sample rate, Hz (float32)
13     sample count (u16)
14-15  shaft speed, rpm (float32)
16-19  instant of the block's first sample, UTC milliseconds (u64)
20-21  scale, m/s2 per count (float32)
22     status (0 ok, 4 sensor error)
23-24  temperature of the housing, degC (float32)
26-27  write requests refused so far (u32)
100-   samples (int16)
====== ==================================================================

Device ids without a machine answer registers 0 to 99 alone. While a client reads a block from
header to closing header the gateway keeps it still (`latch`).
"""

import asyncio
import struct
import time
from collections.abc import Callable

import numpy as np
from pymodbus.constants import ExcCodes
from pymodbus.pdu import ModbusPDU
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from app.core.errors import SourceUnreachable
from app.demo_plant.builds import MODBUS_TAGS
from app.demo_plant.latch import Latch
from app.demo_plant.machines import Block
from app.demo_plant.signals import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Acceleration

CLOCK, BLOCK_NUMBER, REFUSED_WRITES, SAMPLES = 0, 10, 26, 100
FULL_SCALE_MS2 = 500.0
SCALE_MS2 = FULL_SCALE_MS2 / 32767
OK, SENSOR_ERROR = 0, 4
WRITE_FUNCTIONS = frozenset({5, 6, 15, 16, 21, 22, 23})
HOST = "127.0.0.1"


def registers_of(layout: str, *values: float) -> list[int]:
    """Pack values big-endian into 16-bit registers; `layout` is of the `struct` module.

    >>> registers_of("f", 1.5), registers_of("Q", 65537)
    ([16320, 0], [0, 0, 1, 1])
    """
    packed = struct.pack(f">{layout}", *values)
    return list(struct.unpack(f">{len(packed) // 2}H", packed))


def counts_of(acceleration_ms2: Acceleration) -> list[int]:
    """Quantise samples to int16 as registers hold them; beyond full scale is clipped.

    >>> counts_of(np.array([0.0, -500.0, 900.0], np.float32))
    [0, 32769, 32767]
    """
    counts = np.rint(np.clip(acceleration_ms2 / SCALE_MS2, -32767, 32767))
    whole: list[int] = counts.astype(np.int16).view(np.uint16).tolist()
    return whole


def block_registers(number: int, block: Block) -> list[int]:
    """Lay out registers 10 to the last sample of one block."""
    return [
        number % 65536,
        *registers_of("f", SAMPLE_RATE_HZ),
        BLOCK_SAMPLES,
        *registers_of("f", block.shaft_speed_rpm),
        *registers_of("Q", block.utc_ms),
        *registers_of("f", SCALE_MS2),
        OK if block.is_sensor_ok else SENSOR_ERROR,
        *registers_of("f", block.temperature_degc),
        *[0] * (SAMPLES - 25),
        *counts_of(block.acceleration_ms2),
    ]


class ModbusGateway:
    """Serves the newest block of each Modbus machine; refuses and counts every write.

    Any other device id answers the clock alone.

    Parameters
    ----------
    utc_ms : callable
        Says the plant time in UTC milliseconds.
    speed : float
        Plant seconds per real second, published beside it.
    """

    def __init__(self, utc_ms: Callable[[], int], speed: float) -> None:
        self._utc_ms = utc_ms
        self._speed_registers = registers_of("f", speed)
        self._devices = {device_id: _Device(self) for device_id in (0, *MODBUS_TAGS.values())}
        self._server: ModbusTcpServer | None = None
        self.refused_writes = 0

    async def start(self, port: int) -> str:
        """Listen on loopback and return the address; port 0 takes a free one."""
        memories = [
            SimDevice(device_id, _memory(device_id), action=device.answer)
            for device_id, device in self._devices.items()
        ]
        self._server = ModbusTcpServer(memories, address=(HOST, port), trace_pdu=self._count_writes)
        try:
            await self._server.serve_forever(background=True)
        except RuntimeError as error:
            raise SourceUnreachable(
                f"The demo plant's Modbus gateway can't listen on port {port}.",
                "Choose another port, or 0 for a free one.",
            ) from error
        return f"{HOST}:{_port_of(self._server)}"

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is not None:
            await self._server.shutdown()  # type: ignore[no-untyped-call]

    def publish(self, number: int, block: Block) -> None:
        """Offer a new block; it is laid out when somebody reads that machine."""
        self._devices[MODBUS_TAGS[block.tag]].newest = (number, block)

    def pace(self, speed: float) -> None:
        """Publish another speed from now on."""
        self._speed_registers = registers_of("f", speed)

    def clock_registers(self) -> list[int]:
        """Return registers 0 to 5 as of this moment."""
        return registers_of("Q", self._utc_ms()) + self._speed_registers

    def _count_writes(self, is_sending: bool, pdu: ModbusPDU) -> ModbusPDU:
        if not is_sending and pdu.function_code in WRITE_FUNCTIONS:
            self.refused_writes += 1
        return pdu


class _Device:
    """One device id: brings its registers up to date at the moment they are read."""

    def __init__(self, gateway: ModbusGateway) -> None:
        self._gateway = gateway
        self._latch = Latch(BLOCK_NUMBER, SAMPLES, SAMPLES + BLOCK_SAMPLES - 1)
        self.newest: tuple[int, Block] | None = None
        self._laid_out: tuple[int, Block] | None = None

    async def answer(
        self,
        function_code: int,
        _start_address: int,
        address: int,
        count: int,
        registers: list[int],
        values: list[int] | list[bool] | None,
    ) -> ExcCodes | None:
        """Refuse a write; before a read, change the registers in one step."""
        if values is not None or function_code in WRITE_FUNCTIONS:
            return ExcCodes.ILLEGAL_FUNCTION
        registers[CLOCK : CLOCK + 6] = self._gateway.clock_registers()
        may_change = self._latch.may_change(time.monotonic(), address, address + count - 1)
        if may_change and self.newest is not None and self.newest is not self._laid_out:
            registers[BLOCK_NUMBER : SAMPLES + BLOCK_SAMPLES] = block_registers(*self.newest)
            self._laid_out = self.newest
        refused = registers_of("I", self._gateway.refused_writes)
        registers[REFUSED_WRITES : REFUSED_WRITES + 2] = refused
        return None


def _memory(device_id: int) -> list[SimData]:
    """Return the register memory of a device id: without a machine there are no samples."""
    registers = SAMPLES + BLOCK_SAMPLES if device_id else SAMPLES
    return [SimData(0, count=registers, values=0, datatype=DataType.REGISTERS)]


def _port_of(server: ModbusTcpServer) -> int:
    """Return the port the listening server got."""
    listening = server.transport
    if not isinstance(listening, asyncio.Server):
        raise SourceUnreachable("The demo plant's Modbus gateway did not start listening.")
    return int(listening.sockets[0].getsockname()[1])
