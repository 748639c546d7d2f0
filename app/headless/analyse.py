"""`kairos analyse`: what recordings say of a machine."""

import argparse
import json
import sys

from app.acquisition.acceleration import UNIT_CHOICES, unit_of
from app.acquisition.snapshots.snapshot import ReadAs
from app.analysis.bearings import bearing_from
from app.analysis.diagnosis import Situation
from app.analysis.study import Machine
from app.analysis.zones import shipped_zones, usual_zones
from app.core.assets import AssetClass
from app.core.drive import Drive
from app.core.errors import PartUnknown, UnitMismatch
from app.core.zones import Zones
from app.exchange.recording import RecordingTerms, analyse_file
from app.exchange.recording_rows import file_row
from app.exchange.recording_text import file_text

REFUSED = 1


def analyse(arguments: argparse.Namespace) -> int:
    """Analyse each file by itself; 1 when anything of any of them was refused."""
    terms = terms_of(arguments)
    is_whole, rows = True, []
    for path in arguments.files:
        result = analyse_file(path, terms)
        is_whole = is_whole and result.is_whole
        if arguments.json:
            rows.append(file_row(result))
        else:
            print(file_text(result))
            sys.stdout.flush()
    if arguments.json:
        print(json.dumps({"files": rows}, indent=2))
    return 0 if is_whole else REFUSED


def terms_of(arguments: argparse.Namespace) -> RecordingTerms:
    """Read the command line's words.

    Raises
    ------
    PlantError
        If bearing, unit, class or table of zones is none we know.
    """
    if arguments.unit is not None and unit_of(arguments.unit) is None:
        raise UnitMismatch(f'Expected the unit {UNIT_CHOICES}, got "{arguments.unit}".')
    machine = Machine(
        zones=_zones(arguments.zones, arguments.asset_class),
        speed_rpm=arguments.rpm,
        bearing=None if arguments.bearing is None else bearing_from(arguments.bearing),
        envelope_band_hz=arguments.envelope_band,
        is_table_chosen=arguments.asset_class is not None or arguments.zones is not None,
        situation=_situation(arguments),
    )
    read_as = ReadAs(
        scale=arguments.scale,
        allows_full_scale=True,
        has_decimal_comma=arguments.decimal == "comma",
        record=arguments.record,
    )
    return RecordingTerms(machine, arguments.rate_hz, arguments.unit, arguments.channel, read_as)


def _zones(table: str | None, asset_class: str | None) -> Zones:
    """Choose the table of zones: named, or usual for the class, or usual where none is stated."""
    if table is not None:
        tables = {zones.name: zones for zones in shipped_zones().values()}
        if table not in tables:
            known = "; ".join(tables)
            raise PartUnknown(f'"{table}" is no table of zones: expected one of {known}.')
        return tables[table]
    if asset_class is None:
        return usual_zones(AssetClass.MOTOR)
    try:
        return usual_zones(AssetClass(asset_class.strip().lower()))
    except ValueError:
        known = ", ".join(kind.value for kind in AssetClass)
        raise PartUnknown(f'"{asset_class}" is no class of machine: expected {known}.') from None


def _situation(arguments: argparse.Namespace) -> Situation:
    """Read what turns with the shaft."""
    length_mm, sheave_mm, other_mm = (*(arguments.belt or ()), None, None, None)[:3]
    drive = Drive(
        arguments.gear_teeth,
        arguments.blades,
        length_mm,
        sheave_mm,
        other_mm,
        arguments.supply_hz,
        arguments.pole_pairs,
    )
    is_pump = (arguments.asset_class or "").strip().lower() == AssetClass.PUMP.value
    return Situation(drive, is_axial=arguments.axial, is_pumping=is_pump)
