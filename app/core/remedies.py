"""What is checked for each failure mode, whether a new part cures it, what figures it needs."""

from app.core.assets import Component
from app.core.health import FailureMode
from app.core.texts import translate

CHECKS: dict[FailureMode, str] = {
    FailureMode.OUTER_RACE_WEAR: "Listen at the housing and feel for play; look at grease and "
    "seals; have the bearing ready. After removal look for a spall in the load zone.",
    FailureMode.INNER_RACE_WEAR: "Listen at the housing and feel for play; look at grease and the "
    "fit on the shaft; have the bearing ready.",
    FailureMode.BALL_WEAR: "Take a grease sample and look for metal; have the bearing ready.",
    FailureMode.CAGE_WEAR: "Take a grease sample and look for brass or plastic; a cage fails fast: "
    "plan the change early.",
    FailureMode.UNBALANCE: "Clean the rotor and look for build-up, lost weights and worn vanes; "
    "then balance it in place.",
    FailureMode.MISALIGNMENT: "Check soft foot, then the alignment of the coupling, warm; look at "
    "the coupling's insert and at strain from the pipes.",
    FailureMode.LOOSENESS: "Torque the foundation bolts and feet, look for cracks and grout; check "
    "the bearing's fit in its housing and on the shaft.",
    FailureMode.GEAR_WEAR: "Take an oil sample; open the inspection cover and look at the flanks, "
    "the backlash and the bearing pattern.",
    FailureMode.DISTURBED_FLOW: "Look for a throttled valve or damper, a blocked strainer, and the "
    "gap between impeller and tongue; compare flow and head with the curve.",
    FailureMode.CAVITATION: "Read the suction pressure; open the suction valve, clean the strainer "
    "and look at level and temperature of the liquid; run nearer to the best point.",
    FailureMode.BELT_WEAR: "Stop the drive: look for cracks and flat spots, measure the tension, "
    "hold a straight edge to the sheaves; change belts as a set.",
    FailureMode.ELECTRICAL: "Cut the supply for a moment: the line is gone at once if it is "
    "electrical. Measure currents of the phases, the winding's resistance and the air gap.",
    FailureMode.LUBRICATION: "Grease slowly with the amount on the plate while measuring: the "
    "level falls within minutes if grease was wanting. If not, look for wear.",
    FailureMode.SENSOR_FAULT: "Check mounting, cable and plug of the sensor, its bias voltage and "
    "its range; measure again before anything is concluded.",
    FailureMode.UNDETERMINED: "Measure in the other two directions and with a longer record; look "
    "at the machine and listen.",
}
"""Words for the work order; nothing for a machine without a fault."""

NO_PART_CURES = frozenset(
    {
        FailureMode.UNBALANCE,
        FailureMode.MISALIGNMENT,
        FailureMode.LOOSENESS,
        FailureMode.DISTURBED_FLOW,
        FailureMode.CAVITATION,
    }
)
"""Faults of mounting, mass or flow: whatever the component is, replacing it leaves them."""
OF_OTHER_PARTS = frozenset({FailureMode.GEAR_WEAR, FailureMode.BELT_WEAR, FailureMode.ELECTRICAL})
"""Wear of a wheel, a belt or a winding: a new bearing leaves it."""


def recommended_check(mode: FailureMode) -> str:
    """Say what to check, in the reader's language; empty where nothing was found.

    >>> recommended_check(FailureMode.NONE)
    ''
    """
    text = CHECKS.get(mode)
    return "" if text is None else translate("Checks", text)


def leaves_fault(mode: FailureMode, component: Component) -> bool:
    """Tell whether a fault would be there still after the component was replaced.

    >>> leaves_fault(FailureMode.UNBALANCE, Component("c", "a", "Drive-end bearing", "p"))
    True
    """
    is_bearing = component.bearing is not None
    return mode in NO_PART_CURES or (mode in OF_OTHER_PARTS and is_bearing)


def figures_missing(component: Component) -> tuple[tuple[FailureMode, str], ...]:
    """List the modes that cannot be named on a component, each with the figure it lacks.

    >>> [mode.value for mode, _ in figures_missing(Component("c", "a", "Motor", None))][:2]
    ['outer race wear', 'gear wear']
    """
    drive = component.drive
    lacks = (
        (FailureMode.OUTER_RACE_WEAR, component.bearing is None, "name of the bearing"),
        (FailureMode.GEAR_WEAR, not drive or drive.gear_teeth is None, "teeth of the wheel"),
        (FailureMode.DISTURBED_FLOW, not drive or drive.blades is None, "number of blades"),
        (
            FailureMode.BELT_WEAR,
            not drive or drive.belt_length_mm is None or drive.sheave_mm is None,
            "length of the belt and diameter of the sheave",
        ),
        (FailureMode.ELECTRICAL, not drive or drive.supply_hz is None, "supply frequency"),
    )
    return tuple((mode, translate("Checks", figure)) for mode, is_lacking, figure in lacks
                 if is_lacking)  # fmt: skip
