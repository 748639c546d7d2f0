"""Naming of failure modes on records made from published physics: right, wrong, and by chance.

The machines are drawn by `tests/analysis/modes/sick_machines.py`: for each fault, records in noise
of four colours and three strengths; then sound machines of every speed, colour and load, whose
velocity lies below its limit, with all their figures known, and bare noise said to be abnormal.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.analysis.block import transform
from app.analysis.diagnosis import HIGH_MMS, Situation, diagnose
from app.core.drive import Drive
from app.core.health import Diagnosis, FailureMode
from benchmarks.rig_records.document import put_into_document
from tests.analysis.modes import sick_machines as sick

NOTHING = {FailureMode.NONE, FailureMode.UNDETERMINED}
NOISES_MS2 = (0.1, 0.5, 2.0)
COUNTS = (8192, sick.COUNT)
MARK = "failure_modes"


def main(arguments: list[str] | None = None) -> int:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faulty", type=int, default=24, help="records a fault and noise")
    parser.add_argument("--sound", type=int, default=500, help="records a length and kind")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the tables")
    parser.add_argument("--write", action="store_true", help="put the tables into docs")
    options = parser.parse_args(arguments)
    faulty = [faults(noise_ms2, options.faulty) for noise_ms2 in NOISES_MS2]
    quiet = [sound(count, options.sound) for count in COUNTS]
    bare = [noise_alone(count, options.sound) for count in COUNTS]
    text = "\n\n".join(
        [matrix(counts, noise) for counts, noise in zip(faulty, NOISES_MS2, strict=True)]
        + [false_names(quiet, bare)]
    )
    if options.json:
        print(json.dumps(as_objects(faulty, quiet, bare), indent=1))
    else:
        print(text)
    if options.write:
        put_into_document(MARK, "Naming the other failure modes", __doc__.strip(), text)
    return 0


def judged(machine: sick.Machine, samples: np.ndarray, known: Situation, **more: bool) -> Diagnosis:
    """Diagnose one record with the speed stated and all figures known."""
    return diagnose(sick.block(samples, machine.shaft_hz), sick.BEARING, None, known, **more)


def faults(noise_ms2: float, records: int) -> dict[str, Counter[FailureMode]]:
    """Count what is named of each fault in one noise."""
    rng = np.random.default_rng(1)
    known = Situation(sick.DRIVE, usual_high_ms2=max(noise_ms2, sick.USUAL_HIGH_MS2))
    found = {}
    for fault, (_, made) in sick.SICK.items():
        counts: Counter[FailureMode] = Counter()
        for number in range(records):
            colour = sick.COLOURS[number % len(sick.COLOURS)]
            machine = sick.Machine(rng.uniform(24.0, 24.9), noise_ms2, colour)
            counts[judged(machine, made(machine, rng), known, is_abnormal=True).failure_mode] += 1
        found[fault] = counts
    return found


def sound(count: int, records: int) -> Counter[FailureMode]:
    """Count what is named of sound machines, those above the velocity's limit drawn again."""
    rng, counts = np.random.default_rng(2), Counter[FailureMode]()
    while counts.total() < records:
        machine, known = drawn(rng, counts.total(), count)
        samples = sick.sound(machine, rng, known.drive, rng.uniform(0.1, 2.0))
        if transform(samples, sick.RATE_HZ).velocity_rms_mms() < HIGH_MMS:
            counts[judged(machine, samples, known).failure_mode] += 1
    return counts


def noise_alone(count: int, records: int) -> Counter[FailureMode]:
    """Count what is named of noise while health and velocity are said to be bad."""
    rng, counts = np.random.default_rng(3), Counter[FailureMode]()
    for number in range(records):
        machine, known = drawn(rng, number, count)
        samples = sick.noise(machine, rng)
        found = judged(machine, samples, known, is_abnormal=True, velocity_is_high=True)
        counts[found.failure_mode] += 1
    return counts


def drawn(rng: np.random.Generator, number: int, count: int) -> tuple[sick.Machine, Situation]:
    """Draw a machine of any speed with all its figures."""
    colour = sick.COLOURS[number % len(sick.COLOURS)]
    machine = sick.Machine(rng.uniform(13, 60), rng.uniform(0.02, 0.6), colour, count)
    drive = Drive(
        gear_teeth=int(rng.integers(11, 60)),
        blades=int(rng.integers(3, 12)),
        belt_length_mm=1600.0,
        sheave_mm=float(rng.uniform(90, 200)),
        other_sheave_mm=float(rng.uniform(90, 200)),
        supply_hz=50.0,
        pole_pairs=2,
    )
    return machine, Situation(drive, usual_high_ms2=machine.noise_ms2, is_pumping=True)


def matrix(counts: dict[str, Counter[FailureMode]], noise_ms2: float) -> str:
    """Lay out one noise: each fault, what it was named, and what else was named."""
    right = sum(counts[fault][mode] for fault, (mode, _) in sick.SICK.items())
    named = sum(n for found in counts.values() for mode, n in found.items() if mode not in NOTHING)
    total = sum(found.total() for found in counts.values())
    summary = (
        f"Noise {noise_ms2:g} m/s2 RMS: {right} of {total} rightly named, "
        f"{right / max(named, 1):.1%} right when named."
    )
    lines = [
        summary,
        "",
        "| fault | rightly named | unnamed | taken for |",
        "|---|---|---|---|",
    ]
    for fault, (mode, _) in sick.SICK.items():
        found = counts[fault]
        wrong = {m.value: n for m, n in found.items() if m not in {mode, *NOTHING}}
        words = ", ".join(f"{name} {n}" for name, n in wrong.items()) or "-"
        unnamed = sum(found[m] for m in NOTHING)
        lines.append(f"| {fault} | {found[mode]} of {found.total()} | {unnamed} | {words} |")
    return "\n".join(lines)


def false_names(quiet: list[Counter[FailureMode]], bare: list[Counter[FailureMode]]) -> str:
    """Lay out what is named where nothing is wrong."""
    lines = ["| nothing wrong | samples | records | named | as |", "|---|---|---|---|---|"]
    for kind, several in (("sound machine", quiet), ("bare noise, said to be bad", bare)):
        for count, counts in zip(COUNTS, several, strict=True):
            named = {m.value: n for m, n in counts.items() if m not in NOTHING}
            share = sum(named.values()) / counts.total()
            words = ", ".join(f"{name} {n}" for name, n in named.items()) or "-"
            lines.append(f"| {kind} | {count} | {counts.total()} | {share:.2%} | {words} |")
    return "\n".join(lines)


def as_objects(
    faulty: list[dict[str, Counter[FailureMode]]],
    quiet: list[Counter[FailureMode]],
    bare: list[Counter[FailureMode]],
) -> list[dict[str, object]]:
    """Return the counts for other programs."""
    found: list[dict[str, object]] = []
    for noise_ms2, counts in zip(NOISES_MS2, faulty, strict=True):
        for fault, named in counts.items():
            words = {mode.value: n for mode, n in named.items()}
            found.append({"fault": fault, "noise_ms2": noise_ms2, "named": words})
    for kind, several in (("sound", quiet), ("noise", bare)):
        for count, counts in zip(COUNTS, several, strict=True):
            words = {mode.value: n for mode, n in counts.items()}
            found.append({"fault": None, "kind": kind, "samples": count, "named": words})
    return found


if __name__ == "__main__":
    raise SystemExit(main())
