"""Servers to read from: real sockets on loopback, with every fault a plant can have."""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import numpy as np
from asyncua import Server, ua
from asyncua.common.callback import CallbackType
from numpy.typing import NDArray
from pymodbus.constants import ExcCodes
from pymodbus.exceptions import NoSuchIdException
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

HOST = "127.0.0.1"
NAMESPACE = "urn:kairos:demo-plant"
SAMPLE_RATE_HZ = 12_800.0
SCALE_MS2 = 0.01
FIRST_SAMPLE = 100


def free_port() -> int:
    """Port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def noise(seed: int, samples: int = 512) -> NDArray[np.float32]:
    """Acceleration of a healthy machine in m/s2, on the grid of the Modbus scale."""
    rng = np.random.default_rng(seed)
    return (rng.normal(0, 200, samples).round() * SCALE_MS2).astype(np.float32)


class LoopInThread:
    """An asyncio loop that lives until it is stopped."""

    def __init__(self) -> None:
        self.loop = asyncio.SelectorEventLoop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(20)

    def stop(self) -> None:
        self.run(self._cancel_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()

    @staticmethod
    async def _cancel_all() -> None:
        loop = asyncio.get_running_loop()
        current = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not current]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in list(loop._transports.values()):
            transport.abort()
        await asyncio.sleep(0.01)


class _Registers:
    """What the Modbus server answers from; counts writes, can be told to misbehave."""

    def __init__(self) -> None:
        self.devices: dict[int, NDArray[np.uint16]] = {}
        self.silent: set[int] = set()
        self.refusing: dict[int, ExcCodes] = {}
        self.writes = 0
        self.reads = 0
        self.before_read: Callable[[int, int, int], None] = lambda device_id, first, count: None

    async def async_getValues(  # noqa: N802 - pymodbus names it
        self, device_id: int, _function: int, address: int, count: int = 1
    ) -> list[int] | ExcCodes:
        self.reads += 1
        self.before_read(device_id, address, count)
        if device_id in self.silent:
            raise NoSuchIdException("silent")
        if device_id in self.refusing:
            return self.refusing[device_id]
        if device_id not in self.devices:
            return ExcCodes.GATEWAY_NO_RESPONSE
        registers = self.devices[device_id]
        if address + count > registers.size:
            return ExcCodes.ILLEGAL_ADDRESS
        whole: list[int] = registers[address : address + count].tolist()
        return whole

    async def async_setValues(self, *_: object) -> None:  # noqa: N802 - pymodbus names it
        self.writes += 1

    def device_ids(self) -> list[int]:
        return list(self.devices)


class ModbusPeer:
    """A gateway with waveform devices, following the register map "kairos-waveform"."""

    def __init__(self) -> None:
        self.port = free_port()
        self.registers = _Registers()
        self._thread: LoopInThread | None = None
        self._server: ModbusTcpServer | None = None
        self._numbers: dict[int, int] = {}
        self.start()

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    def start(self) -> None:
        self._thread = LoopInThread()
        self._thread.run(self._serve())

    async def _serve(self) -> None:
        blank = SimDevice(0, [SimData(0, count=1, values=0, datatype=DataType.REGISTERS)])
        self._server = ModbusTcpServer(
            blank, address=(HOST, self.port), ignore_missing_devices=True
        )
        self._server.context = self.registers
        await self._server.serve_forever(background=True)

    def stop(self) -> None:
        if self._thread is not None and self._server is not None:
            # asyncio forgets to close a client it accepted just before its server closed.
            self._thread.run(asyncio.sleep(0.03))
            self._thread.run(self._server.shutdown())
            self._thread.stop()
            self._thread = None

    def publish(
        self,
        device_id: int,
        samples_ms2: NDArray[np.float32],
        taken_at: datetime,
        *,
        status: int = 0,
        rate_hz: float = SAMPLE_RATE_HZ,
        rpm: float = 1480.0,
        speed: float = 21_600.0,
    ) -> None:
        """Offer a new block; its first sample's instant is the plant time too."""
        number = self._numbers.get(device_id, 0) + 1
        self._numbers[device_id] = number
        instant_ms = round(taken_at.timestamp() * 1000)
        head = struct.pack(">Qf8x", instant_ms, speed)
        head += struct.pack(
            ">HfHfQf", number, rate_hz, samples_ms2.size, rpm, instant_ms, SCALE_MS2
        )
        head += struct.pack(">Hf", status, 40.0)
        head = head.ljust(2 * FIRST_SAMPLE, b"\0")
        counts = np.rint(samples_ms2 / SCALE_MS2).astype(np.int16).astype(">i2").tobytes()
        self.registers.devices[device_id] = np.frombuffer(head + counts, ">u2").astype(np.uint16)

    def set_register(self, device_id: int, address: int, *values: int) -> None:
        self.registers.devices[device_id][address : address + len(values)] = values


class OpcuaPeer:
    """A server with array nodes per machine; counts writes from outside."""

    def __init__(self, tags: tuple[str, ...] = ("F-103", "C-104", "V-105")) -> None:
        self.port = free_port()
        self.tags = tags
        self.writes = 0
        self._thread: LoopInThread | None = None
        self._server: Server | None = None
        self._index = 0
        self._numbers: dict[str, int] = {}
        self.start()

    @property
    def address(self) -> str:
        return f"opc.tcp://{HOST}:{self.port}"

    def start(self) -> None:
        self._thread = LoopInThread()
        self._thread.run(self._serve())

    async def _serve(self) -> None:
        server = Server()
        await server.init()
        server.set_endpoint(self.address)
        server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        self._index = await server.register_namespace(NAMESPACE)
        floats, unsigned = ua.VariantType.Float, ua.VariantType.UInt32
        for name, value, kind in (
            ("PlantTimeMs", 0, ua.VariantType.Int64),
            ("PlantSpeed", 1.0, floats),
            *((f"{tag}.Waveform", [0.0], floats) for tag in self.tags),
            *((f"{tag}.SampleRate", SAMPLE_RATE_HZ, floats) for tag in self.tags),
            *((f"{tag}.ShaftSpeed", 1480.0, floats) for tag in self.tags),
            *((f"{tag}.BlockNumber", 0, unsigned) for tag in self.tags),
        ):
            await server.nodes.objects.add_variable(self._id(name), name, value, kind)
        server.subscribe_server_callback(CallbackType.PreWrite, self._count_write)
        await server.start()
        self._server = server

    async def _count_write(self, asked: Any, _service: object) -> None:
        self.writes += int(asked.is_external)

    def stop(self) -> None:
        if self._thread is not None and self._server is not None:
            self._thread.run(self._server.stop())
            self._thread.stop()
            self._thread = None

    def publish(
        self,
        tag: str,
        samples_ms2: NDArray[np.float32],
        taken_at: datetime | None,
        *,
        status: int = ua.StatusCodes.Good,
        rate_hz: float = SAMPLE_RATE_HZ,
        speed: float = 21_600.0,
    ) -> None:
        """Offer a new block; its first sample's instant is the plant time too."""
        number = self._numbers.get(tag, 0) + 1
        self._numbers[tag] = number
        plant_ms = 0 if taken_at is None else round(taken_at.timestamp() * 1000)
        values = samples_ms2.astype(float).tolist()
        self.write("PlantTimeMs", plant_ms, ua.VariantType.Int64)
        self.write("PlantSpeed", speed, ua.VariantType.Float)
        self.write(f"{tag}.SampleRate", rate_hz, ua.VariantType.Float)
        self.write(f"{tag}.Waveform", values, ua.VariantType.Float, taken_at, status)
        self.write(f"{tag}.BlockNumber", number, ua.VariantType.UInt32)

    def write(
        self,
        name: str,
        value: object,
        kind: ua.VariantType,
        taken_at: datetime | None = None,
        status: int = ua.StatusCodes.Good,
    ) -> None:
        """Set a node from inside the server."""
        told = ua.DataValue(ua.Variant(value, kind), ua.StatusCode(status), taken_at)
        assert self._thread is not None
        assert self._server is not None
        self._thread.run(self._server.write_attribute_value(self._id(name), told))

    def _id(self, name: str) -> ua.NodeId:
        return ua.NodeId(name, self._index)


class Babbler:
    """A host that answers every request with the same bytes, or hangs up."""

    def __init__(self, answer: bytes) -> None:
        self._listener = socket.create_server((HOST, 0))
        self.address = f"{HOST}:{self._listener.getsockname()[1]}"
        self._answer = answer
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                while connection.recv(4096):
                    if not self._answer:
                        break
                    connection.sendall(self._answer)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
