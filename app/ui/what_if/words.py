"""What a what-if says: the day, the sentence of what changes, and the numbers side by side."""

import math
from dataclasses import dataclass
from datetime import timedelta

from app.core.texts import translate
from app.core.trigger import DecisionKind, DeliveryMode
from app.core.what_if import Outlook
from app.ui.what_if.question import Question
from app.ui.wording import NOTHING, Wording

WHOLE_MONEY_FROM = 1000.0
"""From this amount on expected money is written without cents."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number as the plant has it and as it is assumed; money is in the site's currency."""

    name: str
    plant: str
    assumed: str

    @property
    def is_news(self) -> bool:
        """Whether the assumptions change it."""
        return self.plant != self.assumed


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plant's own outlook and the one under other assumptions, for one reader."""

    question: Question
    plant: Outlook
    assumed: Outlook
    say: Wording

    def headline(self) -> str:
        """Say which day it would be, and how far from the plant's."""
        assumed, plant = self.assumed, self.plant
        if not assumed.is_dated:
            return translate("WhatIf", "Nothing to order within the horizon")
        if not plant.is_dated or assumed is plant:
            text = translate("WhatIf", "Order by {day}")
        elif assumed.order_day == plant.order_day:
            text = translate("WhatIf", "The same day: order by {day}")
        elif assumed.order_day < plant.order_day:
            text = translate("WhatIf", "Order {n} d earlier, by {day}")
        else:
            text = translate("WhatIf", "Order {n} d later, by {day}")
        days = abs(assumed.order_day - plant.order_day)
        said = text.format(day=self.day_of(assumed), n=days)
        if assumed.mode is DeliveryMode.EXPEDITED:
            said = translate("WhatIf", "{said}, by expedited delivery").format(said=said)
        if assumed.kind is DecisionKind.LATE:
            said = translate("WhatIf", "{said}, late all the same").format(said=said)
        return said

    def change(self) -> str:
        """Say how the chance of being late and the expected money change."""
        after = _money_at(self.assumed, self.assumed.order_day)
        if self.assumed is self.plant:
            text = translate("WhatIf", "P(late) {late}, expected money {money}.")
            late = self.say.percent(self.assumed.late)
            return text.format(late=late, money=self.money(after))
        before = _money_at(self.plant, self.plant.order_day)
        text = translate(
            "WhatIf", "P(late) {late} → {new_late}, expected money {money} → {new_money} ({more})."
        )
        return text.format(
            late=self.say.percent(self.plant.late),
            new_late=self.say.percent(self.assumed.late),
            money=self.money(before),
            new_money=self.money(after),
            more=self.signed_money(after - before),
        )

    def keeping(self) -> str:
        """Say what the plant's day would mean if the assumptions were true."""
        assumed, plant = self.assumed, self.plant
        if assumed is plant or not plant.is_dated or not assumed.is_dated:
            return ""
        if plant.order_day == assumed.order_day:
            return translate("WhatIf", "The plant's day holds under these assumptions too.")
        more = _money_at(assumed, plant.order_day) - _money_at(assumed, assumed.order_day)
        text = translate("WhatIf", "Ordered on {day} nevertheless: late with {late}, {more}.")
        return text.format(
            day=self.day_of(plant),
            late=self.say.percent(float(assumed.late_by_day[plant.order_day])),
            more=self.signed_money(more),
        )

    def look(self, day: int) -> tuple[str, str]:
        """Say what an order of a day would cost, and how likely it would come too late."""
        when = self.say.short_day(self.question.record.today + timedelta(days=day))
        money = f"{when}: {self.money(_money_at(self.assumed, day))}"
        late = translate("WhatIf", "{day}: late with {late}")
        share = self.say.percent(float(self.assumed.late_by_day[day]))
        return money, late.format(day=when, late=share)

    def lines(self) -> list[Line]:
        """Put the numbers of both side by side."""
        both = (self.plant, self.assumed)
        money = {
            translate("WhatIf", "Holding"): [o.holding for o in both],
            translate("WhatIf", "Waiting"): [o.waiting for o in both],
            translate("WhatIf", "Together"): [o.money for o in both],
        }
        percent = self.say.percent
        fees = [self.fee_of(o) for o in both]
        fee = Line(translate("WhatIf", "Hurrying"), *fees)
        return [
            Line(translate("WhatIf", "Order by"), *(self.day_of(o) for o in both)),
            Line(translate("WhatIf", "P(late)"), *(percent(o.late) for o in both)),
            Line(translate("WhatIf", "Tolerated"), *(percent(o.risk) for o in both)),
            *(
                Line(
                    name,
                    *(
                        self.amount(float(values[o.order_day]))
                        for values, o in zip(by_outlook, both, strict=True)
                    ),
                )
                for name, by_outlook in money.items()
            ),
            fee,
        ]

    def fee_of(self, outlook: Outlook) -> str:
        """Write what hurrying costs; a dash where nothing is hurried."""
        if outlook.mode is DeliveryMode.NORMAL:
            return NOTHING
        is_known = math.isfinite(outlook.fee)
        return self.amount(outlook.fee) if is_known else translate("WhatIf", "unknown")

    def day_of(self, outlook: Outlook) -> str:
        """Write the order day of an outlook, a dash where nothing is dated."""
        if not outlook.is_dated:
            return NOTHING
        day = self.question.record.today + timedelta(days=outlook.order_day)
        return self.say.short_day(day)

    def amount(self, money: float) -> str:
        """Write expected money without its currency: cents where they say something."""
        return self.say.fixed(money, 0 if abs(money) >= WHOLE_MONEY_FROM else 2)

    def money(self, money: float) -> str:
        """Write expected money."""
        return f"{self.amount(money)} {self.question.policy.currency}"

    def signed_money(self, money: float) -> str:
        """Write a difference of money with its sign."""
        return f"{'+' if money >= 0 else '−'}{self.money(abs(money))}"


def _money_at(outlook: Outlook, day: int) -> float:
    """Expected money of an order day."""
    return float(outlook.money[day])
