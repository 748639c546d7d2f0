"""The composition root: builds a Runtime from a plant folder or database address."""

import logging
import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.acquisition.files import FolderSource
from app.acquisition.followed_clock import FollowedClock
from app.acquisition.inbox import Inbox, SampleLedger, samples_of
from app.acquisition.polling import SourceThread
from app.core.errors import DatabaseBusy, DiskFull, PlantError
from app.core.measurements import Reading, SampleCounts
from app.core.moment import Moment
from app.core.sources import SourceConfig, SourceKind
from app.demo_books import fill_demo_books, fill_demo_upkeep
from app.demo_past import fill_demo_past
from app.demo_plant.launch import DemoOptions, DemoPlant
from app.demo_plant.register import demo_sources, tag_of_component
from app.logs import log_to
from app.monitoring.monitor import Monitor
from app.monitoring.outbox import Outbox
from app.storage.store import Store

SWITCH_INTERVAL_S = 0.0005
"""Threads yield often enough for the window's heartbeat (architecture section 0.7)."""

TYPED_WAIT_S = 0.2
"""How long a value typed in waits for room among the measurements."""

PASSING_MARK = "may-be-replaced.txt"
PASSING_TEXT = "Books of a demo or a replay: the next run in this place replaces them.\n"

log = logging.getLogger(__name__)


class Runtime:
    """The program without a front end: sources, monitor, books, outbox.

    Parameters
    ----------
    store : Store
        An opened plant.
    actor : str
        Who sits at the workstation; audit rows carry the name.
    demo : DemoPlant, optional
        The demo plant's process, for the hands that repair its machines.
    begins : datetime, optional
        Where the demo plant's clock stands at first.
    """

    def __init__(
        self,
        store: Store,
        actor: str,
        *,
        demo: DemoPlant | None = None,
        begins: datetime | None = None,
        shows_live: bool = True,
    ) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self.store = store
        self.actor = actor
        self.outbox = Outbox()
        self.clock = FollowedClock(begins)
        self._demo = demo
        self._is_measuring = False
        self._ledger = SampleLedger()
        self._inbox = Inbox(self._ledger)
        with store.read() as uow:
            self.zone = ZoneInfo(uow.plant.policy().time_zone)
            sources = uow.plant.sources()
        self._monitor = Monitor(
            store,
            self.outbox,
            self._inbox,
            self._ledger,
            self.clock.now,
            self.zone,
            shows_live=shows_live,
        )
        self._threads = [
            SourceThread(
                config,
                self._inbox,
                self._ledger,
                on_status=self.outbox.report,
                now=self.clock.now,
                on_clock=self.clock.follow if config.has_plant_clock else None,
                make_source=self._folder_source if config.kind is SourceKind.FOLDER else None,
            )
            for config in sources
        ]

    def _folder_source(self, config: SourceConfig) -> FolderSource:
        """Watch a folder from the newest snapshot that is stored already."""
        newest = [
            features.taken_at
            for binding in config.points
            for features in self.store.measurements.features(binding.point_id, 1)
        ]
        return FolderSource(config, after=max(newest, default=None))

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo plant."""
        return self._demo is not None

    @property
    def clock_speed(self) -> float:
        """Plant seconds per real second, 1 on a real plant."""
        return self.clock.speed

    def now(self) -> datetime:
        """Return plant time, aware UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the plant-local date."""
        return self.now().astimezone(self.zone).date()

    def moment(self, actor: str = "") -> Moment:
        """Return when and by whom a command is given now."""
        now = self.now()
        return Moment(now, now.astimezone(self.zone).date(), actor or self.actor)

    def counts(self) -> SampleCounts:
        """Return where the samples of this run went."""
        return self._ledger.counts()

    def start(self) -> None:
        """Begin to measure and to judge."""
        if self.store.is_read_only:
            return
        self._is_measuring = True
        self._monitor.start()
        for thread in self._threads:
            thread.start()

    def stop_measuring(self) -> None:
        """Stop the sources, then the monitor once it has drained the inbox; safe to repeat."""
        if not self._is_measuring:
            return
        self._is_measuring = False
        for thread in self._threads:
            if not thread.stop():
                log.error("source %s did not stop in time", thread.config.name)
        self._inbox.close()
        if not self._monitor.join():
            log.error("the monitor did not stop in time")
        self.store.measurements.add_counts("all", self.counts())

    def stop(self) -> None:
        """Stop measuring, then close the books; every wait has an end."""
        self.stop_measuring()
        if self._demo is not None:
            self._demo.stop()
        self.store.close()

    def show_live(self, *, wanted: bool) -> None:
        """Say whether anybody looks at live spectra; without eyes they are not computed."""
        self._monitor.shows_live = wanted

    def retry_sources(self) -> None:
        """Try every lost source again at once."""
        for thread in self._threads:
            thread.retry_now()

    def plant_changed(self) -> None:
        """Tell the monitor that stock, orders, jobs or the register changed."""
        self._monitor.plant_changed()

    def take_reading(self, reading: Reading) -> None:
        """Take in a value that a person typed, on the way every source's values go.

        Raises
        ------
        DatabaseBusy
            If so much waits that there was no room for it.
        """
        self._ledger.took_in(samples_of(reading))
        if not self._inbox.put(reading, TYPED_WAIT_S):
            self._ledger.dropped(samples_of(reading))
            raise DatabaseBusy(
                "Too many measurements wait to be judged; the value was not taken.",
                "Enter it again in a moment.",
            )

    def pace(self, speed: float) -> None:
        """Let a demo plant's time pass at another speed; a real plant's passes as it does."""
        if self._demo is not None:
            self._demo.pace(speed)

    def repaired(self, component_id: str) -> None:
        """Let the demo plant's technician fit the new part; a real plant has its own hands."""
        if self._demo is not None:
            self._demo.repair(tag_of_component(component_id))
        self.plant_changed()


def open_plant(address: Path | str, actor: str, *, read_only: bool = False) -> Runtime:
    """Open a plant folder or database address and build its runtime."""
    store = Store.open(address, read_only=read_only, owner=actor)
    if store.folder is not None and not read_only:
        log_to(store.folder)
    return Runtime(store, actor)


def fresh_plant_folder(out: Path) -> Path:
    """Make an empty folder for the books of a demo or replay in `out`; an earlier one goes.

    Raises
    ------
    PlantFolderOwned
        If a program still works in the earlier one.
    PlantError
        If the place holds something else; it is not touched.
    DiskFull
        If the folder can't be written.
    """
    folder = out / "plant"
    try:
        if folder.exists() and any(folder.iterdir()):
            if not (folder / PASSING_MARK).exists():
                raise PlantError(
                    f"{folder} holds something that is no demo or replay.",
                    "Choose another --out; nothing was touched.",
                )
            Store.open(folder, owner="demo").close()
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PASSING_MARK).write_text(PASSING_TEXT, encoding="utf-8")
    except OSError as failed:
        raise DiskFull(
            f"{failed.filename or folder}: {failed.strerror}.",
            "Choose a folder that may be written with --out.",
        ) from failed
    return folder


def open_demo_plant(folder: Path, options: DemoOptions, actor: str, *, shows_live: bool) -> Runtime:
    """Start the demo plant's process, fill a new plant folder with its office's books."""
    demo = DemoPlant(options)
    try:
        store = Store.open(folder, owner=actor)
        log_to(folder)
        with store.begin(actor) as uow:
            if not uow.plant.assets():
                fill_demo_books(uow, options.start, actor)
                fill_demo_upkeep(uow, options.start, actor)
                fill_demo_past(uow)
            for source in demo_sources(demo.modbus_address, demo.opcua_address, options.live_hz):
                uow.plant.save_source(source)
        return Runtime(store, actor, demo=demo, begins=options.start, shows_live=shows_live)
    except BaseException:
        demo.stop()
        raise
