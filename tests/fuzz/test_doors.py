"""One per cent of the damaged files of `make fuzz`."""

from pathlib import Path

import pytest

from tests.fuzz.__main__ import FULL_COUNT
from tests.fuzz.corpus import corpus
from tests.fuzz.doors import knock


@pytest.mark.parametrize("suffix", list(corpus()))
def test_a_damaged_file_is_read_or_refused_in_words_that_name_it(suffix: str, tmp_path: Path):
    tally = knock(suffix, 0, FULL_COUNT // 100, tmp_path)
    assert tally.read > 0
    assert tally.refused > 0
