"""What the page says of a model's alarms on one machine."""

from app.core.drift import FALSE_FLAG_RATE
from app.core.machine_record import MachineRecord
from app.core.texts import translate
from app.ui.wording import Wording


def missing_words(machine: MachineRecord) -> str:
    """Say in a word whether the alarms of a machine keep missing."""
    if machine.is_drifted:
        return translate("Predictions", "▲ keep missing")
    if machine.alarms:
        return translate("Predictions", "alike")
    return translate("Predictions", "too few")


def machine_words(machine: MachineRecord, say: Wording) -> str:
    """Say in full what the daily review makes of a model on one machine."""
    if not machine.alarms:
        return translate(
            "Predictions",
            "No alarm of this machine can be judged yet: what the class of machine shows counts.",
        )
    text = (
        translate(
            "Predictions",
            "Not believed on this machine: {missed} of n = {n} alarms missed, evidence {capital} "
            "of {limit} (reached by {rate} of sound machines at most). It is planned by its age, "
            "and no order for it approves itself. If it runs or is mounted differently now, give "
            "its points a new baseline (Assets, Points): alarms before it do not count.",
        )
        if machine.is_drifted
        else translate(
            "Predictions",
            "{missed} of n = {n} alarms missed, evidence {capital} of {limit} that they keep "
            "missing (reached by {rate} of sound machines at most): what the class of machine "
            "shows counts.",
        )
    )
    return text.format(
        missed=say.count(machine.missed),
        n=say.count(machine.alarms),
        capital=say.number(float(f"{machine.capital:.2g}")),
        limit=say.number(round(1 / FALSE_FLAG_RATE)),
        rate=say.percent(FALSE_FLAG_RATE),
    )
