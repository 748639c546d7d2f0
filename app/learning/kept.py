"""A model's file on the books, hashed again whenever it is used."""

from app.core.errors import FileRefused
from app.exchange.fleet_file import fingerprint
from app.storage.unit_of_work import UnitOfWork


def model_as_kept(uow: UnitOfWork, found: str) -> bytes:
    """Return a model's file if it is still what was fingerprinted.

    Raises
    ------
    FileRefused
        If it was changed since.
    """
    content = uow.learned.content(found)
    if fingerprint(content) != found:
        name = uow.learned.get(found).name
        raise FileRefused(
            f"{name}: expected the file with the fingerprint {found}, got another one "
            f"({fingerprint(content)}).",
            "The books were changed outside Kairos. The model is not used; train it again or "
            "bring it in anew, and restore the books from a backup.",
        )
    return content
