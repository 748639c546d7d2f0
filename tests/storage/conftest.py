"""Stores to test on: a plant folder, and PostgreSQL where an address is given."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from app.storage.store import Store
from tests.storage.examples import lay_out

POSTGRESQL = os.environ.get("KAIROS_POSTGRESQL", "")
NO_SERVER = "no PostgreSQL server: KAIROS_POSTGRESQL is not set"


@pytest.fixture(scope="session")
def plant_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed plant folder with the small plant in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template") / "plant"
    with Store.open(folder) as store, store.begin("eva") as uow:
        lay_out(uow)
    return folder


@pytest.fixture
def plant_folder(plant_template: Path, tmp_path: Path) -> Path:
    """Closed plant folder of this test alone."""
    return Path(shutil.copytree(plant_template, tmp_path / "plant"))


@pytest.fixture
def database_address() -> Iterator[str]:
    """Address of a PostgreSQL schema of this test alone, with the small plant in it."""
    if not POSTGRESQL:
        pytest.skip(NO_SERVER)
    name = f"kairos_{uuid.uuid4().hex}"
    _administer(f"CREATE SCHEMA {name}")
    url = make_url(POSTGRESQL).update_query_dict({"options": f"-csearch_path={name}"})
    address = url.render_as_string(hide_password=False)
    with Store.open(address) as store, store.begin("eva") as uow:
        lay_out(uow)
    yield address
    _administer(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(params=["folder", "postgresql"])
def address(request: pytest.FixtureRequest) -> Path | str:
    """Where a plant is kept: each test that asks runs on both kinds."""
    if request.param == "folder":
        folder: Path = request.getfixturevalue("plant_folder")
        return folder
    found: str = request.getfixturevalue("database_address")
    return found


@pytest.fixture
def store(address: Path | str) -> Iterator[Store]:
    """An open store with the small plant in it."""
    with Store.open(address) as opened:
        yield opened


def _administer(statement: str) -> None:
    """Make or drop a schema."""
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
