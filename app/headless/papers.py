"""The papers of a run: every order and job of the plant as PDF."""

from pathlib import Path

from app.bootstrap import PASSING_MARK, fresh_plant_folder
from app.core.errors import DiskFull
from app.core.work_orders import WorkOrderState
from app.documents.purchase_order import purchase_order_paper
from app.documents.render import purchase_order_html, work_order_html
from app.documents.work_order import work_order_paper
from app.printing.paper import print_pdf
from app.storage.store import Store

PAPERS_OF_A_RUN = ("PO-*.pdf", "WO-*.pdf", "run.json")
PICTURES_OF_A_RUN = (
    "today.png",
    "asset.png",
    "needs.png",
    "orders.png",
    "why.png",
    "what_if.png",
    "twin.png",
    "stores.png",
    "vendors.png",
    "improve.png",
    "predictions.png",
    "settings.png",
    "live.png",
)


def fresh_place(out: Path) -> Path:
    """Make an empty plant folder in `out`; an earlier run goes with its papers and pictures.

    Where no run has left its mark every file is kept: it is somebody's own.

    Raises
    ------
    PlantError
        As `fresh_plant_folder`; then nothing is removed.
    DiskFull
        If an earlier paper can't be removed, as one open in another program.
    """
    was_a_run = (out / "plant" / PASSING_MARK).exists()
    folder = fresh_plant_folder(out)
    if was_a_run:
        for pattern in (*PAPERS_OF_A_RUN, *PICTURES_OF_A_RUN):
            for paper in out.glob(pattern):
                _remove(paper)
    return folder


def _remove(paper: Path) -> None:
    """Remove a paper of an earlier run."""
    try:
        paper.unlink()
    except OSError as failed:
        raise DiskFull(
            f"{paper}: {failed.strerror}.", "Close the paper, or choose another --out."
        ) from failed


def write_papers(store: Store, folder: Path) -> list[Path]:
    """Print every order and every job not closed yet as `PO-*.pdf` and `WO-*.pdf`."""
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
            if job.state is WorkOrderState.CLOSED:
                continue
            path = folder / f"{job.number}.pdf"
            card = work_order_paper(uow, job, policy, store.folder)
            print_pdf(work_order_html(card), path, policy.paper)
            written.append(path)
    return written
