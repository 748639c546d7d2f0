"""A demo that ends before its bearing wears out has simply nothing to order."""

from pathlib import Path

import pytest

from app.headless.demo import DemoRun, run_demo


def test_a_story_without_an_order_says_so_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_demo(DemoRun(tmp_path, days=1, seed=7)) == 0
    assert "No order was needed in these 1 days." in capsys.readouterr().out
    assert (tmp_path / "run.json").is_file()
