"""One style sheet for the whole window, made from a theme's tokens."""

from string import Template

from app.ui.colours import BODY_PX, HEADING_PX, NUMBER_PX, TABLE_PX, Tokens

_SHEET = Template(
    """
QToolTip { color: $text; background: $raised; border: 1px solid $edge; padding: 4px; }

QFrame[role="rail"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="status"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="card"]:hover { border-color: $edge; }
QFrame[role="card"]:focus { border: 1px solid $accent; outline: none; }
QFrame[role="record"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="panel"] { background: $raised; border: 1px solid $line; border-radius: 4px; }
QFrame[role="notice"] { background: $raised; border: 1px solid $edge; border-radius: 6px; }
QFrame[role="banner"] { background: $surface; border: 0; border-bottom: 1px solid $line;
    border-left: 4px solid $watch; }
QFrame[role="hairline"] { background: $line; border: 0; min-height: 1px; max-height: 1px; }

QLabel { background: transparent; }
QLabel[role="heading"] { font-size: ${heading_px}px; font-weight: 600; }
QLabel[role="question"] { font-size: ${body_px}px; font-weight: 600; }
QLabel[role="number"] { font-size: ${number_px}px; }
QLabel[role="unit"] { font-size: ${body_px}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${table_px}px; }
QLabel[role="count"] { color: $muted; font-size: ${table_px}px; }
QLabel[role="where"] { font-weight: 600; }
QLabel[role="story"], QLabel[role="term"] { font-size: ${table_px}px; }
QLabel[role="sheet"] { border: 1px solid $line; }
QLabel[role="crumb"] { font-weight: 600; }
QLabel[state="watch"] { color: $watch; }
QLabel[state="alarm"] { color: $alarm; }
QLabel[state="danger"] { color: $danger; }

QPushButton { color: $text; background: $raised; border: 1px solid $edge; border-radius: 4px;
    padding: 4px 12px; min-height: 18px; }
QPushButton:hover { background: $selection; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton:disabled { color: $edge; background: $surface; border-color: $line; }
QPushButton[role="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { color: $edge; background: $surface; border-color: $line; }
QPushButton[role="link"] { color: $accent; background: transparent; border: 1px solid transparent;
    padding: 2px 4px; min-height: 16px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:disabled { color: $edge; text-decoration: none; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="link"]:disabled { color: $edge; background: transparent;
    border-color: transparent; }
QPushButton[role="count"] { color: $accent; background: transparent; border: 0;
    padding: 0 4px; min-height: 16px; font-size: ${table_px}px; }
QPushButton[role="count"]:hover { text-decoration: underline; }
QPushButton[role="filter"] { background: transparent; }
QPushButton[role="filter"]:disabled { background: $surface; }
QPushButton[role="filter"]:checked { color: $text; background: $selection;
    border-color: $accent; }
QPushButton[role="filter"]:focus { border: 2px solid $accent; }

QPushButton[role="search"] { color: $muted; border-color: $line; text-align: left; }
QPushButton[role="search"]:hover { border-color: $edge; background: $raised; }
QPushButton[role="chip"] { background: transparent; border-color: transparent; padding: 3px 8px;
    color: $muted; }
QPushButton[role="chip"]:hover { background: $selection; }
QPushButton[role="chip"]:focus { border: 1px solid $accent; }
QPushButton[role="chip"][state="watch"] { color: $watch; border-color: $watch; }
QPushButton[role="chip"][state="alarm"] { color: $alarm; border-color: $alarm; }
QPushButton[role="chip"][state="danger"] { color: $danger; border-color: $danger; }

QToolButton { color: $text; background: transparent; border: 1px solid transparent;
    border-radius: 4px; padding: 4px; }
QToolButton:hover { background: $selection; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton[role="place"] { color: $muted; padding: 6px 2px; font-size: ${table_px}px; }
QToolButton[role="place"]:checked { color: $accent; background: $selection; font-weight: 600; }

QLineEdit { color: $text; background: $raised;
    border: 1px solid $edge; border-radius: 4px; padding: 4px 8px; min-height: 18px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent;
    padding: 3px 7px; }
QDateEdit, QTimeEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: 26px; }

QTableView { background: $surface; border: 1px solid $line; border-radius: 6px;
    font-size: ${table_px}px; gridline-color: transparent; outline: 0; }
QTableView:focus { border: 1px solid $accent; }
QTableView::item { border: 0; border-bottom: 1px solid $line; padding: 0 6px; }
QTableView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section { color: $muted; background: $surface; border: 0;
    border-bottom: 1px solid $edge; padding: 5px 9px; font-size: ${table_px}px; }
QTableCornerButton::section { background: $surface; border: 0; }
QListWidget { background: $raised; border: 1px solid $edge; border-radius: 6px; outline: 0; }
QListWidget::item { padding: 6px 8px; }
QListWidget::item:selected { background: $selection; color: $text; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 24px; margin: 1px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QTextBrowser { background: $surface; border: 0; padding: 8px; }
QProgressBar { background: $canvas; border: 1px solid $line; border-radius: 4px;
    text-align: center; min-height: 14px; max-height: 14px; font-size: ${table_px}px; }
QProgressBar::chunk { background: $data2; border-radius: 3px; }
"""
)


def style_sheet(theme: Tokens) -> str:
    """Fill a theme's colours and the type sizes into the sheet."""
    colours = {name: getattr(theme, name) for name in Tokens.__slots__}
    return _SHEET.substitute(
        colours,
        table_px=TABLE_PX,
        body_px=BODY_PX,
        heading_px=HEADING_PX,
        number_px=NUMBER_PX,
    )
