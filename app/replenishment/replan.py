"""Review what an edit of the books touches, so that the board and its drafts are true at once."""

from collections.abc import Callable, Iterable

from app.core.moment import Moment
from app.replenishment.board import wanted_parts
from app.replenishment.part_review import has_part_been_reviewed, review_part
from app.replenishment.pool_needs import kept_assessment
from app.replenishment.review import review
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

Told = Callable[[int, int], None]
"""Is told how many of how many parts are done; what it raises stops the work."""


def replan(store: Store, part_ids: Iterable[str] | None, moment: Moment, told: Told) -> int:
    """Review parts and the components that want them, one part a commit; returns how many.

    Stopping between two parts is safe: what was not reviewed yet the board reads anew from the
    books, and the daily round reviews it. None reviews every part that something wants.
    """
    with store.read() as uow:
        wanted = [part.id for part in wanted_parts(uow)]
    chosen = wanted if part_ids is None else [p for p in dict.fromkeys(part_ids) if p in wanted]
    for done, part_id in enumerate(chosen):
        told(done, len(chosen))
        with store.begin(moment.actor) as uow:
            _review(uow, part_id, moment)
    return len(chosen)


def _review(uow: UnitOfWork, part_id: str, moment: Moment) -> None:
    """Review one part: its components by what is known of them, then its dates and shelf."""
    for component in uow.plant.components_of_part(part_id):
        latest = uow.decisions.latest(component.id)
        if latest is not None:
            known = kept_assessment(uow, component.id)
            seen = latest.trend, latest.spectrum
            review(uow, component.id, known, moment, *seen, tells_anew=True)
    if not has_part_been_reviewed(uow, part_id, moment):
        review_part(uow, part_id, moment)
