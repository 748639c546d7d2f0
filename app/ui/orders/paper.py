"""The paper of the record shown, as HTML in the reader's own numbers and dates."""

from app.documents import Wording as PaperWording
from app.documents import (
    purchase_order_html,
    purchase_order_paper,
    work_order_html,
    work_order_paper,
)
from app.storage.store import Store
from app.ui.page import PrintJob
from app.ui.wording import Wording


def order_paper(store: Store, record_id: str, say: Wording, *, is_job: bool) -> PrintJob:
    """Put an order or a job on paper."""
    habits = PaperWording(number=say.number, day=say.plain_day, amount=say.amount, money=say.money)
    with store.read() as uow:
        policy = uow.plant.policy()
        if is_job:
            job = uow.work_orders.get(record_id)
            html = work_order_html(work_order_paper(uow, job, policy, store.folder), habits)
            return PrintJob(job.number, html, paper=policy.paper)
        order = uow.orders.get(record_id)
        paper = purchase_order_paper(uow, order, policy, store.folder)
        whole = purchase_order_html(paper, habits)
        short = purchase_order_html(paper, habits, with_evidence=False)
        return PrintJob(order.number, whole, short, policy.paper)
