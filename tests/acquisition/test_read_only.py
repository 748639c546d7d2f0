"""The promise to the plant: nothing is ever written to it."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "app" / "acquisition"
WRITING = re.compile(
    r"write_\w+|\.write\(|set_value|set_values|WriteSingle|WriteMultiple|MaskWrite|ReadWrite"
    r"|call_method|add_node|delete_node|history_update|WriteRequest|CallRequest|asyncua\.server"
    r"|pymodbus\.server|open\([^)]*[\"'][wax+]|unlink|rename|mkdir|touch\("
)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_names_a_call_that_writes(path: Path):
    found = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if WRITING.search(line)
    ]
    assert found == []


def test_the_search_would_find_a_write():
    for line in (
        "client.write_register(1, 2)",
        "await node.write_value(3)",
        "client.call_method()",
    ):
        assert WRITING.search(line)


def test_every_source_can_only_be_opened_read_asked_and_closed():
    from app.acquisition.files import FolderSource
    from app.acquisition.modbus import ModbusSource
    from app.acquisition.opcua import OpcuaSource

    for kind in (FolderSource, ModbusSource, OpcuaSource):
        public = {name for name in vars(kind) if not name.startswith("_")}
        assert public == {"open", "read", "clock", "close", "faults"}
