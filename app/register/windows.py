"""The windows in which a machine may be worked on, entered and taken away by a person."""

from app.core.errors import ScenarioRefused
from app.core.moment import Moment
from app.core.work_window import MaintenanceWindow
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def keep_window(
    store: Store, window: MaintenanceWindow, moment: Moment, key: str
) -> MaintenanceWindow | None:
    """Keep a window, new or changed; returns it as it stood before, None where it is new.

    Raises
    ------
    ScenarioRefused
        If it lies in the past; what else can't be the window refuses itself.
    """
    if window.on is not None and window.on < moment.today:
        raise ScenarioRefused(
            f"The window on {window.on} has passed: today is {moment.today}.",
            "Give a day from today on; nothing was changed.",
        )
    before: list[MaintenanceWindow | None] = []

    def command(uow: UnitOfWork) -> str:
        was = _window(uow, window.asset_id, window.id)
        before.append(was)
        uow.windows.put(window)
        _note(uow, moment, window.asset_id, was, window)
        return window.id

    store.once(key, moment.actor, command)
    return before[0] if before else window


def remove_window(
    store: Store, asset_id: str, window_id: str, moment: Moment, key: str
) -> MaintenanceWindow | None:
    """Take a window away; returns it, so that it can be put back.

    Raises
    ------
    StepRefused
        If it is gone already.
    """
    before: list[MaintenanceWindow | None] = []

    def command(uow: UnitOfWork) -> str:
        was = _window(uow, asset_id, window_id)
        before.append(was)
        uow.windows.remove(window_id)
        _note(uow, moment, asset_id, was, None)
        return window_id

    store.once(key, moment.actor, command)
    return before[0] if before else None


def _window(uow: UnitOfWork, asset_id: str, window_id: str) -> MaintenanceWindow | None:
    """Return a machine's window by its id, if it has it."""
    return next((w for w in uow.windows.of_asset(asset_id) if w.id == window_id), None)


def _note(
    uow: UnitOfWork,
    moment: Moment,
    asset_id: str,
    before: MaintenanceWindow | None,
    after: MaintenanceWindow | None,
) -> None:
    """Write into the record of changes what became of a window."""
    tag = uow.plant.asset(asset_id).tag
    uow.audit.append(moment.now, "change window", tag, _worded(before), _worded(after))


def _worded(window: MaintenanceWindow | None) -> str:
    """Write a window; nothing for none."""
    if window is None:
        return ""
    when = f"on {window.on}" if window.on is not None else f"weekday {window.weekday}"
    begins = window.begins_at.isoformat("minutes")
    return f"{window.kind.value} {window.name}: {when} {begins}, {window.lasts_hours:g} h".strip()
