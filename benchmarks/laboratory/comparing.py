"""Policies beside each other: means over plants, paired differences with standard errors."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from laboratory.clairvoyant import Clairvoyant
from laboratory.draws import draw
from laboratory.ledger import Ledger
from laboratory.parameters import Parameters
from laboratory.simulation import Simulation

from app.backtest.rules.named import RULES
from app.backtest.rules.rule import Rule

POLICIES = (*RULES, "clairvoyant")
MEANS = ("holding", "ordering", "expedite", "turnover", "unplanned_hours")


@dataclass(frozen=True)
class Played:
    """Books of every policy on every plant, one entry a seed."""

    seeds: tuple[int, ...]
    books: dict[str, list[Ledger]]


def play(
    given: Parameters,
    seeds: tuple[int, ...],
    says: Callable[[str], None],
    policies: tuple[str, ...] = POLICIES,
) -> Played:
    """Play policies on the plant of every seed."""
    books: dict[str, list[Ledger]] = {name: [] for name in policies}
    for seed in seeds:
        draws = draw(given, seed)
        for name in policies:
            book = Simulation(draws, lambda sim, name=name: rule_in(name, sim)).run()
            books[name].append(book)
            says(f"seed {seed}: {name} costs {book.cost:,.0f} a year")
    return Played(seeds, books)


def rule_in(name: str, simulation: Simulation) -> Rule:
    """Make a policy for one simulated plant."""
    return Clairvoyant(simulation) if name == "clairvoyant" else RULES[name]()


def compared(played: Played) -> list[dict[str, object]]:
    """Lay the comparison out as it is printed with `--json`."""
    return [_row(name, played) for name in played.books]


def _row(name: str, played: Played) -> dict[str, object]:
    """One policy: means a year, counts over all plants, differences."""
    books = played.books[name]
    row: dict[str, object] = {
        "policy": name,
        "seeds": list(played.seeds),
        "cost_per_year": _mean([book.cost for book in books]),
    }
    row |= {field: _mean([getattr(book, field) for book in books]) for field in MEANS}
    row |= {
        field: int(sum(getattr(book, field) for book in books))
        for field in ("critical_needs", "critical_stockouts")
    }
    for other in ("classic_predictive", "no_condition"):
        row[f"vs_{other}"] = _difference(books, played.books.get(other))
    return row


def _difference(books: list[Ledger], others: list[Ledger] | None) -> dict[str, float | None]:
    """Mean of the paired differences and standard errors; None where there is nothing to say."""
    if others is None:
        return dict.fromkeys(("cost_diff", "cost_se", "holding_diff", "holding_se"))
    found: dict[str, float | None] = {}
    for field in ("cost", "holding"):
        paired = np.array(
            [
                getattr(one, field) - getattr(two, field)
                for one, two in zip(books, others, strict=True)
            ]
        )
        found[f"{field}_diff"] = _mean(list(paired))
        found[f"{field}_se"] = standard_error(paired)
    return found


def standard_error(paired: np.ndarray) -> float | None:
    """Standard error of a mean; None where there is one plant only."""
    if paired.size < 2:
        return None
    return round(float(paired.std(ddof=1) / np.sqrt(paired.size)), 2)


def _mean(values: list[float]) -> float:
    """Mean to the cent."""
    return round(float(np.mean(values)), 2)
