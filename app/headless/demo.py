"""`kairos demo --headless`: the demo plant lives through a whole failure story."""

import json
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from app.bootstrap import Runtime, open_demo_plant
from app.demo_plant.launch import DemoOptions
from app.demo_plant.office import DEMO_START
from app.headless.office import Office
from app.headless.papers import fresh_place, write_papers
from app.headless.run_record import run_record, write_run_record
from app.monitoring.outbox import StoryTold, TroubleMet

HEADLESS_SPEED = 43_200.0
PICTURE_SPEED = 60.0
"""Plant seconds per real second while the pages are grabbed: the office must not fall behind."""
LOOK_ROUND_S = 0.05
DAYS_AFTER_JOB = 2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DemoRun:
    """What a demo run is asked for.

    `days` is the longest story in plant days, `take_pictures` grabs the pages into a folder,
    `speed` is plant seconds per real second.
    """

    out: Path
    days: int
    seed: int
    take_pictures: Callable[[Runtime, Path], list[Path]] | None = None
    speed: float = HEADLESS_SPEED


def run_demo(run: DemoRun, *, as_json: bool = False) -> int:
    """Run the story to its end without a window; returns the exit code."""
    folder = fresh_place(run.out)
    options = DemoOptions(seed=run.seed, start=DEMO_START, speed=run.speed)
    runtime = open_demo_plant(folder, options, "Kairos demo", shows_live=False)
    started = runtime.now()
    try:
        runtime.start()
        pictures = _live(runtime, run, say=_silent if as_json else _say)
        papers = write_papers(runtime.store, run.out)
    finally:
        ended = runtime.now()
        runtime.stop_measuring()
        with runtime.store.read() as uow:
            record = run_record(uow, run.seed, started, ended, runtime.counts())
        path = write_run_record(record, run.out)
        runtime.stop()
    if as_json:
        print(json.dumps(record, indent=2))
    else:
        _say(f"Papers in {run.out.resolve()}:")
        for file in [*papers, *pictures, path]:
            _say(f"  {file.name}")
        if not any(paper.name.startswith("PO-") for paper in papers):
            _say(f"No order was needed in these {run.days} days.")
    return 0


def _live(runtime: Runtime, run: DemoRun, say: Callable[[str], None]) -> list[Path]:
    """Let plant days pass while the office does its work, until the story is told.

    Pictures are taken when the first order is drafted: then the pages have most to say.
    """
    pictures: list[Path] = []
    office = Office(runtime, Random(run.seed))  # noqa: S311 - deliveries, not secrets
    last_day = DEMO_START + timedelta(days=run.days)
    end = last_day
    while runtime.now() < end:
        time.sleep(LOOK_ROUND_S)
        office.look_round()
        for event in runtime.outbox.take_events():
            if isinstance(event, TroubleMet):
                log.warning("%s", event.text)
            elif isinstance(event, StoryTold):
                story = event.event
                say(f"{story.at:%Y-%m-%d %H:%M}  {story.kind:<17} {story.text}")
                if story.kind == "order_drafted" and run.take_pictures and not pictures:
                    runtime.pace(PICTURE_SPEED)
                    pictures = run.take_pictures(runtime, run.out)
                    runtime.pace(run.speed)
                if story.kind == "job_done":
                    end = min(last_day, runtime.now() + timedelta(days=DAYS_AFTER_JOB))
    return pictures


def _say(line: str) -> None:
    """Show progress on the terminal."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _silent(_line: str) -> None:
    """Keep quiet: the answer is JSON."""
