"""The plant's story in sentences: what happened, where, and where to look at it."""

from dataclasses import dataclass
from datetime import datetime

from app.core.records import PlantEvent
from app.core.texts import translate
from app.storage.unit_of_work import UnitOfWork
from app.ui.rows_why import headline
from app.ui.target import Place, Target
from app.ui.wording import Wording

ABOUT_RECORDS = frozenset(
    {"order_drafted", "approved", "ordered", "received", "lead_time_learned", "job_done"}
    | {"job_uncovered"}
)
"""Kinds of event whose subject is an order or a job."""

LOOK_BACK = 200
"""Events looked through for the newest that are worth telling."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened: when, said in a sentence, and the record it belongs to."""

    id: str
    at: datetime
    text: str
    target: Target


def story_lines(uow: UnitOfWork, say: Wording, limit: int) -> list[StoryLine]:
    """Word the newest events, newest first; those that ask nothing of anybody are left out."""
    tags = {asset.id: asset.tag for asset in uow.plant.assets()}
    numbers = {order.id: order.number for order in uow.orders.all()}
    numbers |= {job.id: job.number for job in uow.work_orders.all()}
    newest = sorted(uow.events.recent(LOOK_BACK), key=lambda event: event.at, reverse=True)
    told = [event for event in newest if not is_quiet(event)][:limit]
    return [
        StoryLine(
            event.id,
            event.at,
            sentence_of(
                event,
                tags.get(event.asset_id, ""),
                numbers.get(event.subject, event.text),
                _words_of(uow, event, say),
            ),
            target_of(event),
        )
        for event in told
    ]


def is_quiet(event: PlantEvent) -> bool:
    """Whether an event only says that nothing is to be done."""
    return event.kind == "decision" and event.text.partition(" ")[0] in {"WAIT", "COVERED"}


def target_of(event: PlantEvent) -> Target:
    """Return the record an event belongs to."""
    if event.kind in ABOUT_RECORDS:
        return Target(Place.ORDERS, event.subject)
    return Target(Place.ASSETS, event.asset_id)


def sentence_of(event: PlantEvent, tag: str, number: str, text: str) -> str:
    """Say one event; `number` is that of the order or job, `text` what happened to it."""
    return _sentences().get(event.kind, "{tag}: {text}").format(tag=tag, number=number, text=text)


def _words_of(uow: UnitOfWork, event: PlantEvent, say: Wording) -> str:
    """Say an event's own words in the reader's language."""
    if event.kind == "decision":
        return headline(uow.decisions.get(event.subject).decision, say)
    if event.kind in {"onset", "job_done"}:
        return translate("Words", event.text)
    return event.text


def _sentences() -> dict[str, str]:
    """Return the sentence of each kind of event."""
    return {
        "onset": translate("Story", "{tag} began to wear: {text}"),
        "decision": translate("Story", "{tag}: {text}"),
        "order_drafted": translate("Story", "{number} drafted for {tag}"),
        "approved": translate("Story", "{number} approved by {text}"),
        "ordered": translate("Story", "{number} sent to the supplier"),
        "received": translate("Story", "{text} received on {number}"),
        "job_done": translate("Story", "{number} on {tag} done: {text}"),
        "job_uncovered": translate(
            "Story", "{number} on {tag} lost {text}: a count found them missing"
        ),
        "purpose_uncovered": translate("Story", "A count found missing what was put aside: {text}"),
        "lead_time_learned": translate("Story", "Lead time learned: {text}"),
        "late": translate("Story", "{tag}: the part may come too late (probability {text})"),
    }
