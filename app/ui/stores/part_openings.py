"""Which form asks for which change of a part: how it begins, and what comes of what is typed."""

from collections.abc import Callable

from app.bootstrap import Runtime
from app.core.errors import StepRefused
from app.core.stock import Part
from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.ui.stores import commands
from app.ui.stores.commands import Edit
from app.ui.stores.part_panel import PartPanel


class PartOpenings:
    """Begins forms with what the books say, and reads what a person typed into them."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def open(self, name: str, panel: PartPanel, record: PartRecord) -> None:
        """Begin one form.

        Raises
        ------
        StepRefused
            If there is nothing to ask for.
        """
        with self._runtime.store.read() as uow:
            policy = uow.plant.policy()
            parts, suppliers = uow.stock.parts(), uow.plant.suppliers()
        if name == "order":
            panel.order_form.begin(record, policy.approval_limit)
        elif name == "keep":
            panel.keep_form.begin(record, self._runtime.today())
        elif name == "count":
            panel.count_form.begin(record)
        elif name == "alternate":
            panel.alternate_form.begin(record.part, parts)
        else:
            known = {seen.id: seen.offer for seen in record.offers}
            before = known.get(panel.offers.chosen_id) if name == "change" else None
            offered = [s for s in suppliers if before is not None or s.id not in known]
            if not offered:
                raise StepRefused(
                    translate("Stores", "Every vendor of this plant has an offer for it."),
                    translate("Stores", "Change the one there is."),
                )
            panel.offer_form.begin(record.part, offered, policy.currency, before)

    def change(self, name: str, panel: PartPanel) -> Callable[[Part], Edit]:
        """Read one form; returns what carries out what it asks for.

        Raises
        ------
        PlantError
            If a field can't be read.
        """
        runtime = self._runtime
        if name == "order":
            pieces, supplier_id, day, why = panel.order_form.typed
            return lambda part: commands.order_by_hand(runtime, part, pieces, supplier_id, day, why)
        if name == "keep":
            wish, job_id = panel.keep_form.typed
            return lambda part: commands.keep_pieces(runtime, part, wish, job_id)
        if name == "count":
            counted, why = panel.count_form.typed
            return lambda part: commands.count_in(runtime, part, counted, why)
        if name == "alternate":
            other = panel.alternate_form.typed
            return lambda part: commands.approve_alternate(runtime, part, other)
        offer = panel.offer_form.typed(runtime.today())
        return lambda part: commands.keep_offer(runtime, part, offer)
