"""The pages of the window, one in front: which record it shows, what it prints, its commands."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.bootstrap import Runtime
from app.core.texts import translate
from app.ui.asset_view import AssetView
from app.ui.background import Background
from app.ui.board_view import BoardView
from app.ui.frame.rail import place_names
from app.ui.improve.backtest_page import play_books
from app.ui.improve_view import ImproveView
from app.ui.needs.books import plant_books
from app.ui.needs_view import NeedsView
from app.ui.orders_view import OrdersView
from app.ui.page import PrintJob
from app.ui.page_picture import page_picture
from app.ui.recording.live_or_file import LiveOrFile
from app.ui.settings_sections import SettingsSections
from app.ui.stores_view import StoresView
from app.ui.supply_risk_view import SupplyRiskView
from app.ui.target import Place, Target
from app.ui.twin_view import TwinView
from app.ui.vendors_view import VendorsView
from app.ui.what_if_view import WhatIfView
from app.ui.why_view import WhyView
from app.ui.wording import Wording

ALWAYS_OF_A_RECORD = frozenset({Place.WHY, Place.WHAT_IF})
"""Pages that say so themselves where no record is named."""


class Pages(QStackedWidget):
    """Knows which page belongs to which place.

    `wanted` carries the `Target` somebody asked for on a page, `turned` goes out when the page in
    front shows another record.
    """

    wanted = Signal(object)
    turned = Signal()

    def __init__(
        self,
        runtime: Runtime,
        say: Wording,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self.place = Place.TODAY
        self.board = BoardView(runtime, say)
        self.live_or_file = LiveOrFile(runtime, say, background)
        self.live = self.live_or_file.live
        self.assets = AssetView(runtime, say, background)
        self.orders = OrdersView(runtime, say)
        self.vendors, self.supply_risk = VendorsView(runtime, say), SupplyRiskView(runtime, say)
        self.why, self.what_if = WhyView(runtime, say), WhatIfView(runtime, say)
        self.twin = TwinView(runtime, say)
        self.needs = NeedsView(runtime, say, plant_books())
        self.stores = StoresView(runtime, say)
        self.improve = ImproveView(runtime, say, background, play_books)
        self.settings = SettingsSections(runtime, say, background)
        self._pages: dict[Place, QWidget] = {
            Place.TODAY: self.board,
            Place.LIVE: self.live_or_file,
            Place.ASSETS: self.assets,
            Place.NEEDS: self.needs,
            Place.ORDERS: self.orders,
            Place.STORES: self.stores,
            Place.VENDORS: self.vendors,
            Place.SUPPLY_RISK: self.supply_risk,
            Place.IMPROVE: self.improve,
            Place.SETTINGS: self.settings,
            Place.WHY: self.why,
            Place.WHAT_IF: self.what_if,
            Place.TWIN: self.twin,
        }
        for page in self._pages.values():
            self.addWidget(page)
        self.board.chosen.connect(self.wanted)
        self.assets.why_requested.connect(lambda c: self.wanted.emit(Target(Place.WHY, c)))
        self.assets.order_requested.connect(lambda o: self.wanted.emit(Target(Place.ORDERS, o)))
        self.assets.assets.asset_chosen.connect(lambda _asset_id: self.turned.emit())
        self.orders.shown.connect(lambda _number: self.turned.emit())
        self.assets.twin_requested.connect(lambda a: self.wanted.emit(Target(Place.TWIN, a)))
        for page in (self.needs, self.stores, self.vendors, self.improve, self.twin):
            page.wanted.connect(self.wanted)
        for page in (self.needs, self.stores, self.vendors, self.settings):
            page.shown.connect(self.turned)
        for page in (self.improve, self.twin):
            page.turned.connect(self.turned)
        for page in (self.assets, self.why):
            page.what_if_requested.connect(lambda c: self.wanted.emit(Target(Place.WHAT_IF, c)))

    def show_target(self, target: Target) -> None:
        """Bring a page to the front, with its record where one is named."""
        self.place = target.place
        self.setCurrentWidget(self._pages[target.place])
        shows: dict[Place, Callable[[str], object]] = {
            Place.WHY: self.why.show_component,
            Place.WHAT_IF: self.what_if.show_component,
            Place.ASSETS: self.assets.show_asset,
            Place.STORES: self.stores.show_part,
            Place.VENDORS: self.vendors.show_vendor,
            Place.SETTINGS: self.settings.show_calendar,
        }
        if target.place in shows and (target.record_id or target.place in ALWAYS_OF_A_RECORD):
            shows[target.place](target.record_id)
        elif target.place is Place.TWIN:
            self.twin.show_asset(target.record_id, target.step)
        elif target.record_id and target.place is Place.ORDERS:
            self.orders.show_record(target.record_id, target.step)
        elif target.place is Place.NEEDS and (target.record_id or target.step):
            self.needs.show_need(target.record_id, target.step)
        elif target.place is Place.SUPPLY_RISK:
            self.supply_risk.open()
        elif target.step and target.place is Place.IMPROVE:
            self.improve.show_section(target.step)
        elif target.place is Place.TODAY:
            self.board.refresh()
            self.board.take_keyboard()

    def refresh(self) -> None:
        """Let the page in front show the newest."""
        refresh: dict[Place, Callable[[], None]] = {
            Place.TODAY: self.board.refresh,
            Place.NEEDS: self.needs.refresh,
            Place.ORDERS: self.orders.refresh,
            Place.STORES: self.stores.refresh,
            Place.VENDORS: self.vendors.follow,
            Place.SUPPLY_RISK: self.supply_risk.refresh,
            Place.IMPROVE: self.improve.refresh,
            Place.SETTINGS: self.settings.refresh,
            Place.WHY: self.why.refresh,
            Place.WHAT_IF: self.what_if.refresh,
            Place.TWIN: self.twin.refresh,
        }
        refresh.get(self.place, lambda: None)()

    def path(self) -> list[str]:
        """Return where the page in front stands, from the place to the record."""
        words = {
            **place_names(),
            Place.SUPPLY_RISK: translate("Places", "Supply risk"),
            Place.WHY: translate("Places", "Why?"),
            Place.WHAT_IF: translate("Places", "What if?"),
            Place.TWIN: translate("Places", "Twin"),
        }
        record = self.assets.record
        shown = {
            Place.ASSETS: record.asset.tag if record is not None else "",
            Place.NEEDS: self.needs.shown_name,
            Place.ORDERS: self.orders.shown_number,
            Place.STORES: self.stores.shown_name,
            Place.VENDORS: self.vendors.shown_name,
            Place.IMPROVE: self.improve.section,
            Place.SETTINGS: self.settings.shown_name,
            Place.WHY: self.why.name,
            Place.WHAT_IF: self.what_if.name,
            Place.TWIN: self.twin.name,
        }
        return [words[self.place], shown.get(self.place, "")]

    def commands(self) -> list[QAction]:
        """Return the commands of the page in front."""
        if self.place is Place.SETTINGS:
            return self.settings.commands
        own = self._pages[self.place].actions()
        of_asset = (self.assets.upkeep, self.assets.by_age, self.assets.points)
        sides = [action for side in of_asset for action in side.actions()]
        return [*own, *sides] if self.place is Place.ASSETS else own

    def print_job(self) -> PrintJob:
        """Return the paper of the page in front: its own, or its picture."""
        if self.place is Place.TODAY:
            return self.board.print_job()
        papers = {
            Place.NEEDS: self.needs.print_job,
            Place.ORDERS: self.orders.print_job,
            Place.STORES: self.stores.print_job,
            Place.VENDORS: self.vendors.print_job,
            Place.SUPPLY_RISK: self.supply_risk.print_job,
            Place.IMPROVE: self.improve.print_job,
            Place.SETTINGS: self.settings.print_job,
            Place.TWIN: self.twin.print_job,
        }
        own = papers.get(self.place, lambda: None)()
        if own is not None:
            return own
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        at = self._say.instant(self._runtime.now())
        title = ", ".join(part for part in (*self.path(), at) if part)
        return page_picture(self._pages[self.place], title, paper)
