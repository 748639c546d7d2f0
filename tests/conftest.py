"""What every test may rely on: no screen is needed, and where the real recordings lie."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from app.storage.store import Store
from tests.office_books import filled_store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline: a loaded machine is no fault of the code, times are measured in benchmarks/. No
# phase that explains a failure: it may run for minutes. CI draws the same examples every time.
settings.register_profile(
    "kairos",
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    derandomize="CI" in os.environ,
)
settings.load_profile("kairos")

PROJECT = Path(__file__).resolve().parent.parent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once for each reason how many tests were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"skipped {count}: {reason}")


def beside_the_project(variable: str, default: str) -> Path:
    """Path named by an environment variable, else the default beside the project."""
    return Path(os.environ.get(variable) or PROJECT / default).resolve()


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real recordings (`KAIROS_DATA`, by default `../shared/data`); skips when absent."""
    folder = beside_the_project("KAIROS_DATA", "../shared/data")
    if not folder.is_dir():
        pytest.skip(f"no recordings in {folder}: set KAIROS_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def vectors_file() -> Path:
    """Published inventory figures (`KAIROS_VECTORS`); skips when absent."""
    path = beside_the_project("KAIROS_VECTORS", "../shared/vectors/inventory.json")
    if not path.is_file():
        pytest.skip(f"no figures in {path}: set KAIROS_VECTORS to the file")
    return path


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's books, closed; made once and copied for each test."""
    folder = tmp_path_factory.mktemp("office") / "plant"
    filled_store(folder).close()
    return folder


@pytest.fixture
def store(office_template: Path, tmp_path: Path) -> Iterator[Store]:
    """A plant whose office is set up and whose pump has no spare bearing."""
    opened = Store.open(shutil.copytree(office_template, tmp_path / "plant"), owner="test")
    yield opened
    opened.close()
