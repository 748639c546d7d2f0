"""Spells of supply-risk mode with the levels each found."""

from typing import Any

from sqlalchemy import ColumnElement, Row, insert, update

from app.core.errors import StepRefused
from app.core.risk_levels import HeldLevels
from app.core.supply_risk import RiskSettings, SupplyRisk
from app.storage.rows.mapping import as_record, as_row, rows_where, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.risk import held_levels, supply_risks

NEWEST = selection(supply_risks, order_by=[supply_risks.c.sequence.desc()], limit=1)


class RiskRows:
    """Supply-risk mode as it was switched on and off; at most one spell is on."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, risk: SupplyRisk) -> None:
        """Keep a new spell.

        Raises
        ------
        StepRefused
            If another one is still on.
        """
        if (current := self.current()) is not None and current.is_on:
            raise StepRefused(
                f"Supply-risk mode is on already, since {current.started_on}: "
                f"{current.settings.reason}.",
                "Leave it first, or move its review date.",
            )
        self._connection.execute(insert(supply_risks), _row(risk))

    def save(self, risk: SupplyRisk) -> None:
        """Keep what changed of a spell (its review date, its end)."""
        is_spell = supply_risks.c.id == risk.id
        statement = update(supply_risks).where(is_spell).values(_row(risk))
        if self._connection.execute(statement).rowcount != 1:
            raise StepRefused(f'There is no spell "{risk.id}" of supply-risk mode.', "Add it.")

    @read_once
    def all(self) -> list[SupplyRisk]:
        """Return every spell, oldest first."""
        rows = rows_where(self._connection, supply_risks, order_by=[supply_risks.c.sequence])
        return [_risk(row) for row in rows]

    @read_once
    def current(self) -> SupplyRisk | None:
        """Return the newest spell, on or not; None where the mode was never on."""
        rows = self._connection.rows(NEWEST)
        return _risk(rows[0]) if rows else None

    def hold(self, held: HeldLevels) -> None:
        """Keep a part's levels as a spell found them, or what became of them since."""
        is_row = (held_levels.c.risk_id == held.risk_id) & (held_levels.c.part_id == held.part_id)
        changed = self._connection.execute(update(held_levels).where(is_row).values(as_row(held)))
        if changed.rowcount == 0:
            self._connection.execute(insert(held_levels), as_row(held))

    @read_once
    def held(self, risk_id: str) -> list[HeldLevels]:
        """Return the levels a spell found, by part id."""
        return self._held(held_levels.c.risk_id == risk_id)

    @read_once
    def undecided(self) -> list[HeldLevels]:
        """Return the levels of all spells that nobody has decided on, oldest spell first."""
        return self._held(held_levels.c.choice.is_(None))

    def _held(self, *conditions: ColumnElement[bool]) -> list[HeldLevels]:
        """Read levels by part id."""
        order = [held_levels.c.part_id, held_levels.c.risk_id]
        rows = rows_where(self._connection, held_levels, *conditions, order_by=order)
        return [as_record(HeldLevels, row) for row in rows]


def _row(risk: SupplyRisk) -> dict[str, Any]:
    """Lay a spell with its settings flat."""
    settings = as_row(risk.settings) | {"multiplier": dict(risk.settings.multiplier)}
    return as_row(risk, "settings") | settings | {"is_on": risk.is_on}


def _risk(row: Row[Any]) -> SupplyRisk:
    """Build a spell with its settings."""
    return as_record(SupplyRisk, row, settings=as_record(RiskSettings, row))
