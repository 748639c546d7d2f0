"""Writes orders until it is killed; run by `test_kill.py`, which kills it.

Each line on standard input asks for one victim: a fork of this process, so that the imports are
paid for once. The victim opens the plant folder like the program does, and says on standard
output the number of each order after its commit.
"""

import os
import sys
from pathlib import Path

from app.storage.store import Store
from tests.storage import examples as ex


def write_orders(folder: Path) -> None:
    """Keep order after order, each with its decision, movement and audit row, and say so."""
    store = Store.open(folder, owner="victim")
    while True:
        with store.begin("victim") as uow:
            decision = ex.decision()
            uow.decisions.add(decision)
            number = uow.orders.next_number(2026)
            uow.orders.add(ex.order(number, number), ex.TODAY)
            uow.stock.add_movement(ex.movement(1))
            uow.commands.record(number, decision.id)
            uow.audit.append(ex.NOW, "draft", number, "", "DRAFT")
        say(number)


def say(line: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Fork a victim for each line asked and wait for its end."""
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            say(f"pid {os.getpid()}")  # said by the victim itself, so that it comes first
            write_orders(Path(sys.argv[1]))
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
