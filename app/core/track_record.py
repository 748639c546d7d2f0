"""What the plant's own books teach of its predictions, by what was known the evening before a day.

Predictions belong together that one version of a model made of one class of machine: the model and
its limits make the length of a life, while the name of the failure mode plays no part in it and
often changes from one measurement to the next. Each class is drawn towards all claims of the same
model (`app.core.trust`).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from app.core.alarms import Alarm, Model, counts_of
from app.core.assets import AssetClass
from app.core.calibration import checked_ends, item_errors
from app.core.claims import CLAIMED_WEIGHT, Claims
from app.core.distribution import DaysDistribution
from app.core.drift import drift_capital, is_drifted
from app.core.machine_record import MachineRecord
from app.core.trust import ENOUGH_CLAIMS, FAMILY_WEIGHT, Evidence, Trust, Verdict, corrected, judge
from app.core.trust import is_telling as is_told

LEAST_SPREAD = 0.5
"""A claim is made no narrower than half of its width: few errors may be alike by chance."""

CORRECTED = frozenset({Verdict.BIASED, Verdict.OVERCONFIDENT, Verdict.UNDERCONFIDENT})
"""Verdicts under which a claim is corrected before it is planned with."""


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """What became of the earlier predictions of one model on one class of machine.

    Attributes
    ----------
    outcomes : int
        Items of whose claims enough is known to check one, on any class of machine. Claims of one
        item share its error, so that items are counted before anything is said.
    claims, own_claims : int
        Claims checked: of the model, and those on machines of this class.
    bias, spread : float
        b and k: claims were b times too long, their errors k times as wide as claimed.
    plant_bias, plant_spread, own_bias, own_spread : float
        The same of all classes and of this class alone: what b and k come from.
    error, natural : float
        Log standard deviation of the errors that remain, and of the lives themselves.
    alarms, came_true, own_alarms, own_came_true : int
        Alarms of the model that are over, and how many of them were needs as predicted; of all
        classes of machine, and of this one.
    drift : float
        Capital won against "the errors are as they were" on this class (`app.core.drift`).
    """

    model: str
    version: str
    asset_class: str
    verdict: Verdict = Verdict.NOT_ENOUGH
    outcomes: int = 0
    claims: int = 0
    own_claims: int = 0
    bias: float = 1.0
    spread: float = 1.0
    plant_bias: float = 1.0
    plant_spread: float = 1.0
    own_bias: float = 1.0
    own_spread: float = 1.0
    error: float = 0.0
    natural: float = 0.0
    alarms: int = 0
    came_true: int = 0
    own_alarms: int = 0
    own_came_true: int = 0
    drift: float = 1.0

    @property
    def is_corrected(self) -> bool:
        """Whether claims are corrected before they are planned with."""
        return self.verdict in CORRECTED

    @property
    def is_drifted(self) -> bool:
        """Whether the errors have changed, so that nothing is planned with the predictions."""
        return is_drifted(self.drift)

    def plant_precision(self, claimed: float) -> float:
        """Share of the model's alarms that come true, drawn towards the share it claims."""
        return (claimed * CLAIMED_WEIGHT + self.came_true) / (CLAIMED_WEIGHT + self.alarms)

    def precision(self, claimed: float) -> float:
        """Share of such alarms that come true on this class, drawn towards that of all classes.

        >>> record = FamilyRecord("path", "1", "pump", alarms=15, came_true=9,
        ...     own_alarms=5, own_came_true=2)
        >>> round(record.plant_precision(0.95), 4), round(record.precision(0.95), 4)
        (0.6875, 0.5437)
        """
        pooled = self.plant_precision(claimed) * CLAIMED_WEIGHT
        return (pooled + self.own_came_true) / (CLAIMED_WEIGHT + self.own_alarms)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What the books teach on a day, all of it known the evening before.

    Attributes
    ----------
    families : tuple of FamilyRecord
        One a model and class of machine, for models that have claimed anything.
    machines : tuple of MachineRecord
        One a model and machine whose alarms could be judged.
    notice_days : tuple of float
        Days between the first prediction and the failure of items that failed, 0 without one.
    approval_waits_days : tuple of float
        Plant working days from draft to sending of orders that a person approved.
    """

    today: date
    families: tuple[FamilyRecord, ...] = ()
    notice_days: tuple[float, ...] = ()
    approval_waits_days: tuple[float, ...] = ()
    machines: tuple[MachineRecord, ...] = ()

    def on(self, model: Model, asset_id: str) -> MachineRecord:
        """Return the record of a model on one machine, an empty one where it has none."""
        sought = (asset_id, *model)
        known = {(m.asset_id, m.model, m.version): m for m in self.machines}
        return known.get(sought) or MachineRecord(*sought)

    def of(self, model: Model, asset_class: AssetClass) -> FamilyRecord:
        """Return the record of a model on a class of machine, an empty one where it has none."""
        sought = (*model, asset_class.value)
        known = ((f.model, f.version, f.asset_class) for f in self.families)
        found = next(
            (f for f, name in zip(self.families, known, strict=True) if name == sought), None
        )
        return found or FamilyRecord(*sought)


@dataclass(frozen=True, slots=True, eq=False)
class CheckedClaim:
    """A prediction beside the record of its kind.

    Attributes
    ----------
    claimed : DaysDistribution
        As the model made it, counted from its measurement.
    age_days : float
        Days since then.
    claimed_precision : float
        Share of such alarms that come true, by the model's own reckoning.
    machine : MachineRecord or None
        What became of the model's alarms on this very machine; None where nobody asked.
    """

    record: FamilyRecord
    claimed: DaysDistribution
    age_days: float
    claimed_precision: float = 1.0
    machine: MachineRecord | None = None

    @property
    def is_relied_on(self) -> bool:
        """Whether an order may follow it; where nothing can be checked yet it may."""
        is_of_use = self.record.verdict is not Verdict.UNINFORMATIVE
        return is_of_use and not self.record.is_drifted and not self.has_machine_left

    @property
    def has_machine_left(self) -> bool:
        """Whether this machine is no longer one the model speaks for."""
        return self.machine is not None and self.machine.is_drifted

    @property
    def precision(self) -> float:
        """Share of such alarms that come true, by the record."""
        return self.record.precision(self.claimed_precision)

    @property
    def corrected(self) -> DaysDistribution:
        """The claim as the record corrects it, counted from its measurement.

        >>> record = FamilyRecord("path", "1", "pump", Verdict.BIASED, bias=1.6)
        >>> CheckedClaim(record, DaysDistribution.certain(16.0), 0.0).corrected.quantile(0.5)
        10.0
        """
        if not self.record.is_corrected:
            return self.claimed
        factors = np.array([self.record.bias]), np.array([self.record.spread])
        return DaysDistribution(corrected(self.claimed.fleet(), *factors)[0])

    @property
    def life(self) -> DaysDistribution:
        """What is planned with where it is relied on: corrected, and counted from now."""
        return self.corrected.shifted(-max(self.age_days, 0.0))


def family_records(
    models: Mapping[Model, Claims],
    class_of: Mapping[str, AssetClass],
    alarms: Sequence[Alarm] = (),
) -> Iterator[FamilyRecord]:
    """Judge every model on every class of machine.

    Parameters
    ----------
    models : mapping
        Claims of each model.
    class_of : mapping
        Class of machine by component id.
    alarms : sequence of Alarm
        What became of the alarms of all models.
    """
    row = {asset_class: n for n, asset_class in enumerate(AssetClass)}
    family_of = {component_id: row[known] for component_id, known in class_of.items()}
    for model, claims in models.items():
        evidence, outcomes = claims.evidence(family_of), claims.outcomes()
        own = np.bincount(evidence.family[is_told(evidence)], minlength=len(row))
        counted = outcomes if int(own.sum()) else 0
        trust = judge(evidence if counted >= ENOUGH_CLAIMS else Evidence.none(), len(row) + 1)
        raised = [alarm for alarm in alarms if alarm.model == model]
        for asset_class, n in row.items():
            family = _family(model, asset_class, trust, n, counted, own.tolist())
            on_class = [a for a in raised if class_of.get(a.component_id) is asset_class]
            yield _with_alarms(family, raised, on_class)


def _with_alarms(
    family: FamilyRecord, raised: Sequence[Alarm], on_class: Sequence[Alarm]
) -> FamilyRecord:
    """Add what became of the model's alarms, and whether its errors on the class have changed."""
    everywhere, own = counts_of(raised).precision, counts_of(on_class).precision
    errors = item_errors(checked_ends(on_class, family.bias))
    return replace(
        family,
        alarms=everywhere.n,
        came_true=int(everywhere.count),
        own_alarms=own.n,
        own_came_true=int(own.count),
        drift=drift_capital(errors),
    )


def _family(
    model: Model, asset_class: AssetClass, trust: Trust, n: int, outcomes: int, own: list[int]
) -> FamilyRecord:
    """Read one class from a model's judgement, whose last family has no claims of its own."""
    b, k = float(trust.bias[n]), float(trust.spread[n])
    plant_b, plant_k = float(trust.bias[-1]), float(trust.spread[-1])
    count, weight = own[n], FAMILY_WEIGHT
    own_log_b, own_k2 = math.log(plant_b), plant_k**2
    if count:
        own_log_b = ((count + weight) * math.log(b) - weight * math.log(plant_b)) / count
        own_k2 = ((count + weight) * k**2 - weight * plant_k**2) / count
    return FamilyRecord(
        *model,
        asset_class.value,
        trust.verdict[n],
        outcomes,
        sum(own),
        count,
        bias=b,
        spread=max(k, LEAST_SPREAD),
        plant_bias=plant_b,
        plant_spread=plant_k,
        own_bias=math.exp(own_log_b),
        own_spread=math.sqrt(max(own_k2, 0.0)),
        error=float(trust.error[n]),
        natural=trust.natural,
    )
