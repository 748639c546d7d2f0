"""The plant's story, told to the front end as it is written."""

from app.monitoring.outbox import Outbox, StoryTold
from app.storage.store import Store


class Story:
    """Hands over what has happened since it was made; what was on disk before is not told."""

    def __init__(self, store: Store, outbox: Outbox) -> None:
        self._store = store
        self._outbox = outbox
        with store.read() as uow:
            self._last_told = uow.events.last_sequence()

    def tell(self) -> None:
        """Hand events that are on disk to the front end, each once."""
        with self._store.read() as uow:
            news = uow.events.after(self._last_told)
        for sequence, event in news:
            self._outbox.tell(StoryTold(event))
            self._last_told = sequence
