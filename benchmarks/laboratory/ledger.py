"""What one rule cost on one plant, counted after the warm-up."""

from dataclasses import dataclass, fields


@dataclass
class Ledger:
    """Money and counts of the counted years; `a_year` divides."""

    waiting: float = 0.0
    repair: float = 0.0
    planned: float = 0.0
    premium: float = 0.0
    holding: float = 0.0
    ordering: float = 0.0
    expedite: float = 0.0
    issued: float = 0.0
    stock: float = 0.0
    unplanned_hours: float = 0.0
    waiting_hours: float = 0.0
    failures: float = 0.0
    jobs: float = 0.0
    orders: float = 0.0
    needs: float = 0.0
    stockouts: float = 0.0
    critical_needs: float = 0.0
    critical_stockouts: float = 0.0

    @property
    def cost(self) -> float:
        """Downtime, holding, ordering, expediting and repair premium, without the parts used."""
        downtime = self.waiting + self.repair + self.planned
        return downtime + self.premium + self.holding + self.ordering + self.expedite

    @property
    def turnover(self) -> float:
        """Value issued over mean value on the shelf."""
        return self.issued / self.stock if self.stock > 0 else 0.0

    def a_year(self, years: float) -> "Ledger":
        """Return money and hours a year; counts of critical needs stay whole."""
        whole = {"critical_needs", "critical_stockouts"}
        return Ledger(
            **{
                one.name: getattr(self, one.name) / (1.0 if one.name in whole else years)
                for one in fields(self)
            }
        )
