"""OPC UA faults: each told in plain words, none taken for a measurement."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from asyncua import ua

from app.acquisition.loop_thread import LoopThread
from app.acquisition.opcua import OpcuaSource
from app.core.errors import ReadingRefused, SourceUnreachable
from app.core.measurements import BadReason, Quality
from app.core.sources import PointBinding, SourceConfig, SourceKind
from tests.acquisition.peers import HOST, Babbler, noise
from tests.acquisition.plants import OpcuaPlant, hours


@pytest.fixture(scope="module")
def plant() -> Iterator[OpcuaPlant]:
    made = OpcuaPlant()
    made.publish("one", noise(1), hours(0))
    made.publish("two", noise(2), hours(0))
    yield made
    made.close()


def opened(config: SourceConfig) -> OpcuaSource:
    source = OpcuaSource(config)
    source.open()
    return source


def bound(plant: OpcuaPlant, **settings: str) -> SourceConfig:
    """Point "one" alone, with some settings changed; an empty one is left out."""
    where = plant.config.points[0].where | settings
    where = {key: value for key, value in where.items() if value}
    return replace(plant.config, points=(PointBinding("one", where),))


def test_a_bad_status_is_bad_and_an_uncertain_one_uncertain(plant: OpcuaPlant):
    source = opened(bound(plant))
    source.read()
    cases = (
        (ua.StatusCodes.BadSensorFailure, Quality.BAD, BadReason.SENTINEL),
        (ua.StatusCodes.BadNoCommunication, Quality.BAD, BadReason.COMMUNICATION),
        (ua.StatusCodes.UncertainLastUsableValue, Quality.UNCERTAIN, BadReason.STALE),
        (ua.StatusCodes.UncertainSensorNotAccurate, Quality.UNCERTAIN, BadReason.NONE),
    )
    for number, (status, quality, reason) in enumerate(cases):
        plant.peer.publish("one", noise(50 + number), hours(10 + number), status=status)
        (waveform,) = source.read()
        assert (waveform.quality, waveform.bad_reason) == (quality, reason)
    source.close()


def test_an_unknown_node_of_one_point_does_not_stop_the_other(plant: OpcuaPlant):
    lost = PointBinding("lost", plant.config.points[0].where | {"waveform": "X-999.Waveform"})
    source = opened(replace(plant.config, points=(lost, plant.config.points[1])))
    (waveform,) = source.read()
    assert waveform.point_id == "two"
    assert "no node ns=2;s=X-999.Waveform" in str(source.faults["lost"])
    source.close()


def test_an_unknown_node_alone_is_refused(plant: OpcuaPlant):
    source = opened(bound(plant, block="X-999.BlockNumber"))
    with pytest.raises(ReadingRefused, match=r"X-999\.BlockNumber"):
        source.read()
    source.close()


def test_an_unknown_namespace_is_named_with_those_offered(plant: OpcuaPlant):
    source = OpcuaSource(bound(plant, namespace="urn:elsewhere"))
    with pytest.raises(SourceUnreachable, match="urn:elsewhere.*urn:kairos:demo-plant"):
        source.open()
    source.close()


def test_a_full_node_id_needs_no_namespace(plant: OpcuaPlant):
    plant.publish("one", noise(5), hours(500))
    config = bound(
        plant,
        namespace="",
        waveform="ns=2;s=one.Waveform",
        sample_rate="ns=2;s=one.SampleRate",
        shaft_speed="",
        block="",
    )
    source = opened(replace(config, has_plant_clock=False))
    (waveform,) = source.read()
    assert waveform.shaft_speed_rpm is None
    np.testing.assert_allclose(waveform.acceleration_ms2, noise(5), atol=1e-6)
    assert source.read() == []
    assert source.clock() is None
    source.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("waveform", ""), ("sample_rate", ""), ("waveform", "ns=x;s=1"), ("rate_hz", "fast")],
)
def test_a_setting_that_cannot_be_is_refused(plant: OpcuaPlant, setting: str, value: str):
    source = opened(bound(plant, **{setting: value}))
    with pytest.raises(ReadingRefused):
        source.read()
    source.close()


@pytest.mark.parametrize("value", [0.0, float("nan"), -5.0])
def test_an_impossible_rate_is_refused(plant: OpcuaPlant, value: float):
    plant.peer.publish("one", noise(6), hours(600), rate_hz=value)
    source = opened(bound(plant))
    with pytest.raises(ReadingRefused, match="sample rate should be a number"):
        source.read()
    source.close()
    plant.publish("one", noise(7), hours(601))


def test_another_type_than_a_list_of_numbers_is_refused(plant: OpcuaPlant):
    source = opened(bound(plant, waveform="one.ShaftSpeed"))
    with pytest.raises(ReadingRefused):
        source.read()
    source.close()


def test_nan_in_an_array_is_bad(plant: OpcuaPlant):
    samples = noise(8).copy()
    samples[17] = np.nan
    plant.publish("one", samples, hours(700))
    source = opened(bound(plant))
    (waveform,) = source.read()
    assert (waveform.quality, waveform.bad_reason) == (Quality.BAD, BadReason.NOT_A_NUMBER)
    source.close()


def test_a_number_that_moves_while_time_stands_still_is_stale(plant: OpcuaPlant):
    plant.publish("two", noise(20), hours(800))
    source = opened(replace(plant.config, points=plant.config.points[1:]))
    assert len(source.read()) == 1
    seen = []
    for seed in range(21, 25):
        plant.publish("two", noise(seed), hours(800))
        seen += source.read()
    assert {waveform.bad_reason for waveform in seen} == {BadReason.STALE}
    assert not any(waveform.is_scheduled for waveform in seen)
    source.close()


def test_a_server_that_takes_the_connection_and_says_nothing_is_unreachable_in_time():
    with socket.create_server((HOST, 0)) as mute:
        address = f"opc.tcp://{HOST}:{mute.getsockname()[1]}"
        config = SourceConfig("S", "Mute", SourceKind.OPC_UA, address, (), timeout_s=0.2)
        source = OpcuaSource(config)
        with pytest.raises(SourceUnreachable, match="Mute"):
            source.open()
        source.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0" * 8,
        b"ACKF\x1c\0\0\0" + b"\0" * 20,
        b"ACKF\xff\xff\xff\xff" + b"\7" * 40,
        b"ERRF\x10\0\0\0\0\0\x0a\x80\xff\xff\xff\xff",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        bytes(range(256)),
    ],
    ids=lambda answer: answer[:10].hex() or "hangs up",
)
def test_garbage_from_a_host_is_a_plain_error_in_time(answer: bytes):
    babbler = Babbler(answer)
    address = f"opc.tcp://{babbler.address}"
    source = OpcuaSource(SourceConfig("S", "Fans", SourceKind.OPC_UA, address, (), timeout_s=0.1))
    with pytest.raises(SourceUnreachable, match="Fans"):
        source.open()
    source.close()
    babbler.close()


def test_an_address_of_another_kind_is_refused():
    source = OpcuaSource(SourceConfig("S", "Fans", SourceKind.OPC_UA, "http://x", ()))
    with pytest.raises(SourceUnreachable, match="not an OPC UA address"):
        source.open()
    source.close()


def test_a_coroutine_past_its_deadline_is_cancelled_and_the_thread_lives_on():
    thread = LoopThread("test")
    with pytest.raises(TimeoutError):
        thread.run(asyncio.sleep(60), 0.02)
    assert thread.run(asyncio.sleep(0, "done"), 5) == "done"
    thread.stop()
    thread.stop()
    with pytest.raises(SourceUnreachable):
        thread.run(asyncio.sleep(0), 1)
