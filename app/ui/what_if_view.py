"""What if? One decision under other lead times, costs and service floors, redrawn at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.core.what_if import Outlook
from app.ui.elements import frame, set_property, value
from app.ui.page import add_command
from app.ui.what_if.assumptions_panel import AssumptionsPanel
from app.ui.what_if.late_picture import LatePicture
from app.ui.what_if.money_picture import MoneyPicture
from app.ui.what_if.numbers_panel import NumbersPanel
from app.ui.what_if.question import NoQuestion, Question, read_question, remark_on
from app.ui.what_if.scene import WhatIfScene, days_shown
from app.ui.what_if.service_picture import ServicePicture
from app.ui.what_if.words import Comparison
from app.ui.wording import Wording

SLIDERS_PX, BESIDE_PX = 268, 336


class WhatIfView(QWidget):
    """Sliders left, curves in the middle, numbers and cost against service right.

    Nothing here is written to the books.
    """

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._component_id = self.name = ""
        self._question: Question | None = None
        self._plant: Outlook | None = None
        self._compared: Comparison | None = None
        self._days = 0
        self.headline = value("", "heading")
        self.change, self.keeping = value(""), value("", "muted", wraps=True)
        self._why_not, self._remedy = (value("", role, wraps=True) for role in ("heading", "muted"))
        self.sliders = AssumptionsPanel(say)
        self.money, self.late = MoneyPicture(), LatePicture()
        self.service, self.numbers = ServicePicture(), NumbersPanel()
        self._pages = QStackedWidget()
        self.sliders.moved.connect(self._answer)
        self.sliders.back_asked.connect(self._go_back)
        self.money.looked_at.connect(self._look)
        self.late.looked_at.connect(self._look)
        self._lay_out()
        text = translate("WhatIf", "Back to the plant's values")
        self._back = add_command(self, text, self._go_back, "Ctrl+Z")
        self.setFocusProxy(self.sliders)

    def _lay_out(self) -> None:
        """Put the words over sliders and pictures."""
        words = frame("record")
        column = QVBoxLayout(words)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        for said in (self.headline, self.change, self.keeping):
            column.addWidget(said)
        self.sliders.setFixedWidth(SLIDERS_PX)
        self.numbers.setFixedWidth(BESIDE_PX)
        self.service.setFixedWidth(BESIDE_PX)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.sliders, 0, 0, 2, 1)
        grid.addWidget(self.money, 0, 1)
        grid.addWidget(self.late, 1, 1)
        grid.addWidget(self.numbers, 0, 2)
        grid.addWidget(self.service, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        full = QWidget()
        page = QVBoxLayout(full)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(words)
        page.addLayout(grid, 1)
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.addStretch(1)
        for reason in (self._why_not, self._remedy):
            reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
            middle.addWidget(reason)
        middle.addStretch(2)
        self._pages.addWidget(empty)
        self._pages.addWidget(full)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(self._pages)

    @property
    def component_id(self) -> str:
        """The component asked about."""
        return self._component_id

    def show_component(self, component_id: str) -> None:
        """Ask about the newest decision on a component, from the plant's values on."""
        is_new = component_id != self._component_id
        self._component_id = component_id
        if is_new:
            self._forget_ranges()
        self._read(keeps=not is_new)
        self.sliders.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Follow a new decision; what was assumed stays assumed."""
        if self._component_id:
            self._read(keeps=True)

    def _read(self, *, keeps: bool) -> None:
        """Read the decision from the books; curves move only when it is another."""
        with self._runtime.store.read() as uow:
            found = read_question(uow, self._component_id)
        self.name = found.where
        if isinstance(found, NoQuestion):
            self._show_nothing(found)
            return
        before = self._question
        if keeps and before is not None and _basis(before) == _basis(found):
            return
        self._question = found
        self._plant = found.answer(found.plant)
        self._days = max(days_shown(found, self._plant), self._plant.order_day + 1)
        self.sliders.show_plant(found.plant, found.policy.currency, keeps=keeps)
        self._pages.setCurrentIndex(1)
        self._answer()

    def _show_nothing(self, found: NoQuestion) -> None:
        """Say why nothing can be computed, and what would change that."""
        self._question = self._plant = None
        self._why_not.setText(found.why)
        self._remedy.setText(found.remedy)
        self._back.setEnabled(False)
        self._pages.setCurrentIndex(0)

    def _answer(self) -> None:
        """Decide under what is assumed and draw it."""
        question, plant = self._question, self._plant
        if question is None or plant is None:
            return
        is_plant = self.sliders.is_plant
        self._back.setEnabled(not is_plant)
        try:
            assumed = plant if is_plant else question.answer(self.sliders.assumed, self._days)
        except PlantError as impossible:
            self.headline.setText(impossible.what)
            self.change.setText(impossible.remedy)
            self.keeping.setText("")
            return
        self._say_it(question, Comparison(question, plant, assumed, self._say))

    def _say_it(self, question: Question, compared: Comparison) -> None:
        """Write the sentences and give the pictures their scene."""
        self._compared = compared
        self._look(None)
        assumed, plant = compared.assumed, compared.plant
        self.headline.setText(compared.headline())
        self.change.setText(compared.change())
        how_to = translate("WhatIf", "Move a slider; the plant's own value stays marked under it.")
        remark = remark_on(question, plant, self._say)
        self.keeping.setText(compared.keeping() or remark or how_to)
        is_late = assumed.late > assumed.risk and not assumed.order_day
        set_property(self.headline, "state", "alarm" if is_late else "")
        scene = WhatIfScene(
            question,
            plant,
            assumed,
            days_shown(question, plant),
            translate("WhatIf", "plant {day}").format(day=compared.day_of(plant)),
            translate("WhatIf", "what if {day}").format(day=compared.day_of(assumed)),
        )
        words = f"{self.headline.text()}. {self.change.text()} {self.keeping.text()}"
        for picture in (self.money, self.late, self.service):
            picture.show_scene(scene, words)
        self.numbers.show_lines(compared.lines(), question.policy.currency)

    def _look(self, day: int | None) -> None:
        """Say in both pictures what an order of the day under the mouse would mean."""
        money, late = "", ""
        if day is not None and self._compared is not None:
            money, late = self._compared.look(day)
        self.money.show_look(day, money)
        self.late.show_look(day, late)

    def _go_back(self) -> None:
        """Put the sliders back, and let the axes begin anew."""
        self._forget_ranges()
        self.sliders.go_back()

    def _forget_ranges(self) -> None:
        """Let the axes of money begin anew."""
        self.money.forget_range()
        self.service.forget_range()


def _basis(question: Question) -> tuple[object, ...]:
    """What the curves are drawn from: they are drawn anew only when this changes."""
    lead = question.supply.lead
    return (
        question.record.id,
        question.plant,
        tuple(lead.distribution.days),
        question.supply.supplier,
        question.supply.plant,
        question.supply.margin_days,
        question.supply.expedite_cost,
        question.policy.rule,
    )
