"""A schedule is a seed: what happens in a plant, in which order, and what goes wrong meanwhile."""

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.soak import edits, forward, plant, steps, wants
from tests.soak.invariants import problems_of
from tests.soak.steps import Draw, Step
from tests.soak.world import Broken, Mishap, World

WEIGHTS: dict[Step, float] = {
    steps.judge: 2.5,
    steps.look_again: 0.6,
    forward.order_goes_on: 8.0,
    forward.job_goes_on: 6.0,
    steps.approve: 0.5,
    steps.withdraw: 0.7,
    steps.issue: 0.5,
    steps.receive: 2.0,
    steps.cancel: 1.0,
    steps.close_short: 0.7,
    steps.plan: 0.5,
    steps.make_ready: 0.5,
    steps.start: 0.4,
    steps.finish: 0.7,
    steps.drop: 0.5,
    steps.count_stock: 2.0,
    steps.night: 3.0,
    steps.clock_back: 0.7,
    steps.restart: 0.2,
    edits.edit_policy: 0.8,
    edits.edit_calendar: 0.5,
    edits.edit_supplier: 0.5,
    edits.edit_component: 0.3,
    wants.plan_task: 0.8,
    wants.set_levels: 0.5,
    wants.look_at_part: 0.6,
    wants.draft_from_board: 0.6,
    wants.keep_pieces: 1.0,
    wants.let_go: 0.5,
    wants.switch_risk: 0.5,
    wants.note_stage: 0.6,
    wants.ask_for_job: 0.5,
    wants.order_by_hand: 0.8,
}
"""How often each step is drawn; most of them push what is under way one step on."""

MISHAPS = {Mishap.NONE: 0.8, Mishap.REPEATED: 0.12, Mishap.TORN: 0.06, Mishap.KILLED: 0.02}
SHORT, LONG = (3, 9), (20, 35)
"""Fewest and most steps after the first; one schedule in twenty is long."""


@dataclass(frozen=True)
class Turn:
    """One step with its draw."""

    step: Step
    draw: Draw

    def __str__(self) -> str:
        """Write the turn so that a reader can play it by hand."""
        d = self.draw
        mishap = f", {d.mishap.value} at {d.at_statement}" if d.mishap is not Mishap.NONE else ""
        return f"{self.step.__name__}(which={d.which:.4f}, how={d.how:.4f}, {d.actor}{mishap})"


def schedule_of(seed: int) -> list[Turn]:
    """Draw the schedule of a seed: the same one every time, on every machine."""
    rng = random.Random(seed)
    length = rng.randint(*(LONG if rng.random() < 0.05 else SHORT))
    rest = rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=length)
    return [Turn(step, _draw(rng)) for step in (steps.judge, *rest)]


def _draw(rng: random.Random) -> Draw:
    """Draw what a step picks by."""
    mishap = rng.choices(list(MISHAPS), list(MISHAPS.values()))[0]
    return Draw(rng.random(), rng.random(), rng.choice(plant.PEOPLE), mishap, rng.randint(1, 30))


@contextmanager
def stage() -> Iterator[World]:
    """A plant to play schedules on, in memory where the system allows it."""
    place = Path(tempfile.mkdtemp(prefix="soak-", dir=memory_folder()))
    world = World.open(place / "plant")
    try:
        yield world
    finally:
        world.close()
        shutil.rmtree(place)


def memory_folder() -> str | None:
    """Folder that needs no disk, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def play(world: World, turns: Sequence[Turn]) -> str:
    """Play a schedule from the beginning; what went wrong and where, empty when all held."""
    world.begin_anew()
    for at, turn in enumerate(turns, start=1):
        wrong = _take(world, turn)
        if wrong:
            return f"step {at}, {turn}: {wrong}"
    return _at_the_end(world)


def _take(world: World, turn: Turn) -> str:
    """Take one step; what it broke, in words."""
    world.wait(0.02 + 0.2 * turn.draw.how)
    try:
        turn.step(world, turn.draw)
    except Broken as broken:
        return str(broken)
    except Exception as bug:  # noqa: BLE001 - any error but a refusal in words is a finding
        return f"{type(bug).__name__}: {bug}"
    return "; ".join(problems_of(world.eyes.read()))


def _at_the_end(world: World) -> str:
    """The audit chain and the records are whole after all that."""
    with world.store.read() as uow:
        broken = uow.audit.first_broken()
        torn = [order.number for order in uow.orders.all() if not uow.orders.is_whole(order.id)]
    return f"at the end: audit row {broken}, orders {torn}" if broken or torn else ""


def shortest(world: World, turns: Sequence[Turn], wrong: str) -> list[Turn]:
    """Leave out steps for as long as the same thing still goes wrong."""
    kept, kind = list(turns), _kind(wrong)
    at = len(kept) - 1
    while at >= 0:
        without = kept[:at] + kept[at + 1 :]
        if _kind(play(world, without)) == kind:
            kept = without
        at -= 1
    return kept


def _kind(wrong: str) -> str:
    """What went wrong, without where and with which numbers."""
    said = wrong.rpartition("): ")[2]
    return "".join(c for c in said if not c.isdigit())
