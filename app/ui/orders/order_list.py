"""The list of orders and jobs."""

from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.record_list import RecordList
from app.ui.rows_orders import OrderRow, state_word
from app.ui.table_model import Column
from app.ui.wording import Wording

WHAT = 1
"""The column that takes what room is left."""


class OrderList(RecordList[OrderRow]):
    """One row an order or a job."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(translate("Orders", "Orders and jobs"), _columns(say), WHAT, parent)


def _columns(say: Wording) -> list[Column[OrderRow]]:
    """Say what each column holds."""
    return [
        Column(translate("Orders", "Number"), lambda row: row.number),
        Column(translate("Orders", "What"), lambda row: row.what_for),
        Column(translate("Orders", "State"), lambda row: state_word(row.state)),
        Column(
            translate("Orders", "Total"),
            lambda row: say.money(row.total) if row.total else "",
            sort_key=lambda row: row.total.amount if row.total else None,
            is_number=True,
        ),
        Column(
            translate("Orders", "Needed by"),
            lambda row: ("▲ " if row.is_late else "") + say.optional_day(row.needed_by),
            sort_key=lambda row: row.needed_by,
            is_number=True,
            colour=lambda row: tokens.alarm if row.is_late else None,
        ),
    ]
