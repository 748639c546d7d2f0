"""Life before any sign with real widgets: shown, overruled, past lives noted, undone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.analysis.life.class_priors import class_priors
from app.bootstrap import Runtime
from app.core.assets import AssetClass
from app.core.component_life import LifeEnd, PastLife
from app.core.life_prior import Grade
from app.demo_plant.identity import demo_id
from app.ui.background import Background
from app.ui.life.life_panel import LifePanel
from app.ui.life.rows_life import mode_columns
from app.ui.target import Place, Target
from app.ui.translation import use_language
from app.ui.wording import Wording
from tests.ui.opener import Opener
from tests.ui.visible_texts import clipped, said_without_catalogue

WAIT_MS = 30_000
PUMP, BEARING = demo_id("asset", "P-101"), demo_id("component", "P-101")


@pytest.fixture
def panel(qtbot: QtBot, runtime: Runtime, say: Wording, background: Background) -> LifePanel:
    made = LifePanel(runtime, say, background)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show_asset(PUMP)
    with qtbot.waitExposed(made):
        made.show()
    return made


def kept(panel: LifePanel, qtbot: QtBot, press: QPushButton) -> str:
    with qtbot.waitSignal(panel.done, timeout=WAIT_MS) as told:
        qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    return str((told.args or [""])[0])


def undo(panel: LifePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.done, timeout=WAIT_MS):
        panel.undo.trigger()


def teach(runtime: Runtime, days: int, end: LifeEnd = LifeEnd.FAILED, name: str = "life") -> None:
    with runtime.store.begin("t") as uow:
        component = uow.plant.component(BEARING)
        ended = component.installed_on
        fitted = ended - timedelta(days=days)
        uow.lives.add(PastLife(name, BEARING, component.part_id, fitted, ended, end, "card"))


def said(panel: LifePanel) -> dict[str, str]:
    return dict(panel.facts._facts)


def test_the_page_says_how_much_is_prior_and_where_it_comes_from(panel: LifePanel) -> None:
    facts = said(panel)
    assert facts["Prior of a bearing"].startswith("half failed by 30,200 running h, shape 1.7")
    assert facts["Source of the prior"].startswith("second hand: Barringer")
    assert facts["Own lives"] == "1 in service"
    assert facts["Left at this age"].count("P") == 3
    shares = panel.picture.scene.shares
    assert sum(one.share for one in shares) == pytest.approx(1.0)
    assert shares[0].share > 0.5
    assert "1 / ln(factor)²" in panel.basis.text()


def test_lives_that_ended_here_move_the_belief_and_the_bar(
    panel: LifePanel, runtime: Runtime
) -> None:
    before = panel.picture.scene
    teach(runtime, 200)
    panel.show_asset(PUMP)
    after = panel.picture.scene
    assert said(panel)["Own lives"] == "1 failed, 1 in service"
    assert after.shares[0].share < before.shares[0].share
    assert after.ended_days == (200.0,)
    assert (after.after[1:] < after.before[1:]).all()
    assert len(panel.past.list.rows) == 1


def test_the_plant_overrules_the_prior_with_a_source_and_takes_it_back(
    panel: LifePanel, qtbot: QtBot, runtime: Runtime
) -> None:
    form = panel.prior
    assert not form.keep.isEnabled()
    field = form.grid.fields["median_hours"]
    field.clear()
    qtbot.keyClicks(field, "6000")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert "needs the source" in form.grid.error.text(), "no figure without a source"
    qtbot.keyClicks(form.source, "cards of 2014 to 2024")
    assert "kept. Ctrl+Z" in kept(panel, qtbot, form.keep)
    with runtime.store.read() as uow:
        own = uow.lives.priors()[AssetClass.BEARING]
    assert (own.median_hours, own.source, own.grade) == (
        6000.0,
        "cards of 2014 to 2024",
        Grade.PLANT,
    )
    assert said(panel)["Source of the prior"] == "the plant’s own: cards of 2014 to 2024"
    assert form.drop.isVisible()
    undo(panel, qtbot)
    with runtime.store.read() as uow:
        assert uow.lives.priors() == {}
    assert said(panel)["Source of the prior"].startswith("second hand")


def test_the_shipped_figures_stand_again_at_a_press(
    panel: LifePanel, qtbot: QtBot, runtime: Runtime
) -> None:
    form = panel.prior
    qtbot.keyClicks(form.source, "a guess")
    kept(panel, qtbot, form.keep)
    kept(panel, qtbot, form.drop)
    with runtime.store.read() as uow:
        assert uow.lives.priors() == {}
    assert panel.record is not None
    assert panel.record.prior == class_priors()[AssetClass.BEARING].life


def test_a_figure_that_cant_be_is_said_at_the_form(panel: LifePanel, qtbot: QtBot) -> None:
    field = panel.prior.grid.fields["shape"]
    field.clear()
    qtbot.keyClicks(field, "0.1")
    qtbot.mouseClick(panel.prior.keep, Qt.MouseButton.LeftButton)
    assert "shape from 0.5 to 10" in panel.prior.grid.error.text()


def test_a_life_from_older_papers_is_noted_taken_away_and_brought_back(
    panel: LifePanel, qtbot: QtBot, runtime: Runtime
) -> None:
    editor = panel.past
    qtbot.keyClicks(editor.paper, "card 17")
    kept(panel, qtbot, editor.note)
    (row,) = editor.list.rows
    assert (row.noted_from, row.end, (row.ended_on - row.fitted_on).days) == (
        "card 17",
        LifeEnd.FAILED,
        365,
    )
    editor.list.choose(row.id)
    kept(panel, qtbot, editor.remove)
    assert editor.list.rows == []
    undo(panel, qtbot)
    assert editor.list.rows == [row]
    undo(panel, qtbot)
    assert editor.list.rows == []


def test_a_life_that_overlaps_another_is_refused_at_the_line(
    panel: LifePanel, qtbot: QtBot, runtime: Runtime
) -> None:
    editor = panel.past
    editor.ended.show_day(runtime.today())
    qtbot.mouseClick(editor.note, Qt.MouseButton.LeftButton)
    assert "another item was in service" in editor.error.text()
    editor.fitted.show_day(runtime.today() + timedelta(days=3))
    qtbot.mouseClick(editor.note, Qt.MouseButton.LeftButton)
    assert "Swap the two dates" in editor.error.text()


def test_every_mode_and_limit_of_the_class_is_listed_with_its_source(panel: LifePanel) -> None:
    shipped = class_priors()[AssetClass.BEARING]
    assert [row.id for row in panel.modes.rows] == [mode.mode for mode in shipped.modes]
    assert [row.id for row in panel.limits.rows] == [one.quantity for one in shipped.limits]


def test_each_mode_says_how_often_to_measure_so_that_its_sign_is_seen_twice(
    panel: LifePanel, say: Wording
) -> None:
    columns = {column.title: column for column in mode_columns(say)}
    for row in panel.modes.rows:
        low = row.mode.pf_days / row.mode.pf_factor**1.2816
        written = columns["Measure within, d"].text(row)
        assert float(written) == pytest.approx(low / 2, rel=0.05)


def test_every_text_is_in_the_catalogue_and_none_is_clipped(
    opened: Opener, qtbot: QtBot, runtime: Runtime, qapp: QApplication
) -> None:
    teach(runtime, 300)
    use_language(qapp, "zz")
    window = opened()
    window.go(Target(Place.ASSETS, PUMP))
    qtbot.mouseClick(window.pages.assets.header.life, Qt.MouseButton.LeftButton)
    assert said_without_catalogue(window.pages.assets.by_age) == []
    qtbot.waitUntil(lambda: clipped(window.pages.assets.by_age) == [], timeout=WAIT_MS)


def test_the_asset_page_turns_to_the_life_and_back(opened: Opener, qtbot: QtBot) -> None:
    window = opened()
    window.go(Target(Place.ASSETS, PUMP))
    assets = window.pages.assets
    qtbot.mouseClick(assets.header.life, Qt.MouseButton.LeftButton)
    assert assets.by_age.isVisible()
    assert assets.by_age.undo in window.commands()
    qtbot.mouseClick(assets.header.upkeep, Qt.MouseButton.LeftButton)
    assert assets.upkeep.isVisible()
    assert not assets.header.life.isChecked()
    qtbot.mouseClick(assets.header.upkeep, Qt.MouseButton.LeftButton)
    assert not assets.upkeep.isVisible()
    assert not assets.by_age.isVisible()
