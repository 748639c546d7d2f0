"""The lines of a universal file, and numbers in fields of fixed width."""

from array import array
from collections.abc import Sequence

from app.acquisition.snapshots.snapshot import REST_GOES_ON
from app.core.errors import FileRefused

END = b"    -1"
"""A line of its own that opens a data set and closes it."""


class UffLines:
    """Reads a universal file line by line, and knows where it is."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        self._name = name
        self._at = 0
        self.number = 0
        """Of the line read last, from 1; a block of bytes counts as none."""
        self.is_set_closed = False
        """Whether the numbers read last came to the end of their data set."""

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._content)

    def line(self) -> bytes:
        """Read a line without its end; empty at the end of the file."""
        found = self._content.find(b"\n", self._at)
        end = len(self._content) if found < 0 else found
        line = self._content[self._at : end].rstrip(b"\r")
        self._at = end + 1
        self.number += 1
        return line

    def block(self, size: int) -> bytes:
        """Read bytes as they stand; fewer than asked for at the end of the file."""
        block = self._content[self._at : self._at + size]
        self._at += size
        return block

    def fields(self, widths: Sequence[int]) -> list[str]:
        """Read a line of fields of fixed width, each without blanks around it."""
        line = self.line().decode("ascii", errors="replace")
        fields, at = [], 0
        for width in widths:
            fields.append(line[at : at + width].strip())
            at += width
        return fields

    def whole(self, text: str, what: str) -> int:
        """Read a whole number of the line read last."""
        try:
            return int(text)
        except ValueError:
            raise self.refuse(f"{what}, a whole number", text) from None

    def number_in(self, text: str, what: str) -> float:
        """Read a number of the line read last; Fortran's D for an exponent is fine."""
        try:
            if "_" not in text:
                return float(text.upper().replace("D", "E"))
        except ValueError:
            pass
        raise self.refuse(f"{what}, a number", text)

    def refuse(self, expected: str, got: str) -> FileRefused:
        """Say what was expected where, and what stands there."""
        return FileRefused(
            f"{self._name}, line {self.number}: expected {expected}, got "
            + (f'"{got[:40]}".' if got else "nothing."),
            REST_GOES_ON,
        )

    def numbers(self, widths: Sequence[int], count: int) -> "array[float]":
        """Read numbers of lines of fixed fields until there are so many, or the set ends."""
        values = array("d")
        self.is_set_closed = False
        while len(values) < count and not self.is_at_end:
            line = self.line()
            if line.rstrip() == END:
                self.is_set_closed = True
                break
            self._take(line.decode("ascii", errors="replace"), widths, values)
        return values

    def close_set(self, after: str) -> None:
        """Go past the end of a data set, with nothing before it but blank lines."""
        while not self.is_set_closed and not self.is_at_end:
            line = self.line()
            if line.rstrip() == END:
                self.is_set_closed = True
            elif line.strip():
                raise self.refuse(f"the end of the set after {after}", line[:40].decode("latin-1"))

    def _take(self, line: str, widths: Sequence[int], values: "array[float]") -> None:
        at = 0
        for width in widths:
            field = line[at : at + width]
            if not field.strip():
                return
            values.append(self.number_in(field.strip(), "a value"))
            at += width
