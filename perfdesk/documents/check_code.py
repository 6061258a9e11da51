"""The check code of a filled form: what a paper of it is known by, short enough to be typed from the paper.

    7K3M-92XP-4TCJ

Eleven signs are a digest of what the form is and of every text that is printed; the twelfth is over them.
Uids, marks, the tray and rows that nobody filled in are not in it: equal papers have equal codes, whoever
keeps them. No sign looks like another; one wrong sign, or two that changed places, never give another code.
"""

import re
from hashlib import blake2b

from perfdesk.asciijson import ascii_json
from perfdesk.documents.document import Document
from perfdesk.documents.making import is_blank
from perfdesk.forms.spelling import narrow

SIGNS = "23456789ACDEFHJKMNPRTWX"
"""Their number is a prime: with it and a weight for each place, all such mistakes are found."""
_LENGTH = 12
_GROUP = 4
_PRINTED = re.compile("-".join([f"[{SIGNS}]{{{_GROUP}}}"] * (_LENGTH // _GROUP)))
_BLANKS = re.compile(r"[\s\-_·]+")


def check_code(document: Document) -> str:
    """The code of a document, grouped."""
    rows = [row.texts for row in document.rows if not is_blank(row)]
    content = [document.form, dict(document.texts), rows]
    digest = blake2b(ascii_json(content, sort_keys=True), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    values = []
    for _ in range(_LENGTH - 1):
        number, value = divmod(number, len(SIGNS))
        values.append(value)
    return _grouped("".join(SIGNS[value] for value in (*values, _last(values))))


def read_code(typed: str) -> str:
    """The code that somebody typed, grouped; ValueError says in Chinese what is wrong with it."""
    signs = _BLANKS.sub("", narrow(typed)).upper()
    if strange := sorted({sign for sign in signs if sign not in SIGNS}):
        raise ValueError(f"核对码里没有“{'、'.join(strange)}”，请对照纸面再看一遍")
    if len(signs) != _LENGTH:
        raise ValueError(f"核对码是 {_LENGTH} 位，这里是 {len(signs)} 位，请对照纸面再看一遍")
    values = [SIGNS.index(sign) for sign in signs]
    if _last(values[:-1]) != values[-1]:
        raise ValueError("核对码有一位抄错了或两位颠倒了，请对照纸面再看一遍")
    return _grouped(signs)


def is_code(words: str) -> bool:
    """Whether words are meant as a code, right or not: nothing but letters and digits, about as many."""
    signs = _BLANKS.sub("", narrow(words))
    return _LENGTH // 2 <= len(signs) <= _LENGTH * 3 // 2 and signs.isascii() and signs.isalnum()


def printed_code(text: str) -> str:
    """The last code in the text of a page; empty when there is none."""
    for signs in reversed(_PRINTED.findall(text)):
        try:
            return read_code(signs)
        except ValueError:
            continue
    return ""


def _last(values: list[int]) -> int:
    """The value that makes the sum of all, each by its place, a multiple of the number of signs."""
    size = len(SIGNS)
    missing = -sum(place * value for place, value in enumerate(values, 1))
    return missing * pow(_LENGTH, -1, size) % size


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
