"""F1 on Settings."""

from app.core.texts import translate


def settings_help() -> tuple[str, tuple[str, ...]]:
    """Explain this place."""
    return (
        translate("Help", "Settings"),
        (
            translate(
                "Help",
                "Which days the plant and each vendor work. Jobs are done and goods come in on "
                "the plant's working days; lead times are counted in the vendor's. Goods-in days "
                "may be fewer than working days.",
            ),
            translate(
                "Help",
                "A shutdown closes the plant from one day to another. While the machines stand "
                "still a job may also be done in it and costs no output; where they run on, only "
                "the workshop is closed, and the job is done before it.",
            ),
            translate(
                "Help",
                "Preview says which needs, orders and jobs move, and to which day; nothing is "
                "changed by looking. Keep and re-plan keeps the calendar, moves open orders and "
                "jobs with it and reviews every need; Ctrl+Z takes all of it back. Stopping the "
                "review is safe: the daily round does the rest.",
            ),
            translate(
                "Help",
                "Severity zones are tables of velocity that say from where a machine is in alarm "
                "or in danger. The figures that ship are second-hand and claim no conformity with "
                "a standard: change them, copy one as a table of your own, and say which classes "
                "of machines it judges; a point may have a table of its own on the asset page. "
                "Below stands how rarely a sound point may be called worn: a larger number of "
                "years raises the limits above each machine's own baseline.",
            ),
        ),
    )
