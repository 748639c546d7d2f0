"""Ways a file is damaged, or made to lie."""

import random
import struct

ODD_NUMBERS = (0, 1, 2, 7, 255, 65_535, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**63 - 1)
ODD_TEXTS = (
    b"", b"nan", b"-inf", b"1e999", b"-1", b"9" * 30, b"    -1\n", b"\x00", b"\xff\xfe", b"1_0",
    b"0x10", b'"', b";", b",", b"\t", b"\r", b"{", b"O", b"<i8", b"PK\x03\x04", b"TDSm", b"RIFF",
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Change a file in one to four places."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            return bytes(changed)
        chance.choice(_WAYS)(changed, chance)
    return bytes(changed)


def _flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] = chance.randrange(256)


def _lie(content: bytearray, chance: random.Random) -> None:
    """Put a number where a count or an offset may stand."""
    number, width = chance.choice(ODD_NUMBERS), chance.choice((2, 4, 8))
    coded = struct.pack("<Q", number)[:width]
    at = chance.randrange(len(content))
    content[at : at + width] = coded if chance.random() < 0.7 else coded[::-1]


def _write(content: bytearray, chance: random.Random) -> None:
    at, text = chance.randrange(len(content)), chance.choice(ODD_TEXTS)
    content[at : at + chance.choice((0, len(text)))] = text


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _remove(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.randint(1, 64)]


def _repeat(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    piece = content[at : at + chance.randint(1, 256)]
    content[at:at] = piece * (chance.randint(1, 8) if chance.random() < 0.95 else 500)


def _swap(content: bytearray, chance: random.Random) -> None:
    a, b = chance.randrange(len(content)), chance.randrange(len(content))
    content[a : a + 8], content[b : b + 8] = content[b : b + 8], content[a : a + 8]


_WAYS = (_flip, _flip, _lie, _lie, _write, _cut, _remove, _repeat, _swap)
