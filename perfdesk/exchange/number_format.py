"""What a spreadsheet shows of a number: 0.95 with the format `0%` is 95%, 45627 with `yyyy"年"` is 2024年.

The formats in use on forms are understood: digits, thousands, percent, quoted words, dates and times,
sections for negative and zero, conditions and colours left out. Of any other the plain number is shown.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0", 42: '"¥"#,##0;-"¥"#,##0', 43: "#,##0.00;-#,##0.00", 44: '"¥"#,##0.00;-"¥"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Number → format, as a Chinese Excel and WPS have them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<halfday>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|aaaa?|[eE](?![+-]))"
    r"|(?P<number>\.?[0#?]+(?:[0#?,.]*[0#?.])?)(?P<scale>,*)(?P<power>[eE][+-]0+)?|(?P<text>.)",
    re.DOTALL,
)
_LAST_DAY = 2_958_466
"""Days; the year 10000 begins."""
_LONGEST = 255
"""Characters of a format, as many as Excel takes."""
_WEEK = "一二三四五六日"


class _Section(NamedTuple):
    """One of the up to four parts of a format."""

    tokens: tuple[re.Match[str], ...]
    is_date: bool
    condition: str

    def has(self, kind: str) -> bool:
        return any(token[kind] is not None for token in self.tokens)


def shown(number: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number as its format shows it; the plain number where the format is not understood.

    `from_1904`: days are counted from 1904, as old Macs did.
    """
    try:
        value = float(number)
        if code in {"", "General", "@", "G/通用格式"} or len(code) > _LONGEST:
            return plain(value)
        section, is_negated = _choose(_sections(code), value)
        if section is None:
            return plain(value)
        if section.is_date:
            return _date(section, value, from_1904=from_1904) or plain(value)
        return _number(section, abs(value) if is_negated else value)
    except (ValueError, OverflowError, DecimalException):
        return number


def plain(value: float) -> str:
    """A number as a spreadsheet shows it without a format: 15 digits at most, and no power of ten."""
    digits = Decimal(f"{value:.15g}")
    return f"{digits:f}" if -20 < digits.adjusted() < 21 else f"{value:.15g}"


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["text"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    sections = []
    for tokens in parts[:4]:
        brackets = [token["bracket"] for token in tokens if token["bracket"]]
        condition = next((bracket for bracket in brackets if bracket[:1] in "<>="), "")
        has_date = any(token["date"] or re.fullmatch("[hms]+", token["bracket"] or "") for token in tokens)
        sections.append(_Section(tuple(tokens), has_date, condition))
    return tuple(sections)


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, bool]:
    """The section for a number, and whether it says the sign itself."""
    if any(section.condition for section in sections[:2]):
        for section in sections[:2]:
            if section.condition and _holds(section.condition, value):
                return section, False
        return sections[min(2, len(sections) - 1)] if len(sections) > 1 else None, False
    if value < 0 and len(sections) > 1 and sections[1].tokens:
        return sections[1], True
    if value == 0 and len(sections) > 2 and sections[2].tokens:
        return sections[2], False
    return sections[0] if sections[0].tokens else None, False


def _holds(condition: str, value: float) -> bool:
    found = re.fullmatch(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)", condition)
    if not found:
        return False
    limit = float(found[2])
    return {
        "<": value < limit, ">": value > limit, "=": value == limit,
        "<=": value <= limit, ">=": value >= limit, "<>": value != limit,
    }[found[1]]  # fmt: skip


def _number(section: _Section, value: float) -> str:
    places = [token for token in section.tokens if token["number"] or token["general"]]
    texts: list[str] = []
    is_percent = any(token["text"] == "%" for token in section.tokens)
    if len(places) > 1 or any(token["text"] == "/" for token in section.tokens):
        return plain(value)  # fractions, and numbers taken apart
    for token in section.tokens:
        if token["number"]:
            texts.append(_digits(token, value * 100 if is_percent else value))
        elif token["general"] or token["text"] == "@":
            texts.append(plain(value))
        else:
            texts.append(_literal(token))
    return "".join(texts).strip()


def _literal(token: re.Match[str]) -> str:
    if token["bracket"]:
        currency = re.match(r"\$([^-]*)", token["bracket"])
        return currency[1] if currency else ""
    if token["blank"]:
        return " "
    return token["quoted"] or token["escaped"] or token["text"] or ""


def _digits(token: re.Match[str], value: float) -> str:
    pattern, power = token["number"], token["power"]
    whole, _, part = pattern.partition(".")
    if power:
        return f"{value:.{len(part)}E}"
    exact = Decimal(f"{value:.15g}") / (1000 ** len(token["scale"]))
    rounded = exact.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if ',' in whole else ''}.{len(part)}f}"
    before, _, after = text.partition(".")
    least = whole.count("0")
    before = before.rjust(least, "0") if before != "0" or least else ""
    optional = len(part) - len(part.rstrip("#?"))
    while optional and after.endswith("0"):
        after, optional = after[:-1], optional - 1
    sign = "-" if rounded < 0 else ""
    return f"{sign}{before}{'.' + after if part else ''}"


def _date(section: _Section, value: float, *, from_1904: bool) -> str:
    """A date or time; empty when there is no such day."""
    days = value + 1462 if from_1904 else value
    if not 0 <= days < _LAST_DAY:
        return ""
    origin = datetime(1899, 12, 30) if days >= 61 else datetime(1899, 12, 31)
    moment = origin + timedelta(seconds=round(days * 86400))
    half = section.has("halfday")
    texts: list[str] = []
    last = ""
    for number, token in enumerate(section.tokens):
        if token["date"]:
            texts.append(_part(token["date"], moment, last, section.tokens[number + 1 :], half=half))
            last = token["date"][0].lower()
        elif token["halfday"]:
            texts.append("上午" if moment.hour < 12 else "下午")
        elif token["bracket"] and re.fullmatch("[hms]+", token["bracket"]):
            texts.append(str(int(days * {"h": 24, "m": 1440, "s": 86400}[token["bracket"][0]])))
            last = token["bracket"][0]
        elif not token["number"]:
            texts.append(_literal(token))
    return "".join(texts).strip().removesuffix("@").removesuffix(";")


def _part(word: str, moment: datetime, last: str, rest: tuple[re.Match[str], ...], *, half: bool) -> str:
    """One part of a date; m beside hours or seconds is minutes."""
    sign = word[0].lower()
    if sign == "m" and len(word) < 3 and (last == "h" or _next(rest) == "s"):
        return f"{moment.minute:0{len(word)}d}"
    match sign:
        case "y":
            return f"{moment.year:04d}" if len(word) > 2 else f"{moment.year % 100:02d}"
        case "e":
            return str(moment.year)
        case "m":
            return f"{moment.month:0{len(word)}d}" if len(word) < 3 else f"{moment.month}月"
        case "d":
            return f"{moment.day:0{len(word)}d}" if len(word) < 3 else _week(moment, len(word) == 4)
        case "a":
            return _week(moment, len(word) == 4)
        case "h":
            hour = (moment.hour % 12 or 12) if half else moment.hour
            return f"{hour:0{min(len(word), 2)}d}"
        case _:
            return f"{moment.second:0{min(len(word), 2)}d}"


def _next(rest: tuple[re.Match[str], ...]) -> str:
    return next((token["date"][0].lower() for token in rest if token["date"]), "")


def _week(moment: datetime, whole: bool) -> str:
    return ("星期" if whole else "周") + _WEEK[moment.weekday()]
