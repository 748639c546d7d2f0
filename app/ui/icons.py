"""Line icons drawn from paths, in the colour of the theme and sharp at every scale."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SHAPES = {
    "today": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
    '<path d="M3.5 9.5h17M8 2.8v4M16 2.8v4M8 14.2l2.8 2.8 5-5.4"/>',
    "live": '<path d="M2.5 12h3.2l2.4-7 3.6 14 3.4-11 2.1 4h4.3"/>',
    "assets": '<circle cx="12" cy="12" r="3.2"/><circle cx="12" cy="12" r="7"/>'
    '<path d="M12 2.4V5M12 19v2.6M2.4 12H5M19 12h2.6M5.2 5.2 7 7M17 17l1.8 1.8'
    'M18.8 5.2 17 7M7 17l-1.8 1.8"/>',
    "orders": '<path d="M5.5 3h10l3.5 3.6V21h-13.5zM15 3v4h4"/>'
    '<path d="M8.5 11.2h7M8.5 14.4h7M8.5 17.6h4"/>',
    "needs": '<path d="M3 9.5h18l-1.8 10.2a1.5 1.5 0 0 1-1.5 1.3H6.3a1.5 1.5 0 0 1-1.5-1.3z"/>'
    '<path d="M7 9.5 10 3M17 9.5 14 3M9 13v4.5M12 13v4.5M15 13v4.5"/>',
    "settings": '<path d="M3.5 7h9M17.5 7h3M3.5 17h3M11.5 17h9"/>'
    '<circle cx="15" cy="7" r="2.5"/><circle cx="9" cy="17" r="2.5"/>',
    "improve": '<path d="M3.5 3.5v17h17"/><path d="m7 15 4-4.5 3.2 2.8L20 7M15.8 6.6H20v4.2"/>',
    "predicted": '<path d="M2.5 7c6.5 0 10 2.5 12.5 12"/><path d="M20.5 4v16.5"/>'
    '<path d="m11.5 16.5 3.7 3.6 2.6-4.4"/>',
    "unpredicted": '<rect x="4" y="4" width="16" height="16" rx="3"/>'
    '<path d="M8.5 8.5v.1M15.5 15.5v.1M12 12v.1M15.5 8.5v.1M8.5 15.5v.1"/>',
    "planned": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
    '<path d="M3.5 9.5h17M8 2.8v4M16 2.8v4"/>',
    "job": '<path d="M14.5 6.2a4.3 4.3 0 0 1 5.3-2.9l-2.7 2.9.6 2.1 2.1.6 '
    '2.8-2.7a4.3 4.3 0 0 1-5.6 5.2L8.2 20.2a2.3 2.3 0 0 1-3.3-3.3l8.8-8.7"/>',
    "stores": '<path d="M3.5 3v18M20.5 3v18M3.5 9.5h17M3.5 18h17"/>'
    '<path d="M6.5 5.5h4.5v4H6.5zM13 12.5h4.5V18H13zM6.5 14h4.5v4H6.5z"/>',
    "vendors": '<path d="M2.5 6.5h11.5v9.5h-11.5zM14 10h4l3.5 3.4V16h-7.5"/>'
    '<circle cx="7" cy="17.6" r="1.9"/><circle cx="17.2" cy="17.6" r="1.9"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15.2 15.2 5.3 5.3"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.2 9.4c.3-1.7 1.5-2.6 2.9-2.6 1.6 0 2.8 1 '
    '2.8 2.5 0 2.2-2.8 2.3-2.8 4.5M12.1 17.2v.2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"/>',
    "collapse": '<path d="m14.5 6-6 6 6 6"/>',
    "expand": '<path d="m9.5 6 6 6-6 6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "print": '<path d="M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
    "back": '<path d="M20 12H5M11 5.5 4.5 12l6.5 6.5"/>',
    "kairos": '<circle cx="12" cy="12" r="9"/><path d="M12 6v6l4.2 2.6"/>',
}
"""Shapes on a 24 x 24 grid, drawn as lines 1.6 wide."""


def icon(name: str, colour: str, checked_colour: str = "") -> QIcon:
    """Return an icon in one colour, and in another while its button is checked."""
    made = QIcon()
    for size in (20, 40, 60):
        made.addPixmap(_drawn(name, colour, size), QIcon.Mode.Normal, QIcon.State.Off)
        checked = _drawn(name, checked_colour or colour, size)
        made.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    """Draw one shape on a transparent square."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" '
        f'stroke="{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f"{SHAPES[name]}</g></svg>"
    )
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
