"""A share counted at a plant, with how far so few cases tell of it."""

from dataclasses import dataclass

from scipy import special

INTERVAL = 0.9
"""Probability the interval of a share is made for."""

LEAST_TELLING = 8
"""Cases below which a share is shown greyed: it says next to nothing yet."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of n.

    Attributes
    ----------
    count : float
        May be a sum of probabilities where an end is only known to within a distribution.
    n : int
    """

    count: float
    n: int

    @property
    def value(self) -> float | None:
        """The share itself; None of no cases."""
        return self.count / self.n if self.n else None

    @property
    def is_telling(self) -> bool:
        """Whether there are enough cases to look at it."""
        return self.n >= LEAST_TELLING

    @property
    def interval(self) -> tuple[float, float]:
        """Ends of the 90 % Jeffreys interval; all from 0 to 1 without a case.

        Source: Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion",
        section 4.1.2: quantiles of Beta(count + 1/2, n - count + 1/2), closed at 0 and 1.

        >>> [round(end, 3) for end in Share(8, 10).interval]
        [0.548, 0.94]
        >>> Share(0, 0).interval, Share(5, 5).interval[1]
        ((0.0, 1.0), 1.0)
        """
        if not self.n:
            return 0.0, 1.0
        outside, left = (1.0 - INTERVAL) / 2.0, self.n - self.count
        ends = [
            float(special.betaincinv(self.count + 0.5, left + 0.5, p))
            for p in (outside, 1.0 - outside)
        ]
        return (0.0 if self.count <= 0 else ends[0]), (1.0 if left <= 0 else ends[1])
