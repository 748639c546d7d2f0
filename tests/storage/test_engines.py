import pytest
from sqlalchemy import text

from app.core.errors import DatabaseDamaged
from app.storage.engines import OLDEST_SQLITE, refuse_old_sqlite
from app.storage.store import Store


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1), (2, 99, 9)])
def test_a_sqlite_that_can_corrupt_files_is_refused(version):
    with pytest.raises(DatabaseDamaged, match=r"3\.51\.3 or newer is needed"):
        refuse_old_sqlite(version)


@pytest.mark.parametrize("version", [OLDEST_SQLITE, (3, 53, 4), (4, 0, 0)])
def test_a_sound_sqlite_is_taken(version):
    refuse_old_sqlite(version)


def test_what_people_decide_is_synced_at_each_commit_and_measurements_are_not(plant_folder):
    with Store.open(plant_folder) as store:
        settings = {}
        for name, writer in (("plant", store._writer), ("measured", store.measurements._writer)):
            with writer.connect() as connection:
                settings[name] = [
                    connection.scalar(text(f"PRAGMA {pragma}"))
                    for pragma in ("journal_mode", "synchronous", "foreign_keys")
                ]
        assert settings == {"plant": ["wal", 2, 1], "measured": ["wal", 1, 1]}
