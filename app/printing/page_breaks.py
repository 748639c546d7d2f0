"""A row of a table stays on one page: a step is never torn from its box, a price from its part."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

SLACK_PX = 0.5
MOST_PASSES = 60
"""A pass mends one torn row, at most one a page; a paper of more pages is left as it is."""


def keep_rows_whole(document: QTextDocument) -> None:
    """Push every row that a page's end would tear down to the next page.

    A row taller than a page stays torn: there is no page that could hold it.
    """
    treated: set[tuple[int, int]] = set()
    for _ in range(MOST_PASSES):
        torn = next(
            (t for t in _torn_rows(document) if (t[0].objectIndex(), t[1]) not in treated), None
        )
        if torn is None:
            return
        table, row, gap = torn
        treated.add((table.objectIndex(), row))
        _push_down(table, row, gap)
        document.markContentsDirty(0, document.characterCount())


def _torn_rows(document: QTextDocument) -> Iterator[tuple[QTextTable, int, float]]:
    """Yield table, row and the px left on the page, for rows that reach over a page's end."""
    page_px = document.pageSize().height()
    for table in _tables(document.rootFrame()):
        for row in range(table.format().toTableFormat().headerRowCount(), table.rows()):
            top, bottom = _extent(document, table, row)
            page = int((top + SLACK_PX) // page_px)
            left = (page + 1) * page_px - top
            if bottom - SLACK_PX > (page + 1) * page_px and bottom - top < page_px and left > 1:
                yield table, row, left


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """Walk all tables from the outside in."""
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _cells(table: QTextTable, row: int) -> list[QTextTableCell]:
    """Return the cells of one row."""
    return [table.cellAt(row, column) for column in range(table.columns())]


def _extent(document: QTextDocument, table: QTextTable, row: int) -> tuple[float, float]:
    """Return the top and bottom of a row with its padding, in px of the whole document."""
    tops, bottoms = [], []
    for cell in _cells(table, row):
        first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        padding = cell.format().toTableCellFormat()
        tops.append(_lines(document, first).top() - padding.topPadding())
        bottoms.append(_lines(document, last).bottom() + padding.bottomPadding())
    return min(tops), max(bottoms)


def _lines(document: QTextDocument, block: QTextBlock) -> QRectF:
    """Return where the lines of a paragraph stand.

    A line that the page's end pushes down moves inside its paragraph, which Qt's rectangle of the
    paragraph leaves out.
    """
    place = document.documentLayout().blockBoundingRect(block)
    return block.layout().boundingRect().translated(place.topLeft())


def _push_down(table: QTextTable, row: int, gap_px: float) -> None:
    """Fill the page with an empty row; a torn first row begins its table on a new page."""
    if row <= table.format().toTableFormat().headerRowCount():
        table_format = table.format().toTableFormat()
        table_format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        table.setFormat(table_format)
        return
    spacer = QTextTableCellFormat()
    spacer.setFontPointSize(1.0)
    spacer.setTopPadding(max(gap_px - _first_lines_px(table, row) + SLACK_PX, 0.0))
    table.insertRows(row, 1)
    for cell in _cells(table, row):
        cell.setFormat(spacer)


def _first_lines_px(table: QTextTable, row: int) -> float:
    """Return the least room in which a first line of the row would still fit."""
    rooms = []
    for cell in _cells(table, row):
        text = cell.firstCursorPosition().block().layout()
        line_px = text.lineAt(0).height() if text.lineCount() else 0.0
        rooms.append(cell.format().toTableCellFormat().topPadding() + line_px)
    return min(rooms)
