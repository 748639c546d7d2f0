"""Why a decision was taken: numbers with a code, worded only when they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.texts import plain_day, plain_number, translate

Detail = str | float | int | date

TEXTS: dict[str, str] = {
    "remaining_life": "Remaining life: P10 {p10} d, P50 {p50} d, P90 {p90} d ({state}).",
    "life_by_age": "By its age: {prior} % of what is known of such a life is prior, {sisters} % "
    "comes from its sisters and {own} % from its own past, {lives} lives in all, {whole} of them "
    "ended of themselves. Prior: {source}.",
    "life_at_risk": "Its early end: P0.1 {p01} d, P1 {p1} d, P5 {p5} d; a failure has probability "
    "{risk} by day {days}.",
    "kth_need": "The part is shared with {others} other needs: piece number {rank} of all is "
    "wanted in P10 {p10} d, P50 {p50} d, P90 {p90} d.",
    "fixed_date": "Wanted on {day}, a fixed date.",
    "no_distribution": "No order date: {state}.",
    "collect_prior_only": "Prior only: this is what such machines do, not this one. Collect 20 "
    "settled measurements for a baseline of its own.",
    "collect_not_enough_data": "Not enough data: the path to the failure is too short to follow. "
    "Measure this point more often, or wait for more good measurements.",
    "collect_out_of_range": "Out of range: it is not as the model has seen it. Measure at the "
    "usual load and speed, take a new baseline for this way of running, or say that it is wear.",
    "regime_level": "Regime changed: {indicator} went from {low} to {now} {unit} at once on {day} "
    "and stays there (n = {n} readings): wear grows, a machine that was changed steps.",
    "regime_speed": "Regime changed: since {day} it runs at {now} {unit} (n = {n} readings), its "
    "baseline was learned at {low} to {high} {unit}.",
    "regime_load": "Regime changed: since {day} it runs at a load of {now} (n = {n} readings), its "
    "baseline was learned at {low} to {high}, in the unit of its load point.",
    "regime_speed_unknown": "Measuring changed: since {day} (n = {n} readings) its speed is no "
    "longer known, its baseline needs it ({low} to {high} {unit}).",
    "regime_load_unknown": "Measuring changed: since {day} (n = {n} readings) its load is no "
    "longer known, its baseline needs it ({low} to {high}, in the unit of its load point).",
    "collect_drifted": "Drifted: predictions of this position no longer come true. Give the "
    "outcome of its last jobs, and record a new baseline with the reason.",
    "collect_no_data": "No data: nothing is known of the remaining life. Bring in one good "
    "measurement of this point.",
    "record_too_short": "Not enough outcomes yet to check the prediction ({outcomes} of {enough}): "
    "it stands as the model makes it.",
    "record_bias": "By the record {claims} earlier claims, of {outcomes} items, were {plant} times "
    "as long as what followed, {own_claims} of them on machines of this kind {own} times: "
    "b = exp(({own_claims} ln {own} + {weight} ln {plant}) / ({own_claims} + {weight})) = {bias}.",
    "record_spread": "Their errors were {plant} times as wide as claimed, on machines of this kind "
    "{own} times: k = sqrt(({own_claims} x {own}^2 + {weight} x {plant}^2) / ({own_claims} + "
    "{weight})), at least {least}, = {spread}.",
    "record_corrected": "Claimed: P10 {p10}, P50 {p50}, P90 {p90} d. Corrected: P50 {p50} / {bias} "
    "= {c50}, any other q becomes {c50} x (q / {p50})^{spread}: P10 {c10}, P90 {c90}; from each "
    "{age} d have passed since the measurement.",
    "record_bears_out": "The earlier predictions came true: nothing is corrected.",
    "record_no_use": "Errors scatter by a factor of {error}, the lives by {natural} (allowed: the "
    "larger of it and {useful}): the prediction tells no more than the age, so the age is planned "
    "on.",
    "record_drifted": "The errors of such predictions on machines of this kind have changed (a "
    "test that ever says so of {rate} of the models whose errors stay alike): the age is planned "
    "on.",
    "machine_drifted": "On this machine {missed} of {alarms} alarms missed: another fault or none "
    "was found, or the end lay outside the 90 % interval. Each miss multiplies a bet on misses by "
    "0.5 / {missing}, each other alarm by 0.5 / (1 - {missing}): it stands at {capital}, and "
    "{enough} is reached by at most {rate} of machines where all is well. The age is planned on; "
    "alarms before a new baseline do not count.",
    "record_precision": "Of n = {alarms} alarms of this model that are over {true} came true, on "
    "machines of this kind {own_true} of n = {own_alarms}; the model claims {claimed}. "
    "({claimed} x {weight} + {true}) / ({weight} + {alarms}) = {plant}, and "
    "({plant} x {weight} + {own_true}) / ({weight} + {own_alarms}) = {precision} of such alarms "
    "come true.",
    "no_part_needed": "Nothing to order: {mode} is not mended by replacing the part.",
    "tolerated_risk": "Tolerated risk {risk} = max(0.001, min(h/(h+c) = {cost_ratio}, "
    "1 - {service_floor})).",
    "tolerated_risk_hurried": "Who waits can have it hurried for {fee} {currency} in {hurried} d, "
    "so {risk} is tolerated within the floor: {day} is the cheapest order day.",
    "holding": "Holding one unit costs h = {per_day} {currency} a day.",
    "shortage": "Standing still costs c = {per_day} {currency} a day.",
    "need_by_date": "Need by {day}, day {days}: the day it is planned for.",
    "need_by": "Need by {day}: the probability of failure reaches the tolerated risk on "
    "day {days}.",
    "need_by_article": "Need by {day}: P{quantile} of remaining life, day {days}, is the day "
    "planned on.",
    "pulled_forward": "Pulled forward from {predicted} to {day}: {name} {first} to {last}, "
    "the job takes {job_days} d.",
    "receiving_margin": "Goods-in and kitting take {days} d: arrive by {day}.",
    "lead_time": "Lead time: P50 {p50}, P90 {p90}, P99 {p99} supplier working days "
    "({receipts} receipts, {basis}).",
    "lead_expedited": "Expedited delivery: P50 {p50}, P90 {p90}, P99 {p99} supplier working days "
    "(as the supplier offers it).",
    "lead_spread": "Lead-time spread V = P84 - P50 = {days} d.",
    "approval_wait": "A person approves this order: of {orders} such orders {waited} waited, "
    "{mean} working days on average, from the draft until they went out. That is in the lead time, "
    "which counts from the draft; without it P50 {p50}, P90 {p90}.",
    "supply_risk": "Supply-risk mode: late deliveries lie {multiplier} times as far from the "
    "median as usual, and 1 - the service floor is divided by {multiplier}.",
    "late_term": "{lead} working days (probability {probability}): in on {arrival}, usable on "
    "{usable}; failed before that: {failed}; product {product}.",
    "late_range": "{shortest} to {lead} working days (probability {probability}): usable by "
    "{usable}; failed before that on average: {failed}; product {product}.",
    "late_sum": "Ordered on {day}: probability of being late {probability}, the sum of the "
    "products.",
    "late_next": "Ordered one day later, on {day}: {probability}, above the tolerated risk.",
    "late_after": "Ordered one day later, on {day}: {probability}.",
    "order_by": "Order by {day} (day {days}).",
    "best_day_passed": "The best order day has already passed.",
    "beyond_horizon": "Nothing to order within {days} d.",
    "late_today": "Ordered today ({mode}) the part comes too late with probability {probability}.",
    "joint_best": "Cheapest: order on {order_on} from {vendor} ({mode}), job on {work_on}, "
    "{cost} {currency} expected, late with probability {late}.",
    "joint_other": "Or order on {order_on} from {vendor} ({mode}), job on {work_on}: {cost} "
    "{currency} expected, late with probability {late}.",
    "ready_for_cleaning": "The job goes into the cleaning {name} of {day}: the part must be in by "
    "{in_by}.",
    "shutdown_work": "Before the shutdown, on {before_on}, ordered on {before_order}: {before} "
    "{currency} expected; in it, on {inside_on}, with the part on hand before, ordered on "
    "{inside_order}: {inside} {currency}.",
    "way_out": "{rank}. {way}, {by} ({mode}): late with probability {late}; {cost} {currency} "
    "expected = holding {holding} + waiting {waiting} + fees {fees} + repair {repair} + other "
    "losses {standing}.",
    "left_out_no_hurry": "Left out, {way}: no vendor offers it. Ask for a hurried delivery.",
    "left_out_no_price": "Left out, {way} from {by}: its price is not known. Ask for it.",
    "left_out_no_vendor": "Left out, {way}: no other vendor is on the register for this part.",
    "left_out_no_machine": "Left out, {way}: no other machine carries this part.",
    "left_out_not_less_critical": "Left out, {way}: {by} is not less critical.",
    "left_out_life_of_taken": "Left out, {way}: how long the part in {by} will last is not known. "
    "Measure it.",
    "left_out_no_derating": "Left out, {way}: how much longer it lives and what output is lost is "
    "not known. Enter both at the machine, under Upkeep.",
    "left_out_no_crew": "Left out, {way}: the repair's length with a crew waiting and what that "
    "costs is not known. Enter both at the machine, under Upkeep.",
    "alternative": "{quantity} ordered on {day}{vendor}, {mode}: late with probability {late}; on "
    "the shelf {held} d x h = {holding}, waited for {waited} d = {waiting}, fees {fees}: "
    "{cost} {currency} expected.",
    "alternative_chosen": "Chosen: {quantity} ordered on {day}{vendor}, {mode}: late with "
    "probability {late}; on the shelf {held} d x h = {holding}, waited for {waited} d = {waiting}, "
    "fees {fees}: {cost} {currency} expected.",
    "binding_cost": "What decides: the two daily costs, h/(h+c) = {risk}.",
    "binding_floor": "What decides: the service floor, 1 - {floor} = {risk}; by cost alone "
    "{cost_ratio} would do.",
    "binding_least": "What decides: this life is known no finer than to {risk}; by cost and floor "
    "less would be tolerated, so earlier days may show a lower cost below.",
    "binding_hurry": "What decides: with a hurried delivery at hand the cheapest order day bears "
    "{risk}.",
    "binding_article": "What decides: the article rule's day, whatever it costs.",
    "article_rule": "Article rule: {planned} - {lead} - max({margin}, {spread}) = day {days}, "
    "{day} (planned on the P{quantile} of remaining life).",
    "article_passed": "The article rule's day has passed.",
    "article_moved": "Calendars move the article rule's day to {day}.",
    "article_impossible": "Article rule: no order date, the planning quantile P{quantile} lies "
    "beyond the horizon.",
    "stock": "Stock: {on_hand} on hand + {on_order} due in time - {allocated} allocated = "
    "{position}; the job needs {needed}.",
    "alternates": "{pieces} of {part}, an approved alternate, may serve it; counted on hand.",
    "covered": "Covered by stock: nothing to order.",
    "covered_by_order": "Covered by {number}.",
    "late_on_order": "{number} is expected on {expected}, too late for the need of {need_by}; "
    "nothing more is ordered.",
    "hurry_due": "Have {number} hurried today, for {fee} {currency}: usable in {days} d. Expected "
    "{now} {currency} hurried today = fee {fee_now} + waiting and failing {lost_now}; {later} "
    "{currency} hurried on {day} if it has not come by then = {fee_later} + {lost_later}.",
    "hurry_not_due": "{number} need not be hurried today: {now} {currency} expected = fee "
    "{fee_now} + waiting and failing {lost_now}; {later} {currency} hurried on {day} if it has not "
    "come by then = {fee_later} + {lost_later}.",
    "shelf_rate": "Demand nobody foresaw: {rate} pieces a year, by the ledger.",
    "shelf_typical": "By the ledger any 30 days ask for a piece with probability {chance}, recent "
    "ones weighing more; typical 30 days ask for {typical} pieces.",
    "shelf_level": "To be kept: {safety} safety stock + {buffer} buffer stock = {level}.",
    "shelf_position": "Pieces: {on_hand} on hand - {set_aside} put aside + {on_order} on order + "
    "{ordered} ordered today = {position}; dated needs take {on_average} on average before new "
    "goods are in, counted as {early}.",
    "shelf_foreseen": "Of {failures} failures on record {in_time} were predicted {enough} d before "
    "or earlier, time enough to have a piece hurried: of the needs nobody predicts today a share "
    "of {share} is counted on to be so, weighed by how much of the delivery time is left to it.",
    "shelf_late": "Ordered today the next piece comes too late with probability {probability}; "
    "{allowed} is allowed.",
    "shelf_order": "For the shelf: {by_rate} by demand nobody foresaw, {by_level} for the level; "
    "least order {minimum}: order {quantity}.",
    "economic_quantity": "Steady demand of {demand} a year alone would make it {quantity} an order "
    "at shipping of {shipping} {currency}: {cost} {currency} a year with the goods. At {low} to "
    "{high}, as quoted within a year (volatility {volatility}), {at_low} to {at_high}.",
    "quantity": "Order {quantity}: {missing} missing, minimum order {minimum}.",
    "batch_chosen": "Chosen: {quantity} at {price} {currency}. Order, shipping and price above the "
    "lowest {ordering} + shelf {holding} + ageing {ageing} = {cost} {currency} for {days} d "
    "covered: {per_day} {currency} a day.",
    "batch_option": "{quantity} at {price} {currency}: {ordering} + {holding} + {ageing} = {cost} "
    "{currency} for {days} d covered: {per_day} {currency} a day.",
    "batch_kept": "{quantity} at {price} {currency}: {ordering} + {holding} + {ageing} = {cost} "
    "{currency}; no need is expected to use them up.",
    "batch_split": "{quantity} at {price} {currency}: {ordering} + {holding} + {ageing} = {cost} "
    "{currency}; several orders for the same pieces cost less.",
    "batch_fewest": "{needed} needed; the supplier sells {quantity} or more (at least {minimum}, "
    "in packs of {pack}).",
    "batch_shipping": "Shipping costs {now} {currency}; within a year it was {low} to {high}: at "
    "these it would be {at_low} and {at_high}.",
    "vendor_chosen": "Chosen: {vendor}, {mode}, {quantity} on {day}. {needed} needed x landed "
    "{landed} + hurry {fee} + waiting {waiting} = {cost} {currency}; late with probability {late} "
    "({basis}).",
    "vendor_option": "{vendor}, {mode}, {quantity} on {day}: {needed} x {landed} + {fee} + "
    "{waiting} = {cost} {currency}; late with probability {late} ({basis}).",
    "vendor_unsafe": "{vendor}, {mode}, {quantity} on {day}: {needed} x {landed} + {fee} + "
    "{waiting} = {cost} {currency}; late with probability {late}, more than the service floor "
    "allows ({basis}).",
    "source_chosen": "Chosen of the parts that replace each other: {part} from {vendor}, {mode}, "
    "{quantity} on {day}. {needed} needed x landed {landed} + hurry {fee} + waiting {waiting} = "
    "{cost} {currency}; late with probability {late} ({basis}).",
    "source_option": "{part} from {vendor}, {mode}, {quantity} on {day}: {needed} x {landed} + "
    "{fee} + {waiting} = {cost} {currency}; late with probability {late} ({basis}).",
    "source_unsafe": "{part} from {vendor}, {mode}, {quantity} on {day}: {needed} x {landed} + "
    "{fee} + {waiting} = {cost} {currency}; late with probability {late}, more than the service "
    "floor allows ({basis}).",
    "safety_stock": "Safety stock {pieces}: until an order is usable {expected} needs nobody "
    "predicts come on average, and no more than {pieces} with probability {level} or above.",
    "buffer_stock": "Buffer stock {pieces}: the lead time scatters ({scatter} of its median) and "
    "the machine is critical. Planned work takes none of it.",
    "kit_floor": "The job needs {parts} parts together: this one must be in time with probability "
    "{floor}.",
    "kit_part": "{part}: order by {day}, in time with probability {probability}.",
    "kit_ready": "{part} lies ready.",
    "kit_together": "All {count} parts are there on {day} with probability {probability}: the "
    "product.",
    "rule": "Rule applied: {rule}.",
    "flip_life": "It would change to {decision} if the remaining life were {days} d {direction}.",
    "flip_lead": "It would change to {decision} if the lead time were {days} working days "
    "{direction}.",
    "flip_vendor": "It would change to {decision} from {vendor}, to be ordered by {day}.",
    "flip_floor": "It would change to {decision} if the service floor were {floor} (late with "
    "probability {late} if ordered on {day}).",
    "flip_cost": "It would change to {decision} if standing still cost {per_day} {currency} a day "
    "(late with probability {late} if ordered on {day}).",
    "flip_stock": "It would change to COVERED with {quantity} more on hand.",
    "supplier_calendar": "Between {first} and {last} the supplier is closed on {closed} days.",
    "approval_total": "Order total {total}, limit {limit}: {verdict}.",
    "approval_probability": "Probability that the need arises within {days} d {within} x alert "
    "precision {precision} = {product}, threshold {threshold}: {verdict}.",
    "approval_split": "With this supplier's other orders of the day: {total}, limit {limit}: "
    "{verdict}.",
    "approval_model": "Basis of the prediction: {state}: {verdict}.",
    "approval_refused": "A person cancelled an order for this need before: not met.",
    "approval_off": "Automatic approval is switched off on this site.",
    "approval_by_hand": "{name} made it by hand; with what {name} ordered so from this supplier on "
    "the same day: {total}, limit {limit} for one person: {verdict}.",
    "approval_result": "Low-value rule {version}: {verdict}.",
}
"""Source text of every reason by its code; `{names}` are filled from the details."""

WORDS: tuple[str, ...] = (
    "met", "not met", "approved", "a person decides", "longer", "shorter",
    "normal delivery", "expedited delivery", "expected cost", "article rule",
    "degrading", "no degradation detected", "prior only", "no data",
    "not enough data", "out of range", "drifted",
    "wait for the order", "other vendor", "part from another machine", "run derated",
    "run to failure, crew staged",
    "unbalance", "misalignment", "looseness", "gear wear", "disturbed flow at blade pass",
    "cavitation", "belt wear", "electrical fault of the motor",
    "learned", "learned by stage", "declared", "pool of all suppliers", "shutdown",
)  # fmt: skip
"""Fixed words that stand inside reasons and are translated on their own."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One number behind a decision.

    Attributes
    ----------
    code : str
        Key into `TEXTS`.
    value : float or None
        The leading number, for tables and JSON.
    unit : str
        Its unit ("d", "1", "EUR/d"), empty for none.
    details : mapping
        What the text names, as raw numbers, dates and words.
    """

    code: str
    value: float | None = None
    unit: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)

    def text(
        self,
        number: Callable[[float], str] = plain_number,
        day: Callable[[date], str] = plain_day,
    ) -> str:
        """Word the reason in the reader's language.

        >>> Reason("order_by", 12.0, "d", {"day": date(2026, 3, 14), "days": 12}).text()
        'Order by 2026-03-14 (day 12).'
        """
        worded = {name: _word(detail, number, day) for name, detail in self.details.items()}
        return translate("Reasons", TEXTS[self.code]).format(**worded)


def _word(detail: Detail, number: Callable[[float], str], day: Callable[[date], str]) -> str:
    """Write one detail: dates and numbers by the reader's habit, fixed words translated."""
    if isinstance(detail, date):
        return day(detail)
    if isinstance(detail, str):
        return translate("Words", detail) if detail in WORDS else detail
    return number(detail)
