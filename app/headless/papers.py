"""The papers of a run: every order and job of the plant as PDF."""

from pathlib import Path

from app.documents.purchase_order import purchase_order_paper
from app.documents.render import purchase_order_html, work_order_html
from app.documents.work_order import work_order_paper
from app.printing.paper import print_pdf
from app.storage.store import Store


def write_papers(store: Store, folder: Path) -> list[Path]:
    """Print every order and every job into a folder as `PO-*.pdf` and `WO-*.pdf`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with store.read() as uow:
        policy = uow.plant.policy()
        for order in uow.orders.all():
            path = folder / f"{order.number}.pdf"
            paper = purchase_order_paper(uow, order, policy, store.folder)
            print_pdf(purchase_order_html(paper), path, policy.paper)
            written.append(path)
        for job in uow.work_orders.all():
            path = folder / f"{job.number}.pdf"
            card = work_order_paper(uow, job, policy, store.folder)
            print_pdf(work_order_html(card), path, policy.paper)
            written.append(path)
    return written
