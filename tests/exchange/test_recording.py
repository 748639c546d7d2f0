"""Recordings in every format: the same figures through each, and honest words for the rest."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from app.acquisition.snapshots.snapshot import ReadAs
from app.core.errors import FileRefused, ReadingRefused, SamplingTooSlow
from app.core.health import FailureMode
from app.core.measurements import Quality
from app.exchange.recording import LONGEST_SAMPLES, ChannelResult, analyse_file
from app.exchange.recording_rows import file_row
from app.exchange.recording_text import file_text
from tests.exchange.recordings import MACHINE, RATE_HZ, TERMS, WRITERS, worn_bearing, write_csv


@pytest.fixture(scope="module")
def samples() -> np.ndarray:
    return worn_bearing()


def only(path: Path, terms=TERMS) -> ChannelResult:
    """Analyse a file of one channel."""
    (channel,) = analyse_file(path, terms).channels
    return channel


def figures(value: object) -> list[object]:
    """Every figure and word of a row, in order."""
    if isinstance(value, dict):
        return [each for key in value for each in (key, *figures(value[key]))]
    if isinstance(value, list):
        return [each for item in value for each in figures(item)]
    return [pytest.approx(value, rel=1e-6) if isinstance(value, float) else value]


def said_of(path: Path, terms=TERMS) -> dict[str, object]:
    """What is said of the only channel of a file, beside where it stood."""
    row = file_row(analyse_file(path, terms))["channels"][0]
    said = {key: row[key] for key in ("unit", "shaft_speed", "features", "severity")}
    # Evidence in decibels of a line near zero tells twelve digits from sixteen; the verdict not.
    return said | {"failure_mode": row["diagnosis"] and row["diagnosis"]["failure_mode"]}


@pytest.mark.parametrize("form", list(WRITERS))
def test_the_same_signal_gives_the_same_figures_through_every_door(tmp_path, samples, form):
    suffix, write = WRITERS[form]
    reference = said_of(write_csv(tmp_path / "reference.csv", samples))
    found = said_of(write(tmp_path / f"acc{suffix}", samples))
    assert figures(found) == figures(reference)
    assert found["failure_mode"] == "outer race wear"


@pytest.fixture(scope="module")
def real_records(data_folder) -> list[tuple[str, np.ndarray]]:
    """The middle second of records of every set of the known form, in g."""
    records = []
    for name in ("cwru", "mfpt", "phm2012", "gearbox"):
        for path in sorted((data_folder / name).glob("*.npz"))[::9]:
            with np.load(path) as file:
                codes = (
                    file["acc"][-1, 0] if "acc" in file else file["x"].reshape(len(file["x"]), -1)
                )
                scale = float(np.atleast_1d(file["scale"])[-1])
            column = codes if codes.ndim == 1 else codes[:, 0]
            start = max(column.size // 2 - 6000, 0)
            records.append((path.stem, column[start : start + 12_000] * scale))
    if not records:
        pytest.skip(f"no recordings of the known form in {data_folder}")
    return records


@pytest.mark.parametrize("form", list(WRITERS))
def test_real_records_give_the_same_figures_through_every_door(tmp_path, real_records, form):
    suffix, write = WRITERS[form]
    for name, record in real_records:
        reference = said_of(write_csv(tmp_path / f"{name}.reference.csv", record))
        assert figures(said_of(write(tmp_path / f"{name}{suffix}", record))) == figures(reference)


def test_a_report_reads_with_units_sources_and_evidence(tmp_path, samples):
    text = file_text(analyse_file(write_csv(tmp_path / "acc.csv", samples), TERMS))
    for words in (
        "12800 Hz (stated); recorded in g (from the file)",
        "1497 r/min, as stated",
        "mm/s, zone A",
        f"no claim of conformity: {MACHINE.zones.source}",
        "Diagnosis: outer race wear, confidence",
        "BPFO",
    ):
        assert words in text


def test_without_a_unit_figures_are_as_recorded_and_there_is_no_velocity(tmp_path, samples):
    path = write_csv(tmp_path / "acc.csv", samples, "acc")
    found = only(path, replace(TERMS, unit=None))
    assert found.study is not None
    assert found.study.severity is None
    assert found.study.features.acceleration_rms_ms2 == pytest.approx(samples.std(), rel=1e-6)
    assert found.study.diagnosis is not None
    assert found.study.diagnosis.failure_mode is FailureMode.OUTER_RACE_WEAR
    row = file_row(analyse_file(path, replace(TERMS, unit=None)))["channels"][0]
    assert (row["unit"], row["recorded_in"], row["severity"]) == ("as recorded", None, None)
    assert "mm/s" not in file_text(analyse_file(path, replace(TERMS, unit=None)))


def test_counts_of_a_wav_are_shares_of_full_scale_until_their_scale_is_declared(tmp_path, samples):
    path = tmp_path / "acc.wav"
    counts = np.rint(samples / np.abs(samples).max() * 30_000).astype(np.int16)
    wavfile.write(path, int(RATE_HZ), counts)
    unscaled = only(path, replace(TERMS, unit=None))
    assert unscaled.study is not None
    assert unscaled.study.severity is None
    assert unscaled.study.features.acceleration_peak_ms2 == pytest.approx(30_000 / 32_768, rel=1e-2)
    claimed = only(path)
    assert isinstance(claimed.refused, FileRefused)
    assert "expected a scale for integer samples in g" in claimed.refused.what
    scaled = only(path, replace(TERMS, read_as=ReadAs(0.001, allows_full_scale=True)))
    assert scaled.study is not None
    assert scaled.study.severity is not None


@pytest.mark.parametrize("unit", ["V", "inch", "um"])
def test_a_unit_that_is_none_of_ours_is_refused(tmp_path, samples, unit):
    found = only(
        write_csv(tmp_path / "acc.csv", samples, f"acc [{unit}]"), replace(TERMS, unit=None)
    )
    assert found.study is None
    assert f'got "{unit}"' in str(found.refused)


def test_two_units_for_one_channel_are_refused(tmp_path, samples):
    found = only(write_csv(tmp_path / "acc.csv", samples, "acc [m/s2]"))
    assert "the header says ms2, the settings say g" in str(found.refused)


@pytest.mark.parametrize(
    ("stated_hz", "words"),
    [(None, "expected a sample rate, got none"), (25_600.0, "the file says 12800")],
)
def test_a_rate_is_neither_guessed_nor_overruled(tmp_path, samples, stated_hz, words):
    path = tmp_path / "acc.csv"
    if stated_hz is None:
        write_csv(path, samples)
    else:
        rows = (f"{n / RATE_HZ:.9f},{v!r}" for n, v in enumerate(samples.tolist()))
        path.write_text("time [s],acc [g]\n" + "\n".join(rows), encoding="utf-8")
    found = only(path, replace(TERMS, rate_hz=stated_hz))
    assert isinstance(found.refused, FileRefused)
    assert words in found.refused.what
    assert found.refused.remedy


def spoiled(samples: np.ndarray, how: str) -> np.ndarray:
    """A signal with something wrong."""
    bad = samples.copy()
    if how == "constant":
        bad[:] = 0.5
    elif how == "stands still":
        bad[1000:25_000] = bad[1000]
    elif how == "NaN run":
        bad[500:900] = math.nan
    elif how == "infinite":
        bad[7] = math.inf
    elif how == "too large":
        bad[7] = 1e39
    elif how == "beyond any sensor":
        bad *= 1e5
    return bad


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("constant", "the signal stands still over 38400 of 38400 samples"),
        ("stands still", "stands still over 24000 of 38400 samples"),
        ("NaN run", "400 of 38400 samples are no finite numbers, from sample 501 on"),
        ("infinite", "1 of 38400 samples are no finite numbers, from sample 8 on"),
        ("too large", "1 of 38400 samples are no finite numbers, from sample 8 on"),
        ("beyond any sensor", "m/s2 is more than any sensor measures"),
    ],
)
def test_what_can_be_no_measurement_gives_no_figure(tmp_path, samples, how, words):
    found = only(write_csv(tmp_path / "acc.csv", spoiled(samples, how)))
    assert found.quality is Quality.BAD
    assert found.study is None
    assert found.waveform is None
    assert isinstance(found.refused, ReadingRefused)
    assert words in found.refused.what
    row = file_row(analyse_file(write_csv(tmp_path / "acc.csv", spoiled(samples, how)), TERMS))
    assert "features" not in row["channels"][0]
    assert row["channels"][0]["error"]["kind"] == "ReadingRefused"


def test_what_no_recorder_counts_is_refused_in_the_unit_of_the_record_too(tmp_path, samples):
    found = only(write_csv(tmp_path / "acc.csv", samples * 1e30, "acc"), replace(TERMS, unit=None))
    assert "more than any sensor measures (1e+15)" in found.why
    huge = only(write_csv(tmp_path / "acc.csv", samples * 1e12, "acc"), replace(TERMS, unit=None))
    assert huge.study is not None
    assert huge.study.features.crest_factor == pytest.approx(6.02, abs=0.01)


def test_a_saturated_signal_has_figures_but_no_zone_and_no_diagnosis(tmp_path, samples):
    found = only(write_csv(tmp_path / "acc.csv", np.clip(samples, -0.1, 0.1)))
    assert found.quality is Quality.UNCERTAIN
    assert found.study is not None
    assert found.study.severity is None
    assert found.study.diagnosis is not None
    assert found.study.diagnosis.failure_mode is FailureMode.SENSOR_FAULT
    text = file_text(analyse_file(tmp_path / "acc.csv", TERMS))
    assert "Not to be believed in full" in text
    assert "zone" not in text


def test_a_file_shorter_than_a_turn_of_the_shaft_is_refused(tmp_path, samples):
    found = only(write_csv(tmp_path / "acc.csv", samples[:500]))
    assert isinstance(found.refused, SamplingTooSlow)
    assert "at least one turn of the shaft" in found.refused.what
    assert found.study is None


def test_a_handful_of_samples_is_refused(tmp_path, samples):
    terms = replace(TERMS, machine=replace(MACHINE, speed_rpm=None))
    assert isinstance(
        only(write_csv(tmp_path / "a.csv", samples[:60]), terms).refused, ReadingRefused
    )


def test_a_rate_too_low_for_the_band_gives_no_velocity_and_says_so(tmp_path, samples):
    found = only(write_csv(tmp_path / "acc.csv", samples), replace(TERMS, rate_hz=1500.0))
    assert found.study is not None
    assert found.study.severity is not None
    assert found.study.severity.zone is None
    assert "needs at least 2000 samples a second, got 1500" in found.study.severity.why
    text = file_text(analyse_file(tmp_path / "acc.csv", replace(TERMS, rate_hz=1500.0)))
    assert "not determined" in text


def test_channels_are_judged_by_themselves(tmp_path, samples):
    rows = (f"{value!r},0.5" for value in samples.tolist())
    (tmp_path / "two.csv").write_text("h [g],v [g]\n" + "\n".join(rows), encoding="utf-8")
    result = analyse_file(tmp_path / "two.csv", TERMS)
    assert [channel.study is None for channel in result.channels] == [False, True]
    assert not result.is_whole
    assert only(tmp_path / "two.csv", replace(TERMS, channel="h")).study is not None
    missing = analyse_file(tmp_path / "two.csv", replace(TERMS, channel="3"))
    assert 'expected a column "3", got h, v' in str(missing.refused)


def test_of_a_long_recording_the_first_part_is_analysed_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.recording.LONGEST_SAMPLES", 20_000)
    monkeypatch.setattr("app.exchange.recording_text.LONGEST_SAMPLES", 20_000)
    found = only(write_csv(tmp_path / "acc.csv", worn_bearing()))
    assert found.waveform is not None
    assert (found.count, found.waveform.acceleration_ms2.size) == (38_400, 20_000)
    assert "the first 20000 analysed" in file_text(analyse_file(tmp_path / "acc.csv", TERMS))
    assert LONGEST_SAMPLES > 20_000
