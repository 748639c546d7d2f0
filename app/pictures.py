"""Pictures of the pages, grabbed offscreen: for the demo, the help and the README."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLocale
from PySide6.QtWidgets import QApplication

from app.bootstrap import Runtime
from app.ui.main_window import MainWindow
from app.ui.target import Place, Target
from app.ui.window import application_with_theme
from app.ui.wording import Wording

SIZE = (1366, 768)
SETTLE_S = 0.3
LAYOUT_TURNS = 4
"""Turns in which what the last second brought is laid out, however busy the machine."""
READING_S = 20.0
"""How long the needs board may be read before it is grabbed as it stands."""
FRAMES_S = 2.0
"""How long the Live page gathers frames before it is grabbed."""


def take_pictures(runtime: Runtime, folder: Path) -> list[Path]:
    """Grab the main pages of a running plant as PNG; the ordered component is in front.

    Returns
    -------
    list of Path
        `today.png`, `asset.png`, `needs.png`, `orders.png`, `why.png`, `what_if.png`,
        `twin.png`, `stores.png`, `vendors.png`, `improve.png`, `predictions.png`,
        `settings.png`, `live.png`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application = application_with_theme()
    window = MainWindow(runtime, Wording(QLocale(QLocale.Language.English), runtime.zone))
    window.resize(*SIZE)
    runtime.show_live(wanted=True)
    window.start()
    window.show()
    try:
        return [
            _grab(application, window, target, folder / f"{name}.png")
            for name, target in _pages(runtime)
        ]
    finally:
        runtime.show_live(wanted=False)
        window.close()
        window.deleteLater()
        application.processEvents()


def _pages(runtime: Runtime) -> list[tuple[str, Target]]:
    """Name the pages worth a picture, with the newest order's component on them."""
    with runtime.store.read() as uow:
        orders = uow.orders.all()
        peg = orders[-1].lines[0].peg if orders else None
        component = uow.plant.component(peg.component_id) if peg else None
    order_id = orders[-1].id if orders else ""
    supplier_id = orders[-1].supplier_id if orders else ""
    part_id = orders[-1].lines[0].part_id if orders else ""
    component_id = component.id if component else ""
    asset_id = component.asset_id if component else ""
    return [
        ("today", Target(Place.TODAY)),
        ("asset", Target(Place.ASSETS, asset_id)),
        ("needs", Target(Place.NEEDS)),
        ("orders", Target(Place.ORDERS, order_id)),
        ("why", Target(Place.WHY, component_id)),
        ("what_if", Target(Place.WHAT_IF, component_id)),
        ("twin", Target(Place.TWIN, asset_id)),
        ("stores", Target(Place.STORES, part_id)),
        ("vendors", Target(Place.VENDORS, supplier_id)),
        ("improve", Target(Place.IMPROVE, step="decisions")),
        ("predictions", Target(Place.IMPROVE, step="predictions")),
        ("settings", Target(Place.SETTINGS)),
        ("live", Target(Place.LIVE)),
    ]


def _grab(application: QApplication, window: MainWindow, target: Target, path: Path) -> Path:
    """Go to a page, let it settle, and save what stands there."""
    window.go(target)
    until = time.monotonic() + (FRAMES_S if target.place is Place.LIVE else SETTLE_S)
    latest = until + READING_S
    while (now := time.monotonic()) < until:
        works = (window.pages.needs.work, window.pages.stores.work)
        if any(work.is_busy for work in works) and now < latest:
            until = max(until, now + SETTLE_S)
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.01)
    for _ in range(LAYOUT_TURNS):
        application.processEvents()
    window.grab().save(str(path))
    return path
