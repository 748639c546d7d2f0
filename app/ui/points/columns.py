"""What the two tables of a machine's points hold."""

from collections.abc import Callable

from app.core.health import HealthState
from app.core.measurements import Reading
from app.core.texts import translate
from app.ui.figures import level_text, unit_text
from app.ui.ink import ink
from app.ui.points.rows_points import IndicatorRow, PointRow
from app.ui.state_mark import state_token
from app.ui.table_model import Column


def point_columns() -> list[Column[PointRow]]:
    """Say what the list of points holds."""
    return [
        Column(translate("Points", "Point"), lambda row: row.point.name),
        Column(translate("Points", "State"), _state_word, colour=_state_colour),
        Column(translate("Points", "Decides"), _feature),
        Column(translate("Points", "Value"), _value, is_number=True),
        Column(translate("Points", "Limit"), _limit, is_number=True),
        Column(translate("Points", "Source of the limit"), _source),
    ]


def indicator_columns() -> list[Column[IndicatorRow]]:
    """Say what the list of indicators holds."""
    return [
        Column(
            translate("Points", "Indicator"),
            lambda row: translate("Words", row.id) + (f", {row.unit}" if row.unit else ""),
        ),
        _number(translate("Points", "Now"), lambda row: level_text(row.now)),
        _number(translate("Points", "Baseline"), lambda row: level_text(row.baseline)),
        _number(translate("Points", "Watch"), lambda row: row.limit(HealthState.WATCH)),
        _number(translate("Points", "Alarm"), lambda row: row.limit(HealthState.ALARM)),
        _number(translate("Points", "Danger"), lambda row: row.limit(HealthState.DANGER)),
        Column(translate("Points", "Source of the limits"), lambda row: row.sources),
    ]


def _number(title: str, text: Callable[[IndicatorRow], str]) -> Column[IndicatorRow]:
    """Make a column of numbers."""
    return Column(title, text, is_number=True)


def _state_word(row: PointRow) -> str:
    """State in a word; what the point is for where it has none."""
    state = row.health.state.value if row.health else row.point.role.value
    return translate("Words", state)


def _state_colour(row: PointRow) -> str | None:
    """Colour of a state that is news."""
    if row.health is None or row.health.state.severity <= 0:
        return None
    return ink(state_token(row.health.state)).name()


def _feature(row: PointRow) -> str:
    """Name of the deciding indicator."""
    known = row.health is not None and row.health.limit is not None
    return translate("Words", row.health.deciding_feature) if known and row.health else ""


def _value(row: PointRow) -> str:
    """Present value of the deciding indicator with its unit."""
    if row.health is not None and row.health.limit is not None:
        return f"{level_text(row.health.value)} {unit_text(row.health.unit)}".strip()
    value = row.newest.value if isinstance(row.newest, Reading) else None
    return f"{level_text(value)} {unit_text(row.point.unit)}".strip()


def _limit(row: PointRow) -> str:
    """Limit it is held against."""
    if row.health is None or row.health.limit is None:
        return level_text(None)
    return f"{level_text(row.health.limit)} {unit_text(row.health.unit)}".strip()


def _source(row: PointRow) -> str:
    """Whose limit that is."""
    if row.health is None or row.health.limit is None:
        return ""
    return translate("Words", row.health.limit_source)
