"""Why a policy ordered, in one phrase: the fact of that day that weighs most."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from app.backtest.knowledge import Knowledge
from app.backtest.report import Phrase
from app.backtest.rules.plant_day import PlantDay
from app.backtest.seen import life_from, running
from app.backtest.shelf import Shelf
from app.backtest.slots import Slots
from app.core.distribution import DaysDistribution
from app.core.trigger import DeliveryMode

FOLLOWS_PREDICTIONS = frozenset({"article_median", "article_p90", "article_p10", "kairos"})
FOLLOWS_PLANS = frozenset({"no_condition", "kairos"})
PLAN_AHEAD_DAYS = 90
DAYS_PER_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class Evening:
    """What a phrase is taken from: the rows of parts, what is known, lead times learned so far."""

    slots: Slots
    known: Knowledge
    zone: ZoneInfo
    medians_days: dict[str, float]


def why_ordered(
    policy: str, row: int, mode: DeliveryMode, seen: PlantDay, shelf: Shelf, evening: Evening
) -> Phrase:
    """Say why: someone waits, a life ends, a job is planned, or the stock is low."""
    known, part_id = evening.known, evening.slots.part_ids[row]
    lead_days = evening.medians_days[known.register.parts[part_id].supplier_id or ""]
    owed = [waiting for waiting in shelf.waiting if waiting.need.part_id == part_id]
    if owed:
        pieces, since = sum(w.missing for w in owed), min(w.need.day for w in owed)
        code = "hurried" if mode is DeliveryMode.EXPEDITED else "owed"
        return Phrase(code, {"pieces": pieces, "since": since})
    ending = _shortest_life(part_id, known, evening.zone) if policy in FOLLOWS_PREDICTIONS else None
    if ending is not None:
        component_id, life = ending
        return Phrase(
            "predicted",
            {
                "component": called(component_id, known),
                "p10": round(life.quantile(0.1)),
                "p50": round(life.quantile(0.5)),
                "lead": round(lead_days, 1),
            },
        )
    job = _next_job(part_id, known) if policy in FOLLOWS_PLANS else None
    if job is not None:
        return Phrase("planned", {"component": called(job[1], known), "day": job[0]})
    return Phrase(
        "stock",
        {
            "position": int(seen.position[row]),
            "rate": round(float(seen.need_rate[row]) * DAYS_PER_YEAR, 1),
            "lead": round(lead_days, 1),
        },
    )


def called(component_id: str, known: Knowledge) -> str:
    """Name a component with its machine's tag."""
    component = known.register.components[component_id]
    return f"{known.register.assets[component.asset_id].tag} {component.name}"


def _shortest_life(
    part_id: str, known: Knowledge, zone: ZoneInfo
) -> tuple[str, DaysDistribution] | None:
    """Find the component of a part whose median life is the shortest, within the horizon."""
    midnight = datetime.combine(known.day, time(), zone)
    lives = [
        (component_id, life)
        for component_id, said in running(known).items()
        if known.register.components[component_id].part_id == part_id
        and (life := life_from(said, midnight)) is not None
        and life.quantile(0.5) < float("inf")
    ]
    return min(lives, key=lambda found: found[1].quantile(0.5), default=None)


def _next_job(part_id: str, known: Knowledge) -> tuple[date, str] | None:
    """Find the next planned job that wants a part."""
    ahead = [
        (job.planned_on, job.component_id)
        for job in known.planned.values()
        if job.part_id == part_id and 0 < (job.planned_on - known.day).days <= PLAN_AHEAD_DAYS
    ]
    return min(ahead, default=None)
