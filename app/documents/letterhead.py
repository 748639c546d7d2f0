"""The head of a paper: the site's name and address, and its logo where the plant folder has one."""

from pathlib import Path

from app.core.policy import SitePolicy
from app.documents.papers import Letterhead
from app.documents.svg import data_uri

LOGO_KINDS = {
    "logo.svg": "image/svg+xml",
    "logo.png": "image/png",
    "logo.jpg": "image/jpeg",
    "logo.jpeg": "image/jpeg",
}
"""Files looked for in the plant folder, the sharpest first."""


def letterhead_of(policy: SitePolicy, folder: Path | None = None) -> Letterhead:
    """Put the letterhead together.

    A logo that can't be read is left out: an order must not fail for its ornament.

    Parameters
    ----------
    policy : SitePolicy
        Names the site.
    folder : Path, optional
        The plant folder, where a file `logo.svg`, `logo.png` or `logo.jpg` may lie.
    """
    return Letterhead(policy.site_name, policy.site_address, _logo_uri(folder))


def _logo_uri(folder: Path | None) -> str:
    """Read the logo as a data URI, empty where there is none."""
    for name, kind in LOGO_KINDS.items() if folder else ():
        path = folder / name if folder else Path(name)
        try:
            return data_uri(path.read_bytes(), kind)
        except OSError:
            continue
    return ""
