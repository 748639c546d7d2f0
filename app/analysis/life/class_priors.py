"""What is known of each class of machine on the first day: shipped figures through one door."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from app.analysis.zones import usual_zones
from app.core.assets import AssetClass
from app.core.errors import ScenarioRefused
from app.core.life_prior import Grade, LifePrior, of_pooled_lives

TABLE = "resources/class_priors.json"
SHARES_SUM = 1e-6
"""Shares of the failure modes of a class sum to 1 within this."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from, in words, and how far it can be trusted."""

    text: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class ModePrior:
    """One way in which components of a class fail.

    Attributes
    ----------
    share : float
        Of all failures of the class.
    pf_days : float
        Median P-F interval: days from the first sign that can be measured to the failure.
    pf_factor : float
        Its spread, one standard deviation of the logarithm as a factor.
    first_sign : str
        By what it shows first.
    """

    mode: str
    share: float
    share_source: Source
    pf_days: float
    pf_factor: float
    pf_source: Source
    first_sign: str

    @property
    def pf_range_days(self) -> tuple[float, float]:
        """Days within which 80 % of the P-F intervals lie."""
        wide = self.pf_factor**1.2816
        return self.pf_days / wide, self.pf_days * wide

    @property
    def measure_within_days(self) -> float:
        """Longest time between two measurements: half of the P-F interval nine in ten exceed.

        So a sign is seen in time for a second look (reliability-centred maintenance, on-condition
        tasks: an interval of at most half the P-F interval).

        >>> bearing = class_priors()[AssetClass.BEARING].modes[0]
        >>> low, _high = bearing.pf_range_days
        >>> bearing.measure_within_days == low / 2
        True
        """
        return self.pf_range_days[0] / 2


@dataclass(frozen=True, slots=True)
class DefaultLimit:
    """Limits of a quantity where the site has chosen none."""

    quantity: str
    unit: str
    watch: float
    alarm: float
    danger: float
    source: Source


@dataclass(frozen=True, slots=True)
class ClassPrior:
    """Life, failure modes and limits of one class of machine.

    Attributes
    ----------
    pooled_shape, pooled_scale_hours : float
        The Weibull as it was published, fitted to the lives of many plants together.
    spread_source : Source
        Of the factors between plants, parts and machines.
    """

    life: LifePrior
    pooled_shape: float
    pooled_scale_hours: float
    spread_source: Source
    modes: tuple[ModePrior, ...]
    limits: tuple[DefaultLimit, ...]


@lru_cache(maxsize=1)
def class_priors() -> Mapping[AssetClass, ClassPrior]:
    """Return what ships with the program, by class of machine.

    >>> class_priors()[AssetClass.BEARING].pooled_shape
    1.3
    """
    text = (resources.files("app") / TABLE).read_text(encoding="utf-8")
    return read_class_priors(text)


def read_class_priors(text: str) -> Mapping[AssetClass, ClassPrior]:
    """Read a table of priors; every class has to be there.

    Raises
    ------
    ScenarioRefused
        If a class, figure or source is missing, unknown or can't be.
    """
    table = json.loads(text)
    sources = {
        name: Source(str(known["text"]), Grade(known["grade"]))
        for name, known in table["sources"].items()
    }
    missing = {kind.value for kind in AssetClass} - set(table["classes"])
    if missing:
        raise _refused("classes", f"every class of machine, {sorted(missing)} missing", missing)
    return {
        kind: _Reader(kind.value, sources).read(table["classes"][kind.value]) for kind in AssetClass
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the entry of one class."""

    name: str
    sources: Mapping[str, Source]

    def read(self, entry: Mapping[str, Any]) -> ClassPrior:
        """Read the whole entry."""
        life = entry["life"]
        source, spread = self._source(life["source"]), self._source(life["spread_source"])
        modes = tuple(self._mode(row) for row in entry["modes"])
        total = math.fsum(mode.share for mode in modes)
        if abs(total - 1.0) > SHARES_SUM:
            raise _refused(self.name, "failure modes whose shares sum to 1", total)
        shape = self._figure(life, "pooled_shape", 0.5, 10.0)
        scale = self._figure(life, "pooled_scale_hours", 1.0, 2e6)
        prior = of_pooled_lives(
            shape,
            scale,
            plant_factor=self._figure(life, "plant_factor", 1.0, 10.0),
            part_factor=self._figure(life, "part_factor", 1.0, 10.0),
            machine_factor=self._figure(life, "machine_factor", 1.0, 10.0),
            shape_factor=self._figure(life, "shape_factor", 1.0, 10.0),
            source=source.text,
            grade=source.grade,
        )
        limits = (*_of_velocity(AssetClass(self.name)), *map(self._limit, entry["limits"]))
        return ClassPrior(prior, shape, scale, spread, modes, limits)

    def _mode(self, row: Mapping[str, Any]) -> ModePrior:
        """Read one failure mode."""
        return ModePrior(
            mode=str(row["mode"]),
            share=self._figure(row, "share", 0.0, 1.0),
            share_source=self._source(row["share_source"]),
            pf_days=self._figure(row, "pf_days", 0.01, 3650.0),
            pf_factor=self._figure(row, "pf_factor", 1.0, 10.0),
            pf_source=self._source(row["pf_source"]),
            first_sign=str(row["first_sign"]),
        )

    def _limit(self, row: Mapping[str, Any]) -> DefaultLimit:
        """Read the limits of one quantity, which have to rise."""
        limit = DefaultLimit(
            quantity=str(row["quantity"]),
            unit=str(row["unit"]),
            watch=self._figure(row, "watch", 0.0, 1e6),
            alarm=self._figure(row, "alarm", 0.0, 1e6),
            danger=self._figure(row, "danger", 0.0, 1e6),
            source=self._source(row["source"]),
        )
        if not limit.watch < limit.alarm < limit.danger:
            raise _refused(self.name, f"limits of {limit.quantity} that rise", limit)
        return limit

    def _figure(self, row: Mapping[str, Any], key: str, least: float, most: float) -> float:
        """Read one figure within what can be."""
        found = row.get(key)
        if not isinstance(found, int | float) or not least <= found <= most:
            raise _refused(self.name, f"{key} from {least:g} to {most:g}", found)
        return float(found)

    def _source(self, name: object) -> Source:
        """Look a source up."""
        if name not in self.sources:
            raise _refused(self.name, "a source that is listed", name)
        return self.sources[str(name)]


def _of_velocity(kind: AssetClass) -> Iterator[DefaultLimit]:
    """Take the velocity's limits from the severity zones; a bearing alone is no machine."""
    if kind is not AssetClass.BEARING:
        zones = usual_zones(kind)
        source = Source(f"{zones.name}: {zones.source}", Grade.QUOTED)
        boundaries = zones.ab_mms, zones.bc_mms, zones.cd_mms
        yield DefaultLimit("velocity RMS, 10 to 1000 Hz", "mm/s", *boundaries, source)


def _refused(place: str, expected: str, found: object) -> ScenarioRefused:
    """Say what stands wrong in the table."""
    return ScenarioRefused(
        f"{TABLE}, {place}: expected {expected}, found {found}.", "Correct the table."
    )
