"""F1: what each place is for, and its keys; in the catalogue like every other text."""

from collections.abc import Callable
from html import escape

from app.core.texts import translate
from app.ui.frame.help_machines import Help, assets_help, live_help, twin_help
from app.ui.frame.help_settings import settings_help
from app.ui.target import Place


def help_page(place: Place) -> str:
    """Return the help of a place as HTML."""
    title, paragraphs = _HELP[place]()
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    keys = "".join(
        f"<tr><td><b>{escape(key)}</b>&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>"
        for key, text in _keys()
    )
    heading = escape(translate("Help", "Keys"))
    return f"<h3>{escape(title)}</h3>{body}<h4>{heading}</h4><table>{keys}</table>"


def _today() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Today"),
        (
            translate(
                "Help",
                "Five questions. Under each stands what needs you, the most urgent first: one "
                "sentence, one number, the time that is left, one action.",
            ),
            translate(
                "Help",
                "The line on top shows every machine with the shape of its state: ring normal, "
                "quarter watch, triangle alarm, diamond danger, cross no data.",
            ),
            translate(
                "Help",
                "Days left count to the day on which the order must be placed, so that the "
                "part is on the shelf before it is needed.",
            ),
        ),
    )


def _needs() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Needs"),
        (
            translate(
                "Help",
                "One row for everything that wants a part: a predicted failure, unpredicted "
                "demand, planned maintenance, an open work order. The earliest day to order by "
                "stands first; a triangle says that this day is over.",
            ),
            translate(
                "Help",
                "Cover is what serves the need in time: pieces on the shelf or an order due "
                "before it, drafts included. What comes after the need is no cover.",
            ),
            translate(
                "Help",
                "Mark needs with Space, with Shift and an arrow, or all with Ctrl+A. One button "
                "drafts an order to each vendor; with no mark it takes what is due today. "
                "Ctrl+Z takes the drafts back while nobody has approved them.",
            ),
        ),
    )


def _orders() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Orders"),
        (
            translate(
                "Help",
                "Kairos drafts an order on the day it must be placed. Approve it, issue it to "
                "the supplier, and receive what comes in; each step is recorded in your name. "
                "Quantity… on a draft says what another one would cost before you change it.",
            ),
            translate(
                "Help",
                "Below every record stands why: the numbers its date was computed from, so "
                "that it can be recomputed by hand, and what would have changed it.",
            ),
            translate(
                "Help",
                "A step that can't be taken now is grey; its tooltip says why.",
            ),
        ),
    )


def _stores() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Stores"),
        (
            translate(
                "Help",
                "Every part: on hand, put aside for somebody, to come, and what is kept on "
                "purpose. A triangle says that a need will be late, a quarter that pieces are "
                "missing, a ring that all is covered; a click on a head sorts.",
            ),
            translate(
                "Help",
                "Safety stock is against needs nobody predicts, buffer stock beside it for "
                "critical machines whose vendor delivers unevenly. Beside each stands what the "
                "program works out and why; a person decides, also while supply is at risk.",
            ),
            translate(
                "Help",
                "The vendor asked first is the part's own; where another is cheaper in "
                "expectation the part is bought there, and its row says so. Pieces are put aside "
                "now, or asked for on a day. Approved alternates stand in for each other both "
                "ways round.",
            ),
            translate(
                "Help",
                "A count is blind: type what lies there, and why it differs if it does. What was "
                "put aside and is not there is let go. Each change is looked at by the board at "
                "once and recorded in your name; Ctrl+Z takes the last one back, with what was "
                "drafted for it.",
            ),
        ),
    )


def _vendors() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Vendors"),
        (
            translate(
                "Help",
                "Who sells the plant's parts, and what their receipts say of them. n is the "
                "number of receipts behind a figure; where there are none it says no data, "
                "never on time.",
            ),
            translate(
                "Help",
                "Bars are lead times as received, the curve is what orders are planned with: "
                "what was agreed, drawn towards the receipts as they come. P50, P84 and P95 are "
                "the days by which 50, 84 and 95 of 100 deliveries come, counted in the vendor's "
                "working days; V is P84 − P50.",
            ),
            translate(
                "Help",
                "Days late count from the day the vendor promised. Enter on a receipt opens its "
                "order. What was agreed is typed below; its calendar leads to the days on which "
                "the vendor works. New vendor (Ctrl+Shift+N) and its name and address open a form; "
                "Ctrl+Z takes the last change back.",
            ),
        ),
    )


def _improve() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Improve"),
        (
            translate(
                "Help",
                "The back-test replays this plant's own orders, issues, failures and predictions "
                "day by day under each ordering policy. No policy sees what came later.",
            ),
            translate(
                "Help",
                "Where no need was short, the sign ≤ says the highest rate that count still allows "
                "with 95 % confidence. A click on a policy brings its lane out; resting on a mark "
                "says what was ordered and why.",
            ),
            translate(
                "Help",
                "Decisions lists what people did with each proposal and, once the job is closed, "
                "what it cost against the proposal under what really happened.",
            ),
            translate(
                "Help",
                "Our predictions counts what became of every alarm by what its job found, and how "
                "many ends fell inside the intervals that were claimed. Bars are 90 % Jeffreys "
                "intervals; grey rests on fewer than eight cases. A part replaced before it "
                "failed is judged by its last prediction. Errors that change take a model out of "
                "use on such machines.",
            ),
            translate(
                "Help",
                "Learn from history: choose a table, say which column names the unit, which the "
                "time and what tells a failure, check it, train. What is refused is named by its "
                "line and left out only when you agree. The model waits until its fingerprint is "
                "approved; put in charge of machines, it speaks wherever all its columns are "
                "measured. Ctrl+P prints its card.",
            ),
        ),
    )


def _supply_risk() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Supply risk"),
        (
            translate(
                "Help",
                "When deliveries can't be relied on, this mode raises cover for the classes you "
                "choose: lead times spread wider, stock levels are multiplied, less risk is "
                "tolerated. Preview shows each part touched and the money before anything "
                "changes.",
            ),
            translate(
                "Help",
                "While it is on, a line over every page says since when, by whom, why, and when "
                "it is looked at again. Once five deliveries in a row took no longer than usual, "
                "leaving is proposed; a person decides.",
            ),
            translate(
                "Help",
                "After leaving it fades by its half-life. Levels return by themselves; one that "
                "was edited meanwhile waits for a decision: keep the edit, or back to before.",
            ),
        ),
    )


def _why() -> Help:
    """Explain this place."""
    return (
        translate("Help", "Why?"),
        (
            translate(
                "Help",
                "Every number behind a decision, in the order in which the date follows from them.",
            ),
            translate(
                "Help",
                "A prediction is checked by what became of earlier ones of the same model. From "
                "eight items of known fate on it is corrected by its bias and its width, or, where "
                "it tells no more than the age does, the age is planned on and a person approves.",
            ),
            translate(
                "Help",
                "An order that waits for a person is dated by the wait that such orders had. Of an "
                "order on its way it is said whether to have it hurried today; nothing is hurried "
                "by itself.",
            ),
        ),
    )


def _what_if() -> Help:
    """Explain this place."""
    return (
        translate("Help", "What if?"),
        (
            translate(
                "Help",
                "One decision under other lead times, costs and service floors. Each slider "
                "begins at the plant's own value, marked under its groove; arrows move it by one "
                "step, Page up and Page down by five. The spread V is P84 − P50.",
            ),
            translate(
                "Help",
                "Above stands what an order of each day is expected to cost: holding a part that "
                "comes early, waiting for one that comes late. Below it, how likely it comes too "
                "late, and the risk that is tolerated. The dashed day is the plant's, the blue "
                "one follows from what is assumed.",
            ),
            translate(
                "Help",
                "Nothing here changes the books. Ctrl+Z goes back to the plant's values.",
            ),
        ),
    )


def _keys() -> list[tuple[str, str]]:
    """Return the keys that work everywhere."""
    return [
        (translate("Keys", "Ctrl+1, 2, …"), translate("Help", "go to a place")),
        (
            translate("Keys", "Ctrl+K"),
            translate("Help", "search machines, parts, orders, jobs and vendors"),
        ),
        (translate("Keys", "Ctrl+Shift+P"), translate("Help", "run any command")),
        (translate("Keys", "Ctrl+P"), translate("Help", "print what is in front of you")),
        (translate("Keys", "Enter"), translate("Help", "open or do")),
        (translate("Keys", "Esc"), translate("Help", "go back")),
        ("F1", translate("Help", "this page")),
    ]


_HELP: dict[Place, Callable[[], Help]] = {
    Place.TODAY: _today,
    Place.LIVE: live_help,
    Place.ASSETS: assets_help,
    Place.NEEDS: _needs,
    Place.ORDERS: _orders,
    Place.STORES: _stores,
    Place.VENDORS: _vendors,
    Place.IMPROVE: _improve,
    Place.SETTINGS: settings_help,
    Place.SUPPLY_RISK: _supply_risk,
    Place.WHY: _why,
    Place.WHAT_IF: _what_if,
    Place.TWIN: twin_help,
}
