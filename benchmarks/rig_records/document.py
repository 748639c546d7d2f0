"""Where the measured tables are kept, and where the records lie."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KAIROS_DATA") or ROOT / "../shared/data")
DOCUMENT = ROOT / "docs" / "benchmarks.md"


def put_into_document(mark: str, heading: str, explanation: str, text: str) -> None:
    """Put a table between its marks in docs/benchmarks.md, which is made if it is missing."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    old = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else "# Benchmarks\n"
    if begin not in old:
        old = f"{old.rstrip()}\n\n## {heading}\n\n{explanation}\n\n{begin}\n{end}\n"
    before, rest = old.split(begin, 1)
    after = rest.split(end, 1)[1]
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
