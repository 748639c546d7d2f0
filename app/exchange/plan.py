"""Plan a scenario: one dated decision a component, decided with all needs of its part."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.core.need_line import kit_id
from app.core.trigger import TriggerDecision
from app.exchange.plan_market import Market
from app.exchange.plan_part import decide_needs, decide_shelf
from app.exchange.plan_pool import read_part, spare_pieces
from app.exchange.scenario import Scenario
from app.replenishment.need import Trade

Json = dict[str, object]


def plan_scenario(scenario: Scenario) -> list[Json]:
    """Decide every component of a scenario, in the scenario's order, then every level kept.

    Components that share a part are decided together, as the daily review does: the pieces serve
    the need that comes first, and the k-th piece is dated by the k-th of all needs. The parts of a
    kit stand within their component's row.
    """
    market = Market.of(scenario)
    spare = spare_pieces(market)
    needs: dict[str, Json] = {}
    shelves: list[Json] = []
    for number in _order(scenario):
        books = read_part(market, scenario.parts[number], spare)
        decided, after = decide_needs(market, scenario.parts[number], books)
        for name, decision in decided.items():
            needs[name] = {
                "part": number,
                **decision_json(decision, *_goods(books.trade_for(name))),
            }
        shelf = decide_shelf(after)
        if shelf is not None:
            of_nobody = {"asset": None, "component": None, "part": number}
            shelves.append({**of_nobody, **decision_json(shelf, *_goods(books.trade))})
    return [*_rows(scenario, needs), *shelves]


def _order(scenario: Scenario) -> Iterator[str]:
    """List the parts as components want them, then those of kits, then those with a level."""
    own = [component.part for component in scenario.components]
    kits = [item.part_id for component in scenario.components for item in component.kit]
    kept = [n for n, p in scenario.parts.items() if p.part.safety_stock + p.part.buffer_stock]
    yield from dict.fromkeys((*own, *kits, *kept))


def _rows(scenario: Scenario, needs: dict[str, Json]) -> Iterator[Json]:
    """Write the plan's rows: one a component, the parts of its kit within it."""
    for n, component in enumerate(scenario.components):
        row = {"asset": component.asset, "component": component.name, **needs[str(n)]}
        if component.kit:
            row["kit"] = [needs[kit_id(str(n), item.part_id)] for item in component.kit]
        yield row


def _goods(trade: Trade) -> tuple[str, str]:
    """Name the vendor and the part that are ordered."""
    return trade.supplier.id, trade.goods.number


def decision_json(decision: TriggerDecision, supplier: str, order_part: str) -> Json:
    """Write a decision: ISO dates, days as numbers, every reason with its text and value.

    `order_part` is what is bought: the part, or an approved alternate of it.
    """
    return {
        "decision": decision.kind.value,
        "order_by": _iso(decision.order_by),
        "arrive_by": _iso(decision.arrive_by),
        "need_by": _iso(decision.need_by),
        "quantity": decision.quantity,
        "supplier": supplier,
        "order_part": order_part,
        "p_late": decision.late_probability,
        "article_order_by": _iso(decision.article_order_by),
        "reasons": [
            {"code": r.code, "text": r.text(), "value": r.value, "unit": r.unit}
            for r in decision.reasons
        ],
    }


def _iso(day: date | None) -> str | None:
    """Write a date as ISO 8601, null for none."""
    return day.isoformat() if day else None


def plan_text(rows: Iterable[Json]) -> str:
    """Write the plan for a terminal, one line a component, a part of its kit or a level kept."""
    lines = []
    for row in rows:
        name = (
            f"{row['asset']} {row['component']}" if row["asset"] else f"{row['part']}, level kept"
        )
        lines.append(_line(name, row))
        kit = row.get("kit")
        if isinstance(kit, list):
            lines += [_line(f"  with {item['part']}", item) for item in kit]
    return "\n".join(lines) or "The scenario lists no component: there is nothing to decide."


def _line(name: str, row: Json) -> str:
    """Write one decision for a terminal."""
    when = f"order by {row['order_by']}" if row["order_by"] else "no order date"
    late = f", P(late) {row['p_late']:.3g}" if isinstance(row["p_late"], float) else ""
    return f"{name:<32} {row['decision']:<8} {when}{late}"
