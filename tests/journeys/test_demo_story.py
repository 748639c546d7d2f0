"""`kairos demo --headless`: real sockets, a bearing that wears out, papers at the end."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.headless.demo import DemoRun, run_demo
from app.storage.store import Store

FAST = 64_800.0
"""Eighteen plant hours a second: the story in about a minute, also beside other tests."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of one run to its end, without pictures."""
    out = tmp_path_factory.mktemp("demo")
    assert run_demo(DemoRun(out, days=75, seed=7, speed=FAST)) == 0
    return out


@pytest.fixture(scope="module")
def record(story: Path) -> dict[str, Any]:
    """What the run said of itself."""
    run: dict[str, Any] = json.loads((story / "run.json").read_text(encoding="utf-8"))
    return run


def first(record: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in record["events"] if e["kind"] == kind)
    return found


def test_the_story_goes_from_the_first_sign_to_the_job(record: dict[str, Any]) -> None:
    kinds = [
        "onset", "order_drafted", "approved", "ordered", "received", "job_done",
    ]  # fmt: skip
    told = [first(record, kind) for kind in kinds]
    assert {event["asset"] for event in told} == {"P-101"}
    instants = [datetime.fromisoformat(event["plant_time"]) for event in told]
    assert instants == sorted(instants)


def test_no_other_machine_is_ordered_for(record: dict[str, Any]) -> None:
    drafts = [e["asset"] for e in record["events"] if e["kind"] == "order_drafted"]
    assert drafts == ["P-101"]


def test_every_sample_is_accounted_for(record: dict[str, Any]) -> None:
    samples = record["samples"]
    assert samples["in"] == samples["stored"] + samples["decimated"] + samples["dropped"] > 0


def test_what_happens_is_dated_in_plant_time(record: dict[str, Any]) -> None:
    started = datetime.fromisoformat(record["started"])
    ended = datetime.fromisoformat(record["ended"])
    assert started.year == 2026
    assert 10 < (ended - started).days < 80
    assert all(e["plant_time"].endswith("Z") for e in record["events"])


def test_the_papers_carry_the_numbers_of_the_record(story: Path, record: dict[str, Any]) -> None:
    decision = first(record, "order_drafted")["decision"]
    order = "\n".join(p.extract_text() for p in PdfReader(story / "PO-2026-0001.pdf").pages)
    with Store.open(story / "plant", read_only=True) as store, store.read() as uow:
        total = next(o.total for o in uow.orders.all() if o.number == decision["order"])
    for text in (decision["order"], str(total.amount), decision["part"], decision["supplier"]):
        assert text in order
    need_by = date.fromisoformat(decision["need_by"])
    assert need_by.isoformat() in order
    job = "\n".join(p.extract_text() for p in PdfReader(story / "WO-2026-0001.pdf").pages)
    assert "P-101" in job
    assert "A-03-12" in job, "the bin the part lies in"


def test_the_books_are_whole_afterwards(story: Path) -> None:
    with Store.open(story / "plant", read_only=True) as store, store.read() as uow:
        assert uow.audit.first_broken() is None
        assert all(uow.stock.on_hand(part.id) >= 0 for part in uow.stock.parts())
        dead = next(a for a in uow.plant.assets() if a.tag == "V-105")
        component = next(c for c in uow.plant.components() if c.asset_id == dead.id)
        record = uow.decisions.latest(component.id)
    assert record is None or record.decision.order_by is None
