"""A distribution of days drawn as a fan: the likelier, the darker; the median a line."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core.distribution import DaysDistribution
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.ink import ink, pen
from app.ui.plots import polyline

BANDS = ((0.1, 0.9), (0.2, 0.8), (0.3, 0.7), (0.4, 0.6))
"""Pairs of levels laid over each other; the outermost is P10 to P90."""
CURVE_POINTS = 32

Path = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Place on the y axis in pixels, by the share (0 to 1) of a life that has passed."""


def paint_fan(
    painter: QPainter, axis: CalendarAxis, life: DaysDistribution, begin: float, path: Path
) -> None:
    """Paint the fan of paths that end on the days of a distribution.

    Only the ends are predicted; between, each path follows the same curve.

    Parameters
    ----------
    life : DaysDistribution
        Days from the axis's day 0 until the failure.
    begin : float
        Moment the paths begin, in days from day 0.
    path : callable
        The curve they follow.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink("data2", 0.16))
    far = axis.last + 3 * (axis.last - axis.first)
    for low, high in BANDS:
        ends = [min(life.quantile(level), far) for level in (low, high)]
        if ends[0] < far:
            (out_x, y), (back_x, _) = (_course(axis, begin, end, path) for end in ends)
            around = np.concatenate((out_x, back_x[::-1])), np.concatenate((y, y[::-1]))
            painter.drawPolygon(polyline(*around))
    median = life.quantile(0.5)
    if np.isfinite(median):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen("data", width=1.8))
        painter.drawPolyline(polyline(*_course(axis, begin, median, path)))


def _course(
    axis: CalendarAxis, begin: float, end: float, path: Path
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One path from its beginning to its end, in pixels."""
    share = np.linspace(0.0, 1.0, CURVE_POINTS)
    days = begin + share * max(end - begin, 0.05)
    return axis.left + (days - axis.first) * axis.px_per_day, path(share)
