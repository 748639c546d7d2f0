"""`kairos replay FOLDER`: recorded snapshots go down the very same path and end in papers."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from app.acquisition.acceleration import unit_of
from app.acquisition.files import FolderSource, channels_of
from app.acquisition.inbox import Inbox, SampleLedger, samples_of
from app.acquisition.snapshots.snapshot import Channel
from app.core.assets import Asset, AssetClass, Component, Criticality, MeasurementPoint
from app.core.errors import FileRefused, PlantError
from app.core.lead_time import Supplier
from app.core.measurements import Quality
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.sources import PointBinding, SourceConfig, SourceKind
from app.core.stock import Part
from app.headless.papers import fresh_place, write_papers
from app.headless.replay_words import ReplayRun
from app.headless.run_record import run_record, write_run_record
from app.monitoring.monitor import Monitor
from app.monitoring.outbox import Outbox
from app.storage.store import Store

REPLAY_START = datetime(2026, 1, 5, tzinfo=UTC)
"""Instant of snapshot 0 where names carry numbers only; plant time of a replay is the records'."""

APPROVAL_LIMIT = Decimal(500)
ACTOR = "replay"


def run_replay(run: ReplayRun, *, as_json: bool = False) -> int:
    """Take the folder's snapshots down the path; returns the exit code."""
    channels = _chosen_channels(run)
    store = Store.open(fresh_place(run.out), owner=ACTOR)
    ledger, outbox = SampleLedger(), Outbox()
    try:
        source = FolderSource(_fill_books(store, run, channels), is_replay=True)
        first, last = _judge_all(store, source, outbox, ledger)
        papers = write_papers(store, run.out)
        with store.read() as uow:
            record = run_record(uow, None, first, last, ledger.counts())
        path = write_run_record(record, run.out)
    finally:
        store.close()
    if as_json:
        print(json.dumps(record, indent=2))
    else:
        _summarise(record, [*papers, path], run.out)
    return 0


def _judge_all(
    store: Store, source: FolderSource, outbox: Outbox, ledger: SampleLedger
) -> tuple[datetime, datetime]:
    """Judge every snapshot at its own instant; returns the first and last instant."""
    seen: list[datetime] = []

    def now() -> datetime:
        return seen[-1] if seen else REPLAY_START

    monitor = Monitor(store, outbox, Inbox(ledger), ledger, now, ZoneInfo("UTC"), shows_live=False)
    source.open()
    while not source.is_finished:
        for measurement in source.read():
            seen.append(measurement.taken_at)
            ledger.took_in(samples_of(measurement))
            if measurement.quality is Quality.BAD:
                sys.stderr.write(
                    f"{measurement.taken_at:%Y-%m-%d %H:%M}: left out, "
                    f"{measurement.bad_reason.value}\n"
                )
            monitor.judge(measurement)
            outbox.take_events()
    source.close()
    for name, fault in source.faults.items():
        sys.stderr.write(f"{name}: {str(fault).removeprefix(f'{name}: ')}\n")
    if not seen:
        raise FileRefused(
            f"No snapshot in {source.config.address} could be used.",
            "The lines above name each file's trouble; nothing was planned.",
        )
    return seen[0], seen[-1]


def _chosen_channels(run: ReplayRun) -> list[Channel]:
    """Look into the first readable snapshot for its channels; the unit must be known."""
    if not run.folder.is_dir():
        raise FileRefused(f"{run.folder} is not a folder.", "Name the folder of the snapshots.")
    files = sorted(p for p in run.folder.iterdir() if p.suffix.lower() in {".csv", ".wav"})
    if not files:
        raise FileRefused(
            f"{run.folder} holds no .csv or .wav file.", "Name the folder of the snapshots."
        )
    if run.scale is not None and not any(p.suffix.lower() == ".wav" for p in files):
        raise FileRefused(
            f"{run.folder} holds no .wav file for --scale.", "CSV is in its unit already: leave it."
        )
    channels = list(_first_channels(files))
    if run.channel is not None:
        channels = [c for c in channels if run.channel in {c.name, str(c.number)}]
        if not channels:
            raise FileRefused(
                f'{files[0].name} has no channel "{run.channel}".',
                "Name a column of its header, or its number from 1.",
            )
    nameless = [c.name or str(c.number) for c in channels if not c.unit_text]
    if nameless and run.unit is None:
        raise FileRefused(
            f"{files[0].name}: the unit of column {nameless[0]} is not stated.",
            "Give it with --unit g, ms2 or mms; it is never guessed.",
        )
    return channels


def _first_channels(files: list[Path]) -> tuple[Channel, ...]:
    """Read channels from the first file that can be read."""
    trouble: PlantError | None = None
    for file in files:
        try:
            return channels_of(file)
        except PlantError as refused:
            trouble = trouble or refused
    raise trouble or FileRefused("No snapshot can be read.")


def _fill_books(store: Store, run: ReplayRun, channels: list[Channel]) -> SourceConfig:
    """Enter one machine with one bearing, its supplier, its part and its points."""
    supplier = Supplier(
        "replay-supplier", "Supplier", declared_median_days=run.lead_days,
        declared_spread_days=run.lead_spread_days,
    )  # fmt: skip
    part = Part(
        "replay-part", run.part, f"Rolling bearing, {run.bearing.balls} elements", run.price,
        supplier.id,
    )  # fmt: skip
    asset = Asset(
        "replay-asset", "REPLAY", run.folder.name, AssetClass.MOTOR, Criticality.B, "recording"
    )
    component = Component(
        "replay-component", asset.id, "Bearing", part.id, run.bearing,
        procedure=("Replace the bearing.",),
    )  # fmt: skip
    policy = SitePolicy(
        site_name="Replay", time_zone="UTC", currency=run.price.currency,
        approval_limit=Money(APPROVAL_LIMIT, run.price.currency),
    )  # fmt: skip
    bindings = []
    with store.begin(ACTOR) as uow:
        uow.plant.save_policy(policy)
        uow.plant.add_supplier(supplier)
        uow.stock.add_part(part)
        uow.plant.add_asset(asset)
        uow.plant.add_component(component)
        for channel in channels:
            name = channel.name or str(channel.number)
            point = MeasurementPoint(
                f"replay-{channel.number}", component.id, name, "m/s2", run.rpm,
                _limit_ms2(run, channel),
            )  # fmt: skip
            uow.plant.add_point(point)
            bindings.append(PointBinding(point.id, _where(run, channel)))
    return SourceConfig(
        "replay", "Recording", SourceKind.FOLDER, str(run.folder), tuple(bindings),
        interval_s=run.interval_s,
    )  # fmt: skip


def _limit_ms2(run: ReplayRun, channel: Channel) -> float | None:
    """Return the limit of a channel: a plain number is in the unit its samples are in."""
    return run.limit.in_ms2(unit_of(channel.unit_text or run.unit or "")) if run.limit else None


def _where(run: ReplayRun, channel: Channel) -> dict[str, str]:
    """Bind a point to its column."""
    where = {
        "channel": str(channel.number),
        "rate_hz": repr(run.rate_hz),
        "rpm": repr(run.rpm),
        "start": REPLAY_START.isoformat(),
    }
    if run.unit is not None and not channel.unit_text:
        where["unit"] = run.unit
    if run.scale is not None:
        where["scale"] = repr(run.scale)
    return where


def _summarise(record: Mapping[str, object], files: list[Path], out: Path) -> None:
    """Tell the story on the terminal."""
    events = record["events"]
    for event in events if isinstance(events, list) else []:
        sys.stdout.write(f"{event['plant_time']}  {event['kind']:<17} {event['text']}\n")
    sys.stdout.write(f"Papers in {out.resolve()}: {', '.join(f.name for f in files)}\n")
