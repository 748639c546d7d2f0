"""What the demo plant's office agreed beside its register: every kind of need has an example."""

from datetime import UTC, datetime
from pathlib import Path

from app.core.assets import KitItem
from app.core.moment import Moment
from app.demo_books import fill_demo_books, fill_demo_upkeep
from app.demo_plant.identity import demo_id
from app.demo_plant.office import DEMO_START
from app.demo_plant.upkeep import SCRAPER, SEAL, SEPARATOR
from app.replenishment.board import need_lines
from app.replenishment.lives import life_by_age
from app.replenishment.part_review import review_part
from app.storage.store import Store

BEGIN = Moment(DEMO_START, datetime(2026, 9, 7, tzinfo=UTC).date(), "office")
BEARING = demo_id("part", "6309-2RS-C3")


def opened(folder: Path) -> Store:
    store = Store.open(folder, owner="test")
    with store.begin("test") as uow:
        fill_demo_books(uow, DEMO_START, "test")
        fill_demo_upkeep(uow, DEMO_START, "test")
    return store


def test_the_pumps_bearing_is_offered_twice_its_own_house_first(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.read() as uow:
        own, other = uow.offers.of(uow.stock.part(BEARING))
        pump = uow.plant.component(demo_id("component", "P-101"))
    assert (str(own.price), str(own.price_at(4))) == ("84.00 EUR", "78.50 EUR")
    assert str(other.price) == "96.40 EUR"
    assert pump.kit == (KitItem(demo_id("part", SEAL), 2),)


def test_nothing_is_ordered_on_the_first_day_and_every_date_stands_on_the_board(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as store:
        with store.begin("office") as uow:
            for part in uow.stock.parts():
                review_part(uow, part.id, BEGIN)
        with store.read() as uow:
            assert uow.orders.open_orders() == []
            parts = {line.part_id for line in need_lines(uow, BEGIN)}
    assert {demo_id("part", SCRAPER), demo_id("part", SEPARATOR)} <= parts


def test_the_machines_cards_tell_of_bearings_replaced_before(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.read() as uow:
        pump = uow.plant.component(demo_id("component", "P-101"))
        life = life_by_age(uow, uow.plant.asset(pump.asset_id), pump, BEGIN.today)
        ends = {one.ended_on for one in uow.lives.of_component(pump.id)}
    assert pump.installed_on in ends, "the item in service was fitted when the last one ended"
    assert (life.shares.own_lives.failed, life.shares.own_lives.worn) == (1, 1)
    assert 0.2 < life.shares.prior < 0.9
