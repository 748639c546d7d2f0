"""The demo plant's OPC UA server: waveforms as arrays with their own time and status.

String node ids in the namespace ``urn:kairos:demo-plant``: ``PlantTime`` (DateTime),
``PlantTimeMs`` (Int64), ``PlantSpeed`` (Float), ``RefusedWrites`` (UInt32), and per machine
``TAG.Waveform`` (Float array, m/s2), ``TAG.SampleRate`` (Float, Hz), ``TAG.ShaftSpeed`` (Float,
rpm), ``TAG.BlockNumber`` (UInt32), ``TAG.Temperature`` (Float, degC). Every value of a block has
the instant of its first sample as its source timestamp, in plant time.
"""

import socket
from collections.abc import Callable
from typing import cast

from asyncua import ua
from asyncua.common.callback import CallbackType, ServerItemCallback
from asyncua.server.server import Server
from asyncua.ua.status_codes import StatusCodes

from app.core.errors import SourceUnreachable
from app.demo_plant.builds import OPC_UA_TAGS
from app.demo_plant.clock import instant_of
from app.demo_plant.identity import NAMESPACE
from app.demo_plant.machines import Block
from app.demo_plant.signals import SAMPLE_RATE_HZ

HOST = "127.0.0.1"
LONGEST_SESSION_MS = 3_600_000

_GOOD = ua.StatusCode(ua.UInt32(StatusCodes.Good))
_SENSOR_FAILED = ua.StatusCode(ua.UInt32(StatusCodes.BadSensorFailure))
_BLOCK_NODES = {
    "Waveform": ua.VariantType.Float,
    "SampleRate": ua.VariantType.Float,
    "ShaftSpeed": ua.VariantType.Float,
    "BlockNumber": ua.VariantType.UInt32,
    "Temperature": ua.VariantType.Float,
}


class OpcUaGateway:
    """Serves the newest block of each OPC UA machine; refuses and counts every write.

    Parameters
    ----------
    utc_ms : callable
        Says the plant time in UTC milliseconds.
    speed : float
        Plant seconds per real second, published beside it.
    """

    def __init__(self, utc_ms: Callable[[], int], speed: float) -> None:
        self._utc_ms = utc_ms
        self._speed = speed
        self._server = Server()
        self._namespace = 0
        self.refused_writes = 0

    async def start(self, port: int) -> str:
        """Build the address space, listen on loopback, return the endpoint; port 0: a free one."""
        await self._server.init()
        self._server.iserver.max_session_timeout_ms = LONGEST_SESSION_MS
        self._server.set_server_name("Kairos demo plant")
        self._server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        # Without it the library lets whoever calls himself "admin" write.
        self._server.set_identity_tokens([ua.AnonymousIdentityToken])
        endpoint = f"opc.tcp://{HOST}:{port or free_port()}"
        self._server.set_endpoint(endpoint)
        self._namespace = await self._server.register_namespace(NAMESPACE)
        await self._add_plant_nodes()
        for tag in OPC_UA_TAGS:
            await self._add_machine_nodes(tag)
        self._server.subscribe_server_callback(CallbackType.PreWrite, self._count_writes)
        try:
            await self._server.start()
        except OSError as error:
            raise SourceUnreachable(
                f"The demo plant's OPC UA server can't listen on {endpoint}.",
                "Choose another port, or 0 for a free one.",
            ) from error
        return endpoint

    async def stop(self) -> None:
        """Close the port and every session."""
        await self._server.stop()

    async def publish(self, number: int, block: Block) -> None:
        """Offer a new block to readers and subscribers."""
        values = {
            "Waveform": block.acceleration_ms2.tolist(),
            "SampleRate": SAMPLE_RATE_HZ,
            "ShaftSpeed": block.shaft_speed_rpm,
            "BlockNumber": number,
            "Temperature": block.temperature_degc,
        }
        for name, value in values.items():
            told = _told(value, _BLOCK_NODES[name], block.utc_ms)
            if name == "Waveform" and not block.is_sensor_ok:
                told = ua.DataValue(told.Value, _SENSOR_FAILED, told.SourceTimestamp)
            await self._server.write_attribute_value(self._id(f"{block.tag}.{name}"), told)

    def pace(self, speed: float) -> None:
        """Publish another speed from now on."""
        self._speed = speed

    async def publish_clock(self) -> None:
        """Tell subscribers the plant time; readers get it exact at every read."""
        for name, now in self._clock_values().items():
            await self._server.write_attribute_value(self._id(name), now())
            self._answer_with(name, now)

    def _id(self, name: str) -> ua.NodeId:
        return ua.NodeId(ua.String(name), ua.Int16(self._namespace))

    def _answer_with(self, name: str, now: Callable[[], ua.DataValue]) -> None:
        self._server.iserver.set_attribute_value_callback(
            self._id(name), lambda _node, _attribute: now()
        )

    def _clock_values(self) -> dict[str, Callable[[], ua.DataValue]]:
        return {
            "PlantTime": self._plant_time,
            "PlantTimeMs": self._plant_time_ms,
            "PlantSpeed": self._plant_speed,
        }

    def _plant_time(self) -> ua.DataValue:
        now_ms = self._utc_ms()
        return _told(instant_of(now_ms), ua.VariantType.DateTime, now_ms)

    def _plant_time_ms(self) -> ua.DataValue:
        now_ms = self._utc_ms()
        return _told(now_ms, ua.VariantType.Int64, now_ms)

    def _plant_speed(self) -> ua.DataValue:
        return _told(self._speed, ua.VariantType.Float, self._utc_ms())

    async def _add_plant_nodes(self) -> None:
        for name, value, kind in (
            ("PlantTime", instant_of(self._utc_ms()), ua.VariantType.DateTime),
            ("PlantTimeMs", self._utc_ms(), ua.VariantType.Int64),
            ("PlantSpeed", self._speed, ua.VariantType.Float),
            ("RefusedWrites", 0, ua.VariantType.UInt32),
        ):
            await self._server.nodes.objects.add_variable(self._id(name), name, value, kind)
        await self.publish_clock()

    async def _add_machine_nodes(self, tag: str) -> None:
        machine = await self._server.nodes.objects.add_object(self._id(tag), tag)
        for name, kind in _BLOCK_NODES.items():
            empty = [0.0] if name == "Waveform" else 0
            await machine.add_variable(self._id(f"{tag}.{name}"), name, empty, kind)

    async def _count_writes(self, asked: ServerItemCallback, _service: object) -> None:
        if asked.is_external:
            self.refused_writes += len(asked.request_params.NodesToWrite)
            told = _told(self.refused_writes, ua.VariantType.UInt32, self._utc_ms())
            await self._server.write_attribute_value(self._id("RefusedWrites"), told)


def _told(value: object, kind: ua.VariantType, utc_ms: int) -> ua.DataValue:
    """Return a good value with its plant time as the source timestamp."""
    taken_at = cast("ua.DateTime", instant_of(utc_ms))
    return ua.DataValue(ua.Variant(value, kind), _GOOD, taken_at)


def free_port() -> int:
    """Return a port that was free a moment ago; the endpoint's URL has to name it beforehand."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
