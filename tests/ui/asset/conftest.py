"""A pump that was measured every four hours and began to wear some days ago."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from app.bootstrap import Runtime
from app.core.assets import Asset
from app.core.measurements import BadReason, Features, Quality


@pytest.fixture
def asset_tagged(runtime: Runtime) -> Callable[[str], Asset]:
    def find(tag: str) -> Asset:
        with runtime.store.read() as uow:
            return next(a for a in uow.plant.assets() if a.tag == tag)

    return find


@pytest.fixture
def measure(runtime: Runtime, asset_tagged: Callable[[str], Asset]) -> Callable[..., None]:
    """Store features of a machine up to now; its peak doubles every few days of wear."""

    def store_features(
        tag: str, days: float = 40.0, worn_days: float = 0.0, *, is_dead: bool = False
    ) -> None:
        with runtime.store.read() as uow:
            asset = asset_tagged(tag)
            component = next(c for c in uow.plant.components() if c.asset_id == asset.id)
            point = next(p for p in uow.plant.points() if p.component_id == component.id)
        rng = np.random.default_rng(5)
        ages = np.arange(days, -0.01, -4 / 24)
        wear = np.exp(np.maximum(worn_days - ages, 0.0) / 9.0)
        noise = np.exp(0.05 * rng.standard_normal((ages.size, 3)))
        runtime.store.measurements.add_features(
            [
                Features(
                    point_id=point.id,
                    taken_at=runtime.now() - timedelta(days=float(age)),
                    velocity_rms_mms=1.1 * float(n[0]),
                    acceleration_rms_ms2=0.6 * float(grown * n[1]),
                    acceleration_peak_ms2=3.0 * float(grown * n[2]),
                    crest_factor=5.0,
                    kurtosis=0.4,
                    bands_ms2={"10-1000 Hz": 0.3, "1000-3000 Hz": 0.4 * float(grown * n[1])},
                    envelope_ms2={"outer": 0.02 * float(grown * n[1]), "inner": 0.01},
                    shaft_speed_rpm=1480.0,
                    quality=Quality.BAD if is_dead else Quality.GOOD,
                    bad_reason=BadReason.SENTINEL if is_dead else BadReason.NONE,
                )
                for age, grown, n in zip(ages, wear, noise, strict=True)
            ]
        )

    return store_features
