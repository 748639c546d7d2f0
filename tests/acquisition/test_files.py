"""Folders of snapshots, replayed and watched."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from app.acquisition.files import FolderSource, channels_of
from app.acquisition.polling import Inbox, SampleLedger, SourceThread
from app.core.errors import SourceUnreachable
from app.core.measurements import BadReason, Quality, SourcePhase, Waveform
from app.core.sources import PointBinding, SourceConfig, SourceKind
from tests.acquisition.peers import noise
from tests.acquisition.plants import START, hours

RATE_HZ = 25_600.0


def folder_config(folder: Path, *channels: str, **settings: str) -> SourceConfig:
    where = {"unit": "ms2", "rate_hz": str(RATE_HZ), "start": START.isoformat()} | settings
    points = tuple(
        PointBinding(channel, {"channel": channel} | where) for channel in channels or ("1",)
    )
    return SourceConfig(
        "R", "Replay", SourceKind.FOLDER, str(folder), points, poll_s=0.0, timeout_s=5.0
    )


def write(folder: Path, name: str, samples: np.ndarray) -> None:
    rows = "".join(f"{value}\n" for value in samples.tolist())
    (folder / name).write_text(rows, encoding="utf-8")


def replayed(config: SourceConfig, **more) -> tuple[list[Waveform], FolderSource]:
    source = FolderSource(config, is_replay=True, **more)
    source.open()
    taken: list[Waveform] = []
    while not source.is_finished:
        taken += source.read()
    source.close()
    return taken, source


def test_a_folder_is_replayed_in_time_order_and_ends(tmp_path: Path):
    for number in (10, 9, 100):
        write(tmp_path, f"acc_{number}.csv", noise(number, 64))
    taken, source = replayed(folder_config(tmp_path, rpm="1800"))
    assert [waveform.taken_at for waveform in taken] == [hours(9), hours(10), hours(100)]
    assert all(waveform.is_scheduled for waveform in taken)
    assert {waveform.shaft_speed_rpm for waveform in taken} == {1800.0}
    assert source.is_finished


def test_each_channel_is_a_point_of_its_own(tmp_path: Path):
    (tmp_path / "a1.csv").write_text("h [g];v [m/s2]\n1;2\n3;4\n5;7\n", encoding="utf-8")
    assert [channel.name for channel in channels_of(tmp_path / "a1.csv")] == ["h", "v"]
    config = folder_config(tmp_path, "v", "h")
    points = tuple(
        replace(point, where={k: v for k, v in point.where.items() if k != "unit"})
        for point in config.points
    )
    taken, _ = replayed(replace(config, points=points))
    assert [waveform.point_id for waveform in taken] == ["v", "h"]
    assert taken[0].acceleration_ms2.tolist() == [2.0, 4.0, 7.0]
    assert taken[1].acceleration_ms2[0] == pytest.approx(9.80665)


def test_wav_and_csv_may_lie_together_and_the_rate_of_a_wav_is_checked(tmp_path: Path):
    write(tmp_path, "a_1.csv", noise(1, 64))
    wavfile.write(tmp_path / "a_2.WAV", int(RATE_HZ), noise(2, 64))
    wavfile.write(tmp_path / "a_3.wav", int(RATE_HZ) // 2, noise(3, 64))
    (tmp_path / "notes.txt").write_text("not a snapshot", encoding="utf-8")
    taken, _ = replayed(folder_config(tmp_path))
    assert [w.bad_reason for w in taken] == [
        BadReason.NONE,
        BadReason.NONE,
        BadReason.WRONG_RATE,
    ]


def test_a_snapshot_whose_time_column_shows_another_rate_is_bad(tmp_path: Path):
    rows = "".join(f"{n / 12_800:.7f},{x}\n" for n, x in enumerate(noise(1, 64).tolist()))
    (tmp_path / "a1.csv").write_text(f"t [s],acc\n{rows}", encoding="utf-8")
    taken, _ = replayed(folder_config(tmp_path, "acc"))
    assert taken[0].bad_reason is BadReason.WRONG_RATE


def test_broken_files_are_counted_and_the_rest_goes_on(tmp_path: Path):
    for number in range(1, 8):
        write(tmp_path, f"a_{number}.csv", noise(number, 64))
    (tmp_path / "a_2.csv").write_text("0.1\nx\n0.3\n", encoding="utf-8")
    write(tmp_path, "a_3.csv", noise(3, 20))
    (tmp_path / "a_4.csv").write_bytes(b"")
    broken = noise(5, 64).copy()
    broken[3] = np.inf
    write(tmp_path, "a_5.csv", broken)
    write(tmp_path, "a_7.csv", noise(6, 64))
    taken, source = replayed(folder_config(tmp_path))
    assert [(w.taken_at, w.bad_reason) for w in taken] == [
        (hours(1), BadReason.NONE),
        (hours(3), BadReason.TRUNCATED),
        (hours(5), BadReason.NOT_A_NUMBER),
        (hours(6), BadReason.NONE),
        (hours(7), BadReason.FROZEN),
    ]
    assert source.fault_count == 2
    assert set(source.faults) == {"a_2.csv", "a_4.csv"}


def test_a_file_cut_within_its_last_line_is_bad_for_every_channel(tmp_path: Path):
    (tmp_path / "a1.csv").write_text("h,v\n1,2\n2,3\n3,5\n4", encoding="utf-8")
    taken, _ = replayed(folder_config(tmp_path, "h", "v"))
    assert [w.bad_reason for w in taken] == [BadReason.TRUNCATED] * 2
    assert [w.quality for w in taken] == [Quality.BAD] * 2


def test_two_files_of_one_instant_are_told(tmp_path: Path):
    write(tmp_path, "a_1.csv", noise(1, 64))
    write(tmp_path, "b_1.csv", noise(2, 64))
    taken, source = replayed(folder_config(tmp_path))
    assert len(taken) == 1
    assert "like a_1.csv" in str(source.faults["b_1.csv"])


def test_without_a_start_or_a_stamp_nobody_can_tell_the_time(tmp_path: Path):
    write(tmp_path, "a_1.csv", noise(1, 64))
    config = folder_config(tmp_path)
    where = {k: v for k, v in config.points[0].where.items() if k != "start"}
    taken, source = replayed(replace(config, points=(PointBinding("1", where),)))
    assert taken == []
    assert "start instant" in str(source.faults["a_1.csv"])


@pytest.mark.parametrize("start", ["yesterday", "2026-03-02T08:00:00"])
def test_a_start_without_a_time_zone_is_refused(tmp_path: Path, start: str):
    source = FolderSource(folder_config(tmp_path, start=start))
    with pytest.raises(SourceUnreachable, match="start instant with its time zone"):
        source.open()


@pytest.mark.parametrize("setting", ["rate_hz", "unit", "channel"])
def test_a_missing_setting_refuses_each_file_and_says_which(tmp_path: Path, setting: str):
    write(tmp_path, "a_1.csv", noise(1, 64))
    config = folder_config(tmp_path)
    where = {k: v for k, v in config.points[0].where.items() if k != setting}
    taken, source = replayed(replace(config, points=(PointBinding("1", where),)))
    assert taken == []
    assert setting in str(source.faults["a_1.csv"])


def test_snapshots_that_are_stored_already_are_passed_over(tmp_path: Path):
    for number in range(5):
        write(tmp_path, f"a_{number}.csv", noise(number, 64))
    taken, _ = replayed(folder_config(tmp_path), after=hours(2))
    assert [waveform.taken_at for waveform in taken] == [hours(3), hours(4)]


def test_a_watched_folder_waits_until_a_file_is_complete(tmp_path: Path):
    source = FolderSource(folder_config(tmp_path))
    source.open()
    write(tmp_path, "a_1.csv", noise(1, 20))
    assert source.read() == []
    write(tmp_path, "a_1.csv", noise(1, 64))
    assert source.read() == []
    (waveform,) = source.read()
    assert waveform.acceleration_ms2.size == 64
    assert source.read() == []
    assert not source.is_finished
    source.close()


def test_a_fault_in_a_watched_folder_stands_until_a_good_file(tmp_path: Path):
    source = FolderSource(folder_config(tmp_path))
    source.open()
    (tmp_path / "a_1.csv").write_text("x\ny\n", encoding="utf-8")
    source.read()
    source.read()
    assert set(source.faults) == {"a_1.csv"}
    write(tmp_path, "a_2.csv", noise(1, 64))
    source.read()
    assert len(source.read()) == 1
    assert not source.faults


def test_a_thread_replays_to_the_end_without_losing_a_snapshot(tmp_path: Path):
    for number in range(60):
        write(tmp_path, f"a_{number}.csv", noise(number, 64))
    (tmp_path / "a_60.csv").write_text("junk\n\n", encoding="utf-8")
    ledger = SampleLedger()
    inbox = Inbox(ledger, capacity=4)
    statuses = []
    thread = SourceThread(
        folder_config(tmp_path),
        inbox,
        ledger,
        on_status=statuses.append,
        now=lambda: datetime(2030, 1, 1, tzinfo=UTC),
        make_source=lambda config: FolderSource(config, is_replay=True),
    )
    thread.start()
    instants = []
    while thread.is_running or len(inbox):
        waveform = inbox.take(0.05)
        if waveform is not None:
            instants.append(waveform.taken_at)
            ledger.stored(waveform.acceleration_ms2.size)
    assert instants == [hours(number) for number in range(60)]
    assert ledger.counts().is_balanced
    assert statuses[-1].phase is SourcePhase.FINISHED
    assert (statuses[-1].good, statuses[-1].bad) == (60, 1)
    assert "a_60.csv" in statuses[-1].text
    assert thread.stop()


def test_a_real_bearing_written_as_a_logger_writes_it_comes_back_to_the_code(
    data_folder: Path, tmp_path: Path
):
    recording = data_folder / "phm2012" / "Bearing1_2.npz"
    if not recording.is_file():
        pytest.skip("no phm2012 recordings")
    with np.load(recording) as bearing:
        blocks = [
            (int(number), codes * float(scale))
            for number, codes, scale in zip(
                bearing["snapshot"][:12],
                bearing["acc"][:12],
                bearing["scale"][:12],
                strict=True,
            )
        ]
    for number, codes_g in blocks:
        rows = "".join(f"{h:.3f},{v:.3f}\n" for h, v in codes_g.T)
        path = tmp_path / f"acc_{number:05}.csv"
        path.write_text(f"acc_h [g],acc_v [g]\n{rows}", encoding="utf-8")
    taken, source = replayed(folder_config(tmp_path, "acc_h", "acc_v", unit="g"))
    assert not source.faults
    assert [w.taken_at for w in taken[::2]] == [hours(number) for number, _ in blocks]
    assert {w.quality for w in taken} == {Quality.GOOD}
    for waveform, (_, codes_g) in zip(taken[::2], blocks, strict=True):
        expected = codes_g[0] * 9.80665
        np.testing.assert_allclose(waveform.acceleration_ms2, expected, atol=0.006)
