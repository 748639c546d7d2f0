"""`kairos analyse` as it is called."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from tests.exchange.recordings import worn_bearing, write_csv, write_npz

ABOUT = ["--rate-hz", "12800", "--rpm", "1497", "--bearing", "6205"]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "P-201.csv", worn_bearing())


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict]:
    main(["analyse", *map(str, words), "--json"])
    return json.loads(capsys.readouterr().out)["files"]


def test_a_worn_bearing_is_named_with_its_evidence_and_zone(recording, capsys):
    (row,) = answer(capsys, recording, *ABOUT, "--class", "pump")
    (channel,) = row["channels"]
    assert channel["diagnosis"]["failure_mode"] == "outer race wear"
    assert channel["diagnosis"]["evidence"][0]["code"] == "comb_outer"
    assert channel["severity"]["table"].startswith("ISO 10816-7 pumps")
    assert channel["severity"]["is_table_chosen"]
    assert channel["shaft_speed"] == {"rpm": 1497.0, "is_estimated": False}


def test_geometry_serves_where_the_catalogue_does_not_know_the_bearing(recording, capsys):
    by_geometry = [*ABOUT[:-1], "9,7.94004,39.0398"]
    (row,) = answer(capsys, recording, *by_geometry)
    assert row["channels"][0]["diagnosis"]["failure_mode"] == "outer race wear"
    assert not row["channels"][0]["severity"]["is_table_chosen"]


def test_figures_of_the_drive_are_taken_and_no_longer_asked_for(recording, capsys):
    (row,) = answer(capsys, recording, *ABOUT, "--gear-teeth", "24", "--supply-hz", "50")
    silent = " ".join(row["channels"][0]["not_looked_for"])
    assert "blades" in silent
    assert "teeth" not in silent
    assert "supply" not in silent


def test_one_bad_file_does_not_stop_the_others_and_is_told_by_the_exit_code(
    recording, tmp_path, capsys
):
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    good = write_npz(tmp_path / "good.npz", worn_bearing())
    names = [recording, tmp_path / "empty.wav", tmp_path / "none.csv", tmp_path / "notes.pdf", good]
    assert main(["analyse", *map(str, names), *ABOUT]) == 1
    said = capsys.readouterr().out
    assert said.count("Diagnosis: outer race wear") == 2
    assert "empty.wav: expected samples, got an empty file" in said
    assert "none.csv can't be read" in said
    assert 'expected a file of .csv, .txt, .wav, .mat, .npz, .tdms, .uff, .unv, got ".pdf"' in said
    assert main(["analyse", str(recording), str(good), *ABOUT]) == 0
    capsys.readouterr()
    rows = answer(capsys, *names, *ABOUT)
    assert [row["error"] is None for row in rows] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rpm", "0"], "expected a number above 0, found '0'"),
        (["--rpm", "fast"], "expected a number above 0, found 'fast'"),
        (["--rate-hz", "-1"], "expected a number above 0, found '-1'"),
        (["--envelope-band", "5000-2000"], "expected a band like 2000-5000"),
        (["--decimal", "dot"], "invalid choice"),
        (["--belt", "2000"], "expected lengths like 2000,200,400"),
    ],
)
def test_a_word_that_can_not_be_is_wrong_usage(recording, capsys, words, said):
    with pytest.raises(SystemExit) as ended:
        main(["analyse", str(recording), *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--bearing", "NU-000"], 'The bearing "NU-000" is not in the catalogue'),
        (["--bearing", "9,40,39"], "is no bearing"),
        (["--unit", "furlong"], "Expected the unit g, mg"),
        (["--class", "toaster"], "is no class of machine: expected pump"),
        (["--gear-teeth", "2"], "Expected teeth from 5 to 1000, found 2"),
        (["--belt", "300,200,400"], "Expected a belt longer than it lies round its sheaves"),
        (["--zones", "my own"], "is no table of zones: expected one of ISO"),
    ],
)
def test_a_machine_nobody_knows_is_refused_in_words(recording, capsys, words, said):
    assert main(["analyse", str(recording), *words]) == 1
    assert said in capsys.readouterr().err


def test_every_real_bearing_record_is_answered(data_folder, capsys):
    records = sorted(data_folder.glob("cwru/*.npz")) + sorted(data_folder.glob("mfpt/*.npz"))
    if not records:
        pytest.skip(f"no bearing records in {data_folder}")
    rows = answer(capsys, *records[::7], "--rate-hz", "12000", "--unit", "g")
    for row in rows:
        (channel,) = row["channels"]
        assert channel["state"] in {"good", "uncertain"}
        assert np.isfinite(channel["features"]["rms"])


def test_every_form_of_the_known_sets_is_read(data_folder, capsys):
    runs = sorted(data_folder.glob("phm2012/*.npz"))
    gears = sorted(data_folder.glob("gearbox/*.npz"))
    if not (runs and gears):
        pytest.skip(f"no run-to-failure bearings or gearboxes in {data_folder}")
    rows = answer(capsys, *runs, "--record", "3", "--rate-hz", "25600", "--unit", "g")
    assert {len(row["channels"]) for row in rows} == {2}
    assert all(c["severity"]["velocity_rms_mms"] > 0 for row in rows for c in row["channels"])
    rows = answer(capsys, *gears, "--rate-hz", "30000")
    assert {len(row["channels"]) for row in rows} == {4}
    assert all(c["severity"] is None for row in rows for c in row["channels"])
