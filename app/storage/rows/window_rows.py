"""Windows in which assets may be worked on."""

from sqlalchemy import delete, insert, update

from app.core.errors import StepRefused
from app.core.work_window import MaintenanceWindow
from app.storage.rows.mapping import as_record, as_row, is_asked, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.windows import maintenance_windows

OF_ASSET = selection(
    maintenance_windows,
    is_asked(maintenance_windows.c.asset_id),
    order_by=[maintenance_windows.c.id],
)


class WindowRows:
    """Maintenance and sanitation windows by asset."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def put(self, window: MaintenanceWindow) -> None:
        """Keep a window, new or changed."""
        row, where = as_row(window), maintenance_windows.c.id == window.id
        changed = update(maintenance_windows).where(where).values(row)
        if self._connection.execute(changed).rowcount == 0:
            self._connection.execute(insert(maintenance_windows), row)

    def remove(self, window_id: str) -> None:
        """Take a window away; `StepRefused` when it is not known."""
        gone = delete(maintenance_windows).where(maintenance_windows.c.id == window_id)
        if self._connection.execute(gone).rowcount != 1:
            raise StepRefused(f'There is no window "{window_id}".', "Check the list.")

    @read_once
    def of_asset(self, asset_id: str) -> list[MaintenanceWindow]:
        """Return an asset's windows, in the order of their ids."""
        rows = self._connection.rows(OF_ASSET, asset_id=asset_id)
        return [as_record(MaintenanceWindow, row) for row in rows]
