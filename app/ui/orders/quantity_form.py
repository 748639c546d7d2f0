"""Another quantity on a draft: how many and why, beside what the board makes of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.parts.draft_change import QuantityStudy
from app.ui.elements import label, set_property
from app.ui.entry_form import EntryForm
from app.ui.orders.quantity_words import change_words, proposal_words
from app.ui.orders.rows_record import LineRow
from app.ui.typed import typed_pieces
from app.ui.wording import Wording

StudyOf = Callable[[str], QuantityStudy | None]


class QuantityForm(EntryForm):
    """Asks for one line of a draft."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Orders", "Change the quantity")
        super().__init__(title, translate("Orders", "Change it"), say.locale, parent)
        set_property(self.act, "role", "")  # the one primary button is the order's next step
        self._say = say
        self._currency = ""
        self._lines: dict[str, LineRow] = {}
        self._study_of: StudyOf = lambda _part_id: None
        self._study: QuantityStudy | None = None
        self.part, self.count, self.why = QComboBox(), QLineEdit(), QLineEdit()
        self.part.setProperty("holdsValue", True)
        self.add_field("part", translate("Orders", "Par&t"), self.part)
        self.add_field("pieces", translate("Orders", "&Pieces"), self.count)
        self.add_field("why", translate("Orders", "&Why, if not proposed"), self.why)
        self.proposal = label("", "small", wraps=True)
        self.change = label("", "where", wraps=True)
        for note in (self.change, self.proposal):
            self.add_note(note)
        self.part.currentIndexChanged.connect(self._choose_part)
        self.count.textChanged.connect(self._show_change)

    def begin(self, lines: tuple[LineRow, ...], study_of: StudyOf, currency: str) -> None:
        """Ask for another quantity of one of the lines; a part on two lines is not asked for."""
        self._study_of, self._currency = study_of, currency
        counts = [line.part_id for line in lines]
        self._lines = {line.part_id: line for line in lines if counts.count(line.part_id) == 1}
        was_silent = self.part.blockSignals(True)
        self.part.clear()
        for line in self._lines.values():
            self.part.addItem(line.part, line.part_id)
        self.part.blockSignals(was_silent)
        self.why.clear()
        self._choose_part()
        self.open("pieces")
        self.count.selectAll()

    @property
    def typed(self) -> tuple[str, int, str]:
        """Part, pieces and reason.

        Raises
        ------
        PlantError
            If no number is typed.
        """
        return self.part.currentData() or "", self.pieces("pieces"), self.text("why")

    def _choose_part(self, _at: int = 0) -> None:
        """Take the part chosen, with what the board makes of it."""
        line = self._lines.get(self.part.currentData() or "")
        self._study = self._study_of(line.part_id) if line else None
        unknown = translate("Orders", "Its vendor has no offer for it any more.")
        self.proposal.setText(
            proposal_words(self._study, self._currency, self._say) if self._study else unknown
        )
        self.count.setText(self._say.count(line.quantity) if line else "")
        self._show_change()

    def _show_change(self, _text: str = "") -> None:
        """Say what the number typed would cost."""
        try:
            pieces = typed_pieces(self.count.text(), "", self._say.locale)
        except PlantError:
            pieces = 0
        known = self._study is not None and pieces > 0
        self.change.setText(
            change_words(self._study, pieces, self._currency, self._say)
            if known and self._study
            else ""
        )
        self.change.setVisible(known)
