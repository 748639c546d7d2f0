"""The worked figures in the docstrings are right."""

import doctest
import importlib
import pkgutil

import pytest

import app.acquisition

MODULES = [m.name for m in pkgutil.walk_packages(app.acquisition.__path__, "app.acquisition.")]


@pytest.mark.parametrize("name", MODULES)
def test_worked_figures_are_right(name: str):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
