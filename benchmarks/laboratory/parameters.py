"""What can be set of the laboratory's plant; the defaults are those of the specification."""

from dataclasses import dataclass, field, fields, replace


def setting(default: float, says: str) -> float:
    """Declare one parameter with the sentence `--help` prints."""
    return field(default=default, metadata={"says": says})  # type: ignore[no-any-return]


class BadSetting(ValueError):
    """A parameter that does not exist, or a value it cannot have."""


@dataclass(frozen=True)
class Parameters:
    """One plant; every number may be set by its name."""

    assets: int = setting(200, "assets of the plant")
    slots_per_asset: int = setting(3, "part positions on each asset")
    parts: int = setting(60, "part numbers, each shared by about assets x positions / parts slots")
    vendors: int = setting(12, "vendors; each part has one")
    warm_up_years: float = setting(1.0, "years played before anything is counted")
    years: float = setting(3.0, "years counted")
    life_days: float = setting(900.0, "mean days until a defect begins; parts differ around it")
    life_log_sd: float = setting(0.3, "log sd of the mean between parts")
    life_known_log_sd: float = setting(0.2, "log error of the mean life in the plant's file")
    shape_low: float = setting(1.5, "lowest Weibull shape of the time to a defect")
    shape_high: float = setting(3.0, "highest Weibull shape of the time to a defect")
    pf_days: float = setting(60.0, "mean days from defect to failure (inverse Gaussian)")
    pf_cv: float = setting(0.3, "coefficient of variation of defect to failure")
    shock_share: float = setting(0.1, "failures without warning, as a rate in mean lives")
    false_alarms: float = setting(0.1, "false alarms a slot and year")
    false_alarm_days: float = setting(20.0, "mean days until a false alarm clears")
    sigma: float = setting(0.35, "log sd of the error of a predicted remaining life")
    error_days: float = setting(15.0, "days over which prediction errors hang together")
    claimed_spread: float = setting(1.0, "claimed log sd of a prediction, as a multiple of sigma")
    bias: float = setting(1.0, "factor on every predicted remaining life; above 1 is optimistic")
    lead_days: float = setting(9.0, "median of the vendors' median lead times, working days")
    lead_between_log_sd: float = setting(0.7, "log sd of the median lead time between vendors")
    lead_factor: float = setting(1.0, "factor on every lead time")
    unreliable_share: float = setting(1 / 3, "share of vendors whose lead times scatter widely")
    accidents: float = setting(0.02, "share of deliveries that meet an accident")
    accident_factor: float = setting(3.0, "how much longer a delivery with an accident takes")
    disruptions: float = setting(0.25, "spells of disruption a vendor and year, 20 to 60 days")
    disruption_factor: float = setting(2.5, "how much longer deliveries take in such a spell")
    shutdown_days: int = setting(14, "days in August in which vendors and goods-in are closed")
    downtime_low: float = setting(5.0, "cost of an hour of downtime, 50 % of the assets")
    downtime_middle: float = setting(60.0, "cost of an hour of downtime, 35 % of the assets")
    downtime_high: float = setting(1200.0, "cost of an hour of downtime, the critical 15 %")
    price: float = setting(450.0, "median price of a part")
    price_log_sd: float = setting(1.3, "log sd of prices")
    carrying_rate: float = setting(0.25, "cost of holding, a share of the price a year")
    order_cost: float = setting(60.0, "cost of placing an order for a part")
    expedite_cost: float = setting(150.0, "cost of a hurried delivery, beside the share of price")
    expedite_price_share: float = setting(0.35, "cost of a hurried delivery, share of the price")
    expedite_lead_share: float = setting(0.25, "lead time of a hurried delivery over the median")
    window_days: int = setting(7, "days from one work window to the next")
    planned_hours: float = setting(4.0, "hours of a planned job")
    planned_cost_share: float = setting(0.25, "cost of a planned hour over that of downtime")
    unplanned_hours: float = setting(12.0, "hours of a repair after a failure")
    damage_share: float = setting(0.5, "damage of an unplanned failure, share of the price")
    floor_low: float = setting(0.95, "service floor of parts of ordinary assets only")
    floor_middle: float = setting(0.99, "service floor where an asset of the middle class uses it")
    floor_high: float = setting(0.999, "service floor where a critical asset uses it")

    @property
    def slots(self) -> int:
        """Count the slots."""
        return self.assets * self.slots_per_asset

    @property
    def days(self) -> int:
        """Days played, warm-up included."""
        return self.warm_up_days + round(self.years * 365)

    @property
    def warm_up_days(self) -> int:
        """Days played before anything is counted."""
        return round(self.warm_up_years * 365)


NOT_ZERO = {
    "assets", "slots_per_asset", "parts", "vendors", "years", "life_days", "life_log_sd",
    "shape_low", "shape_high", "pf_days", "pf_cv", "sigma", "error_days", "claimed_spread", "bias",
    "lead_days", "lead_factor", "accident_factor", "disruption_factor", "price", "carrying_rate",
    "window_days", "false_alarm_days",
}  # fmt: skip
"""Parameters that the plant divides by or takes the logarithm of."""


def with_settings(settings: list[str]) -> Parameters:
    """Read NAME=VALUE pairs.

    Raises
    ------
    BadSetting
        Naming what was given and what was expected.
    """
    known = {one.name: one for one in fields(Parameters)}
    chosen: dict[str, float] = {}
    for given in settings:
        name, equals, text = given.partition("=")
        if name not in known or not equals:
            raise BadSetting(
                f'"{given}" is not NAME=VALUE with a parameter of the plant; --help lists them.'
            )
        chosen[name] = _value(name, text, whole=isinstance(known[name].default, int))
    return replace(Parameters(), **chosen)


def _value(name: str, text: str, *, whole: bool) -> float:
    """Read one number within what its parameter can be."""
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        kind = "a whole number" if whole else "a number"
        raise BadSetting(f'{name}: expected {kind}, found "{text}".') from None
    least = "above 0" if name in NOT_ZERO else "0 or more"
    if not (value > 0 if name in NOT_ZERO else value >= 0) or value == float("inf"):
        raise BadSetting(f"{name}: expected a number {least}, found {text}.")
    return value


def described() -> str:
    """List every parameter with its default, for `--help`."""
    return "\n".join(
        f"  {one.name} = {one.default:.4g}\n      {one.metadata['says']}"
        for one in fields(Parameters)
    )
