"""What supply-risk mode says: the banner over every page, the facts, the sums."""

from app.core.risk_exit import DeliveryInBand
from app.core.supply_risk import SupplyRisk
from app.core.texts import translate
from app.ui.orders.rows_record import Fact
from app.ui.supply_risk.rows_risk import RiskRow, RiskState, added_up
from app.ui.wording import NOTHING, Wording


def banner_words(state: RiskState, say: Wording) -> str:
    """Say in one line what everybody must know of the mode today, "" where there is nothing."""
    said = []
    if state.risk is not None and state.is_on:
        said.append(_since(state.risk, say))
        if state.evidence is not None and state.evidence.is_review_due:
            said.append(translate("Risk", "Its review is due."))
        if exit_is_proposed(state):
            said.append(translate("Risk", "Lead times are back in band: leaving is proposed."))
    elif state.risk is not None and state.is_felt:
        text = translate("Risk", "Supply-risk mode was left on {day}; it fades: {multipliers}.")
        day = say.optional_day(state.risk.ended_on)
        said.append(text.format(day=day, multipliers=multiplier_words(state, say)))
    elif state.overdue.proposes_supply_risk:
        text = translate("Risk", "{n} of {all} orders on their way are overdue: is supply at risk?")
        overdue = state.overdue
        said.append(text.format(n=say.count(overdue.overdue), all=say.count(overdue.on_the_way)))
    if state.edits:
        text = translate("Risk", "Stock levels edited meanwhile wait for a decision: {n}.")
        said.append(text.format(n=say.count(len(state.edits))))
    return " ".join(said)


def _since(risk: SupplyRisk, say: Wording) -> str:
    """Say since when, by whom, why, and until when it is looked at again."""
    text = translate("Risk", "Supply is at risk since {day} ({who}): {reason}. Review on {review}.")
    return text.format(
        day=say.short_day(risk.started_on),
        who=risk.started_by,
        reason=risk.settings.reason.strip().rstrip("."),
        review=say.short_day(risk.settings.review_on),
    )


def headline(state: RiskState, say: Wording) -> str:
    """Say on the mode's own page where it stands."""
    risk = state.risk
    if state.is_on:
        return translate("Risk", "Supply-risk mode is on.")
    if risk is None or risk.ended_on is None or not state.is_felt:
        return translate("Risk", "Supply-risk mode is off.")
    text = translate("Risk", "Supply-risk mode fades since {day} ({who}): {reason}")
    day = say.short_day(risk.ended_on)
    return text.format(day=day, who=risk.ended_by, reason=risk.end_reason)


def exit_is_proposed(state: RiskState) -> bool:
    """Whether lead times are back in band while the mode is on."""
    return state.evidence is not None and state.evidence.is_exit_proposed


def multiplier_words(state: RiskState, say: Wording) -> str:
    """Write what is raised today: "class A × 2"."""
    text = translate("Risk", "class {letter} × {factor}")
    return ", ".join(
        text.format(letter=criticality.value, factor=say.number(round(factor, 2)))
        for criticality, factor in state.multipliers
    )


def state_facts(state: RiskState, say: Wording) -> tuple[Fact, ...]:
    """Say since when it is on, by whom, why, and how strongly."""
    risk = state.risk
    if risk is None:
        return ()
    return (
        (translate("Risk", "On since"), f"{say.day(risk.started_on)}, {risk.started_by}"),
        (translate("Risk", "Why"), risk.settings.reason),
        (translate("Risk", "In force today"), multiplier_words(state, say) or NOTHING),
        (translate("Risk", "Half-life after leaving, d"), say.number(risk.settings.half_life_days)),
    )


def evidence_lines(state: RiskState, say: Wording) -> list[str]:
    """Say what speaks for leaving: the newest deliveries, and the orders on their way."""
    evidence = state.evidence
    if evidence is None:
        return []
    text = translate("Risk", "Back in band: {n} of the newest {all} deliveries")
    newest, overdue = evidence.newest, evidence.overdue
    lines = [text.format(n=say.count(evidence.in_band), all=say.count(len(newest)))]
    if not newest:
        lines = [translate("Risk", "No delivery came in since then")]
    lines += [_delivery(delivery, say) for delivery in newest]
    text = translate("Risk", "Overdue: {n} of {all} orders on their way")
    lines.append(text.format(n=say.count(overdue.overdue), all=say.count(overdue.on_the_way)))
    return lines


def _delivery(delivery: DeliveryInBand, say: Wording) -> str:
    """Say one delivery against what its vendor took before."""
    text = translate("Risk", "{mark} {day}: {days} d, usual up to {usual} d")
    return text.format(
        mark="○" if delivery.is_in_band else "▲",
        day=say.short_day(delivery.receipt.received_on),
        days=say.number(delivery.receipt.lead_days),
        usual=say.fixed(delivery.usual_within_days, 1),
    )


def sum_words(rows: list[RiskRow], say: Wording) -> str:
    """Say how many parts are touched, and what that adds to the shelf."""
    if not rows:
        return translate("Risk", "No part is touched: no class that is raised has one.")
    pieces = sum(row.extra_pieces for row in rows)
    money = " + ".join(say.money(amount) for amount in added_up(rows))
    text = translate("Risk", "{n} parts touched, {pieces} more pieces, {money} more in stock.")
    return text.format(n=say.count(len(rows)), pieces=say.count(pieces), money=money)
