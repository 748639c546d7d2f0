"""Kill -9 at any moment loses no acknowledged order and leaves no half one."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from app.storage.store import Store

KILLS = 50
VICTIM = Path(__file__).with_name("crash_victim.py")
PROJECT = VICTIM.parents[2]
ROWS_OF_AN_ORDER = ("order_lines", "movements", "commands", "audit")


def read(nursery):
    """Read the next line of a victim that must still be alive."""
    line = nursery.stdout.readline()
    assert line not in {"", "dead\n"}, "the victim died before it was killed"
    return line


def kill_one(nursery, moment):
    """Let a victim write, kill it at a seeded moment; the orders it acknowledged."""
    nursery.stdin.write("next\n")
    nursery.stdin.flush()
    pid = int(read(nursery).removeprefix("pid "))
    said = [read(nursery) for _ in range(moment.randint(0, 6))]
    time.sleep(moment.uniform(0, 0.03))
    os.kill(pid, signal.SIGKILL)
    while (line := nursery.stdout.readline()) != "dead\n":
        assert line, "the victim's parent died"
        said.append(line)
    return [line.strip() for line in said]


def problems_of(folder, acknowledged):
    """What is wrong with the plant after a kill, as sentences."""
    with closing(dbapi2.connect(folder / "plant.db")) as connection:

        def one(question):
            return connection.execute(question).fetchone()[0]

        kept = {row[0] for row in connection.execute("SELECT number FROM purchase_orders")}
        counts = {t: one(f"SELECT count(*) FROM {t}") for t in ROWS_OF_AN_ORDER}  # noqa: S608
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        said = one("PRAGMA integrity_check")
    return [
        *(f"{number} was acknowledged and is lost" for number in sorted(acknowledged - kept)),
        *(f"{n} rows in {t} for {len(kept)} orders" for t, n in counts.items() if n != len(kept)),
        *(f"an orphan in {row[0]}" for row in broken),
        *([said] if said != "ok" else []),
        *(["numbers have a gap"] if kept and max(kept) != f"PO-2026-{len(kept):04d}" else []),
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")
def test_killing_the_program_at_any_moment_loses_no_acknowledged_order(plant_folder):
    moment = random.Random(20260302)
    acknowledged = set()
    nursery = subprocess.Popen(
        [sys.executable, str(VICTIM), str(plant_folder)],
        cwd=PROJECT,
        env=dict(os.environ, PYTHONPATH=str(PROJECT)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with nursery:
        for kill in range(KILLS):
            acknowledged.update(kill_one(nursery, moment))
            problems = problems_of(plant_folder, acknowledged)
            assert problems == [], f"after kill {kill}"
        nursery.stdin.close()
    with Store.open(plant_folder) as store, store.read() as uow:
        orders = uow.orders.all()
        assert uow.audit.first_broken() is None
        assert uow.stock.on_hand("part") == len(orders) >= len(acknowledged)
        assert all(uow.orders.is_whole(order.id) for order in orders[-5:])
    assert len(acknowledged) > KILLS
