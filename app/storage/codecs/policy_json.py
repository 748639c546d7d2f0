"""The site's policy as JSON content: a setting added later reads as its default."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.assets import Criticality
from app.core.lead_posterior import LeadPrior
from app.core.money import Money
from app.core.policy import SitePolicy, TriggerRule
from app.storage.codecs.plant_json import calendar_from_json, calendar_to_json
from app.storage.codecs.values import day_from_json, day_to_json


def money_to_json(money: Money) -> dict[str, str]:
    """Write an exact amount; a Decimal is text, never a float."""
    return {"amount": str(money.amount), "currency": money.currency}


def money_from_json(content: dict[str, str]) -> Money:
    """Read an exact amount."""
    return Money(Decimal(content["amount"]), content["currency"])


def _prior_to_json(prior: LeadPrior) -> list[float]:
    """Write the pool of lead times."""
    return [prior.mean_log, prior.weight, prior.shape, prior.rate]


def by_class_to_json(numbers: Mapping[Criticality, float]) -> dict[str, float]:
    """Write numbers by class."""
    return {criticality.value: number for criticality, number in numbers.items()}


def by_class_from_json(content: dict[str, float]) -> dict[Criticality, float]:
    """Read numbers by class."""
    return {Criticality(name): number for name, number in content.items()}


WRITE: dict[type, Callable[[Any], object]] = {
    tuple: list,
    Decimal: str,
    TriggerRule: lambda rule: rule.value,
    Money: money_to_json,
    LeadPrior: _prior_to_json,
    date: day_to_json,
    dict: by_class_to_json,
}
"""How each kind of setting is written; the others are JSON as they are."""

READ: dict[str, Callable[[Any], object]] = {
    "site_address": tuple,
    "deliver_to": tuple,
    "order_terms": tuple,
    "calendar": calendar_from_json,
    "rule": TriggerRule,
    "approval_limit": money_from_json,
    "service_floor": by_class_from_json,
    "order_cost": Decimal,
    "lead_prior": lambda numbers: LeadPrior(*numbers),
    "lead_prior_fitted_on": day_from_json,
}
"""How a setting is read where it is not plain JSON."""


def policy_to_json(policy: SitePolicy) -> dict[str, object]:
    """Write every setting by its name."""
    content: dict[str, object] = {}
    for setting in fields(policy):
        value = getattr(policy, setting.name)
        write = WRITE.get(type(value))
        content[setting.name] = write(value) if write else value
    return content | {"calendar": calendar_to_json(policy.calendar)}


def policy_from_json(content: dict[str, Any]) -> SitePolicy:
    """Read the policy; settings this program does not know are left out."""
    known = {setting.name for setting in fields(SitePolicy)}
    settings: dict[str, Any] = {
        name: READ[name](value) if name in READ else value
        for name, value in content.items()
        if name in known
    }
    return SitePolicy(**settings)
