"""Set-up chooses the right Python, says one command when something is missing, and is quick."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import set_up
import system_libraries


def python_saying(folder, name, version, *, makes_environments=True):
    """Write a program that answers as that Python would."""
    path = folder / name
    answer = json.dumps([str(path), version, makes_environments])
    path.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def only_these(monkeypatch, tmp_path):
    """A machine whose Pythons are the ones a test writes, the default first."""
    monkeypatch.delenv("KAIROS_PYTHON", raising=False)
    found = []
    monkeypatch.setattr(set_up, "candidates", lambda: found)

    def add(version, **abilities):
        found.append(python_saying(tmp_path, f"python-{version}", version, **abilities))
        return found[-1]

    return add


@pytest.mark.parametrize("default", ["3.9.2", "3.10.13", "3.14.0", "2.7.18"])
def test_another_python_is_taken_when_the_default_is_too_old_or_too_new(only_these, default):
    only_these(default)
    wanted = only_these("3.12.1")
    assert set_up.find_python().path == wanted


def test_the_default_python_is_kept_when_it_will_do(only_these):
    default = only_these("3.11.2")
    only_these("3.13.0")
    assert set_up.find_python().path == default


def test_a_python_that_makes_environments_goes_before_one_that_does_not(only_these):
    only_these("3.11.2", makes_environments=False)
    able = only_these("3.12.1")
    assert set_up.find_python().path == able


def test_without_a_supported_python_the_message_names_what_was_found(only_these):
    only_these("3.14.0")
    with pytest.raises(SystemExit, match=r"3\.11, 3\.12 or 3\.13; found 3\.14\.0"):
        set_up.find_python()


def test_a_python_that_does_not_answer_is_passed_over(tmp_path):
    broken = tmp_path / "python3"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    assert set_up.ask(str(broken)) is None
    assert set_up.ask(str(tmp_path / "absent")) is None


def test_this_python_is_read_as_it_is():
    found = set_up.ask(sys.executable)
    assert found.minor == sys.version_info[:2]
    assert found.is_supported


def test_the_python_asked_for_is_the_only_one_looked_at(monkeypatch):
    monkeypatch.setenv("KAIROS_PYTHON", "/somewhere/python3")
    assert set_up.candidates() == ["/somewhere/python3"]


def test_debian_package_that_makes_environments_is_named_by_version():
    old = set_up.Interpreter("/usr/bin/python3", "3.13.5", makes_environments=False)
    assert set_up.packages_to_make_environments(old) == ["python3.13-venv"]


def test_other_machines_are_refused_by_name(monkeypatch):
    monkeypatch.setattr(set_up.platform, "machine", lambda: "aarch64")
    with pytest.raises(SystemExit, match="this one is aarch64"):
        set_up.refuse_other_machines()


@pytest.fixture
def environment_of_its_own(monkeypatch, tmp_path):
    """An environment folder with a Python in it and nothing installed by pip."""
    calls = []
    (tmp_path / "bin").mkdir()
    inside = Path(python_saying(tmp_path / "bin", "python", "3.11.2"))
    monkeypatch.setattr(set_up, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(set_up, "ENVIRONMENT_PYTHON", inside)
    monkeypatch.setattr(set_up, "STAMP", tmp_path / "kairos-set-up.json")
    monkeypatch.setattr(set_up, "provide_system_packages", lambda _missing: None)
    monkeypatch.setattr(set_up, "pip_install", lambda *arguments: calls.append(arguments))
    return calls


def test_set_up_installs_once_with_hashes_and_then_has_nothing_to_do(environment_of_its_own):
    set_up.main()
    set_up.main()
    locked, own = environment_of_its_own
    assert "--require-hashes" in locked
    assert "--no-deps" in own


@pytest.mark.parametrize("changed", ["sha256", "python"])
def test_set_up_installs_again_when_lock_or_python_changed(environment_of_its_own, changed):
    set_up.main()
    stamp = json.loads(set_up.STAMP.read_text(encoding="utf-8"))
    set_up.STAMP.write_text(json.dumps({**stamp, changed: "other"}), encoding="utf-8")
    set_up.main()
    assert len(environment_of_its_own) == 4


def test_a_damaged_stamp_counts_as_none(environment_of_its_own):
    set_up.STAMP.write_text("{", encoding="utf-8")
    set_up.main()
    assert len(environment_of_its_own) == 2


@pytest.mark.usefixtures("environment_of_its_own")
def test_an_environment_that_has_moved_is_made_afresh():
    assert not set_up.is_usable_environment("/some/other/place")
    assert set_up.is_usable_environment(str(set_up.PROJECT))


def test_missing_libraries_are_named_in_one_command(monkeypatch, capsys):
    monkeypatch.setattr(system_libraries, "is_loadable", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(system_libraries, "has_fonts", lambda: False)
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)
    with pytest.raises(SystemExit):
        system_libraries.provide_system_packages(["python3.11-venv"])
    said = capsys.readouterr().out
    assert "sudo apt-get install" in said
    assert said.splitlines()[-1].endswith("python3.11-venv libegl1 fonts-dejavu-core")


def test_without_the_libraries_of_a_window_papers_and_tests_go_on(monkeypatch, capsys):
    monkeypatch.setattr(system_libraries, "is_loadable", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setattr(system_libraries, "has_fonts", lambda: True)
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)
    system_libraries.provide_system_packages([])
    assert "going on" in capsys.readouterr().out


def test_root_gets_what_is_missing_installed(monkeypatch):
    installed = []
    monkeypatch.setattr(system_libraries, "has_fonts", lambda: bool(installed))
    monkeypatch.setattr(system_libraries, "is_loadable", lambda _name: True)
    monkeypatch.setattr(system_libraries, "can_install", lambda: True)
    monkeypatch.setattr(system_libraries, "apt_install", installed.extend)
    system_libraries.provide_system_packages(["python3.12-venv"])
    assert installed == ["python3.12-venv", "fonts-dejavu-core"]


def test_make_names_every_target_and_what_it_does():
    makefile = (set_up.PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test", "check", "bench", "set-up"):
        rule = next(line for line in makefile.splitlines() if line.startswith(f"{target}:"))
        assert "## " in rule


def test_set_up_is_readable_by_an_old_python():
    script = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))"
    for name in ("set_up.py", "system_libraries.py"):
        path = set_up.PROJECT / "tools" / name
        subprocess.run([sys.executable, "-c", script, os.fspath(path)], check=True)
