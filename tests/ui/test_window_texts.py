"""What can be read on the window: one catalogue, nothing clipped, grey while all is well."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.health import Assessment, HealthState
from app.core.purchasing import PurchaseOrder
from app.core.work_orders import WorkOrder
from app.demo_plant.identity import demo_id
from app.ui.main_window import MainWindow
from app.ui.print_preview import PrintPreview
from app.ui.target import Place, Target
from app.ui.translation import use_language
from tests.ui.opener import SMALL, Opener
from tests.ui.visible_texts import clipped, commands_of, said_without_catalogue


def test_every_command_is_in_the_palette_of_its_page(opened: Opener) -> None:
    window = opened()
    offered = set()
    for place in (
        Place.TODAY,
        Place.LIVE,
        Place.ASSETS,
        Place.NEEDS,
        Place.ORDERS,
        Place.STORES,
        Place.VENDORS,
        Place.IMPROVE,
        Place.SETTINGS,
    ):
        window.go(Target(place))
        offered |= set(window.commands())
    assert all(action.text() for action in offered)
    own = {a for a in commands_of(window) if a.parent() in {window, window.pages.orders}}
    assert own <= offered


def test_no_two_commands_share_a_shortcut(opened: Opener) -> None:
    window = opened()
    window.go(Target(Place.ORDERS))
    keys = [action.shortcut().toString() for action in window.commands()]
    used = [key for key in keys if key]
    assert len(used) == len(set(used))


def test_a_well_plant_is_grey(opened: Opener, well_plant: None) -> None:
    window = opened()
    window.setFocus()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    step = 3
    saturated = sum(
        1
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
        if (colour := image.pixelColor(x, y)).hsvSaturationF() > 0.35 and colour.valueF() > 0.3
    )
    assert saturated / (image.width() * image.height() / step**2) <= 0.01


@pytest.mark.parametrize(
    "place",
    [
        Place.TODAY,
        Place.NEEDS,
        Place.ORDERS,
        Place.STORES,
        Place.VENDORS,
        Place.SUPPLY_RISK,
        Place.IMPROVE,
        Place.SETTINGS,
        Place.WHY,
        Place.WHAT_IF,
    ],
)
def test_nothing_is_clipped_at_1366_by_768(
    qtbot: QtBot,
    opened: Opener,
    assess: Callable[..., Assessment],
    draft: PurchaseOrder,
    place: Place,
) -> None:
    assess("F-103", None, HealthState.WATCH)
    assess("V-105", None, HealthState.NO_DATA)
    window = opened()
    window.go(Target(place, _record(place, draft)))
    qtbot.waitUntil(lambda: not _is_reading(window))
    assert (window.width(), window.height()) == SMALL
    qtbot.waitUntil(lambda: not clipped(window), timeout=5000)


def test_no_text_comes_from_anywhere_but_the_catalogue(
    qtbot: QtBot,
    qapp: QApplication,
    opened: Opener,
    assess: Callable[..., Assessment],
    draft: PurchaseOrder,
    job: WorkOrder,
) -> None:
    assess("F-103", None, HealthState.WATCH)
    use_language(qapp, "zz")
    window = opened()
    bare = said_without_catalogue(window)
    for target in (
        Target(Place.LIVE),
        Target(Place.ASSETS, demo_id("asset", "P-101")),
        Target(Place.WHY, demo_id("component", "P-101")),
        Target(Place.WHAT_IF, demo_id("component", "P-101")),
        Target(Place.STORES, draft.lines[0].part_id),
        Target(Place.VENDORS, draft.supplier_id),
        Target(Place.SUPPLY_RISK),
        Target(Place.NEEDS),
        Target(Place.IMPROVE, step="backtest"),
        Target(Place.IMPROVE, step="decisions"),
        Target(Place.IMPROVE, step="learn"),
        Target(Place.SETTINGS),
        Target(Place.ORDERS, job.id),
        Target(Place.ORDERS, draft.id),
    ):
        window.go(target)
        qtbot.waitUntil(lambda: not _is_reading(window))
        window.open_help()
        bare += said_without_catalogue(window)
        window.help.hide()
    window.print_page()
    bare += said_without_catalogue(window.findChild(PrintPreview))
    assert not sorted(set(bare)), "\n".join(sorted(set(bare)))


def test_the_breadcrumb_names_the_record_in_front(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ASSETS, demo_id("asset", "P-101")))
    assert window.top.path == "Assets  /  P-101"
    window.go(Target(Place.WHY, demo_id("component", "P-101")))
    assert window.top.path == "Why?  /  P-101, Drive-end bearing"
    window.go(Target(Place.WHAT_IF, demo_id("component", "P-101")))
    assert window.top.path == "What if?  /  P-101, Drive-end bearing"
    window.go(Target(Place.ORDERS, draft.id))
    assert window.top.path == f"Orders  /  {draft.number}"
    window.go(Target(Place.STORES, draft.lines[0].part_id))
    qtbot.waitUntil(lambda: window.top.path == "Stores  /  6309-2RS-C3")
    window.go(Target(Place.VENDORS, draft.supplier_id))
    assert window.top.path == "Vendors  /  Hansa Wälzlager Kontor GmbH"


def _is_reading(window: MainWindow) -> bool:
    """Whether a page still waits for its list."""
    return window.pages.needs.work.is_busy or window.pages.stores.work.is_busy


def _record(place: Place, draft: PurchaseOrder) -> str:
    """What is shown at a place."""
    component_id = demo_id("component", "P-101")
    part_id = draft.lines[0].part_id
    shown = {
        Place.ORDERS: draft.id,
        Place.STORES: part_id,
        Place.WHY: component_id,
        Place.WHAT_IF: component_id,
    }
    return shown.get(place, "")
