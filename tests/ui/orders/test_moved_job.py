"""A job put on another day than the one proposed says why, and the journal keeps it."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.errors import StepRefused
from app.core.journal import Act
from app.core.work_orders import WorkOrder, WorkOrderState
from app.replenishment.journal import journal_rows
from app.ui.orders.commands import take_job_step
from app.ui.orders_view import OrdersView
from app.ui.wording import Wording


def plan_of(view: OrdersView) -> QAction:
    return next(a for a in view.actions() if a.text().replace("&", "") == "Plan")


def test_another_day_asks_why_before_it_is_planned(
    qtbot: QtBot, qapp: QApplication, runtime: Runtime, say: Wording, job: WorkOrder
) -> None:
    view = OrdersView(runtime, say)
    qtbot.addWidget(view)
    view.show()
    view.show_record(job.id)
    panel = view.job_panel
    assert job.planned_on is not None
    assert panel._why_moved.isHidden()
    later = job.planned_on + dt.timedelta(days=2)
    panel._day.setDate(QDate(later.year, later.month, later.day))
    assert not panel._why_moved.isHidden()
    with pytest.raises(StepRefused, match="needs a reason"):
        take_job_step(runtime, panel, job, "plan")
    panel._why_moved.setText("The crew is at the boiler")
    plan_of(view).trigger()
    with runtime.store.read() as uow:
        planned = uow.work_orders.get(job.id)
        (row,) = (r for r in journal_rows(uow, runtime.today()) if r.entry.act is Act.JOB_MOVED)
    assert (planned.state, planned.planned_on) == (WorkOrderState.PLANNED, later)
    assert row.entry.reason == "The crew is at the boiler"


def test_the_proposed_day_asks_nothing(
    qtbot: QtBot, runtime: Runtime, say: Wording, job: WorkOrder
) -> None:
    view = OrdersView(runtime, say)
    qtbot.addWidget(view)
    view.show_record(job.id)
    plan_of(view).trigger()
    with runtime.store.read() as uow:
        assert uow.work_orders.get(job.id).state is WorkOrderState.PLANNED
