"""The copy of a text in which labels are looked up: NFKC, without blanks and without signs that vary.

Only ever a copy: NFKC makes m2 of ㎡, and what a document keeps is letter for letter as read.
"""

import re
import unicodedata

from perfdesk.forms.spelling import narrow

_BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200E)))
_INVISIBLE = "\u2060\ufeff\xad"
_VARYING = ":;,，、。·•*★☆※#_"
_DROPPED = dict.fromkeys(map(ord, _BLANKS + _INVISIBLE + _VARYING))
_BRACKET = re.compile(r"(?<=.)[(\[][^()\[\]]*[)\]]$")


def label_key(text: str) -> str:
    """What stays the same however a label is set: 其中: 财政拨款 and 其中：财政拨款 are one."""
    return narrow(unicodedata.normalize("NFKC", text)).translate(_DROPPED)


def without_bracket(key: str) -> str:
    """The key without a bracket at its end: 资金投入(万元) is 资金投入, too."""
    return _BRACKET.sub("", key)


def spaced(label: str) -> str:
    """A pattern for a label in a narrowed text, blanks between its characters allowed."""
    return r"\s*".join(map(re.escape, "".join(label.split())))
