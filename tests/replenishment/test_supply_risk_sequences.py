"""Supply-risk mode switched, left, edited and waited for in any order loses no level."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.replenishment import supply_risk
from app.replenishment.risk_levels import edits_to_decide, set_levels
from app.replenishment.supply_risk import switch_off, switch_on
from app.storage.store import Store
from tests.office_books import at
from tests.risk_books import CRITICAL, give_levels, in_force, stored, strike


class Site(RuleBasedStateMachine):
    """A plant whose people switch, edit and wait in any order, against plain arithmetic."""

    template: Path
    fresh: "pytest.TempPathFactory"

    @initialize()
    def open_books(self) -> None:
        folder = self.fresh.mktemp("site") / "plant"
        self.store = Store.open(shutil.copytree(self.template, folder), owner="test")
        self.levels, self.day, self.steps = give_levels(self.store), 0, 0
        self.edited: set[str] = set()
        self.told: set[str] = set()
        self.is_on, self.is_faded = False, True
        with self.store.read() as uow:
            of_part = supply_risk.criticality_of_parts(uow)
        self.critical = sorted(p for p, c in of_part.items() if c in CRITICAL)
        self.others = sorted(p for p in self.levels if p not in self.critical)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    def key(self) -> str:
        self.steps += 1
        return f"step {self.steps}"

    @rule(half_life=st.sampled_from([0.0, 3.0]), factor=st.floats(1.2, 4.0))
    def switch_on(self, half_life: float, factor: float) -> None:
        if self.is_on:
            return
        switch_on(self.store, strike(self.day, half_life, factor), at(self.day), self.key())
        self.is_on, self.factor, self.half_life = True, factor, half_life
        self.edited, self.told = set(), set()
        self.held = dict(self.levels)

    @rule()
    def switch_off(self) -> None:
        if self.is_on:
            switch_off(self.store, "over", at(self.day), self.key())
            self.is_on, self.off_on = False, self.day

    @rule(n=st.integers(0, 50), safety=st.integers(0, 9), is_command=st.booleans())
    def edit(self, n: int, safety: int, is_command: bool) -> None:
        part_id = sorted(self.levels)[n % len(self.levels)]
        before = self.levels[part_id]
        if is_command:
            set_levels(self.store, part_id, at(self.day), self.key(), safety_stock=safety)
        else:
            with self.store.begin("test") as uow:
                uow.stock.save_part(replace(uow.stock.part(part_id), safety_stock=safety))
        self.levels[part_id] = replace(before, safety_stock=safety)
        if not self.is_felt:
            return
        if is_command:
            self.told.add(part_id)
        is_back = safety == self.held[part_id].safety_stock and part_id not in self.told
        (self.edited.discard if is_back else self.edited.add)(part_id)

    @rule(days=st.integers(1, 12))
    def wait(self, days: int) -> None:
        self.day += days
        with self.store.begin("test") as uow:
            supply_risk.settle(uow, at(self.day))

    @property
    def is_felt(self) -> bool:
        if self.is_on or not hasattr(self, "off_on"):
            return self.is_on
        return self.multiplier > 1.0

    @property
    def multiplier(self) -> float:
        if self.is_on:
            return self.factor
        if not hasattr(self, "off_on") or self.half_life == 0:
            return 1.0
        faded = 1 + (self.factor - 1) * 0.5 ** ((self.day - self.off_on) / self.half_life)
        return faded if faded >= 1.01 else 1.0

    @invariant()
    def what_nobody_edited_is_exactly_as_before_and_edits_are_kept(self) -> None:
        if not hasattr(self, "store"):
            return
        assert stored(self.store) == self.levels, "the mode itself writes no level"
        seen = in_force(self.store, self.day)
        for part_id in self.others:
            assert seen[part_id] == self.levels[part_id], "only critical parts are raised"
        for part_id in self.critical:
            now = self.levels[part_id]
            if part_id in self.edited or not self.is_felt:
                assert seen[part_id].safety_stock == now.safety_stock
            else:
                low, high = now.safety_stock * self.multiplier, now.safety_stock
                assert low - 1e-6 <= seen[part_id].safety_stock < low + 1
                assert seen[part_id].safety_stock >= high

    @invariant()
    def edits_of_the_spell_left_are_listed_and_no_others(self) -> None:
        if not hasattr(self, "store") or self.is_on or not hasattr(self, "off_on"):
            return
        with self.store.read() as uow:
            newest = uow.risk.current()
            assert newest is not None
            listed = {e.part.id for e in edits_to_decide(uow) if e.risk.id == newest.id}
        assert listed == self.edited & set(self.critical)


def test_no_sequence_of_switching_editing_and_waiting_loses_a_level(
    office_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    Site.template, Site.fresh = office_template, tmp_path_factory
    run_state_machine_as_test(
        Site, settings=settings(max_examples=12, stateful_step_count=14, deadline=None)
    )
