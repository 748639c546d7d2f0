"""Life before any sign: what a component is held to last by age, and how much of that is data."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.assets import Component
from app.core.component_life import PastLife
from app.core.errors import PlantError
from app.core.life_prior import LifePrior
from app.core.texts import translate
from app.maintenance.lives import keep_past_life, remove_past_life
from app.register.life_priors import overrule_prior
from app.replenishment.life_record import LifeRecord, read_life
from app.ui.background import Background
from app.ui.elements import frame, label, value
from app.ui.life.past_editor import PastEditor
from app.ui.life.prior_form import PriorForm
from app.ui.life.rows_life import (
    LimitRow,
    ModeRow,
    bar_shares,
    facts_of,
    limit_columns,
    limit_rows,
    mode_columns,
    mode_rows,
    published_text,
    shares_basis,
)
from app.ui.life.survival_picture import SurvivalPicture, scene_of
from app.ui.orders.fact_grid import FactGrid
from app.ui.page import new_key
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.upkeep.edited_panel import EditedPanel, Undo
from app.ui.wording import Wording

MOST_ROWS = 6


class LifePanel(EditedPanel):
    """`done` carries what was done in words, `failed` a `PlantError`."""

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(runtime, background, parent)
        self._say = say
        self._record: LifeRecord | None = None
        self.component = QComboBox()
        self.component.setProperty("holdsValue", True)
        self.component.setAccessibleName(translate("Life", "Component"))
        self.facts = FactGrid(1)
        self.basis, self.published = value("", "small", wraps=True), value("", "small", wraps=True)
        self.picture = SurvivalPicture()
        self.prior, self.past = PriorForm(say), PastEditor(say)
        self.modes: RecordList[ModeRow] = RecordList(
            translate("Life", "How it fails"), mode_columns(say), 5, is_tight=True
        )
        self.limits: RecordList[LimitRow] = RecordList(
            translate("Life", "Default limits"), limit_columns(say), 5, is_tight=True
        )
        self.component.activated.connect(lambda _n: self._show_component())
        self.prior.kept.connect(self._keep_prior)
        self.prior.dropped.connect(lambda: self._overrule(None))
        self.past.noted.connect(self._note)
        self.past.removed.connect(self._remove)
        self._lay_out()

    def _lay_out(self) -> None:
        """Facts beside the picture, below them the two entries, then what ships for the class."""
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(translate("Life", "Life before any sign"), "question"))
        column.addWidget(self.component)
        column.addWidget(self.facts)
        column.addStretch(1)
        drawn = QWidget()
        beside = QVBoxLayout(drawn)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(6)
        beside.addWidget(self.picture, 1)
        beside.addWidget(self.basis)
        shipped = QWidget()
        below = QVBoxLayout(shipped)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(label(translate("Life", "What ships for this class"), "question"))
        below.addWidget(self.published)
        below.addWidget(self.modes)
        below.addWidget(self.limits)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        places = ((said, 0, 0, 1), (drawn, 0, 1, 1), (self.prior, 1, 0, 1), (self.past, 1, 1, 1))
        for part, row, at, wide in (*places, (shipped, 2, 0, 2)):
            panel = frame("record")
            inside = QVBoxLayout(panel)
            inside.setContentsMargins(12, 10, 12, 10)
            inside.addWidget(part)
            grid.addWidget(panel, row, at, 1, wide)
        for n in range(2):
            grid.setColumnStretch(n, 1)
            grid.setColumnMinimumWidth(n, 1)
        grid.setRowStretch(3, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    @property
    def record(self) -> LifeRecord | None:
        """What is shown."""
        return self._record

    def follow(self, asset_id: str) -> None:
        """Show another machine, or the same on another day; else nothing is read anew."""
        record = self._record
        is_same = asset_id == self._asset_id and record is not None
        if not is_same or record is None or record.today != self._runtime.today():
            self.show_asset(asset_id)

    def show_asset(self, asset_id: str) -> None:
        """Show a machine as the books have it; what is being typed stays."""
        with self._runtime.store.read() as uow:
            components = [c for c in uow.plant.components() if c.asset_id == asset_id]
        self._offer(components, is_other=asset_id != self._asset_id)
        self._asset_id = asset_id
        self._show_component()

    def _offer(self, components: list[Component], *, is_other: bool) -> None:
        """List the machine's components; the one chosen stays."""
        names = [c.name for c in components]
        if is_other or names != [self.component.itemText(n) for n in range(self.component.count())]:
            self.component.clear()
            for component in components:
                self.component.addItem(component.name, component.id)

    def _show_component(self) -> None:
        """Read the life of the component chosen and show it."""
        component_id = self.component.currentData()
        if component_id is None:
            return
        runtime, say = self._runtime, self._say
        with runtime.store.read() as uow:
            record = read_life(uow, component_id, runtime.today())
        self._record = record
        facts = facts_of(record, say)
        self.facts.show_facts(facts)
        self.picture.show_scene(
            scene_of(record, bar_shares(record)), "; ".join(f"{a}: {b}" for a, b in facts)
        )
        self.basis.setText(shares_basis(record, say))
        self.published.setText(published_text(record.shipped, say))
        self.modes.show_rows(mode_rows(record.shipped))
        self.limits.show_rows(limit_rows(record.shipped))
        for table in (self.modes, self.limits):
            table.fit_height(MOST_ROWS)
        is_read_only = runtime.store.is_read_only
        self.prior.show_record(record, is_read_only=is_read_only)
        self.past.show_record(record, is_read_only=is_read_only)

    def _keep_prior(self) -> None:
        """Keep the plant's own figures as they are filled in."""
        if not self.prior.is_touched:
            return
        try:
            wished = self.prior.prior
        except PlantError:
            return
        self._overrule(wished)

    def _overrule(self, wished: LifePrior | None) -> None:
        """Let other figures stand."""
        record, store = self._shown(), self._runtime.store
        with store.read() as uow:
            seen = uow.lives.priors().get(record.kind)

        def keep() -> Undo:
            moment = self._runtime.moment()
            overrule_prior(store, record.kind, seen, wished, moment, new_key())
            self.prior.settle()
            said = translate("Life", "Life of a {kind}")
            return Undo(
                said.format(kind=translate("Words", record.kind.value)),
                lambda: overrule_prior(
                    store, record.kind, wished, seen, self._runtime.moment(), new_key()
                ),
            )

        self._do(keep, self.prior.grid.error)

    def _note(self, life: PastLife) -> None:
        """Keep a life from older papers."""
        store = self._runtime.store

        def keep() -> Undo:
            keep_past_life(store, life, self._runtime.moment(), new_key())
            said = translate("Life", "Past life")
            return Undo(
                said, lambda: remove_past_life(store, life, self._runtime.moment(), new_key())
            )

        self._do(keep, self.past.error)

    def _remove(self, life: PastLife) -> None:
        """Take a life away."""
        store = self._runtime.store

        def remove() -> Undo:
            remove_past_life(store, life, self._runtime.moment(), new_key())
            said = translate("Life", "Past life taken away")
            return Undo(
                said, lambda: keep_past_life(store, life, self._runtime.moment(), new_key())
            )

        self._do(remove, self.past.error)

    def _settle(self) -> None:
        """The figures that stand again are shown."""
        self.prior.settle()

    def _show_anew(self) -> None:
        """Show what stands: every component of the kind may be touched."""
        self._show_component()

    def _shown(self) -> LifeRecord:
        """Return what is shown."""
        if self._record is None:
            raise PlantError(translate("Life", "No component is shown."))
        return self._record
