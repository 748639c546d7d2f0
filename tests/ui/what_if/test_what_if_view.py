"""Sliders over one decision: it begins at the plant's values, follows at once, changes no book."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.health import Assessment, FailureMode
from app.demo_plant.identity import demo_id
from app.ui.what_if.scene import WhatIfScene
from app.ui.what_if_view import WhatIfView
from app.ui.wording import Wording

PUMP = demo_id("component", "P-101")


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording) -> WhatIfView:
    made = WhatIfView(runtime, say)
    qtbot.addWidget(made)
    made.resize(1084, 560)
    return made


@pytest.fixture
def asked(
    qtbot: QtBot, view: WhatIfView, people_decide: None, assess: Callable[..., Assessment]
) -> WhatIfView:
    """Ask about a pump whose order can wait."""
    assess("P-101", 21.0)
    with qtbot.waitExposed(view):
        view.show()
    view.show_component(PUMP)
    return view


def scene_of(view: WhatIfView) -> WhatIfScene:
    assert view.money.scene is not None
    return view.money.scene


def said(view: WhatIfView) -> str:
    return " ".join(shown.text() for shown in view.findChildren(QLabel) if shown.isVisible())


def test_at_the_plants_values_it_says_what_the_decision_says(
    asked: WhatIfView, runtime: Runtime, say: Wording
) -> None:
    with runtime.store.read() as uow:
        decision = uow.decisions.latest(PUMP).decision
    scene = scene_of(asked)
    assert scene.is_same
    assert asked.headline.text() == f"Order by {say.short_day(decision.order_by)}"
    assert scene.assumed.late == pytest.approx(decision.late_probability)
    assert scene.assumed.risk == pytest.approx(decision.tolerated_risk)
    assert f"P(late) {say.percent(decision.late_probability)}" in asked.change.text()
    assert not asked.sliders.reset.isEnabled()


def test_arrows_move_a_slider_and_the_curves_follow_at_once(
    qtbot: QtBot, asked: WhatIfView
) -> None:
    slider = asked.sliders.rows["lead_median_days"].slider
    assert slider.hasFocus()
    for _ in range(8):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    scene = scene_of(asked)
    assert scene.assumed.order_day < scene.plant.order_day
    assert asked.headline.text().startswith("Order ")
    assert "earlier" in asked.headline.text()
    assert "→" in asked.change.text()
    assert asked.keeping.text().startswith("Ordered on Mon, 14 Sept nevertheless")
    assert asked.late.scene is asked.service.scene is scene


def test_tab_walks_all_sliders_and_the_way_back(qtbot: QtBot, asked: WhatIfView) -> None:
    rows = list(asked.sliders.rows.values())
    for row, following in pairwise(rows):
        assert row.slider.hasFocus()
        qtbot.keyClick(row.slider, Qt.Key.Key_Tab)
        assert following.slider.hasFocus()
    qtbot.keyClick(rows[-1].slider, Qt.Key.Key_Left)
    qtbot.keyClick(rows[-1].slider, Qt.Key.Key_Tab)
    assert asked.sliders.reset.hasFocus()


def test_ctrl_z_goes_back_to_the_plants_values(asked: WhatIfView) -> None:
    before = scene_of(asked)
    undo = next(a for a in asked.actions() if a.text() == "Back to the plant's values")
    assert undo.shortcut().toString() == "Ctrl+Z"
    assert not undo.isEnabled()
    asked.sliders.rows["service_floor"].slider.setValue(9)
    assert undo.isEnabled()
    undo.trigger()
    assert scene_of(asked).is_same
    assert scene_of(asked).assumed.order_day == before.assumed.order_day
    assert asked.sliders.is_plant


def test_the_mouse_reads_a_day_in_both_pictures(qtbot: QtBot, asked: WhatIfView) -> None:
    scene = scene_of(asked)
    x = scene.axis(asked.money.width()).x(3.5)
    qtbot.mouseMove(asked.money, QPoint(round(x), 60))
    qtbot.waitUntil(lambda: asked.money._look is not None, timeout=5000)
    assert asked.money._look[0] == asked.late._look[0] == 3
    assert asked.money._look[1].startswith("Thu, 10 Sept: ")
    assert asked.money._look[1].endswith(" EUR")
    assert "late with" in asked.late._look[1]
    asked.sliders.rows["lead_median_days"].slider.setValue(3)
    assert asked.money._look is None, "the curves under it are others now"


def test_nothing_is_written_to_the_books(asked: WhatIfView, runtime: Runtime) -> None:
    def books() -> tuple[object, ...]:
        with runtime.store.read() as uow:
            return (
                uow.decisions.latest(PUMP).id,
                uow.orders.all(),
                uow.plant.suppliers(),
                uow.plant.policy(),
            )

    before = books()
    for row in asked.sliders.rows.values():
        row.slider.setValue(row.slider.maximum())
    assert books() == before


def test_a_tighter_floor_shows_less_risk_for_more_holding(asked: WhatIfView) -> None:
    asked.sliders.rows["service_floor"].slider.setValue(
        asked.sliders.rows["service_floor"].slider.maximum()
    )
    plant, assumed = scene_of(asked).plant, scene_of(asked).assumed
    assert assumed.late < plant.late
    assert assumed.holding[assumed.order_day] > plant.holding[plant.order_day]


def test_what_was_assumed_stays_while_the_page_is_refreshed(asked: WhatIfView) -> None:
    asked.sliders.rows["lead_median_days"].slider.setValue(3)
    scene = scene_of(asked)
    asked.refresh()
    assert scene_of(asked) is scene, "nothing is drawn anew while the decision stays"


def test_a_new_decision_is_followed_and_the_assumption_kept(
    asked: WhatIfView, assess: Callable[..., Assessment]
) -> None:
    asked.sliders.rows["shortage_per_day"].slider.setValue(0)
    assumed = asked.sliders.assumed.shortage_per_day
    before = scene_of(asked)
    assess("P-101", 34.0)
    asked.refresh()
    assert scene_of(asked) is not before
    assert asked.sliders.assumed.shortage_per_day == pytest.approx(assumed)


def test_a_position_without_a_decision_says_what_would_make_one(view: WhatIfView) -> None:
    view.show_component(PUMP)
    assert view.name == "P-101, Drive-end bearing"
    assert "Nothing was decided" in view._why_not.text()
    assert "measured" in view._remedy.text()
    assert view._pages.currentIndex() == 0


def test_no_degradation_says_that_there_is_nothing_to_order_against(
    view: WhatIfView, well_plant: None
) -> None:
    view.show_component(PUMP)
    assert view._why_not.text().startswith("No degradation detected")


def test_a_fault_no_part_cures_is_named(
    view: WhatIfView, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 21.0, mode=FailureMode.UNBALANCE)
    view.show_component(PUMP)
    assert "unbalance" in view._why_not.text()


def test_a_part_without_a_supplier_says_so(asked: WhatIfView, runtime: Runtime) -> None:
    with runtime.store.begin("x") as uow:
        part = uow.stock.part(uow.plant.component(PUMP).part_id)
        uow.stock.save_part(replace(part, supplier_id=None))
    asked.refresh()
    assert "names no supplier" in said(asked)


def test_a_covered_need_is_shown_as_if_it_were_not(
    view: WhatIfView, assess: Callable[..., Assessment]
) -> None:
    assess("M-102", 12.0)
    view.show_component(demo_id("component", "M-102"))
    assert view.keeping.text() == "The need is covered; shown is the day as if it were not."
