"""`kairos backtest`: what the order policies would have done on the plant's own books."""

import json
import sys
from datetime import date

from app.backtest.report_rows import report_json, report_text
from app.backtest.run import run_backtest
from app.storage.store import Store

WIDTH = 50


def backtest(plant: str, first: date | None, last: date | None, *, as_json: bool) -> int:
    """Replay a plant's books and print what came out; the plant is only read."""
    with Store.open(plant, read_only=True) as store:
        report = run_backtest(store, first, last, progress=_show)
    _show("", None)
    print(json.dumps(report_json(report), indent=2) if as_json else report_text(report))
    return 0


def _show(step: str, share: float | None) -> None:
    """Write one line over and over on standard error, where somebody watches."""
    if sys.stderr.isatty():
        done = "" if share is None else f" {share:.0%}"
        sys.stderr.write(f"\r{step + done:<{WIDTH}}")
