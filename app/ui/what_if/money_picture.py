"""Expected money over the order days: held, waited for, together, and the plant's own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.core.what_if import Outlook
from app.ui.figures import tick_text
from app.ui.ink import pen
from app.ui.scale import SteppedRange, ticks
from app.ui.what_if.curve_picture import CurvePicture
from app.ui.what_if.lane import Key
from app.ui.what_if.scene import WhatIfScene

ROOM_ABOVE_BEST = 3.0
"""The axis reaches so many times the money of the day proposed: beyond, nothing is worth doing."""
TICK_EVERY_PX = 32


class MoneyPicture(CurvePicture):
    """What an order of each day is expected to cost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("WhatIf", "Expected money by order day"), parent)
        self.forget_range()

    def forget_range(self) -> None:
        """Let the axis of money begin anew: another position, or nothing assumed any more."""
        self._range = SteppedRange(1e-3)

    def paint_curves(self, painter: QPainter, scene: WhatIfScene) -> None:
        """Paint axis, the three curves, the plant's own total, and both days."""
        lane = self.lane(scene)
        top = self._range.follow(max(_top_of(scene.plant), _top_of(scene.assumed)))
        lane.paint_ground(painter, has_names=False)
        for tick in ticks(0.0, top, max(int(lane.area.height() // TICK_EVERY_PX), 2)):
            lane.paint_tick(painter, tick / top, tick_text(tick))
        dashed, dotted = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
        assumed = scene.assumed
        together = Key(translate("WhatIf", "together"), pen("data", width=2))
        waiting = Key(translate("WhatIf", "waiting"), pen("data2", width=1.6, style=dotted))
        holding = Key(translate("WhatIf", "holding"), pen("data2", width=1.6, style=dashed))
        plant = Key(translate("WhatIf", "the plant's"), pen("edge", width=1.6))
        curves = [(together, assumed.money), (waiting, assumed.waiting), (holding, assumed.holding)]
        if not scene.is_same:
            curves.append((plant, scene.plant.money))
        for key, money in reversed(curves):
            lane.paint_curve(painter, money[: scene.days] / top, key.pen)
        lane.paint_days(painter, has_words=True)
        title = translate("WhatIf", "Expected money, {unit}")
        unit = scene.question.policy.currency
        lane.paint_title(painter, title.format(unit=unit), [key for key, _ in curves])


def _top_of(outlook: Outlook) -> float:
    """Money the axis must reach for one outlook."""
    best = float(outlook.money[outlook.order_day])
    return min(ROOM_ABOVE_BEST * best, max(1.15 * float(outlook.money[0]), 2.0 * best))
