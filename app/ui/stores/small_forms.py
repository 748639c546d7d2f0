"""Two short questions: what was counted, and which other part may replace this one."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.core.errors import PlantError
from app.core.stock import Part
from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.wording import Wording


class CountForm(EntryForm):
    """What lies on the shelf; the number in the books is not shown before."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Stores", "Count")
        super().__init__(title, translate("Stores", "Book the count"), say.locale, parent)
        self.count, self.why = QLineEdit(), QLineEdit()
        self.add_field("pieces", translate("Stores", "&Counted, pcs"), self.count)
        why = translate("Stores", "&Why it differs, if it does")
        self.add_field("why", why, self.why, columns=2)

    def begin(self, record: PartRecord) -> None:
        """Ask for a count of a part, with the place to count."""
        part = record.part
        title = translate("Stores", "Count {part}, bin {bin}")
        self.retitle(title.format(part=part.number, bin=part.bin or "?"))
        self.count.clear()
        self.why.clear()
        self.open("pieces")

    @property
    def typed(self) -> tuple[int, str]:
        """The count and the reason.

        Raises
        ------
        PlantError
            If no number is typed.
        """
        return self.pieces("pieces"), self.text("why")


class AlternateForm(EntryForm):
    """Another part of the register, by its number."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Stores", "Approve an alternate")
        super().__init__(title, translate("Stores", "Approve it"), say.locale, parent)
        self._parts: Mapping[str, Part] = {}
        self.other = QLineEdit()
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)
        self.add_field("number", translate("Stores", "&Number of the other part"), self.other)
        told = translate(
            "Stores",
            "Approval goes both ways round, and for all parts that replace either of them.",
        )
        self.add_note(label(told, "small", wraps=True))

    def begin(self, part: Part, parts: list[Part]) -> None:
        """Ask for a part that is no alternate yet."""
        others = [one for one in parts if one.id != part.id and one.id not in part.alternates]
        self._parts = {one.number.casefold(): one for one in others}
        self._known.setStringList([one.number for one in others])
        self.other.clear()
        self.open("number")

    @property
    def typed(self) -> Part:
        """The part of that number.

        Raises
        ------
        PlantError
            If no other part bears it.
        """
        return self.read("number", self._part)

    def _part(self, text: str, name: str, _locale: QLocale) -> Part:
        """Find a part by its number."""
        found = self._parts.get(text.casefold())
        if found is None:
            refused = translate("Stores", "{name}: no other part here is called “{text}”.")
            remedy = translate("Stores", "Type some of its number and choose it from the list.")
            raise PlantError(refused.format(name=name, text=text), remedy)
        return found
