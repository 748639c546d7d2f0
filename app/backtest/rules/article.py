"""The article's rule on one reading of "predicted": T - L - max(1 day, V)."""

import numpy as np

from app.backtest.rules.plant_day import Counts, PlantDay, Reals
from app.core.distribution import quantiles_at
from app.core.lead_time import ONE_SIGMA
from app.core.order_time import article_order_day


class ArticleRule:
    """Order a piece for an alert on the article's day; one piece waits for each critical part.

    Parameters
    ----------
    name : str
        Name in reports.
    level : float
        Which quantile of remaining life is taken for the predicted day.
    """

    def __init__(self, name: str, level: float) -> None:
        self.name = name
        self._level = level

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace in the last window before the predicted day."""
        predicted = quantiles_at(seen.alerts.quantiles_days, self._level)
        following = seen.windows[seen.windows > 0][0]
        due = predicted < following
        slots = seen.alerts.slot[due]
        return np.asarray(slots[np.argsort(predicted[due], kind="stable")])

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """The article hurries nothing before it is missed."""
        return np.zeros(seen.terms.parts, dtype=np.int64)

    def pieces(self, seen: PlantDay) -> Counts:
        """Keep one piece of a critical part, and one for each alert whose order day has come."""
        terms = seen.terms
        part = terms.slot_part[seen.alerts.slot]
        wanted = np.bincount(part[self._order_day(seen) <= 0], minlength=terms.parts)
        critical = np.bincount(terms.slot_part[terms.slot_critical], minlength=terms.parts) > 0
        return np.asarray(np.maximum(wanted + critical - seen.position, 0))

    def _order_day(self, seen: PlantDay) -> Reals:
        """Days until each alert's order is due by the article."""
        predicted = quantiles_at(seen.alerts.quantiles_days, self._level)
        vendor = seen.terms.part_vendor[seen.terms.slot_part[seen.alerts.slot]]
        lead = [supply.days_at(0.5) for supply in seen.supply]
        spread = [
            supply.days_at(ONE_SIGMA) - at for supply, at in zip(seen.supply, lead, strict=True)
        ]
        return np.array(
            [
                article_order_day(float(life), lead[v], spread[v])
                for life, v in zip(predicted, vendor, strict=True)
            ]
        )
