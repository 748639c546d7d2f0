"""Machines whose predictions are not believed now, each with what happened there."""

from collections.abc import Iterator
from datetime import date

from app.core.texts import translate
from app.core.track_reasons import machine_left
from app.replenishment.track_record import track_record
from app.storage.store import Store
from app.ui.regime_words import regime_words
from app.ui.wording import Wording

MOST_SAID = 3
"""Machines that are told in full; of more it says how many there are."""


def unbelieved_words(store: Store, today: date, say: Wording) -> str:
    """Say which machines changed their regime or miss their predictions; "" where none does."""
    told = list(_unbelieved(store, today, say))
    if not told:
        return ""
    lines = [f"▲ {where}: {words}" for where, words in told[:MOST_SAID]]
    if len(told) > MOST_SAID:
        more = translate("Predictions", "{n} more machines are not believed now.")
        lines.append(more.format(n=say.count(len(told) - MOST_SAID)))
    return "\n".join(lines)


def _unbelieved(store: Store, today: date, say: Wording) -> Iterator[tuple[str, str]]:
    """Go through the positions that are measured."""
    with store.read() as uow:
        watched = dict.fromkeys(point.component_id for point in uow.plant.points())
        components = [c for c in uow.plant.components() if c.id in watched]
        assets = {asset.id: asset for asset in uow.plant.assets()}
        off = [machine for machine in track_record(uow, today).machines if machine.is_drifted]
    for machine in off:
        yield assets[machine.asset_id].tag, machine_left(machine).text(say.number, say.short_day)
    for component in components:
        said = store.measurements.latest_assessment(component.id)
        if said is not None and said.rul.regime is not None:
            where = f"{assets[component.asset_id].tag}, {component.name}"
            yield where, regime_words(said.rul.regime, say)
