"""Random schedules: no double order, no stock below nothing, whatever happens in between."""

import pytest

from tests.soak.schedule import play, schedule_of, shortest, stage

SCHEDULES = 2_000
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, SCHEDULES, AT_ONCE))
def test_no_schedule_breaks_the_books(first: int) -> None:
    with stage() as world:
        for seed in range(first, first + AT_ONCE):
            wrong = play(world, schedule_of(seed))
            if wrong:
                least = "\n".join(map(str, shortest(world, schedule_of(seed), wrong)))
                pytest.fail(f"make soak SEED={seed} plays it again: {wrong}\nleast:\n{least}")


def test_a_seed_draws_the_same_schedule_every_time() -> None:
    assert schedule_of(7) == schedule_of(7)
    assert [str(turn) for turn in schedule_of(7)] != [str(turn) for turn in schedule_of(8)]


def test_a_schedule_leaves_nothing_to_the_next_one() -> None:
    with stage() as world:
        assert play(world, schedule_of(3)) == ""
        once = world.eyes.read().counts
        play(world, schedule_of(4))
        assert play(world, schedule_of(3)) == ""
        assert world.eyes.read().counts == once
