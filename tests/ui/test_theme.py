"""Contrast and colour blindness computed from the tokens, with WCAG's and Machado's formulas."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from app.core.health import HealthState
from app.ui.colours import DARK, LIGHT, THEMES, Tokens
from app.ui.theme import STATE_MARKS, state_colour, use_theme

BLINDNESS = {
    "none": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteran": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB."""

XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> NDArray[np.float64]:
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    dark, light = sorted(float(XYZ[1] @ linear(c)) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    share = XYZ @ np.clip(rgb, 0, 1) / (XYZ @ np.ones(3))
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "watch", "alarm", "danger"])
def test_text_stands_out_4_5_to_1_on_cards_and_tables(theme: Tokens, ink: str) -> None:
    assert contrast(getattr(theme, ink), theme.surface) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_on_canvas_selection_and_buttons(theme: Tokens) -> None:
    assert contrast(theme.text, theme.canvas) >= 4.5
    assert contrast(theme.muted, theme.canvas) >= 4.5
    assert contrast(theme.text, theme.selection) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["edge", "data", "data2", "watch", "alarm", "danger"])
def test_marks_and_edges_of_controls_stand_out_3_to_1(theme: Tokens, mark: str) -> None:
    for ground in (theme.surface, theme.canvas):
        assert contrast(getattr(theme, mark), ground) >= 3.0 or mark == "edge"
    assert contrast(theme.edge, theme.surface) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", BLINDNESS)
def test_states_lie_apart_for_every_eye(theme: Tokens, eyes: str) -> None:
    states = [theme.muted, theme.watch, theme.alarm, theme.danger]
    seen = [lab(BLINDNESS[eyes] @ linear(colour)) for colour in states]
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(one - other) >= 15.0


def test_no_two_states_share_their_shape() -> None:
    assert len(set(STATE_MARKS.values())) == len(HealthState)


@pytest.mark.parametrize("name", THEMES)
def test_a_well_machine_is_grey(qapp: QApplication, name: str) -> None:
    use_theme(qapp, name)
    red, green, blue = linear(state_colour(HealthState.NORMAL))
    assert max(red, green, blue) - min(red, green, blue) < 0.13
