"""Lives that ended, and what the plant itself holds of the life of a kind of component."""

from sqlalchemy import delete, insert, update

from app.core.assets import AssetClass
from app.core.component_life import PastLife
from app.core.errors import StepRefused
from app.core.life_prior import Grade, LifePrior
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.lives import past_lives, plant_priors


class LifeRows:
    """Past lives by component, and the plant's own priors by kind."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    @read_once
    def all(self) -> list[PastLife]:
        """Return every life that ended, the first to end first."""
        order = [past_lives.c.ended_on, past_lives.c.id]
        rows = rows_where(self._connection, past_lives, order_by=order)
        return [as_record(PastLife, row) for row in rows]

    @read_once
    def of_component(self, component_id: str) -> list[PastLife]:
        """Return the lives that ended at a place, the first to end first."""
        here = past_lives.c.component_id == component_id
        order = [past_lives.c.ended_on, past_lives.c.id]
        rows = rows_where(self._connection, past_lives, here, order_by=order)
        return [as_record(PastLife, row) for row in rows]

    def add(self, life: PastLife) -> None:
        """Keep a life that ended."""
        self._connection.execute(insert(past_lives).values(as_row(life)))

    def remove(self, life_id: str) -> None:
        """Take a life away that was noted by mistake; `StepRefused` when it is not known."""
        gone = delete(past_lives).where(past_lives.c.id == life_id)
        if self._connection.execute(gone).rowcount != 1:
            raise StepRefused(f'There is no past life "{life_id}".', "Look at the list again.")

    @read_once
    def priors(self) -> dict[AssetClass, LifePrior]:
        """Return what the plant holds itself, by kind; the shipped figures stand for the others."""
        rows = rows_where(self._connection, plant_priors)
        return {row.kind: as_record(LifePrior, row, grade=Grade.PLANT) for row in rows}

    def save_prior(self, kind: AssetClass, prior: LifePrior | None) -> None:
        """Keep the plant's own figures of a kind; None lets the shipped ones stand again."""
        here = plant_priors.c.kind == kind
        if prior is None:
            self._connection.execute(delete(plant_priors).where(here))
            return
        row = as_row(prior, "grade") | {"kind": kind}
        if self._connection.execute(update(plant_priors).where(here).values(row)).rowcount == 0:
            self._connection.execute(insert(plant_priors).values(row))
