"""What import-linter can't say: the rules' few libraries, no clock below the edge, no utils."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
APP = PROJECT / "app"
CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
MAY_KNOW_QT = {"__main__", "pictures", "ui", "headless", "printing"}
MAY_SPEAK_SQL = {"__main__", "storage"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "common", "misc", "manager", "info", "data"}
CLOCK_READERS = {"now", "utcnow", "today", "time", "time_ns"}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (APP / folder).rglob("*.py"))


def modules_of_the_program() -> set[str]:
    packages = {path.parent.name for path in APP.glob("*/__init__.py")}
    return packages | {path.stem for path in APP.glob("*.py")} - {"__init__"}


def imported_modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def is_known_to_the_rules(module: str, path: Path) -> bool:
    top = module.split(".", maxsplit=1)[0]
    if top == "app":
        return module == "app" or module.startswith("app.core")
    if top == "holidays":
        return path.name == "calendars.py"
    return top in sys.stdlib_module_names or top == "numpy" or module.startswith("scipy.special")


@pytest.mark.parametrize("path", python_files("core"), ids=lambda path: path.name)
def test_rules_know_only_the_standard_library_numpy_and_special_functions(path):
    unknown = {name for name in imported_modules(path) if not is_known_to_the_rules(name, path)}
    assert unknown - {"scipy"} == set()


@pytest.mark.parametrize("path", python_files("core", "analysis"), ids=lambda path: path.name)
def test_rules_and_computations_never_ask_the_clock(path):
    calls = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READERS
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time"}
    ]
    assert calls == []


def test_no_module_is_named_by_a_word_that_says_nothing():
    named = {path.stem for path in APP.rglob("*") if path.suffix in {"", ".py"}}
    assert named & NAMES_THAT_SAY_NOTHING == set()


@pytest.mark.parametrize(
    ("contract", "exempt"),
    [("Only the screens know Qt", MAY_KNOW_QT), ("Only storage speaks SQL", MAY_SPEAK_SQL)],
)
def test_every_module_below_the_edge_is_held_to_the_contract(contract, exempt):
    held = {name.removeprefix("app.") for name in CONTRACTS[contract]["source_modules"]}
    assert held == modules_of_the_program() - exempt


def is_package(folder: Path) -> bool:
    """Migrations are scripts that Alembic loads by path; import-linter needs the others whole."""
    return (folder / "__init__.py").exists() or folder.name == "versions"


def test_every_folder_of_modules_is_a_package():
    folders = {path.parent for path in APP.rglob("*.py")}
    without = {path.relative_to(APP).as_posix() for path in folders if not is_package(path)}
    assert without == set()
