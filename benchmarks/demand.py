"""Forecasts of spare-parts demand against Croston, SBA, TSB and zero, out of sample.

Every table of `--data` of the known form is judged: a CSV, packed or not, with `part` and then one
column a period (`1998-01` and so on), pieces whole or not, empty where nothing is known. The last
12 periods of each part are forecast one by one, each from what came before it alone (rolling
origin). Scaled errors: absolute error over the mean change from period to period before the first
forecast (Hyndman and Koehler 2006), mean over the periods of a part, then over parts; a part that
never changed before has no scale: those that have one are counted in brackets. The class of a part
is that of the periods before the first forecast.

The product gives two figures, `typical` (the median of a period) and `rate` (its mean), and plans
stock with the rate. Absolute errors are smallest for medians: where most periods ask for nothing
they favour a forecast of nothing, which keeps no stock at all. So squared error and bias are
printed too, in pieces, and what a shelf filled up to the 95 % point of Poisson demand of each rate
over the next 3 periods would have seen: how often it ran dry, the pieces kept, the pinball loss.
"""

import argparse
import csv
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.special import pdtr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.core.intermittent import demand_forecast, demand_pattern
from benchmarks.rig_records.document import DATA, put_into_document
from benchmarks.textbook.intermittent import croston, syntetos_boylan, teunter_syntetos_babai

TESTED, LEAST_KNOWN, LEAD = 12, 24, 3
SERVICE = 0.95
PERIOD = re.compile(r"\d{4}-\d{2}")
MARK = "demand"
METHODS: dict[str, Callable[[Sequence[float]], float]] = {
    "typical": lambda history: demand_forecast(history).typical,
    "rate": lambda history: demand_forecast(history).rate,
    "croston": croston,
    "sba": syntetos_boylan,
    "tsb": teunter_syntetos_babai,
    "zero": lambda _history: 0.0,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One method on the parts of one class of one table; figures are means over parts.

    `scaled_minus_zero` is the mean difference of the scaled error to the forecast of nothing, and
    `standard_error` that of this mean over parts.
    """

    set: str
    demand_class: str
    parts: int
    parts_scaled: int
    method: str
    scaled: float
    scaled_minus_zero: float
    standard_error: float
    squared: float
    bias: float
    dry: float
    pieces: float
    pinball: float


def main(arguments: list[str] | None = None) -> int:
    """Judge every table that is found and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with tables")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    found = [one for name, parts in tables(options.data) for one in judged(name, parts)]
    if not found:
        print(f"No table of demand by period in {options.data}.", file=sys.stderr)
        return 1
    print(json.dumps([asdict(one) for one in found], indent=1) if options.json else table(found))
    if options.write:
        put_into_document(MARK, "Forecasts of demand", __doc__.strip(), table(found))
    return 0


def tables(folder: Path) -> Iterator[tuple[str, list[np.ndarray]]]:
    """Yield each table of the form by its folder's name, one array of known periods a part."""
    for path in sorted((*folder.rglob("*.csv"), *folder.rglob("*.csv.gz"))):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            periods = header[1:]
            if header[:1] == ["part"] and periods and all(map(PERIOD.fullmatch, periods)):
                yield path.parent.name, [known(row[1:]) for row in rows]


def known(cells: Sequence[str]) -> np.ndarray:
    """Return the longest run of known periods that ends last, shape (n,)."""
    values = [float(cell) if cell.strip() else np.nan for cell in cells]
    while values and np.isnan(values[-1]):
        values.pop()
    gaps = np.flatnonzero(np.isnan(values))
    return np.array(values[gaps[-1] + 1 :] if gaps.size else values)


def judged(name: str, parts: list[np.ndarray]) -> list[Judged]:
    """Judge every method by class and over all; parts that are known too briefly are left out."""
    enough = [part for part in parts if part.size >= LEAST_KNOWN]
    classes = np.array([demand_pattern(part[:-TESTED]).demand_class.value for part in enough])
    scales = np.array([np.mean(np.abs(np.diff(part[:-TESTED]))) for part in enough])
    figures = {
        method: np.array([figures_of(p, f) for p in enough]) for method, f in METHODS.items()
    }
    made = []
    for chosen in (*sorted(set(classes)), "all"):
        inside = (classes == chosen) | (chosen == "all")
        for method, all_figures in figures.items():
            of_class = all_figures[inside]
            with_scale = scales[inside] > 0
            scaled, nothing = (
                (f[inside][with_scale, 0] / scales[inside][with_scale])
                for f in (all_figures, figures["zero"])
            )
            off = scaled - nothing
            count = int(with_scale.sum())
            made.append(
                Judged(
                    name, chosen, int(inside.sum()), count, method,
                    float(scaled.mean()) if count else float("nan"),
                    float(off.mean()) if count else float("nan"),
                    float(off.std(ddof=1) / np.sqrt(count)) if count > 1 else float("nan"),
                    *(float(value) for value in of_class[:, 1:].mean(axis=0)),
                )
            )  # fmt: skip
    return made


def figures_of(part: np.ndarray, method: Callable[[Sequence[float]], float]) -> tuple[float, ...]:
    """Mean absolute and squared error, bias, and what the shelf saw, of one part."""
    origins = range(part.size - TESTED, part.size)
    forecast = np.array([method(part[:origin].tolist()) for origin in origins])
    error = part[-TESTED:] - forecast
    levels = np.array([shelf_level(LEAD * rate) for rate in forecast[: TESTED - LEAD + 1]])
    asked = np.lib.stride_tricks.sliding_window_view(part[-TESTED:], LEAD).sum(axis=1)
    short = asked - levels
    pinball = np.where(short >= 0, SERVICE * short, (SERVICE - 1) * short)
    return (
        float(np.mean(np.abs(error))),
        float(np.mean(error**2)),
        float(-np.mean(error)),
        float(np.mean(short > 0)),
        float(levels.mean()),
        float(pinball.mean()),
    )


def shelf_level(mean: float) -> int:
    """Fewest pieces that Poisson demand stays within with the service wanted."""
    level = 0
    while mean > 0 and pdtr(level, mean) < SERVICE:
        level += 1
    return level


def table(found: list[Judged]) -> str:
    """Lay the results out as a Markdown table."""
    names = ["set", "class", "parts", "method", "scaled error", "minus zero's"]
    names += ["squared", "bias", "dry", "kept", "pinball"]
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    for one in found:
        scaled, off = "-", "-"
        if one.parts_scaled:
            scaled = f"{one.scaled:.3f}"
            off = f"{one.scaled_minus_zero:+.3f} ± {one.standard_error:.3f}"
        parts = f"{one.parts} ({one.parts_scaled})"
        lines.append(
            f"| {one.set} | {one.demand_class} | {parts} | {one.method} | {scaled} | {off} | "
            f"{one.squared:.3f} | {one.bias:+.3f} | {one.dry:.1%} | {one.pieces:.2f} | "
            f"{one.pinball:.3f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
