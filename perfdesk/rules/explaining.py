"""Explanations: a rule as a page to be read, in the window's help and on the command line."""

from perfdesk.documents.finding import WEIGHTS
from perfdesk.forms.profile import Severity
from perfdesk.rules.rule import Rule

_MEANS: dict[Severity, str] = {
    "error": "审核时会被退回，请改正。",
    "warning": "应当改正；确实如此的，写明理由后可以保留。",
    "info": "供参考，由您判断。",
}


def page(rule: Rule) -> str:
    """A rule on a page of plain text, all of it from the rule itself.

    Shape: number and title; a blank line; paragraphs `标题：内容`, a line each.
    """
    paragraphs = [
        f"级别：{WEIGHTS[rule.severity]}。{_MEANS[rule.severity]}",
        f"为什么：{rule.why}",
        f"示例：{rule.example}",
        f"依据：{rule.basis}",
    ]
    if rule.fixable:
        paragraphs.append("改正：有的情形下程序可以代为改正，改正后可以撤销。")
    if rule.is_for_batches:
        paragraphs.append("范围：几张表放在一起才能看出，只在审核整个项目库或多个文件时提出。")
    if rule.is_off:
        paragraphs.append("平时不提出；需要时在审核设置的 on 中写上规则编号。")
    return f"{rule.id}　{rule.title}\n\n" + "\n".join(paragraphs) + "\n"
