"""The OPC UA server, read by a plain client over a real socket."""

import asyncio

import numpy as np
import pytest
from asyncua import Client, ua

from app.core.errors import SourceUnreachable
from app.demo_plant.clock import instant_of
from app.demo_plant.machines import demo_machines
from app.demo_plant.opcua_server import NAMESPACE, OpcUaGateway

NOON_MS = 1_772_452_800_123


class PlainOpcUaReader:
    """Reads nodes by the names the contract gives them."""

    def __init__(self, client: Client, namespace: int) -> None:
        self._client = client
        self._namespace = namespace

    def node_id(self, name: str) -> ua.NodeId:
        """Return the identity of a named node."""
        return ua.NodeId(name, self._namespace)

    async def told(self, name: str) -> ua.DataValue:
        """Read a value with status and source time."""
        node = self._client.get_node(self.node_id(name))
        return await node.read_data_value(raise_on_bad_status=False)


async def a_whole_visit() -> None:
    """Publish blocks, read them, try to write."""
    now_ms = NOON_MS
    gateway = OpcUaGateway(lambda: now_ms, 21_600.0)
    endpoint = await gateway.start(0)
    machines = demo_machines(3, 0)
    blocks = {tag: machines[tag].block(NOON_MS) for tag in ("F-103", "V-105")}
    try:
        for number, block in enumerate(blocks.values(), start=7):
            await gateway.publish(number, block)
        async with Client(endpoint) as client:
            reader = PlainOpcUaReader(client, await client.get_namespace_index(NAMESPACE))
            await the_clock_is_told(reader)
            now_ms += 1234
            assert (await reader.told("PlantTimeMs")).Value.Value == NOON_MS + 1234
            await a_block_is_read_back_whole(reader, blocks["F-103"])
            await the_dead_sensor_says_so(reader)
            await a_write_is_refused_and_counted(client, reader)
            await a_subscriber_is_told(client, reader, gateway, machines["F-103"].block(NOON_MS))
        taken = OpcUaGateway(lambda: 0, 1.0)
        with pytest.raises(SourceUnreachable, match="can't listen"):
            await taken.start(int(endpoint.rsplit(":", 1)[1]))
    finally:
        await gateway.stop()


async def the_clock_is_told(reader: PlainOpcUaReader) -> None:
    """Plant time is exact at every read, speed stands beside it."""
    assert (await reader.told("PlantTimeMs")).Value.Value == NOON_MS
    assert (await reader.told("PlantTime")).Value.Value == instant_of(NOON_MS)
    assert (await reader.told("PlantSpeed")).Value.Value == 21_600.0


async def a_block_is_read_back_whole(reader: PlainOpcUaReader, block) -> None:
    """Samples, rate, speed, number and the instant in plant time."""
    waveform = await reader.told("F-103.Waveform")
    assert waveform.StatusCode.is_good()
    assert waveform.SourceTimestamp == instant_of(NOON_MS)
    assert np.array_equal(np.array(waveform.Value.Value, np.float32), block.acceleration_ms2)
    assert (await reader.told("F-103.SampleRate")).Value.Value == 12_800.0
    assert (await reader.told("F-103.BlockNumber")).Value.Value == 7
    speed = (await reader.told("F-103.ShaftSpeed")).Value.Value
    assert speed == pytest.approx(block.shaft_speed_rpm)
    temperature = (await reader.told("F-103.Temperature")).Value.Value
    assert temperature == pytest.approx(block.temperature_degc)


async def the_dead_sensor_says_so(reader: PlainOpcUaReader) -> None:
    """The waveform of the conveyor is bad, its block number goes on."""
    waveform = await reader.told("V-105.Waveform")
    assert waveform.StatusCode.value == ua.StatusCodes.BadSensorFailure
    assert (await reader.told("V-105.BlockNumber")).Value.Value == 8


async def a_write_is_refused_and_counted(client: Client, reader: PlainOpcUaReader) -> None:
    """Nobody writes to this plant, and whoever tries is seen."""
    with pytest.raises(ua.UaStatusCodeError):
        await client.get_node(reader.node_id("F-103.BlockNumber")).write_value(
            ua.Variant(1, ua.VariantType.UInt32)
        )
    assert (await reader.told("RefusedWrites")).Value.Value == 1
    assert (await reader.told("F-103.BlockNumber")).Value.Value == 7


async def a_subscriber_is_told(
    client: Client,
    reader: PlainOpcUaReader,
    gateway: OpcUaGateway,
    block,
) -> None:
    """A new block reaches a subscription to its number."""
    told: asyncio.Queue[int] = asyncio.Queue()

    class Listener:
        """Notes what comes."""

        def datachange_notification(self, _node: object, value: int, _told: object) -> None:
            told.put_nowait(value)

    subscription = await client.create_subscription(20, Listener())
    await subscription.subscribe_data_change(client.get_node(reader.node_id("F-103.BlockNumber")))
    assert await told.get() == 7
    await gateway.publish(99, block)
    assert await told.get() == 99
    await subscription.delete()


def test_a_plain_client_finds_everything_the_contract_promises() -> None:
    asyncio.run(a_whole_visit())
