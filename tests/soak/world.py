"""One plant under a schedule: its store, its clock, what the monitor believes, its mishaps."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import event

from app.core.errors import PlantError
from app.core.health import Assessment
from app.core.moment import Moment
from app.core.money import Money
from app.storage.store import Store
from tests.soak import plant
from tests.soak.books import Books, Reader

Act = Callable[[str], object]
"""A command, given its idempotency key."""


class Mishap(Enum):
    """What goes wrong while a command is carried out."""

    NONE = "nothing"
    REPEATED = "sent twice"
    TORN = "an error in the middle"
    KILLED = "killed in the middle"


class Torn(Exception):
    """The program breaks at a statement of a schedule's choice."""


class Broken(AssertionError):
    """The plant did what it must never do."""


@dataclass
class World:
    """Where schedules are played, one after the other.

    `limit` is what may approve itself; `refusal` says why the last command was refused.
    """

    folder: Path
    store: Store
    eyes: Reader
    begun: dbapi2.Connection
    now: datetime = plant.BEGIN
    beliefs: dict[str, Assessment] = field(default_factory=dict)
    limit: Money = plant.LIMIT
    commands: int = 0
    refusal: str = ""
    tally: Counter[str] = field(default_factory=Counter)

    @classmethod
    def open(cls, place: Path) -> "World":
        """Lay a plant out in a folder of its own, and keep a copy of its beginning."""
        store = Store.open(place, owner="soak")
        plant.lay_out(store)
        begun = dbapi2.connect(":memory:")
        with closing(dbapi2.connect(place / "plant.db")) as written:
            written.backup(begun)
        return cls(place, store, Reader(place), begun)

    def begin_anew(self) -> None:
        """Put the books back to their beginning; the program goes on, its statements are warm."""
        with closing(self.store._opened.plant.writer.raw_connection()) as connection:
            self.begun.backup(connection.driver_connection)
        self.now, self.beliefs, self.limit, self.commands = plant.BEGIN, {}, plant.LIMIT, 0

    def moment(self, actor: str) -> Moment:
        """Now, on the plant's calendar."""
        return Moment(self.now, self.now.astimezone(plant.ZONE).date(), actor)

    def wait(self, days: float) -> None:
        """Let the clock go on, or jump, backwards too."""
        self.now += timedelta(days=days)

    def carry_out(
        self, act: Act, mishap: Mishap, at_statement: int, *, has_key: bool = True
    ) -> bool:
        """Carry a command out under a mishap; whether it was done, not refused.

        After a break nothing of it is kept, and sent again it is done as if nothing had been. Only
        a command with a key may be sent twice.
        """
        self.commands += 1
        self.tally["commands"] += 1
        key = f"command {self.commands}"
        if mishap in {Mishap.TORN, Mishap.KILLED}:
            self._break(act, key, at_statement, is_killed=mishap is Mishap.KILLED)
        before = self.eyes.read()
        is_done = self._try(act, key, before)
        if has_key and mishap is Mishap.REPEATED:
            once = self.eyes.read()
            self._try(act, key, once)
            expect(self.eyes.read() == once, "the same command twice changed the books twice")
        return is_done

    def reopen(self) -> None:
        """Close the program and start it again."""
        self.store.close()
        self.store = Store.open(self.folder, owner="soak")

    def close(self) -> None:
        """Let the files go."""
        self.eyes.close()
        self.store.close()
        self.begun.close()

    def _try(self, act: Act, key: str, before: Books) -> bool:
        """Carry a command out once; refused in words, it has changed nothing."""
        try:
            act(key)
        except PlantError as refused:
            self.tally["refused"] += 1
            self.refusal = str(refused)
            expect(self.eyes.read() == before, "a refused command changed the books")
            return False
        return True

    def _break(self, act: Act, key: str, at_statement: int, *, is_killed: bool) -> None:
        """Break the command at a statement; killed, go on with the files as they then lay."""
        before = self.eyes.read()
        image = self.folder.with_name(f"plant-{self.tally['commands']}")
        if self._fails_at(at_statement, act, key, image if is_killed else None):
            self.tally["killed" if is_killed else "torn"] += 1
            if is_killed:
                self._go_on_with(image)
            expect(self.eyes.read() == before, "a broken command left something behind")

    def _fails_at(self, statement: int, act: Act, key: str, image: Path | None) -> bool:
        """Run a command that breaks at its n-th statement; whether it came that far."""
        left = [statement]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] == 0:
                if image is not None:
                    shutil.copytree(self.folder, image)
                raise Torn

        engine = self.store._opened.plant.writer
        event.listen(engine, "before_cursor_execute", count)
        try:
            act(key)
        except Torn:
            return True
        except PlantError:
            return False
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return False

    def _go_on_with(self, image: Path) -> None:
        """Leave the killed program's files for their image, as a restarted computer finds them."""
        self.eyes.close()
        self.store.close()
        shutil.rmtree(self.folder)
        self.folder = image
        self.store = Store.open(image, owner="soak")
        self.eyes = Reader(image)


def expect(holds: bool, otherwise: str) -> None:
    """Break the schedule when something does not hold."""
    if not holds:
        raise Broken(otherwise)
