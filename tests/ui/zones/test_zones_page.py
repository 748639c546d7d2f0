"""Severity zones: edited, copied, chosen for a class and taken back, with real widgets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import AssetClass
from app.register.zones import class_zones, site_zones
from app.ui.settings_sections import ZONES
from app.ui.target import Place, Target
from app.ui.wording import Wording
from app.ui.zones.zones_page import ZonesPage
from tests.ui.opener import Opener

RIGID = "10816-3-group-2-rigid"


@pytest.fixture
def page(qtbot: QtBot, runtime: Runtime, say: Wording) -> ZonesPage:
    made = ZonesPage(runtime, say)
    qtbot.addWidget(made)
    made.resize(1084, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.list.choose(RIGID)
    return made


def stands(runtime: Runtime, zones_id: str = RIGID):
    with runtime.store.read() as uow:
        return site_zones(uow).get(zones_id)


def judged_by(runtime: Runtime, asset_class: AssetClass):
    with runtime.store.read() as uow:
        return class_zones(uow, asset_class).id


def type_in(page: ZonesPage, **texts: str) -> None:
    for name, text in texts.items():
        field = page.form.grid.fields[name]
        field.setText(text)
        field.textEdited.emit(text)


def test_the_page_says_that_its_figures_are_second_hand(page):
    said = " ".join(shown.text() for shown in page.findChildren(QLabel))
    assert "no claim of conformity" in said
    assert "not checked against the standard" in page.form.source.text()
    assert page.form.texts["edition"].text() == "ISO 10816-3:2009"


def test_displacements_nobody_knows_stay_empty(page):
    assert [page.form.grid.fields[name].text() for name in ("ab_um", "bc_um", "cd_um")] == [""] * 3


def test_a_changed_boundary_is_kept_with_the_plant_and_taken_back(page, runtime):
    type_in(page, bc_mms="3.0")
    page.form.keep.click()
    assert stands(runtime).bc_mms == 3.0
    assert page.list.chosen_row.is_own
    page.undo.trigger()
    assert stands(runtime).bc_mms == 2.8
    assert not page.list.chosen_row.is_own


def test_boundaries_that_do_not_rise_are_refused_at_the_form(page, runtime):
    type_in(page, bc_mms="5.0")
    page.form.keep.click()
    assert "A/B below B/C below C/D" in page.form.grid.error.text()
    assert stands(runtime).bc_mms == 2.8
    assert page.form.grid.fields["bc_mms"].text() == "5.0"


def test_a_displacement_needs_all_three_boundaries(page, runtime):
    type_in(page, ab_um="20")
    page.form.keep.click()
    assert "all three boundaries" in page.form.grid.error.text()
    assert stands(runtime).ab_um is None


def test_a_copy_is_the_plants_own_and_can_be_taken_away_and_brought_back(page, runtime):
    page.form.copy.click()
    made = page.list.chosen_row
    assert made.zones.name == "ISO 10816-3 group 2 rigid, own"
    page.form.drop.click()
    assert stands(runtime, made.id) is None
    page.undo.trigger()
    assert stands(runtime, made.id) == made.zones


def test_a_class_of_machines_is_judged_by_the_table_chosen_for_it(page, runtime):
    assert judged_by(runtime, AssetClass.PUMP) != RIGID
    page.form.classes[AssetClass.PUMP].click()
    assert judged_by(runtime, AssetClass.PUMP) == RIGID
    page.undo.trigger()
    assert judged_by(runtime, AssetClass.PUMP) != RIGID


def test_the_rate_of_false_onsets_is_kept_and_bounded(page, runtime):
    def years():
        with runtime.store.read() as uow:
            return uow.plant.policy().false_onset_years

    field = page.rate.fields["years"]
    field.setText("10")
    page.keep_rate.click()
    assert years() == 10.0
    field.setText("0.01")
    page.keep_rate.click()
    assert "found 0.01" in page.rate.error.text()
    assert years() == 10.0
    page.undo.trigger()
    assert years() == 100.0


def test_the_settings_page_leads_to_the_zones(opened: Opener, qtbot: QtBot):
    window = opened()
    window.pages.wanted.emit(Target(Place.SETTINGS))
    settings = window.pages.settings
    settings.show_section(ZONES)
    assert settings.zones.isVisible()
    settings.zones.list.setFocus()
    qtbot.keyClick(settings.zones.list, Qt.Key.Key_Down)
    assert window.pages.path()[1] == settings.zones.form.row.zones.name
