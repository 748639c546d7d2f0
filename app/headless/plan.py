"""`kairos plan FILE.json`: decide a scenario and print the dates."""

import json
from pathlib import Path

from app.exchange.plan import plan_scenario, plan_text
from app.exchange.scenario import read_scenario


def plan(path: Path, *, as_json: bool) -> int:
    """Print the plan of a scenario file; opens no plant and writes nothing."""
    rows = plan_scenario(read_scenario(path))
    print(json.dumps(rows, indent=2) if as_json else plan_text(rows))
    return 0
