"""What the year picture says of each day."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.ui.calendar.year_picture import YearPicture, day_words
from app.ui.calendar.year_scene import MONTHS, DayKind, YearDay, YearScene, year_scene
from app.ui.wording import Wording

TODAY = date(2026, 12, 7)
KEPT = Shutdown(date(2026, 12, 24), date(2027, 1, 3), "Christmas")
NEW = Shutdown(date(2027, 2, 1), date(2027, 2, 5), "overhaul")
STANDS = WorkCalendar(MONDAY_TO_FRIDAY, "DE", "SH", (KEPT,), frozenset({1, 3}))
WISHED = WorkCalendar(MONDAY_TO_FRIDAY, "DE", "SH", (KEPT, NEW), frozenset({1, 3}))
SAY = Wording(QLocale("en_GB"), ZoneInfo("UTC"))


def day_of(scene: YearScene, day: date) -> YearDay:
    return next(one for month in scene.months for one in month if one.day == day)


def test_every_day_of_thirteen_months_is_there_once() -> None:
    scene = year_scene(WISHED, STANDS, TODAY)
    days = [one.day for month in scene.months for one in month]
    assert days == [date(2026, 12, 1) + timedelta(days=n) for n in range(len(days))]
    assert len(scene.months) == MONTHS
    assert days[-1] == date(2027, 12, 31)


def test_a_day_is_what_the_calendar_makes_of_it() -> None:
    scene = year_scene(WISHED, STANDS, TODAY)
    kinds = {
        date(2026, 12, 8): DayKind.OPEN,
        date(2026, 12, 12): DayKind.CLOSED,
        date(2027, 3, 26): DayKind.HOLIDAY,
        date(2026, 12, 28): DayKind.SHUTDOWN,
        date(2027, 2, 3): DayKind.NEW_SHUTDOWN,
    }
    assert {day: day_of(scene, day).kind for day in kinds} == kinds
    assert [day_of(scene, date(2026, 12, n)).takes_goods for n in (7, 8, 10, 12)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert day_words(day_of(scene, date(2026, 12, 28)), SAY).endswith("Christmas")
    assert day_words(day_of(scene, date(2027, 3, 26)), SAY).endswith("public holiday")


def test_the_picture_finds_the_day_under_the_pointer(qtbot: QtBot) -> None:
    picture = YearPicture(SAY)
    qtbot.addWidget(picture)
    picture.resize(640, 300)
    picture.show_scene(year_scene(WISHED, STANDS, TODAY))
    found = picture.day_at(picture.place_of(2, 2).center())
    assert found is not None
    assert found.day == date(2027, 2, 3)
    assert picture.day_at(picture.rect().bottomRight().toPointF()) is None
    assert "overhaul" in picture.accessibleDescription()
    assert not picture.grab().isNull()
