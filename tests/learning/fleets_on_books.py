"""A small fleet's model as a file, made once, and a machine whose wear it knows."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np

from app.analysis.fleet.card import TrainedOn, model_card
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.table import TableRoles
from app.analysis.fleet.training import TrainingTerms, prepare, train
from app.core.learned_models import ColumnFeed
from app.core.measurements import Features
from app.exchange.fleet_file import model_content

FITTED = datetime(2026, 1, 1, tzinfo=UTC)
LIFE_DAYS = 60
FEEDS = (
    ColumnFeed("velocity", "velocity_rms_mms"),
    ColumnFeed("peak", "acceleration_peak_ms2"),
)


def levels(life_days: float, day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Velocity in mm/s and peak in m/s2 of a bearing on its way to its end, shape (n, 2)."""
    wear = np.exp(4 * (day / life_days - 1))
    read = np.stack([1.5 + 6 * wear, 8 + 60 * wear], axis=1)
    return read * np.exp(rng.normal(0, 0.03, read.shape))


def bearing_fleet(units: int = 20, seed: int = 0) -> FleetHistory:
    """Bearings measured twice a day to their failure, in days."""
    rng = np.random.default_rng(seed)
    lives = rng.integers(LIFE_DAYS - 15, LIFE_DAYS + 16, units)
    times = [np.arange(0.5, life + 0.1, 0.5) for life in lives]
    values = [levels(life, time, rng) for life, time in zip(lives, times, strict=True)]
    starts = np.concatenate(([0], np.cumsum([time.size for time in times]))).astype(np.intp)
    return FleetHistory(
        tuple(f"B{n}" for n in range(units)),
        ("velocity", "peak"),
        starts,
        np.concatenate(times),
        np.concatenate(values),
        lives.astype(float),
        np.ones(units, dtype=bool),
    )


@lru_cache(maxsize=1)
def bearing_model() -> bytes:
    """The fleet's model as a file."""
    terms = TrainingTerms(TableRoles("unit", "time"), "days")
    prepared = prepare(bearing_fleet())
    model, learned = train(prepared, terms, lambda *_: None)
    origin = TrainedOn("bearings.csv", "0" * 64, "2026-01-01T00:00:00+00:00", "days")
    return model_content(model, model_card(origin, prepared, learned, ()))


def measured(point_id: str, life_days: float, until_day: float, seed: int = 5) -> list[Features]:
    """Measurements twice a day of a bearing fitted at `FITTED`."""
    days = np.arange(0.5, until_day, 0.5)
    read = levels(life_days, days, np.random.default_rng(seed))
    return [
        Features(
            point_id,
            FITTED + timedelta(days=float(day)),
            velocity_rms_mms=float(velocity),
            acceleration_rms_ms2=float(peak) / 4,
            acceleration_peak_ms2=float(peak),
            crest_factor=4.0,
            kurtosis=0.1,
        )
        for day, (velocity, peak) in zip(days, read, strict=True)
    ]
