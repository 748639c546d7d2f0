"""The palette as plain values: grey is well, colour is news (ISA-101)."""

from dataclasses import astuple, dataclass, fields


@dataclass(slots=True)
class Tokens:
    """Colours of one theme as ``#RRGGBB``, by what they stand for.

    `tokens` below is the theme in use; it changes in place, so read it when you paint.
    """

    canvas: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    data: str
    data2: str
    watch: str
    alarm: str
    danger: str
    closed: str


LIGHT = Tokens(
    canvas="#E6E8EA",
    surface="#F7F8F9",
    raised="#FFFFFF",
    line="#C3C8CD",
    edge="#7F878E",
    text="#1F2429",
    muted="#545C64",
    accent="#1B5E8C",
    on_accent="#FFFFFF",
    selection="#D3DFE8",
    data="#2B3A48",
    data2="#3B6E8F",
    watch="#684500",
    alarm="#B55510",
    danger="#C72836",
    closed="#DADDE0",
)
"""By day. The three states lie 15 apart (CIELAB) for deuteran, protan and tritan eyes too."""

DARK = Tokens(
    canvas="#1D2125",
    surface="#262B30",
    raised="#2F353B",
    line="#434A52",
    edge="#808993",
    text="#E8EBEE",
    muted="#A6AEB7",
    accent="#6DB3E0",
    on_accent="#10161B",
    selection="#34475A",
    data="#C9D3DC",
    data2="#7FB2D0",
    watch="#EABC42",
    alarm="#ED874D",
    danger="#FF6078",
    closed="#20252A",
)
"""For the control room at night."""

THEMES = {"light": LIGHT, "dark": DARK}

tokens = Tokens(*astuple(LIGHT))
"""The theme in use."""

TABLE_PX, BODY_PX, HEADING_PX, NUMBER_PX = 12, 13, 16, 28
"""The four type sizes."""

GRID_PX, ROW_PX = 8, 28
"""Distances are multiples of the grid; a table row is this high."""


def take_theme(theme: Tokens) -> None:
    """Make a theme the one in use; everything painted afterwards follows it."""
    for field in fields(Tokens):
        setattr(tokens, field.name, getattr(theme, field.name))
