"""The program's clock follows what the sockets of a demo plant say."""

from datetime import UTC, datetime, timedelta

from app.acquisition.followed_clock import FollowedClock
from app.core.sources import PlantClock

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)


def plant_clock(hours: float, speed: float) -> PlantClock:
    return PlantClock(round((MONDAY + timedelta(hours=hours)).timestamp() * 1000), speed)


def test_time_never_goes_back_when_the_plant_is_slowed_down() -> None:
    clock = FollowedClock(MONDAY)
    clock.follow(plant_clock(5, 3_600.0))
    told = clock.now()
    assert told >= MONDAY + timedelta(hours=5)
    clock.follow(plant_clock(3, 60.0))
    assert clock.now() >= told
    assert clock.speed == 60.0
    clock.follow(plant_clock(9, 60.0))
    assert clock.now() >= MONDAY + timedelta(hours=9)
