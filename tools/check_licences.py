"""Licence gate over what ships: every locked runtime package must allow a closed installer.

Permissive licences and the LGPL (libraries that stay replaceable files) pass; the GPL and AGPL do
not. A package that offers a choice passes when one of its alternatives does. What a package says of
itself is read from its installed metadata; one that says nothing fails until a person has read its
licence text and recorded it below.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

RUNTIME_LOCK = Path(__file__).resolve().parent.parent / "locks" / "runtime.txt"

ALLOWED = re.compile(
    r"""MIT | MIT-0 | MIT\ License
      | BSD | BSD-[123]-Clause | 0BSD | BSD\ License
      | ISC | ISC\ License.* | Zlib | CC0-1\.0 | PSF-2\.0 | Python\ Software\ Foundation\ License
      | Apache[-\ ]2\.0 | Apache\ Software\ License | MPL-2\.0 | Mozilla\ Public\ License\ 2\.0.*
      | LGPL-[23](\.[01])?(-only|-or-later)? | GNU\ Lesser\ General\ Public\ License.*
    """,
    re.VERBOSE,
)

READ_BY_A_PERSON = {
    "pysqlite3": ("Zlib", "the LICENSE file is zlib's text, the metadata names no licence"),
    "wait-for2": ("Apache-2.0", "absent from Python 3.12 on, so its metadata can't always be read"),
}
"""Package to (licence, why its metadata was not enough)."""


def locked_packages(lock: str) -> list[str]:
    r"""Names of the packages in a lock file's text.

    >>> locked_packages("six==1.17.0 --hash=sha256:00\n# via x\nzope-x==1 ; x\n")
    ['six', 'zope-x']
    """
    return re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)


def is_allowed(expression: str) -> bool:
    """Whether one alternative of this licence expression has only allowed parts.

    >>> is_allowed("LGPL-3.0-only OR GPL-2.0-only"), is_allowed("MIT AND GPL-3.0-only")
    (True, False)
    """
    return any(
        all(ALLOWED.fullmatch(part.strip(" ()")) for part in alternative.split(" AND "))
        for alternative in expression.split(" OR ")
    )


def licences_named(package: metadata.PackageMetadata) -> list[str]:
    """Licence expressions in a package's metadata, the most exact field that is understood."""
    for field in ("License-Expression", "License"):
        text = next(iter(package.get_all(field) or []), "").strip()
        if text and is_allowed(text):
            return [text]
    classifiers = package.get_all("Classifier") or []
    named = [line.rsplit(" :: ", 1)[1] for line in classifiers if line.startswith("License ::")]
    return named or [text[:60] for text in (package.get_all("License") or []) if text.strip()]


def complaint(name: str) -> str | None:
    """What stands against shipping this package; None when nothing does."""
    recorded = READ_BY_A_PERSON.get(name)
    if recorded is not None:
        return None if is_allowed(recorded[0]) else f"recorded as {recorded[0]}"
    try:
        named = licences_named(metadata.metadata(name))
    except metadata.PackageNotFoundError:
        return "not installed here: read its licence and record it in tools/check_licences.py"
    if not named:
        return "names no licence: read its text and record it in tools/check_licences.py"
    refused = [licence for licence in named if not is_allowed(licence)]
    return f"not allowed: {', '.join(refused)}" if refused else None


def main() -> None:
    """Check every runtime package; exit code 1 when one can't ship."""
    names = locked_packages(RUNTIME_LOCK.read_text(encoding="utf-8"))
    complaints = [f"{name}: {why}" for name in names if (why := complaint(name))]
    for line in complaints:
        print(line)
    print(f"licences: {len(names)} packages ship, {len(complaints)} may not")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
