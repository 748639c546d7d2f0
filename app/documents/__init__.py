"""An order or a job as paper: plain views of the records, and their HTML; no Qt."""

from app.documents.papers import EvidencePaper, PurchaseOrderPaper, WorkOrderPaper
from app.documents.purchase_order import purchase_order_paper
from app.documents.render import paper_texts, purchase_order_html, work_order_html
from app.documents.wording import PLAIN, Wording
from app.documents.work_order import work_order_paper

__all__ = [
    "PLAIN",
    "EvidencePaper",
    "PurchaseOrderPaper",
    "Wording",
    "WorkOrderPaper",
    "paper_texts",
    "purchase_order_html",
    "purchase_order_paper",
    "work_order_html",
    "work_order_paper",
]
