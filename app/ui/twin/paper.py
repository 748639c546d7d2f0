"""A machine's twin on one or two pages: the picture, the numbers, what they rest on."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.paper_table import facts_html, paper_html, table_html
from app.ui.table_model import Column
from app.ui.twin.reading import StoryLine, TwinRecord
from app.ui.twin.words import basis_words, coming_facts, headline, indicator_lines
from app.ui.what_if.words import Line
from app.ui.wording import Wording

PICTURE_PX = 540
MOST_STORY = 14


def twin_html(
    record: TwinRecord,
    picture: QWidget,
    lines: Sequence[Line],
    change: str,
    story: Sequence[StoryLine],
    say: Wording,
) -> str:
    """Return the twin as HTML for `app.printing`."""
    asset, component = record.asset.asset, record.asset.component
    title = translate("Twin", "{tag}, digital twin").format(tag=asset.tag)
    head = (
        f"<h1>{escape(asset.tag)} {escape(asset.name)}</h1>"
        f"<p>{escape(component.name)} · {escape(asset.place)}</p>"
        f"<p class='head'>{escape(headline(record, say))}</p>"
        f"<p>{escape(basis_words(record, say))}</p>{_picture(picture)}"
    )
    currency = record.asset.policy.currency
    forecast = table_html(
        translate("Twin", "Forecast, money in {unit}").format(unit=currency), _columns(), lines
    )
    points = "".join(
        f"<p class='head'>{escape(state.component.name)}, {escape(state.point.name)} "
        f"(n = {say.count(state.good)})</p><p>"
        + "<br>".join(escape(line) for line in indicator_lines(state, say))
        + "</p>"
        for state in record.points
    )
    told = table_html(translate("Twin", "What happened"), story_columns(say), story[:MOST_STORY])
    coming = facts_html(coming_facts(record, say))
    return paper_html(title, f"{head}{coming}{forecast}<p>{escape(change)}</p>{points}{told}")


def story_columns(say: Wording) -> list[Column[StoryLine]]:
    """Say what each column of the story holds."""
    return [
        Column(
            translate("Twin", "Day"),
            lambda line: say.plain_day(line.day),
            sort_key=lambda line: line.day,
        ),
        Column(translate("Twin", "What happened"), lambda line: line.text),
    ]


def _columns() -> list[Column[Line]]:
    """Say the forecast's columns."""
    return [
        Column("", lambda line: line.name),
        Column(translate("WhatIf", "Plant"), lambda line: line.plant, is_number=True),
        Column(translate("WhatIf", "Assumed"), lambda line: line.assumed, is_number=True),
    ]


def _picture(widget: QWidget) -> str:
    """Return a widget as it stands, as an image."""
    box = QBuffer()
    box.open(QIODevice.OpenModeFlag.WriteOnly)
    shot = widget.grab()
    shot.save(box, "PNG")
    data = box.data().toBase64().toStdString()
    height = round(PICTURE_PX * shot.height() / max(shot.width(), 1))
    return f'<img src="data:image/png;base64,{data}" width="{PICTURE_PX}" height="{height}">'
