"""What the Needs page does: draft orders, take the drafts back, propose a job."""

from app.bootstrap import Runtime
from app.core.errors import StepRefused
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.replenishment import orders
from app.ui.needs.books import NeedBooks
from app.ui.needs.rows_needs import NeedRow
from app.ui.page import new_key

MOST_NAMED = 4


def draft(runtime: Runtime, books: NeedBooks, rows: list[NeedRow]) -> tuple[PurchaseOrder, ...]:
    """Draft one order a supplier for some needs.

    Raises
    ------
    StepRefused
        If nothing of it has to be ordered any more.
    """
    needs = tuple(row.id for row in rows)
    made = books.draft(runtime.store, needs, runtime.moment(), new_key())
    if not made:
        raise StepRefused(
            translate("Needs", "Nothing was drafted: these needs are covered by now."),
            translate("Needs", "The list shows what is still missing."),
        )
    runtime.plant_changed()
    return made


def drafted_words(made: tuple[PurchaseOrder, ...]) -> str:
    """Say which orders were drafted."""
    numbers = ", ".join(order.number for order in made[:MOST_NAMED])
    if len(made) == 1:
        return translate("Needs", "{number} is drafted.").format(number=numbers)
    if len(made) > MOST_NAMED:
        text = translate("Needs", "{numbers} and {n} more are drafted.")
        return text.format(numbers=numbers, n=len(made) - MOST_NAMED)
    return translate("Needs", "{numbers} are drafted.").format(numbers=numbers)


def take_back(runtime: Runtime, made: tuple[PurchaseOrder, ...]) -> str:
    """Cancel the orders just drafted which nobody has approved meanwhile.

    Raises
    ------
    StepRefused
        If somebody has approved every one of them.
    """
    with runtime.store.read() as uow:
        now = [uow.orders.get(order.id) for order in made]
    gone = [order for order in now if orders.is_only_drafted(order)]
    if not gone:
        raise StepRefused(
            translate("Needs", "The orders are approved already."),
            translate("Needs", "Cancel them on their own page."),
        )
    for order in gone:
        orders.take_draft_back(runtime.store, order.id, runtime.moment(), new_key())
    runtime.plant_changed()
    numbers = ", ".join(order.number for order in gone)
    return translate("Needs", "Taken back: {numbers}.").format(numbers=numbers)


def create_job(runtime: Runtime, books: NeedBooks, row: NeedRow) -> str:
    """Propose the job of a need; one that is open already is named."""
    key = new_key()
    job = books.propose_job(runtime.store, row.line.component_id, runtime.moment(), key)
    runtime.plant_changed()
    return translate("Needs", "{number} is proposed: {title}.").format(
        number=job.number, title=job.title
    )
