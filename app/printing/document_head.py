"""What the head of a paper's HTML says about every page: Qt's document leaves it aside."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Head:
    """Title and meta lines of a document."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)


class _HeadReader(HTMLParser):
    """Reads title and meta, which Qt's document leaves aside."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self._is_in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a meta line, or that the title begins."""
        given = dict(attrs)
        self._is_in_title = tag == "title"
        if tag == "meta":
            self.head.meta[given.get("name") or ""] = given.get("content") or ""

    def handle_data(self, data: str) -> None:
        """Take the title's text."""
        if self._is_in_title:
            self.head.title += data

    def handle_endtag(self, tag: str) -> None:
        """Note that the title is over."""
        self._is_in_title = self._is_in_title and tag != "title"


def head_of(html: str) -> Head:
    """Read the head of a document.

    >>> head_of('<title>T</title><meta name="footer" content="A &amp; B">').meta["footer"]
    'A & B'
    """
    reader = _HeadReader()
    reader.feed(html)
    return reader.head
