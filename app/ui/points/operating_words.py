"""In words: which speeds and loads a baseline knows, and whether they are reckoned out."""

import numpy as np

from app.analysis.baseline import is_out_of_range
from app.analysis.health import PointCondition
from app.core.texts import translate
from app.ui.wording import Wording


def operating_text(condition: PointCondition | None, say: Wording) -> str:
    """Say in which state the baseline was learned, what is normalised, and what is not known."""
    if condition is None or condition.baseline is None:
        return translate("Points", "Learned together with the baseline.")
    model = condition.baseline.operating
    said = [
        _range_text(
            model.speed_rpm,
            model.has_speed,
            say,
            translate("Points", "{span} rpm, reckoned out"),
            translate("Points", "steady at {span} rpm"),
            translate("Points", "speed not known: not normalised"),
        ),
        _range_text(
            model.load,
            model.has_load,
            say,
            translate("Points", "load {span}, reckoned out"),
            translate("Points", "load steady at {span}"),
            translate("Points", "load not known: not normalised"),
        ),
    ]
    if is_out_of_range(condition.history, condition.baseline):
        said.append(_out_of_range_text(condition, say))
    text = "; ".join(said)
    return text[:1].upper() + text[1:] + "."


def _range_text(
    known: tuple[float, float] | None,
    is_reckoned_out: bool,
    say: Wording,
    varied: str,
    steady: str,
    unknown: str,
) -> str:
    """Choose the words for one quantity of the operating state."""
    if known is None:
        return unknown
    low, high = (say.number(float(f"{value:.4g}")) for value in known)
    span = translate("Points", "{low} to {high}").format(low=low, high=high)
    return (varied if is_reckoned_out else steady).format(span=low if low == high else span)


def _out_of_range_text(condition: PointCondition, say: Wording) -> str:
    """Say that the machine runs as it never did, and what to do."""
    speed, load = condition.history.speed_rpm[-1], condition.history.load[-1]
    now = [
        text.format(value=say.number(float(f"{value:.4g}")))
        for text, value in (
            (translate("Points", "{value} rpm"), float(speed)),
            (translate("Points", "load {value}"), float(load)),
        )
        if not np.isnan(value)
    ]
    text = translate(
        "Points",
        "now {now}: out of range of the baseline, nothing is compared; learn it anew if this is "
        "how the machine runs from now on",
    )
    return text.format(now=", ".join(now))
