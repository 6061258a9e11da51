"""What papers print around a form: page numbers between its rows, and lines to sign below it."""

import re
from functools import lru_cache

from perfdesk.documents.check_code import printed_code
from perfdesk.exchange.spelling import label_key
from perfdesk.forms.spelling import narrow

_PAGE = re.compile(
    r"[-·•.\[(<]+\s*[0-9]{1,4}\s*[-·•.\])>]+"
    r"|第?\s*[0-9]{1,4}\s*页(?:[\s,/]*共\s*[0-9]{1,4}\s*页)?|第\s*[0-9一二三四五六七八九十百]{1,4}\s*页"
    r"|(?:page|p\.?)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?|[0-9]{1,4}\s*/\s*[0-9]{1,4}",
    re.IGNORECASE,
)
_LONGEST = 24
_SUMS = frozenset(("合计", "总计", "小计", "总分"))
_SIGNED = re.compile(
    r"(?:(?:填报人|填表人|制表人?|经办人|[审复]核人?|联系人|(?:联系)?电话|(?:单位|部门|项目)?负责人|(?:填[报表])?日期)"
    r"(?:签字|签章|签名)?|签字|签章|签名|备?注[0-9]*)(?:\s*[:：﹕(（]|\s|$)"
    r"|附[件表]\s*[0-9一二三四五六七八九十]*\s*(?:[:：﹕]|$)"
)
"""With a colon, a bracket, a blank or nothing behind: 审核项目数量 and 注册企业户数 are indicators."""


@lru_cache(maxsize=1 << 12)
def is_page_number(text: str) -> bool:
    """Whether a line is a page number with something around it: `— 3 —`, `第3页`, `3/9`."""
    return len(text) <= _LONGEST and bool(_PAGE.fullmatch(narrow(text)))


def is_own_foot(text: str) -> bool:
    """Whether a line is the check code that we print at the foot of a page: not a text of the form."""
    words, _, code = text.strip().partition(" ")
    return words == "核对码" and bool(code) and printed_code(code) == code


def is_bare_number(text: str) -> bool:
    """Whether a line is a number of a page or of anything else: `3`."""
    return len(text) <= 3 and narrow(text).isdecimal()


def is_sum(text: str) -> bool:
    """Whether a cell begins a line of sums below a table: 合计, 总分."""
    return label_key(text) in _SUMS


def is_signature(text: str) -> bool:
    """Whether a cell begins one of the lines around a form: 填报人, 联系电话, 注, 附件2."""
    return bool(_SIGNED.match(text))
