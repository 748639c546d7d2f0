"""What the README points at exists, and the commands it names are make's targets."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)]+)\)", README))))
def test_links_lead_somewhere(target):
    assert (PROJECT / target).exists()


@pytest.mark.parametrize("folder", re.findall(r"`((?:app|docs|tests|tools)[\w/]*)`", README))
def test_folders_named_exist(folder):
    assert (PROJECT / folder).is_dir()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"make (\w+) ", README))))
def test_commands_named_are_targets(command):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_make_bench_runs_every_benchmark():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    scripts = {path.name for path in (PROJECT / "benchmarks").glob("*.py")}
    assert set(re.findall(r"benchmarks/(\w+\.py)", makefile)) == scripts
