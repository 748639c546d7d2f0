"""Models learned from history and what they are bound to."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from app.core.errors import PartUnknown, StepRefused
from app.core.learned_models import LearnedModel, ModelBinding
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.learned import learned_models, model_bindings


class LearnedRows:
    """The plant's models by fingerprint, oldest first, and their bindings."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def all(self) -> list[LearnedModel]:
        """Return every model, without its numbers."""
        shown = [column for column in learned_models.c if column.name != "content"]
        statement = select(*shown).order_by(learned_models.c.sequence)
        return [_model(row) for row in self._connection.execute(statement)]

    def get(self, fingerprint: str) -> LearnedModel:
        """Return one model; `PartUnknown` when there is none."""
        found = [model for model in self.all() if model.fingerprint == fingerprint]
        if not found:
            raise PartUnknown(
                f"There is no model with the fingerprint {fingerprint}.", "Bring it in first."
            )
        return found[0]

    def content(self, fingerprint: str) -> bytes:
        """Return a model's file as it is kept; `PartUnknown` when there is none."""
        column = learned_models.c.content
        statement = select(column).where(learned_models.c.fingerprint == fingerprint)
        content = self._connection.execute(statement).scalar_one_or_none()
        if content is None:
            raise PartUnknown(
                f"There is no model with the fingerprint {fingerprint}.", "Bring it in first."
            )
        return bytes(content)

    def add(self, model: LearnedModel, content: bytes) -> None:
        """Keep a model with its file.

        Raises
        ------
        StepRefused
            If it is here already.
        """
        known = [kept.name for kept in self.all() if kept.fingerprint == model.fingerprint]
        if known:
            raise StepRefused(
                f"This model is here already, as {known[0]}.", "Choose it in the list."
            )
        self._connection.execute(
            insert(learned_models).values(as_row(model) | {"content": content})
        )

    def save(self, model: LearnedModel) -> None:
        """Keep what changed of a model (its approval)."""
        is_model = learned_models.c.fingerprint == model.fingerprint
        changed = self._connection.execute(
            update(learned_models).where(is_model).values(as_row(model, "fingerprint"))
        )
        if changed.rowcount != 1:
            raise PartUnknown(f'There is no model "{model.name}".', "Bring it in first.")

    def bindings(self) -> list[ModelBinding]:
        """Return what models are bound to, oldest first."""
        table = model_bindings
        rows = rows_where(self._connection, table, order_by=[table.c.sequence])
        return [as_record(ModelBinding, row) for row in rows]

    def bind(self, binding: ModelBinding) -> None:
        """Keep a binding; an earlier one of the same subject goes."""
        table = model_bindings
        is_same = (table.c.scope == binding.scope) & (table.c.subject == binding.subject)
        self._connection.execute(delete(table).where(is_same))
        self._connection.execute(insert(table), as_row(binding))

    def unbind(self, binding_id: str) -> None:
        """Take a binding away; `PartUnknown` when there is none."""
        gone = self._connection.execute(
            delete(model_bindings).where(model_bindings.c.id == binding_id)
        )
        if gone.rowcount != 1:
            raise PartUnknown("This binding is gone already.", "Look at the list again.")


def _model(row: Row[Any]) -> LearnedModel:
    """Build a model's entry."""
    return as_record(LearnedModel, row)
