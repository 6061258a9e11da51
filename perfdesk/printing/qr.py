"""The QR code of a check code: version 1, level Q, mask 0; 21 modules a side, a quarter of it may be hidden.

Only this one size is made, for texts of fourteen signs. So all that is laborious is done once: each bit of
the text turns round a fixed set of modules, whatever the others are, and a code is what the bits that are set
turn round in the empty one. That takes some 10 µs; a library made for all sizes takes 1,000.
"""

from collections.abc import Iterator
from functools import cache

SIDE = 21
"""Modules."""
QUIET = 4
"""Modules that must stay white around it."""
LENGTH = 14
"""Signs it holds."""

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_DATA, _CHECKS = 13, 13  # bytes
_FORMAT = 0b011010101011111  # level Q, mask 0, with its own checks


def qr_thirds(text: str) -> bytes:
    """The thirds of each row, from the top: seven modules a byte, the leftmost the highest; ValueError."""
    if len(text) != LENGTH:
        raise ValueError(f"a text of {LENGTH} signs is needed, not {text!r}")
    modules = _empty()
    for at, byte in enumerate(_bits(text).to_bytes(_DATA, "big")):
        modules ^= _turned_by(at, byte)
    return modules.to_bytes(SIDE * 3, "big")


def _bits(text: str) -> int:
    """Kind of the text, its length, its signs in pairs, the end, a byte to fill up: 13 bytes."""
    bits = 0b0010 << 9 | len(text)
    for start in range(0, len(text), 2):
        one, two = (_SIGNS.index(sign) for sign in text[start : start + 2])
        bits = bits << 11 | (one * 45 + two)
    return bits << 6 << 8 | 0xEC


@cache
def _turned_by(at: int, byte: int) -> int:
    """The modules that one of the 13 bytes turns round."""
    modules = 0
    for bit, turned in enumerate(_turned()[8 * at : 8 * at + 8]):
        if byte & 128 >> bit:
            modules ^= turned
    return modules


@cache
def _turned() -> tuple[int, ...]:
    """For each bit of the 13 bytes: the modules that it turns round."""
    return tuple(
        _placed(_with_checks(bytes(128 >> bit % 8 if at == bit // 8 else 0 for at in range(_DATA))))
        for bit in range(8 * _DATA)
    )


def _placed(content: bytes) -> int:
    bits = int.from_bytes(content, "big")
    last = 8 * len(content) - 1
    return sum(
        _module(row, column) for number, (row, column) in enumerate(_path()) if bits >> (last - number) & 1
    )


@cache
def _path() -> tuple[tuple[int, int], ...]:
    """Where the bits stand: in columns two wide from the right, up and down by turns."""
    fixed = _fixed()
    path: list[tuple[int, int]] = []
    upwards = True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):  # column 6 is the ruler
        rows = range(SIDE - 1, -1, -1) if upwards else range(SIDE)
        path += [(row, column) for row in rows for column in (right, right - 1) if (row, column) not in fixed]
        upwards = not upwards
    return tuple(path)


@cache
def _empty() -> int:
    """The code before any bit is set: what is always there, and the mask."""
    dark = {place for place, is_dark in _fixed().items() if is_dark}
    dark |= {(row, column) for row, column in _path() if (row + column) % 2 == 0}
    return sum(_module(row, column) for row, column in dark)


def _module(row: int, column: int) -> int:
    """One dark module."""
    byte = row * 3 + column // 7
    return 64 >> column % 7 << 8 * (SIDE * 3 - 1 - byte)


@cache
def _fixed() -> dict[tuple[int, int], bool]:
    """The modules that hold no text: three corners, two rulers, the format; whether each is dark."""
    fixed = {(6, at): at % 2 == 0 for at in range(SIDE)} | {(at, 6): at % 2 == 0 for at in range(SIDE)}
    for top, left in ((0, 0), (0, SIDE - 7), (SIDE - 7, 0)):
        fixed |= {
            (row, column): max(abs(row - top - 3), abs(column - left - 3)) not in {2, 4}
            for row in range(max(top - 1, 0), min(top + 8, SIDE))
            for column in range(max(left - 1, 0), min(left + 8, SIDE))
        }
    return fixed | dict(_format()) | {(SIDE - 8, 8): True}


def _format() -> Iterator[tuple[tuple[int, int], bool]]:
    """The fifteen bits of the format, from the highest; they stand there twice."""
    around = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [
        (row, 8) for row in (7, 5, 4, 3, 2, 1, 0)
    ]
    apart = [(row, 8) for row in range(SIDE - 1, SIDE - 8, -1)] + [(8, at) for at in range(SIDE - 8, SIDE)]
    for number in range(15):
        is_dark = bool(_FORMAT >> (14 - number) & 1)
        yield around[number], is_dark
        yield apart[number], is_dark


def _with_checks(data: bytes) -> bytes:
    """The bytes, and behind them those of Reed and Solomon."""
    rest = bytearray(data + bytes(_CHECKS))
    for at in range(len(data)):
        factor = rest[at]
        for offset, part in enumerate(_divisor(), 1):
            rest[at + offset] ^= _times(part, factor)
    return data + bytes(rest[len(data) :])


@cache
def _divisor() -> tuple[int, ...]:
    """The polynomial whose roots are the first thirteen powers of two, without its leading one."""
    factors = [1]
    root = 1
    for _ in range(_CHECKS):
        shifted = [*factors, 0]
        factors = [a ^ _times(b, root) for a, b in zip(shifted, [0, *factors], strict=True)]
        root = _times(root, 2)
    return tuple(factors[1:])


@cache
def _times(one: int, other: int) -> int:
    """In the field of 256 elements that QR codes use."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0x11D if one & 128 else 0)
        other >>= 1
    return product
