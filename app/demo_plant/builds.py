"""How the six machines of the demo plant are made, as far as it can be heard."""

from dataclasses import dataclass, field

from app.core.assets import Bearing
from app.demo_plant.signals import GearPair, Resonance

MODBUS_TAGS = {"P-101": 1, "M-102": 2}
"""Device id of each machine on the Modbus gateway."""
OPC_UA_TAGS = ("F-103", "C-104", "V-105", "G-106")
TAGS = (*MODBUS_TAGS, *OPC_UA_TAGS)

BEARING_6309 = Bearing("6309", 8, 17.462, 72.5, source="typical: 11/16 in balls, (45 + 100) / 2 mm")
BEARING_6216 = Bearing("6216", 10, 19.05, 110.0, source="typical: 3/4 in balls, (80 + 140) / 2 mm")
BEARING_6312 = Bearing("6312", 8, 22.225, 95.0, source="typical: 7/8 in balls, (60 + 130) / 2 mm")
BEARING_6212 = Bearing("6212", 10, 15.875, 85.0, source="typical: 5/8 in balls, (60 + 110) / 2 mm")
BEARING_6310 = Bearing("6310", 8, 19.05, 80.0, source="typical: 3/4 in balls, (50 + 110) / 2 mm")


@dataclass(frozen=True, slots=True)
class Build:
    """How a machine is made, as far as it can be heard.

    Attributes
    ----------
    speed_rpm : float
        Nominal speed of the shaft the sensor sits at.
    order_velocity_mms : dict
        Velocity RMS in mm/s by order of the shaft (1 unbalance, 7 a seven-vane pass).
    line_velocity_mms : dict
        Velocity RMS in mm/s by fixed frequency in Hz, such as twice the line frequency.
    flow_noise_ms2 : float
        RMS of the noise of flow and rolling, heard through the housing's first mode.
    temperature_degc : float
        Of the housing on an average day.
    """

    tag: str
    speed_rpm: float
    order_velocity_mms: dict[float, float]
    modes: tuple[Resonance, ...]
    flow_noise_ms2: float
    temperature_degc: float
    line_velocity_mms: dict[float, float] = field(default_factory=dict)
    gears: GearPair | None = None


PUMP = Build(
    tag="P-101",
    speed_rpm=1480.0,
    order_velocity_mms={1: 0.95, 2: 0.35, 3: 0.15, 7: 0.55, 14: 0.15},
    modes=(Resonance(3200.0, 0.04), Resonance(1150.0, 0.03, 0.2)),
    flow_noise_ms2=0.55,
    temperature_degc=46.0,
)
MOTOR = Build(
    tag="M-102",
    speed_rpm=1480.0,
    order_velocity_mms={1: 0.90, 2: 0.30, 3: 0.12},
    line_velocity_mms={100.0: 0.50, 200.0: 0.12},
    modes=(Resonance(2700.0, 0.04),),
    flow_noise_ms2=0.40,
    temperature_degc=58.0,
)
FAN = Build(
    tag="F-103",
    speed_rpm=980.0,
    order_velocity_mms={1: 0.95, 2: 0.35, 3: 0.15, 9: 0.45, 18: 0.12},
    modes=(Resonance(2100.0, 0.05),),
    flow_noise_ms2=0.45,
    temperature_degc=39.0,
)
COMPRESSOR = Build(
    tag="C-104",
    speed_rpm=2950.0,
    order_velocity_mms={1: 0.90, 2: 0.40, 4: 0.95, 8: 0.40, 12: 0.20},
    modes=(Resonance(3600.0, 0.05),),
    flow_noise_ms2=0.90,
    temperature_degc=67.0,
)
CONVEYOR = Build(
    tag="V-105",
    speed_rpm=72.0,
    order_velocity_mms={1: 0.30, 2: 0.10},
    modes=(Resonance(1800.0, 0.05),),
    flow_noise_ms2=0.15,
    temperature_degc=31.0,
)
GEARBOX = Build(
    tag="G-106",
    speed_rpm=1480.0,
    order_velocity_mms={1: 0.80, 2: 0.30, 25 / 61: 0.35},
    gears=GearPair(25, 61, 0.70),
    modes=(Resonance(2900.0, 0.04),),
    flow_noise_ms2=0.50,
    temperature_degc=61.0,
)
