"""What another quantity on a draft would cost, in the reader's words."""

from app.core.buying_reasons import batch_reasons
from app.core.texts import translate
from app.replenishment.parts.draft_change import QuantityStudy
from app.ui.wording import Wording

MOST_SHOWN = 4
"""Few quantities are told: the rest stands in Why?."""


def proposal_words(study: QuantityStudy, currency: str, say: Wording) -> str:
    """Say which quantity the board proposes, with its sum and what the next ones would cost."""
    reasons = list(batch_reasons(study.choice, study.offer, currency))[:MOST_SHOWN]
    return "\n".join(reason.text(say.number, say.short_day) for reason in reasons)


def change_words(study: QuantityStudy, pieces: int, currency: str, say: Wording) -> str:
    """Say what a quantity costs against the one proposed, within the planning horizon."""
    offer, needed, proposed = study.offer, study.choice.needed, study.choice.chosen.quantity
    if offer.orderable(pieces) != pieces:
        text = translate("Orders", "{vendor} sells {n} next: from {least} on, in packs of {pack}.")
        return text.format(
            vendor=study.vendor,
            n=say.count(offer.orderable(pieces)),
            least=say.count(offer.minimum_order),
            pack=say.count(offer.pack_size),
        )
    if pieces == proposed:
        return translate("Orders", "This is the quantity the board proposes.")
    if pieces < needed:
        text = translate("Orders", "{needed} are needed: {n} would be missing.")
        return text.format(needed=say.count(needed), n=say.count(needed - pieces))
    return _extra_words(study, pieces, currency, say)


def _extra_words(study: QuantityStudy, pieces: int, currency: str, say: Wording) -> str:
    """Say the difference in money, a day and over the horizon."""
    option, extra = study.option(pieces), study.extra_over_horizon(pieces)
    if option is None or extra is None:
        return _idle_words(study, pieces, currency, say)
    more = translate("Orders", "{n} instead of {proposed}: {money} {unit} more over {days} d.")
    less = translate("Orders", "{n} instead of {proposed}: {money} {unit} less over {days} d.")
    said = (more if extra >= 0 else less).format(
        n=say.count(pieces),
        proposed=say.count(study.choice.chosen.quantity),
        money=say.fixed(abs(extra), 2),
        unit=currency,
        days=say.count(study.horizon_days),
    )
    if option.is_cheapest_in_one:
        return said
    split = translate("Orders", "Several orders for the same pieces cost less.")
    return f"{said} {split}"


def _idle_words(study: QuantityStudy, pieces: int, currency: str, say: Wording) -> str:
    """Say what pieces cost that no need is known for: their place, and the money in them."""
    idle, price = study.idle_pieces(pieces), study.offer.price_at(pieces)
    text = translate(
        "Orders",
        "{n} instead of {proposed}: no need is known for {idle} of them. Holding them costs "
        "{money} {unit} over {days} d, and {tied} are tied up.",
    )
    return text.format(
        n=say.count(pieces),
        proposed=say.count(study.choice.chosen.quantity),
        idle=say.count(idle),
        money=say.fixed(study.idle_cost(pieces), 2),
        unit=currency,
        days=say.count(study.horizon_days),
        tied=say.money(price * idle),
    )
