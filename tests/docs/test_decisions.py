"""Each decision is recorded in the same five parts and numbered without gaps."""

import re
from pathlib import Path

import pytest

RECORDS = sorted((Path(__file__).resolve().parents[2] / "docs" / "decisions").glob("*.md"))
PARTS = ["Question.", "Decision.", "Reasons.", "Alternatives.", "Status."]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_record_has_its_five_parts_in_order(path):
    assert re.findall(r"^\*\*(\w+\.)\*\*", path.read_text(encoding="utf-8"), re.MULTILINE) == PARTS


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_record_is_headed_by_its_own_number(path):
    assert path.read_text(encoding="utf-8").startswith(f"# {path.stem[:4]} ")


def test_records_are_numbered_without_gaps():
    assert [int(path.stem[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))
