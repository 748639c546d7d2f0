"""F1 on the pages of the machines: live, asset, twin."""

from app.core.texts import translate

Help = tuple[str, tuple[str, ...]]
"""Title and paragraphs."""


def live_help() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Live"),
        (
            translate(
                "Help",
                "What a measurement point delivers now: waveform, spectrum, envelope spectrum "
                "with the lines of its bearing, and how both changed over time.",
            ),
            translate(
                "Help",
                "When nothing comes any more the page says since when it is stale; an old "
                "value is never shown as a new one. Space freezes the picture; Average of 8 evens "
                "the spectrum out over the last eight blocks.",
            ),
            translate(
                "Help",
                "Analyse a file (Ctrl+O) opens a recording made elsewhere: CSV, WAV, MATLAB, "
                "NumPy, TDMS or UFF58. State what the file does not tell; a unit is never guessed. "
                "Nothing of it is kept on the plant's books.",
            ),
        ),
    )


def assets_help() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Assets"),
        (
            translate(
                "Help",
                "Machines on the left, the one chosen on the right: its health over time, how "
                "long the worn part will last, and on the same calendar the day to order, the "
                "days it can arrive and the day of the job.",
            ),
            translate(
                "Help",
                "Upkeep turns the page over: what standing still costs, what running derated or a "
                "crew laid out would do, how long the job takes and which parts it needs beside, "
                "the windows in which it may be done, and work planned on dates.",
            ),
            translate(
                "Help",
                "Life says what a component lasts before any sign is seen on it: what ships for "
                "its class, the lives that ended here and on its sisters, how much of the belief "
                "is prior and how much is data, and what is left at its age. Enter the plant’s own "
                "figures where they are better, with their source, and lives from older papers. "
                "Measure within says how often to measure at least, so that a sign is seen twice.",
            ),
            translate(
                "Help",
                "Points lists what is measured: the indicator that decides, its limit and whose "
                "it is, the baseline with the speed and load it belongs to. A state the baseline "
                "never met is out of range and raises nothing: ask for a new baseline if the "
                "machine runs so from now on. Any single value can be a point.",
            ),
            translate(
                "Help",
                "A level that rose or fell at once and stays says that the machine or its sensor "
                "was changed, not that it wears; a speed or load the baseline never met, and "
                "alarms that keep missing on one machine (Improve, Our predictions, By machine), "
                "say that its model does not fit it. Either way it is planned by its age, and no "
                "order for it approves itself. Points says since when and on what figures, and "
                "offers two ways out: Take a new baseline, if it runs so from now on, or This is "
                "wear, if its path is to be believed through the change. Ctrl+Z takes it back.",
            ),
            translate(
                "Help",
                "Faults are named from lines at the places that the machine's figures give: teeth, "
                "blades, belt, supply, bearing. What turns with the shaft is entered under Upkeep; "
                "without a figure its fault is not looked for, and the page says so. A faulty "
                "sensor is named before any fault of the machine, and its block is left out.",
            ),
            translate(
                "Help",
                "A figure left empty is not known; Why? says which way out it would open. Every "
                "entry is reviewed at once, stands in the record of changes, and Ctrl+Z takes it "
                "back.",
            ),
        ),
    )


def twin_help() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Twin"),
        (
            translate(
                "Help",
                "One machine whole: every measurement point with its limits and where they come "
                "from, what happened to the part in service, and how long it will last. Enter on "
                "the Assets page or Ctrl+K leads here.",
            ),
            translate(
                "Help",
                "The sliders say what would change it. Life is divided by how much faster it "
                "wears: speed x load^3 for a rolling bearing (ISO 281), in proportion for anything "
                "else, times the running days. Order and job are then chosen anew, and the output "
                "that is not made is counted beside. Nothing is written to the books; Ctrl+Z goes "
                "back.",
            ),
            translate(
                "Help",
                "Without a path to a failure the numbers are by age: what such components last. "
                "Ctrl+P prints the twin as it stands.",
            ),
        ),
    )
