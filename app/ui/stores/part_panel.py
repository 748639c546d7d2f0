"""One part: its pieces, levels, vendors, alternates, promises, machines, orders and movements."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.replenishment.parts.shelf import PartState, state_of
from app.ui.elements import label, set_property, value
from app.ui.orders.fact_grid import FactGrid
from app.ui.orders.step_button import StepButton
from app.ui.record_list import RecordList
from app.ui.section import act_row, add_section
from app.ui.stores import columns
from app.ui.stores.keep_form import KeepForm
from app.ui.stores.levels_form import LevelsForm
from app.ui.stores.offer_form import OfferForm
from app.ui.stores.order_form import OrderForm
from app.ui.stores.rows_offers import OfferRow, offer_row
from app.ui.stores.rows_record import (
    AlternateRow,
    ComingRow,
    KeptRow,
    MovementRow,
    UseRow,
    alternate_rows,
    coming_rows,
    count_words,
    group_sum,
    headline,
    kept_rows,
    movement_rows,
    raised_words,
    shelf_sum,
    use_rows,
    why_levels,
)
from app.ui.stores.small_forms import AlternateForm, CountForm
from app.ui.target import Place, Target
from app.ui.wording import Wording

MOST_ROWS, TALL_PX = 6, 40
"""A longer table scrolls by itself; a vendor's row has two lines."""


class PartPanel(QWidget):
    """The record of a part; `wanted` carries a `Target`.

    Its buttons are the page's commands, by name.
    """

    wanted = Signal(object)

    def __init__(
        self,
        actions: dict[str, QAction],
        say: Wording,
        currency: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._say, self._currency = say, currency
        self.record: PartRecord | None = None
        self._number, self._what = value("", "heading", wraps=True), value("", "muted", wraps=True)
        self._state, self._sum = label("", wraps=True), label("", "question", wraps=True)
        self._group, self._counted = label("", "small", wraps=True), label("", "small", wraps=True)
        self.levels, self.offer_form = LevelsForm(say), OfferForm(say)
        self.order_form, self.keep_form = OrderForm(say), KeepForm(say)
        self.count_form, self.alternate_form = CountForm(say), AlternateForm(say)
        self.forms = {
            "order": self.order_form,
            "offer": self.offer_form,
            "keep": self.keep_form,
            "count": self.count_form,
            "alternate": self.alternate_form,
        }
        self._terms = FactGrid(2)
        short = {
            "keep": translate("Stores", "Keep…"),
            "offer": translate("Stores", "Add…"),
            "change": translate("Stores", "Change…"),
            "prefer": translate("Stores", "Ask first"),
            "drop": translate("Stores", "Remove"),
            "alternate": translate("Stores", "Approve…"),
        }
        self.buttons = {
            name: StepButton(action, short.get(name, "")) for name, action in actions.items()
        }
        self._make_tables()
        self._nothing = {
            "offers": label(translate("Stores", "Nobody has an offer for it."), "muted"),
            "alternates": label(translate("Stores", "No other part replaces it."), "muted"),
            "kept": label(translate("Stores", "No piece is kept for anybody."), "muted"),
            "uses": label(translate("Stores", "No machine needs it."), "muted"),
            "coming": label(translate("Stores", "Nothing is on order."), "muted"),
            "moved": label(translate("Stores", "Nothing has moved yet."), "muted"),
        }
        self._lay_out()

    def _make_tables(self) -> None:
        """Make the tables of the record."""
        say = self._say
        offers = columns.offer_columns(say, self._currency)
        named = (
            translate("Stores", "Vendors of the part"),
            translate("Stores", "Alternates"),
            translate("Stores", "Kept pieces"),
            translate("Stores", "Machines"),
            translate("Stores", "Open orders"),
            translate("Stores", "Movements"),
        )
        first = columns.FIRST
        self.offers: RecordList[OfferRow] = RecordList(
            named[0], offers, first, is_tight=True, row_px=TALL_PX
        )
        self.alternates: RecordList[AlternateRow] = RecordList(
            named[1], columns.alternate_columns(say), first, is_tight=True
        )
        self.kept: RecordList[KeptRow] = RecordList(
            named[2], columns.kept_columns(say), first, is_tight=True
        )
        self.uses: RecordList[UseRow] = RecordList(
            named[3], columns.use_columns(say), first, is_tight=True
        )
        self.coming: RecordList[ComingRow] = RecordList(
            named[4], columns.coming_columns(say), first, is_tight=True
        )
        self.moved: RecordList[MovementRow] = RecordList(
            named[5], columns.movement_columns(say), first, is_tight=True
        )
        self.coming.opened.connect(lambda o: self.wanted.emit(Target(Place.ORDERS, o)))
        self.uses.opened.connect(self._open_machine)
        self.alternates.opened.connect(lambda p: self.wanted.emit(Target(Place.STORES, p)))
        self.offers.row_chosen.connect(lambda _vendor_id: self._show_terms())
        self.offers.opened.connect(lambda v: self.wanted.emit(Target(Place.VENDORS, v)))

    def _lay_out(self) -> None:
        """Put the parts below each other, each form where it is asked for."""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        head: tuple[QWidget, ...] = (self._number, self._what, self._state, self._sum)
        for shown in (*head, self._group, self._counted):
            column.addWidget(shown)
        press, says, none = self.buttons, translate, self._nothing
        column.addWidget(act_row(press["order"], press["keep"], press["count"]))
        for form in (self.order_form, self.keep_form, self.count_form):
            column.addWidget(form)
        add_section(column, says("Stores", "Levels"), self.levels)
        of_offers = act_row(press["offer"], press["change"], press["prefer"], press["drop"])
        add_section(
            column,
            says("Stores", "Vendors"),
            *(self.offers, none["offers"], self._terms, of_offers, self.offer_form),
        )
        of_alternates = act_row(press["alternate"], press["withdraw"])
        add_section(
            column,
            says("Stores", "Alternates"),
            *(self.alternates, none["alternates"], of_alternates, self.alternate_form),
        )
        given_back = act_row(press["release"])
        add_section(column, says("Stores", "Kept for"), self.kept, none["kept"], given_back)
        add_section(column, says("Stores", "Needed by"), self.uses, none["uses"])
        add_section(column, says("Stores", "On order"), self.coming, none["coming"])
        add_section(column, says("Stores", "Last movements"), self.moved, none["moved"])
        column.addStretch(1)

    def show_record(self, record: PartRecord, *, is_read_only: bool) -> None:
        """Show a part, or the same one as it stands now; what is being typed stays."""
        is_new = self.record is None or self.record.part.id != record.part.id
        self.record, say, part = record, self._say, record.part
        if is_new:
            self.close_forms()
            for table in (self.offers, self.alternates, self.kept):
                table.choose_none()
        self._number.setText(part.number)
        maker = f"{part.maker} {part.maker_number}".strip()
        bin_text = translate("Stores", "bin {bin}").format(bin=part.bin) if part.bin else ""
        self._what.setText(" · ".join(t for t in (part.description, maker, bin_text) if t))
        lines = record.planned.lines if record.planned else ()
        self._state.setText(headline(record, say))
        colours = {PartState.LATE: "alarm", PartState.MISSING: "watch"}
        set_property(self._state, "state", colours.get(state_of(lines), ""))
        self._sum.setText(shelf_sum(record.shelf, say))
        self._group.setText(group_sum(record, say))
        self._group.setVisible(bool(record.alternates))
        self._counted.setText(count_words(record, say))
        why = why_levels(record.planned.levels, say) if record.planned else {}
        self.levels.show_part(part, why, raised_words(record, say), is_new=is_new)
        self.levels.allow(is_read_only=is_read_only)
        self._fill_tables(record)

    def _fill_tables(self, record: PartRecord) -> None:
        """Write the tables; an empty one says so."""
        say = self._say
        self.offers.show_rows([offer_row(seen, self._currency, say) for seen in record.offers])
        self.alternates.show_rows(alternate_rows(record))
        self.kept.show_rows(kept_rows(record))
        self.uses.show_rows(use_rows(record))
        self.coming.show_rows(coming_rows(record))
        self.moved.show_rows(movement_rows(record, say))
        for name, nothing in self._nothing.items():
            table = getattr(self, name)
            table.fit_height(MOST_ROWS)
            nothing.setVisible(not table.rows)
        for chosen in (self.offers, self.alternates, self.kept):
            chosen.choose_first()
        self._show_terms()

    def _show_terms(self) -> None:
        """Say what stands beside the price of the vendor chosen."""
        row = self.offers.chosen_row
        self._terms.show_facts(row.facts if row else ())

    def close_forms(self) -> None:
        """Close what was asked for and not done."""
        for form in self.forms.values():
            form.hide()

    def _open_machine(self, component_id: str) -> None:
        """Go to the machine of a place."""
        row = next(row for row in self.uses.rows if row.id == component_id)
        self.wanted.emit(Target(Place.ASSETS, row.asset_id))
