"""A registered plant to copy, as opening a new one takes a while."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.backtest.plants import FAR_EAST, write_register


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed folder of a plant of two parts and six machines to which nothing has happened.

    It lies where the day begins at noon of the day before in UTC, so that days are told apart, and
    nobody declared a lead time, so that what is learned counts. A second, dearer vendor sells all
    parts, and one piece of each is kept.
    """
    folder = tmp_path_factory.mktemp("past") / "plant"
    write_register(folder, replace(FAR_EAST, level=1, rival_price="150.00")).close()
    return folder
