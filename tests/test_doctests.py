"""The worked figures in the docstrings of rules and computations are right."""

import doctest
import importlib
import pkgutil

import pytest

import app.analysis
import app.core

MODULES = [
    module.name
    for package in (app.core, app.analysis)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
]


@pytest.mark.parametrize("name", [*MODULES, "check_licences"])
def test_worked_figures_are_right(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
