"""The Modbus gateway, read by a plain client over a real socket."""

import asyncio
from collections.abc import Awaitable, Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymodbus.client import AsyncModbusTcpClient

from app.core.errors import SourceUnreachable
from app.demo_plant.machines import Block, demo_machines
from app.demo_plant.modbus_server import (
    FULL_SCALE_MS2,
    SCALE_MS2,
    ModbusGateway,
    block_registers,
    counts_of,
)
from tests.demo_plant.measures import value_of

NOON_MS = 1_772_452_800_123
Conversation = Callable[[ModbusGateway, AsyncModbusTcpClient], Awaitable[None]]


def converse(conversation: Conversation) -> None:
    """Hold a conversation with a gateway of its own."""

    async def hold() -> None:
        gateway = ModbusGateway(lambda: NOON_MS, 43_200.0)
        host, port = (await gateway.start(0)).split(":")
        client = AsyncModbusTcpClient(host, port=int(port), retries=0)
        try:
            assert await client.connect()
            await conversation(gateway, client)
        finally:
            client.close()
            await gateway.stop()

    asyncio.run(hold())


def pump_block(utc_ms: int = NOON_MS) -> Block:
    """Return a block of the pump."""
    return demo_machines(3, 0)["P-101"].block(utc_ms)


def test_clock_and_speed_are_told_on_every_device_id() -> None:
    async def conversation(_gateway: ModbusGateway, client: AsyncModbusTcpClient) -> None:
        for device_id in (1, 2, 77):
            read = await client.read_holding_registers(0, count=6, device_id=device_id)
            assert value_of("Q", read.registers[:4]) == NOON_MS
            assert value_of("f", read.registers[4:]) == 43_200.0

    converse(conversation)


def test_a_published_block_is_read_back_whole() -> None:
    block = pump_block()

    async def conversation(gateway: ModbusGateway, client: AsyncModbusTcpClient) -> None:
        gateway.publish(41, block)
        head = (await client.read_holding_registers(10, count=15, device_id=1)).registers
        assert head[0] == 41
        assert value_of("f", head[1:3]) == 12_800.0
        assert head[3] == 8192
        assert value_of("f", head[4:6]) == pytest.approx(block.shaft_speed_rpm)
        assert value_of("Q", head[6:10]) == NOON_MS
        assert head[12] == 0
        assert value_of("f", head[13:15]) == pytest.approx(block.temperature_degc)
        counts: list[int] = []
        for first in range(100, 8292, 64):
            counts += (await client.read_holding_registers(first, count=64, device_id=1)).registers
        samples = np.array(counts, np.uint16).view(np.int16) * value_of("f", head[10:12])
        assert np.allclose(samples, block.acceleration_ms2, atol=0.51 * SCALE_MS2)

    converse(conversation)


def test_a_new_block_waits_until_the_old_one_is_read_through() -> None:
    async def conversation(gateway: ModbusGateway, client: AsyncModbusTcpClient) -> None:
        async def number() -> int:
            return (await client.read_holding_registers(10, count=1, device_id=1)).registers[0]

        gateway.publish(1, pump_block())
        assert await number() == 1
        await client.read_holding_registers(100, count=125, device_id=1)
        gateway.publish(2, pump_block(NOON_MS + 1))
        await client.read_holding_registers(8200, count=92, device_id=1)
        assert await number() == 1
        assert await number() == 2

    converse(conversation)


def test_every_write_is_refused_and_counted() -> None:
    async def conversation(gateway: ModbusGateway, client: AsyncModbusTcpClient) -> None:
        gateway.publish(1, pump_block())
        for answer in (
            await client.write_register(10, 7, device_id=1),
            await client.write_registers(100, [1, 2], device_id=2),
            await client.write_coil(0, True, device_id=1),
            await client.write_register(60_000, 7, device_id=1),
        ):
            assert answer.isError()
        read = await client.read_holding_registers(10, count=18, device_id=1)
        assert read.registers[0] == 1
        assert value_of("I", read.registers[16:18]) == 4
        assert gateway.refused_writes == 4

    converse(conversation)


def test_registers_that_are_not_there_answer_an_error() -> None:
    async def conversation(_gateway: ModbusGateway, client: AsyncModbusTcpClient) -> None:
        for address, device_id in ((9000, 1), (100, 77)):
            read = await client.read_holding_registers(address, count=10, device_id=device_id)
            assert read.isError()

    converse(conversation)


def test_a_taken_port_is_said_in_plain_words() -> None:
    async def twice() -> None:
        first, second = (ModbusGateway(lambda: 0, 1.0) for _ in range(2))
        address = await first.start(0)
        try:
            with pytest.raises(SourceUnreachable, match="can't listen"):
                await second.start(int(address.split(":")[1]))
        finally:
            await first.stop()

    asyncio.run(twice())


@given(st.lists(st.floats(-2000, 2000, width=32), min_size=1, max_size=50))
@settings(deadline=None)
def test_quantising_is_exact_to_half_a_count_and_clips_beyond_full_scale(
    wanted: list[float],
) -> None:
    counts = np.array(counts_of(np.array(wanted, np.float32)), np.uint16).view(np.int16)
    expected = np.clip(wanted, -FULL_SCALE_MS2, FULL_SCALE_MS2)
    assert np.allclose(counts * SCALE_MS2, expected, atol=0.51 * SCALE_MS2)


def test_a_sensor_error_has_its_status() -> None:
    conveyor = demo_machines(3, 0)["V-105"].block(NOON_MS)
    assert block_registers(65_537, conveyor)[:1] == [1]
    assert block_registers(1, conveyor)[12] == 4
