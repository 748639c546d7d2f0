"""The theme in use, put onto the application: Fusion, palette, font and style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.core.health import HealthState
from app.core.texts import translate
from app.ui.colours import BODY_PX, DARK, LIGHT, THEMES, Tokens, take_theme, tokens
from app.ui.style_sheet import style_sheet

__all__ = ["DARK", "LIGHT", "THEMES", "Tokens", "tokens"]

STATE_MARKS = {
    HealthState.NORMAL: "○",
    HealthState.WATCH: "◔",
    HealthState.ALARM: "▲",
    HealthState.DANGER: "◆",
    HealthState.NO_DATA: "✕",
}
"""Shape of each health state, so that colour never stands alone."""


def state_colour(state: HealthState) -> str:
    """Colour of a health state in the theme in use; normal and no data are grey."""
    return {
        HealthState.WATCH: tokens.watch,
        HealthState.ALARM: tokens.alarm,
        HealthState.DANGER: tokens.danger,
    }.get(state, tokens.muted)


def state_words(state: HealthState) -> str:
    """Shape and word of a health state: "▲ alarm"."""
    return f"{STATE_MARKS[state]} {translate('Words', state.value)}"


def use_theme(application: QApplication, name: str) -> None:
    """Put the application into the theme called "light" or "dark".

    Part of the theme is Fusion's palette, the rest one style sheet made from the tokens.
    """
    chosen = THEMES[name]
    take_theme(chosen)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette_of(chosen))
    application.setFont(body_font())
    application.setStyleSheet(style_sheet(chosen))


def system_theme(application: QApplication) -> str:
    """Name of the theme the desktop asks for."""
    is_dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


def other_theme() -> str:
    """Name of the theme that is not in use."""
    return "light" if tokens.canvas == DARK.canvas else "dark"


def body_font() -> QFont:
    """Font of the desktop in the body size."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BODY_PX)
    return font


def palette_of(theme: Tokens) -> QPalette:
    """Fusion's palette for a theme, so that every standard widget follows it."""
    palette = QPalette()
    role = QPalette.ColorRole
    for at, colour in {
        role.Window: theme.canvas,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.canvas,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Link: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
    }.items():
        palette.setColor(at, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for at in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, at, QColor(theme.edge))
    return palette
