"""The demo office's books, as people enter into them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.store import Store
from tests.office_books import filled_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled_store(tmp_path / "plant") as made:
        yield made
