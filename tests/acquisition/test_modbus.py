"""Modbus faults: each told in plain words, none taken for a measurement."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pymodbus.constants import ExcCodes
from pymodbus.pdu.register_message import WriteSingleRegisterRequest

from app.acquisition.modbus import ModbusSource
from app.acquisition.modbus_reader import ModbusReader, refuse_writing, split_address
from app.core.errors import ReadingRefused, SourceUnreachable
from app.core.measurements import BadReason, Quality, Waveform
from app.core.sources import PointBinding
from tests.acquisition.peers import FIRST_SAMPLE, Babbler, noise
from tests.acquisition.plants import ModbusPlant, hours


@pytest.fixture
def plant() -> Iterator[ModbusPlant]:
    made = ModbusPlant()
    made.publish("one", noise(1), hours(0))
    made.config = replace(made.config, points=made.config.points[:1])
    yield made
    made.close()


@pytest.fixture
def source(plant: ModbusPlant) -> Iterator[ModbusSource]:
    made = ModbusSource(plant.config)
    made.open()
    yield made
    made.close()


def with_setting(plant: ModbusPlant, **settings: str) -> ModbusSource:
    where = plant.config.points[0].where | settings
    config = replace(plant.config, points=(PointBinding("one", where),))
    made = ModbusSource(config)
    made.open()
    return made


def change_block_while_samples_are_read(plant: ModbusPlant, times: int) -> None:
    """The device makes a new block in the middle of a reading, a number of times."""
    left = [times]

    def before_read(_device_id: int, first: int, _count: int) -> None:
        if first > FIRST_SAMPLE and left[0] > 0:
            left[0] -= 1
            plant.publish("one", noise(100 + left[0]), hours(1 + times - left[0]))

    plant.peer.registers.before_read = before_read


def test_a_torn_block_is_read_again_until_it_is_whole(plant: ModbusPlant, source: ModbusSource):
    change_block_while_samples_are_read(plant, 2)
    (waveform,) = source.read()
    assert isinstance(waveform, Waveform)
    assert waveform.quality is Quality.GOOD
    assert waveform.taken_at == hours(3 - 1 + 1)
    np.testing.assert_allclose(waveform.acceleration_ms2, noise(100), atol=1e-6)


def test_a_block_torn_at_every_attempt_is_bad_and_never_scheduled(
    plant: ModbusPlant, source: ModbusSource
):
    change_block_while_samples_are_read(plant, 1000)
    (waveform,) = source.read()
    assert (waveform.quality, waveform.bad_reason) == (Quality.BAD, BadReason.TORN)
    assert not waveform.is_scheduled


def test_a_wrong_register_is_refused_naming_device_register_and_answer(plant: ModbusPlant):
    plant.peer.set_register(1, 13, 60_000)
    source = ModbusSource(plant.config)
    source.open()
    with pytest.raises(ReadingRefused) as caught:
        source.read()
    text = str(caught.value)
    assert "device 1" in text
    assert "registers 600 to 724" in text
    assert "exception 2 (illegal data address" in text
    source.close()


def test_a_device_that_is_not_there_is_named(plant: ModbusPlant):
    source = with_setting(plant, device_id="77")
    with pytest.raises(ReadingRefused, match=r"device 77 .* exception 11 \(the gateway"):
        source.read()
    source.close()


def test_a_busy_device_is_a_fault_and_the_next_try_works(plant: ModbusPlant, source: ModbusSource):
    plant.peer.registers.refusing[1] = ExcCodes.DEVICE_BUSY
    with pytest.raises(ReadingRefused, match="device busy"):
        source.read()
    assert list(source.faults) == ["one"]
    assert source.fault_count == 1
    assert source.read() == []
    plant.peer.registers.refusing.clear()
    source._retries.succeeded("one")
    assert len(source.read()) == 1
    assert not source.faults


@pytest.mark.parametrize(
    ("register", "values", "words"),
    [
        (11, (0, 0), "a sample rate"),
        (11, (0x7FC0, 0), "a sample rate"),
        (13, (0,), "samples but holds 0"),
        (16, (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF), "an instant"),
        (20, (0x8000, 0), "a scale"),
        (20, (0x7F80, 0), "a scale"),
    ],
)
def test_an_impossible_header_names_its_register(
    plant: ModbusPlant, register: int, values: tuple[int, ...], words: str
):
    plant.peer.set_register(1, register, *values)
    source = ModbusSource(plant.config)
    source.open()
    with pytest.raises(ReadingRefused, match=words) as caught:
        source.read()
    assert f"register {register}" in str(caught.value)
    source.close()


def test_words_in_another_order_are_refused_and_read_once_it_is_set(plant: ModbusPlant):
    registers = plant.peer.registers.devices[1]
    for first, last in ((0, 4), (4, 6), (11, 13), (14, 16), (16, 20), (20, 22), (23, 25)):
        registers[first:last] = registers[first:last][::-1].copy()
    wrong = with_setting(plant)
    with pytest.raises(ReadingRefused, match="byte order"):
        wrong.read()
    wrong.close()
    right = with_setting(plant, order="CDAB")
    (waveform,) = right.read()
    np.testing.assert_allclose(waveform.acceleration_ms2, noise(1), atol=1e-6)
    right.close()


def test_a_speed_that_is_not_a_number_is_unknown(plant: ModbusPlant, source: ModbusSource):
    plant.peer.set_register(1, 14, 0x7FC0, 0)
    (waveform,) = source.read()
    assert waveform.shaft_speed_rpm is None
    assert waveform.quality is Quality.GOOD


def test_counts_at_the_converters_end_are_uncertain(plant: ModbusPlant, source: ModbusSource):
    samples = noise(1).copy()
    samples[::50] = 327.67
    plant.publish("one", samples, hours(1))
    (waveform,) = source.read()
    assert (waveform.quality, waveform.bad_reason) == (Quality.UNCERTAIN, BadReason.CLIPPED)


def test_another_rate_than_configured_is_bad(plant: ModbusPlant):
    source = with_setting(plant, rate_hz="25600")
    (waveform,) = source.read()
    assert (waveform.quality, waveform.bad_reason) == (Quality.BAD, BadReason.WRONG_RATE)
    source.close()


@pytest.mark.parametrize(
    "settings",
    [
        {"device_id": "0x1"},
        {"device_id": "256"},
        {"device_id": "-1"},
        {"device_id": ""},
        {"order": "ACBD"},
        {"map": "other"},
        {"rate_hz": "12,8"},
    ],
)
def test_a_setting_that_cannot_be_is_refused_naming_the_point(
    plant: ModbusPlant, settings: dict[str, str]
):
    source = with_setting(plant, **settings)
    with pytest.raises(ReadingRefused, match="point one: expected"):
        source.read()
    source.close()


@pytest.mark.parametrize(
    "address", ["", "host:", "host:0", "host:65536", "host:port", ":502", "host:²"]
)
def test_an_impossible_address_is_refused_in_plain_words(address: str):
    with pytest.raises(SourceUnreachable, match="is not an address"):
        split_address(address)


def test_a_writing_function_never_leaves_the_computer():
    with pytest.raises(RuntimeError, match="function code 6"):
        refuse_writing(True, WriteSingleRegisterRequest(address=1, registers=[1]))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"\0\1\0\0\0\3\1\3\xff",
        b"\0\1\0\0\0\5\1\3\2\0\1",
        b"\0\1\0\0\0\2\1\x83",
        b"\0\1\0\0\xff\xff\1\3" + b"\7" * 300,
        b"\0\1\0\0\0\0",
        b"\0\1\0\0\0\3\1\x99\2",
        bytes(range(256)),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
    ids=lambda answer: answer[:12].hex() or "hangs up",
)
def test_garbage_from_a_host_is_a_plain_error_in_time(answer: bytes):
    babbler = Babbler(answer)
    reader = ModbusReader("Gateway", babbler.address, 0.1)
    reader.connect()
    with pytest.raises((ReadingRefused, SourceUnreachable), match=r"Gateway \(127.0.0.1"):
        reader.holding_registers(1, 0, 25)
    reader.close()
    babbler.close()
