"""A registered plant to copy, as opening a new one takes a while."""

from pathlib import Path

import pytest

from tests.backtest.plants import Past, write_register


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed folder of a plant of two parts and six machines to which nothing has happened."""
    folder = tmp_path_factory.mktemp("past") / "plant"
    write_register(folder, Past()).close()
    return folder
