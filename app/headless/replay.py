"""`kairos replay FOLDER`: recorded snapshots go down the very same path and end in papers."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from app.acquisition.files import FolderSource, channels_of
from app.acquisition.inbox import Inbox, SampleLedger, samples_of
from app.acquisition.snapshot import Channel
from app.analysis.bearings import bearing_named
from app.bootstrap import fresh_plant_folder
from app.core.assets import Asset, AssetClass, Bearing, Component, Criticality, MeasurementPoint
from app.core.errors import FileRefused, PlantError
from app.core.lead_time import Supplier
from app.core.measurements import Quality
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.sources import PointBinding, SourceConfig, SourceKind
from app.core.stock import Part
from app.headless.papers import write_papers
from app.headless.run_record import run_record, write_run_record
from app.monitoring.monitor import Monitor
from app.monitoring.outbox import Outbox
from app.storage.store import Store

REPLAY_START = datetime(2026, 1, 5, tzinfo=UTC)
"""Instant of snapshot 0 where names carry numbers only; plant time of a replay is the records'."""

G_MS2 = 9.80665
ACTOR = "replay"


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """What a replay is asked for; `limit` is in m/s2."""

    folder: Path
    rate_hz: float
    rpm: float
    bearing: Bearing
    interval_s: float
    lead_days: float
    lead_spread_days: float
    unit: str | None
    channel: str | None
    limit: float | None
    part: str
    price: Money
    out: Path

    @classmethod
    def from_words(cls, words: Mapping[str, object]) -> "ReplayRun":
        """Read the command line's words.

        Raises
        ------
        PlantError
            If bearing, lead time or price are not of their form.
        """
        unit = words["unit"]
        lead, spread = _lead_days(str(words["lead_days"]))
        bearing = _bearing(str(words["bearing"]))
        limit = words["limit"]
        in_ms2 = G_MS2 if unit == "g" else 1.0
        return cls(
            folder=Path(str(words["folder"])),
            rate_hz=float(str(words["rate_hz"])),
            rpm=float(str(words["rpm"])),
            bearing=bearing,
            interval_s=float(str(words["interval_s"])),
            lead_days=lead,
            lead_spread_days=spread,
            unit=None if unit is None else str(unit),
            channel=None if words["channel"] is None else str(words["channel"]),
            limit=None if limit is None else float(str(limit)) * in_ms2,
            part=str(words["part"] or f"Bearing {bearing.name}"),
            price=_price(str(words["price"] or "84.00 EUR")),
            out=Path(str(words["out"])),
        )


def run_replay(run: ReplayRun, *, as_json: bool = False) -> int:
    """Take the folder's snapshots down the path; returns the exit code."""
    channels = _chosen_channels(run)
    store = Store.open(fresh_plant_folder(run.out), owner=ACTOR)
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
    for name, fault in source.faults.items():
        sys.stderr.write(f"{name}: {fault}\n")
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
        installed_on=REPLAY_START.date(), procedure=("Replace the bearing.",),
    )  # fmt: skip
    bindings = []
    with store.begin(ACTOR) as uow:
        uow.plant.save_policy(
            SitePolicy(site_name="Replay", time_zone="UTC", currency=run.price.currency)
        )
        uow.plant.add_supplier(supplier)
        uow.stock.add_part(part)
        uow.plant.add_asset(asset)
        uow.plant.add_component(component)
        for channel in channels:
            name = channel.name or str(channel.number)
            point = MeasurementPoint(
                f"replay-{channel.number}", component.id, name, "m/s2", run.rpm, run.limit
            )
            uow.plant.add_point(point)
            bindings.append(PointBinding(point.id, _where(run, channel)))
    return SourceConfig(
        "replay", "Recording", SourceKind.FOLDER, str(run.folder), tuple(bindings),
        interval_s=run.interval_s,
    )  # fmt: skip


def _where(run: ReplayRun, channel: Channel) -> dict[str, str]:
    """Bind a point to its column."""
    where = {
        "channel": str(channel.number),
        "rate_hz": repr(run.rate_hz),
        "rpm": repr(run.rpm),
        "start": REPLAY_START.isoformat(),
    }
    return where if run.unit is None or channel.unit_text else {**where, "unit": run.unit}


def _bearing(text: str) -> Bearing:
    """Read a bearing's name, or its geometry as balls,ball_mm,pitch_mm,angle_deg."""
    parts = text.split(",")
    if len(parts) == 1:
        return bearing_named(text)
    try:
        balls, ball_mm, pitch_mm, angle = int(parts[0]), *map(float, parts[1:])
    except ValueError:
        balls, ball_mm, pitch_mm, angle = 0, 0.0, 0.0, 0.0
    if balls < 3 or not 0 < ball_mm < pitch_mm or not 0 <= angle < 90:
        raise PlantError(
            f'"{text}" is no bearing: expected a known name, or number of elements, their '
            "diameter, pitch diameter (mm) and contact angle (degrees).",
            "Write it like 9,7.94,39.04,0.",
        )
    return Bearing(f"{balls} x {ball_mm:g} / {pitch_mm:g} mm", balls, ball_mm, pitch_mm, angle)


def _lead_days(text: str) -> tuple[float, float]:
    """Read L or L:SPREAD."""
    median, _, spread = text.partition(":")
    try:
        days = (float(median), float(spread or 0))
    except ValueError:
        days = (0.0, 0.0)
    if not 0 < days[0] <= 730 or not 0 <= days[1] <= 730:
        raise PlantError(
            f'"{text}" is no lead time: expected days above 0, or days and spread.',
            "Write it like 5 or 4:2.",
        )
    return days


def _price(text: str) -> Money:
    """Read "84.00" or "84.00 EUR"."""
    try:
        return Money.parse(text if " " in text else f"{Decimal(text)} EUR")
    except InvalidOperation:
        raise PlantError(f'"{text}" is no price.', 'Write it like "84.00 EUR".') from None


def _summarise(record: Mapping[str, object], files: list[Path], out: Path) -> None:
    """Tell the story on the terminal."""
    events = record["events"]
    for event in events if isinstance(events, list) else []:
        sys.stdout.write(f"{event['plant_time']}  {event['kind']:<17} {event['text']}\n")
    sys.stdout.write(f"Papers in {out.resolve()}: {', '.join(f.name for f in files)}\n")
