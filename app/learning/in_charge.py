"""Which learned model is in charge of a component, ready to be asked."""

import logging

from app.analysis.fleet.model import FleetModel
from app.analysis.learned_rul import BoundModel
from app.core.assets import Asset, Component
from app.core.errors import PlantError
from app.core.learned_models import LearnedModel, ModelBinding, ModelState, binding_of
from app.exchange.fleet_file import read_model
from app.learning.kept import model_as_kept
from app.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


class ModelsInCharge:
    """The approved models that are bound; each file is read and checked once.

    `troubles` holds what was refused at the last reading: a tampered model says nothing.
    """

    def __init__(self) -> None:
        self._read: dict[str, FleetModel] = {}
        self._bindings: list[ModelBinding] = []
        self._entries: dict[str, LearnedModel] = {}
        self.troubles: list[PlantError] = []

    def load(self, uow: UnitOfWork) -> None:
        """Read the bindings anew, and the models that are not known yet."""
        entries = {model.fingerprint: model for model in uow.learned.all()}
        self._entries = {
            found: model for found, model in entries.items() if model.state is ModelState.APPROVED
        }
        self._bindings = [b for b in uow.learned.bindings() if b.fingerprint in self._entries]
        self.troubles = []
        wanted = {binding.fingerprint for binding in self._bindings}
        self._read = {found: self._read[found] for found in wanted & set(self._read)}
        for found in wanted - set(self._read):
            try:
                model, _ = read_model(model_as_kept(uow, found), self._entries[found].name)
            except PlantError as refused:
                log.warning("%s", refused)
                self.troubles.append(refused)
            else:
                self._read[found] = model

    def of(self, asset: Asset, component: Component) -> BoundModel | None:
        """Return the model in charge of a component, None where there is none to be believed."""
        binding = binding_of(component, asset.asset_class, self._bindings)
        if binding is None or binding.fingerprint not in self._read:
            return None
        return BoundModel(
            self._read[binding.fingerprint],
            self._entries[binding.fingerprint].name,
            binding.fingerprint,
            {feed.column: (feed.indicator, feed.factor) for feed in binding.feeds},
            binding.time_per_day,
        )
