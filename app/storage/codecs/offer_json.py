"""Price breaks and shipping quotes of an offer as JSON content; amounts are text, never floats."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.offers import PriceBreak, ShippingQuote
from app.storage.codecs.policy_json import money_from_json, money_to_json


def breaks_to_json(breaks: tuple[PriceBreak, ...]) -> list[dict[str, object]]:
    """Write price breaks, rising."""
    return [{"least": step.least, "price": money_to_json(step.price)} for step in breaks]


def breaks_from_json(content: list[dict[str, Any]]) -> tuple[PriceBreak, ...]:
    """Read price breaks."""
    return tuple(PriceBreak(step["least"], money_from_json(step["price"])) for step in content)


def quotes_to_json(quotes: tuple[ShippingQuote, ...]) -> list[dict[str, str]]:
    """Write shipping quotes, oldest first."""
    return [{"on": quote.on.isoformat(), "cost": str(quote.cost)} for quote in quotes]


def quotes_from_json(content: list[dict[str, str]]) -> tuple[ShippingQuote, ...]:
    """Read shipping quotes."""
    return tuple(
        ShippingQuote(date.fromisoformat(quote["on"]), Decimal(quote["cost"])) for quote in content
    )
