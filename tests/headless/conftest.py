"""Journeys print: Qt's application is made once and is the one that windows can use too."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True, scope="session")
def _application(qapp: QApplication) -> QApplication:
    return qapp
