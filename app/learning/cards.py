"""A model's card as it is shown: checked at the door, for a stranger's may say anything."""

import math
from collections.abc import Mapping
from typing import Any

from app.core.errors import FileRefused
from app.exchange.fleet_file import read_model
from app.learning.kept import model_as_kept
from app.storage.unit_of_work import UnitOfWork

Shape = type[str] | type[float] | dict[str, Any] | list[Any]

COVERED = {"share": float, "mean_width": float}
CARD: dict[str, Any] = {
    "time_unit": str,
    "horizon": float,
    "chosen": str,
    "trained_on": {
        **dict.fromkeys(("file", "sha256", "trained_at"), str),
        **dict.fromkeys(("units", "failed", "still_running", "readings", "regimes"), float),
        **dict.fromkeys(("shortest_life", "median_life", "longest_life"), float),
        "columns": [str],
        "settings": [str],
        "left_out_as_constant": [str],
        "findings": [str],
    },
    "candidates": [{"name": str, "rmse": float, "folds": float}],
    "held_out": {
        "readings": float,
        "rmse": float,
        "rmse_by_remaining_life": [{"from": float, "to": float, "rmse": float}],
        "coverage_80": COVERED,
        "coverage_90": COVERED,
    },
    "what_speaks": [{"column": str, "share_of_wear_index": float}],
    "limits": [str],
    "versions": dict.fromkeys(("kairos", "scikit-learn", "numpy", "python"), str),
}
"""What a card holds: texts, finite numbers, lists of the same, parts with names."""
SINCE: dict[str, Any] = {
    "calibration": [{"level": float, "share": float}],
    "worst_tenth_of_units_90": float,
}
"""What the judgement on units held out holds on cards of today, and earlier ones may lack."""


def card_as_kept(uow: UnitOfWork, found: str) -> dict[str, Any]:
    """Return the card of a model on the books, if its file is still what was fingerprinted."""
    name = uow.learned.get(found).name
    _, card = read_model(model_as_kept(uow, found), name)
    return checked_card(card, name)


def checked_card(card: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a card of which every figure that is shown is there.

    Raises
    ------
    FileRefused
        Naming what is missing or is something else.
    """
    wrong = _wrong(card, CARD, "card")
    if not wrong:
        held = card["held_out"]
        since = {key: shape for key, shape in SINCE.items() if key in held}
        wrong = _wrong(held, since, "held_out") or ("" if card["candidates"] else "candidates")
    if wrong:
        raise FileRefused(
            f"{name}: expected a model with a whole card, got one without its {wrong}.",
            "Nothing was kept. Ask for the file once more, or train the model again.",
        )
    return dict(card)


def _wrong(part: object, shape: Shape, where: str) -> str:
    """Name the first place that is not as it should be, "" where all is."""
    if isinstance(shape, dict):
        named = part if isinstance(part, Mapping) else {}
        inner = ((named.get(key), own, f"{where}.{key}") for key, own in shape.items())
        return next((wrong for one in inner if (wrong := _wrong(*one))), "")
    if isinstance(shape, list):
        every = part if isinstance(part, list) else [None]
        return next((wrong for one in every if (wrong := _wrong(one, shape[0], where))), "")
    return "" if _is_word_or_number(part, shape) else where


def _is_word_or_number(part: object, shape: type[str] | type[float]) -> bool:
    """Whether a value is a text, or a finite number, as its place wants it."""
    if shape is str or isinstance(part, bool):
        return shape is str and isinstance(part, str)
    return isinstance(part, int | float) and math.isfinite(part)
