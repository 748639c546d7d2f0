"""Keep pieces for a job or another purpose: put aside now, or asked for on a day."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.reservations import ReservationKind
from app.core.texts import translate
from app.replenishment.parts.keeping import Wish
from app.replenishment.parts.record import PartRecord
from app.ui.day_box import DayBox
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.wording import Wording


class KeepForm(EntryForm):
    """Whom pieces of the part shown are kept for."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Stores", "Keep pieces")
        super().__init__(title, translate("Stores", "Keep them"), say.locale, parent)
        self.job, self.kind = QComboBox(), QComboBox()
        self.job.setProperty("holdsValue", True)
        self.purpose, self.count = QLineEdit(), QLineEdit()
        self.day = DayBox(say, translate("Stores", "Wanted on"))
        for kind, words in (
            (ReservationKind.HARD, translate("Stores", "put aside now")),
            (ReservationKind.SOFT, translate("Stores", "asked for on that day")),
        ):
            self.kind.addItem(words, kind)
        self.add_field("job", translate("Stores", "&For"), self.job)
        self.add_field("purpose", translate("Stores", "&What or whom"), self.purpose, columns=2)
        self.add_field("pieces", translate("Stores", "&Pieces"), self.count)
        self.add_field("kind", translate("Stores", "&How"), self.kind)
        self.add_field("day", translate("Stores", "Wanted &on"), self.day)
        told = translate(
            "Stores",
            "Put aside now: nobody else can take them. Asked for: who needs them earlier is "
            "served first, and the board orders them in time.",
        )
        self.add_note(label(told, "small", wraps=True))
        self.job.currentIndexChanged.connect(self._choose)

    def begin(self, record: PartRecord, today: date) -> None:
        """Ask for whom; the open jobs that want the part are offered."""
        self.day.show_day(today)
        self.job.clear()
        self.job.addItem(translate("Stores", "another purpose"), "")
        for job in record.jobs:
            self.job.addItem(job.number, job.id)
        self.purpose.clear()
        self.count.setText("1")
        self._choose()
        self.open("job" if record.jobs else "purpose")

    @property
    def typed(self) -> tuple[Wish, str]:
        """What is to be kept, and the id of the job it is for, "" for none.

        Raises
        ------
        PlantError
            If no number is typed.
        """
        pieces, job_id = self.pieces("pieces"), self.job.currentData() or ""
        purpose = self.job.currentText() if job_id else self.text("purpose")
        kind: ReservationKind = self.kind.currentData()
        return Wish(pieces, kind, self.day.chosen, purpose), job_id

    def _choose(self, _at: int = 0) -> None:
        """A job names its own purpose."""
        self.purpose.setEnabled(not self.job.currentData())
