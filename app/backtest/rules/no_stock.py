"""Run to failure without a stock: a piece is ordered when a slot stands still for it."""

import numpy as np

from app.backtest.rules.plant_day import Counts, PlantDay


class RunToFailure:
    """Keep nothing, foresee nothing."""

    name = "run_to_failure"

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace nothing before it fails."""
        del seen
        return np.zeros(0, dtype=np.int64)

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Foresee no need early enough to hurry for it."""
        return np.zeros(seen.terms.parts, dtype=np.int64)

    def pieces(self, seen: PlantDay) -> Counts:
        """Order what is owed."""
        return np.maximum(-seen.position, 0)
