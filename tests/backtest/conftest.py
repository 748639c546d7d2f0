"""A registered plant to copy, as opening a new one takes a while."""

from pathlib import Path

import pytest

from tests.backtest.plants import FAR_EAST, write_register


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed folder of a plant of two parts and six machines to which nothing has happened.

    It lies where the day begins at noon of the day before in UTC, so that days are told apart, and
    nobody declared a lead time, so that what is learned counts.
    """
    folder = tmp_path_factory.mktemp("past") / "plant"
    write_register(folder, FAR_EAST).close()
    return folder
