"""Once a day every part is looked at, whether a sensor speaks of its machines or not."""

from app.core.moment import Moment
from app.replenishment.board import wanted_parts
from app.replenishment.part_review import review_part
from app.storage.store import Store


class PartRounds:
    """The parts still to be looked at today, one a turn, so that nobody waits for the books."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: list[str] = []

    def begin(self, moment: Moment) -> None:
        """Start the day's round."""
        with self._store.begin(moment.actor) as uow:
            self._left = [part.id for part in wanted_parts(uow)]

    def look_at_one(self, moment: Moment) -> bool:
        """Look at the next part that nothing brought up today; False when all are done."""
        while self._left:
            part_id = self._left.pop()
            with self._store.begin(moment.actor) as uow:
                kept = uow.part_reviews.latest(part_id)
                if kept is None or kept.today != moment.today:
                    review_part(uow, part_id, moment)
                    return True
        return False
