"""The worked figures in the docstrings are right."""

import doctest
import importlib
import pkgutil

import pytest

import app

NOT_TO_BE_IMPORTED = ("app.__main__", "app.storage.migrations")
"""The program itself, and revisions that run inside Alembic only."""

MODULES = [
    module.name
    for module in pkgutil.walk_packages(app.__path__, "app.")
    if not module.name.startswith(NOT_TO_BE_IMPORTED)
]


@pytest.mark.parametrize("name", [*MODULES, "check_licences"])
def test_worked_figures_are_right(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
