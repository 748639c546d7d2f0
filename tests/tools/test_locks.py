"""The lock files say what `pyproject.toml` asks for, exactly, and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = sorted((PROJECT / "locks").glob("*.txt"))
WANTED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    """Name as registries compare it (PEP 503), without its extras."""
    return re.sub(r"[-_.]+", "-", name.split("[", maxsplit=1)[0]).lower()


def pins(lines: list[str]) -> dict[str, str]:
    return {canonical(name): version for name, _, version in (x.partition("==") for x in lines)}


def locked(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    return pins([f"{a}=={b}" for a, b in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)])


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_what_the_program_needs_is_locked_as_pinned(path):
    wanted = pins(WANTED["project"]["dependencies"])
    assert {name: locked(path).get(name) for name in wanted} == wanted


def test_developer_tools_are_locked_as_pinned():
    wanted = pins(WANTED["dependency-groups"]["dev"])
    found = locked(PROJECT / "locks" / "development.txt")
    assert {name: found.get(name) for name in wanted} == wanted


def test_what_is_developed_with_is_what_ships():
    shipped = locked(PROJECT / "locks" / "runtime.txt")
    assert shipped.items() <= locked(PROJECT / "locks" / "development.txt").items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_carries_hashes_and_no_registry_is_named(path):
    entries = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert re.search(r"https?:|index-url|find-links", "\n".join(entries)) is None


def test_build_backend_is_the_locked_one():
    assert set(WANTED["build-system"]["requires"]) <= set(WANTED["dependency-groups"]["dev"])
