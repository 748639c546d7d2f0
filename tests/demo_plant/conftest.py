"""Clients of the demo plant's servers, closed when a test is over."""

from collections.abc import Callable, Iterator

import pytest

from tests.demo_plant.measures import PlainModbusReader


@pytest.fixture
def modbus_reader() -> Iterator[Callable[[str], PlainModbusReader]]:
    """Connect plain Modbus clients and close them at the end."""
    readers: list[PlainModbusReader] = []

    def connect(address: str) -> PlainModbusReader:
        readers.append(PlainModbusReader(address))
        return readers[-1]

    yield connect
    for reader in readers:
        reader.client.close()
