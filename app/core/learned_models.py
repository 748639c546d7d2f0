"""Models learned from a fleet's history as the plant keeps them: who brought, approved, bound."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from app.core.approval import same_name
from app.core.assets import AssetClass, Component
from app.core.errors import ApprovalRefused, ScenarioRefused, StepRefused


class ModelOrigin(Enum):
    """Where a model comes from."""

    TRAINED_HERE = "trained here"
    BROUGHT = "brought from elsewhere"


class ModelState(Enum):
    """Whether a model is believed here."""

    WAITING = "waits for approval"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """A model on the plant's books, without its numbers.

    Attributes
    ----------
    fingerprint : str
        SHA-256 of its file: approval is of these very numbers.
    name : str
        What people call it.
    columns : tuple of str
        Quantities it needs.
    time_unit : str
        Unit of its times: days, h, cycles, ...
    brought_by, brought_at : str, datetime
        Who trained it here or brought it in, and when.
    approved_by, withdrawn_by : str
        Who did; "" where nobody has.
    """

    fingerprint: str
    name: str
    origin: ModelOrigin
    columns: tuple[str, ...]
    time_unit: str
    brought_by: str
    brought_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def state(self) -> ModelState:
        """Whether it is believed here."""
        if self.withdrawn_at is not None:
            return ModelState.WITHDRAWN
        return ModelState.WAITING if self.approved_at is None else ModelState.APPROVED

    def approved(self, by: str, at: datetime, *, wants_second_name: bool) -> "LearnedModel":
        """Return it approved.

        Raises
        ------
        ApprovalRefused
            If it waits for nobody's approval, or policy wants a second person's name.
        """
        if self.state is ModelState.APPROVED:
            raise ApprovalRefused(f"{self.name} is approved already.", "Nothing was changed.")
        if wants_second_name and same_name(by) == same_name(self.brought_by):
            raise ApprovalRefused(
                f"{self.name} was trained or brought in by {self.brought_by}; expected another "
                "person's name on its approval.",
                "Let a second person sign in and approve it. Nothing was changed.",
            )
        return replace(self, approved_by=by, approved_at=at, withdrawn_by="", withdrawn_at=None)

    def withdrawn(self, by: str, at: datetime) -> "LearnedModel":
        """Return it withdrawn: it is kept, and no longer believed.

        Raises
        ------
        StepRefused
            If it is not approved.
        """
        if self.state is not ModelState.APPROVED:
            raise StepRefused(f"{self.name} is not approved.", "Nothing was changed.")
        return replace(self, withdrawn_by=by, withdrawn_at=at)


class BindingScope(Enum):
    """What a model is bound to; the narrowest that fits a component counts."""

    COMPONENT = "component"
    PART = "part"
    ASSET_CLASS = "asset class"


@dataclass(frozen=True, slots=True)
class ColumnFeed:
    """Which measured indicator feeds a column of a model, times a factor for its unit."""

    column: str
    indicator: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class ModelBinding:
    """A model put in charge of some components.

    Attributes
    ----------
    subject : str
        Id of the component or part, or the value of the asset class.
    feeds : tuple of ColumnFeed
        Where each column of the model is measured here.
    time_per_day : float
        Units of the model's time that a calendar day of these components brings (1 for days, 24
        for a machine that always runs and a model in hours).

    Raises
    ------
    ScenarioRefused
        If that rate can't be, or a factor is not a number other than 0.
    """

    id: str
    fingerprint: str
    scope: BindingScope
    subject: str
    feeds: tuple[ColumnFeed, ...]
    time_per_day: float
    bound_by: str
    bound_at: datetime

    def __post_init__(self) -> None:
        if not 0 < self.time_per_day < 1e9:
            raise ScenarioRefused(
                f"Expected units of the model's time a day above 0, got {self.time_per_day:g}.",
                "Say how long these machines run a day. Nothing was bound.",
            )
        for feed in self.feeds:
            if not 0 < abs(feed.factor) < float("inf"):
                raise ScenarioRefused(
                    f"Expected a factor other than 0 for {feed.column}, got {feed.factor:g}.",
                    "Correct it, or write 1. Nothing was bound.",
                )


def covers(
    scope: BindingScope, subject: str, component: Component, asset_class: AssetClass
) -> bool:
    """Whether a binding to a subject covers a component."""
    own = {
        BindingScope.COMPONENT: component.id,
        BindingScope.PART: component.part_id,
        BindingScope.ASSET_CLASS: asset_class.value,
    }
    return own[scope] == subject


def binding_of(
    component: Component, asset_class: AssetClass, bindings: Iterable[ModelBinding]
) -> ModelBinding | None:
    """Return the binding that counts for a component: the narrowest, of those the newest."""
    narrowness = list(BindingScope)
    fitting = [b for b in bindings if covers(b.scope, b.subject, component, asset_class)]
    return min(
        fitting,
        key=lambda b: (narrowness.index(b.scope), -b.bound_at.timestamp()),
        default=None,
    )
