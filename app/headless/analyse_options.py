"""The options of `kairos analyse`."""

import argparse
from pathlib import Path

from app.headless.typed_words import above_zero, band, lengths, whole


def add_options(analyse: argparse.ArgumentParser) -> None:
    """Describe what can be said of a recording."""
    analyse.add_argument("files", type=Path, nargs="+", metavar="FILE")
    analyse.add_argument(
        "--rate-hz", type=above_zero, metavar="R", help="samples a second, if the file has none"
    )
    analyse.add_argument("--rpm", type=above_zero, metavar="N", help="speed of the shaft")
    analyse.add_argument(
        "--bearing", metavar="NAME|balls,ball_mm,pitch_mm[,angle_deg]",
        help="its faults are looked for",
    )  # fmt: skip
    analyse.add_argument(
        "--unit", metavar="U", help="g, mg, m/s2, mm/s, m/s or in/s, if the file names none"
    )
    analyse.add_argument(
        "--scale", type=above_zero, metavar="K",
        help="unit per count of whole numbers (WAV, NPZ, MAT)",
    )  # fmt: skip
    analyse.add_argument("--channel", metavar="NAME|N", help="one only, by name or from 1")
    analyse.add_argument(
        "--record", type=whole, metavar="N", help="which record of an array of several, from 1"
    )
    analyse.add_argument(
        "--decimal", choices=("point", "comma"), default="point", help="of the numbers of a CSV"
    )
    analyse.add_argument(
        "--class", dest="asset_class", metavar="CLASS",
        help="pump, motor, fan, ...: its usual table of severity zones",
    )  # fmt: skip
    analyse.add_argument("--zones", metavar="NAME", help="table of severity zones, by its name")
    analyse.add_argument(
        "--envelope-band", type=band, metavar="LOW-HIGH", help="Hz; chosen by the record if not"
    )
    _add_drive(analyse)
    analyse.add_argument("--json", action="store_true", help="print the answer as JSON")


def _add_drive(analyse: argparse.ArgumentParser) -> None:
    """Describe what turns with the shaft; without a figure its faults are not named."""
    analyse.add_argument("--gear-teeth", type=whole, metavar="N", help="of the wheel on the shaft")
    analyse.add_argument("--blades", type=whole, metavar="N", help="of the impeller on the shaft")
    analyse.add_argument(
        "--belt", type=lengths, metavar="LENGTH_MM,SHEAVE_MM[,OTHER_MM]", help="pitch lengths"
    )
    analyse.add_argument("--supply-hz", type=above_zero, metavar="F", help="what feeds the motor")
    analyse.add_argument("--pole-pairs", type=whole, metavar="N", help="of the motor")
    analyse.add_argument("--axial", action="store_true", help="measured along the shaft")
