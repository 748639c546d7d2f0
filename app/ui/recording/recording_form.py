"""What a recording does not tell by itself: rate, unit, speed, bearing and the like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.acquisition.snapshots.snapshot import ReadAs
from app.analysis.bearings import bearing_catalogue, bearing_from
from app.analysis.diagnosis import Situation
from app.analysis.study import Machine
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, Bearing
from app.core.drive import Drive
from app.core.errors import FileLacks, PlantError
from app.core.texts import translate
from app.core.zones import Zones
from app.exchange.recording import RecordingTerms
from app.ui.elements import label
from app.ui.entry_form import EntryForm

UNITS = ("g", "mg", "m/s2", "mm/s", "m/s", "in/s")


@dataclass(frozen=True, slots=True)
class KnownMachine:
    """What the plant's books know of a machine; `tables` are its zones by class of machine."""

    speed_rpm: float | None = None
    bearing: Bearing | None = None
    asset_class: AssetClass | None = None
    drive: Drive | None = None
    tables: Mapping[AssetClass, Zones] = field(default_factory=dict)


class RecordingForm(EntryForm):
    """Asks for what the file does not say; everything but the file may stay open."""

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        title = translate("Recording", "What the file does not tell")
        super().__init__(title, translate("Recording", "Analyse"), locale, parent)
        self.rate, self.speed, self.scale, self.record = (QLineEdit() for _ in range(4))
        self.unit, self.bearing, self.machine, self.decimal = (QComboBox() for _ in range(4))
        self.close_button.hide()
        self._offer()
        self.add_field("rate", translate("Recording", "Sample &rate, Hz"), self.rate)
        self.add_field("unit", translate("Recording", "&Unit"), self.unit)
        self.add_field("speed", translate("Recording", "Shaft &speed, r/min"), self.speed)
        self.add_field("bearing", translate("Recording", "&Bearing"), self.bearing)
        self.add_field("class", translate("Recording", "&Machine"), self.machine)
        self.add_field("decimal", translate("Recording", "&Numbers of a CSV"), self.decimal)
        self.add_field("scale", translate("Recording", "Unit per &count"), self.scale)
        self.add_field("record", translate("Recording", "Rec&ord number"), self.record)
        told = translate(
            "Recording",
            "Leave open what the file tells. A bearing may be typed as balls, ball mm, pitch mm, "
            "angle: 9,7.94,39.04,0. Without a unit, amplitudes stay as recorded.",
        )
        self.add_note(label(told, "small", wraps=True))
        self._known = KnownMachine()
        told = translate("Recording", "What turns with the shaft is taken from the plant's books.")
        self._of_drive = label(told, "small", wraps=True)
        self._of_drive.hide()
        self.add_note(self._of_drive)

    def _offer(self) -> None:
        """Fill the lists to choose from."""
        self.unit.addItem(translate("Recording", "in the file"), None)
        for unit in UNITS:
            self.unit.addItem(unit.replace("s2", "s²"), unit)
        self.unit.setProperty("holdsValue", True)
        self.bearing.setEditable(True)
        self.bearing.setProperty("holdsValue", True)
        self.bearing.addItem("")
        self.bearing.addItems(sorted(bearing_catalogue()))
        self.machine.addItem(translate("Recording", "not stated"), None)
        for kind in AssetClass:
            self.machine.addItem(translate("Words", kind.value), kind)
        self.decimal.addItem(translate("Recording", "decimal point"), False)
        self.decimal.addItem(translate("Recording", "decimal comma"), True)

    def know(self, known: KnownMachine) -> None:
        """Fill in what the plant's books know of the machine."""
        self._known = known
        self._of_drive.setVisible(known.drive is not None)
        speed_rpm = known.speed_rpm
        self.speed.setText("" if speed_rpm is None else self._locale.toString(speed_rpm))
        self.bearing.setEditText("" if known.bearing is None else _written(known.bearing))
        self.machine.setCurrentIndex(max(self.machine.findData(known.asset_class), 0))

    @property
    def typed(self) -> RecordingTerms:
        """What is said of the recording.

        Raises
        ------
        PlantError
            Naming the field, what was expected and what stands there.
        """
        rate_hz, speed_rpm = self._above_zero("rate"), self._above_zero("speed")
        bearing = self.read("bearing", lambda _text, _name, _locale: self._bearing())
        scale, record = self._above_zero("scale"), self._above_zero("record")
        asset_class: AssetClass | None = self.machine.currentData()
        kind = asset_class or AssetClass.MOTOR
        zones = self._known.tables.get(kind) or usual_zones(kind)
        situation = Situation(self._known.drive, is_pumping=asset_class is AssetClass.PUMP)
        is_chosen = asset_class is not None
        machine = Machine(zones, speed_rpm, bearing, is_table_chosen=is_chosen, situation=situation)
        read_as = ReadAs(
            scale,
            allows_full_scale=True,
            has_decimal_comma=bool(self.decimal.currentData()),
            record=None if record is None else int(record),
        )
        return RecordingTerms(machine, rate_hz, self.unit.currentData(), None, read_as)

    def point_at(self, refused: PlantError) -> None:
        """Say at the field that can mend it what is wanted, where there is one."""
        wanted = {
            "rate": translate("Recording", "State the samples per second."),
            "unit": translate("Recording", "Name the right unit."),
            "scale": translate("Recording", "State the unit per count."),
            "record": translate("Recording", "State which record."),
        }
        if isinstance(refused, FileLacks):
            self.refuse(PlantError(wanted[refused.wanted]), refused.wanted)

    def _bearing(self) -> Bearing | None:
        text = self.bearing.currentText().strip()
        return bearing_from(text) if text else None

    def _above_zero(self, key: str) -> float | None:
        """Read a number above 0, None where nothing is typed."""
        found = self.number(key)
        if found is None:
            return None
        return self.read(key, lambda _text, name, _locale: _positive(found, name))


def _positive(number: Decimal, name: str) -> float:
    if number > 0:
        return float(number)
    raise PlantError(
        translate("Recording", "{name}: expected a number above 0, found 0.").format(name=name),
        translate("Recording", "Leave it open where it is not known."),
    )


def _written(bearing: Bearing) -> str:
    """Name a bearing of the catalogue, write the geometry of another."""
    known = bearing_catalogue().get(bearing.name)
    if known is not None and known.balls == bearing.balls:
        return bearing.name
    parts = (bearing.ball_mm, bearing.pitch_mm, bearing.contact_angle_deg)
    return ",".join([str(bearing.balls), *(f"{part:g}" for part in parts)])
