"""The review: one form, and ten thousand side by side; beside a jsonschema validation of the same forms.

Forms come in two sorts: of words that no list knows and no other form shares, which is the worst case, and as
offices write them, in words of the trade. Seconds are of processor time, since other programs may be at work.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from perfdesk import paths
from perfdesk.documents.document import Document, Row
from perfdesk.exchange.records import record
from perfdesk.forms.catalogue import shipped_form
from perfdesk.forms.spec import FormSpec
from perfdesk.rules.batch import judge_batch
from perfdesk.rules.rulebook import judge, rules
from tests.benchmarks.forms import TARGET, varied
from tests.benchmarks.measuring import percentile, python

FORM = shipped_form(TARGET)
_CHILD = "from tests.benchmarks import reviewing; reviewing.review({first}, {last}, {sort!r})"

_SUBJECTS = (
    "参训人员", "设备", "道路", "路灯", "校舍", "教材", "图书", "档案", "系统", "网络", "养老床位",
    "疫苗", "垃圾", "绿地", "河道", "贷款企业", "补贴对象", "困难群众", "法律援助", "巡查",
)  # fmt: skip
_MEASURES = (
    ("数量指标", ("数量", "完成数量", "覆盖数量"), ("≥{n}个", "={n}项", "{n}台", "≥{n}人次")),
    ("质量指标", ("合格率", "达标率", "故障率"), ("≥95%", "95%", "≤5%", "=100%")),
    ("时效指标", ("及时率", "完成时间"), ("≥98%", "2024年12月底前")),
    ("成本指标", ("单位成本", "总成本"), ("≤{n}万元", "≤{n}元")),
    ("社会效益指标", ("知晓率", "服务能力提升情况"), ("≥85%", "良好", "提高")),
    ("服务对象满意度指标", ("满意度",), ("≥90%", "90%")),
)
_FIRST = {"社会效益指标": "效益指标", "服务对象满意度指标": "满意度指标"}


def usual(number: int, *, rows: int = 8) -> Document:
    """A form as an office writes it, different for every number."""
    random = Random(number)
    base = varied(number, rows=0)
    subject = random.choice(_SUBJECTS)
    goal = (
        f"完成{subject}{number}项，{random.choice(_SUBJECTS)}合格率达到95%以上，保障{subject}工作顺利开展。"
    )
    texts = {
        **base.texts,
        "project.name": f"{subject}{number}号经费",
        "department": f"第{number % 40}局",
        "unit": f"第{number % 400}中心",
        "goal.total": goal,
        "goal.annual": goal,
    }
    return replace(base, texts=texts, rows=tuple(_usual_row(random, at, rows) for at in range(rows)))


def _usual_row(random: Random, at: int, rows: int) -> Row:
    second, endings, values = _MEASURES[at * len(_MEASURES) // rows]
    name = f"{random.choice(_SUBJECTS)}{random.choice(endings)}"
    value = random.choice(values).format(n=random.randint(2, 900))
    return Row(
        f"r{at}", {"level1": _FIRST.get(second, "产出指标"), "level2": second, "name": name, "value": value}
    )


SORTS: dict[str, Callable[..., Document]] = {"unlike": varied, "usual": usual}


def review(first: int, last: int, sort: str) -> None:
    """In a child: judge forms of these numbers as one batch, made one at a time; say what it took."""
    made = 0.0

    def documents() -> Iterator[tuple[Document, FormSpec]]:
        nonlocal made
        for number in range(first, last):
            started = time.process_time()
            document = SORTS[sort](number)
            made += time.process_time() - started
            yield document, FORM

    started = time.process_time()
    judged = judge_batch(documents())
    seconds = time.process_time() - started - made
    findings = sum(map(len, judged.values()))
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, findings]))


def _single(rows: int, sort: str, count: int) -> tuple[float, float]:
    """Median milliseconds of judging one form, and of validating its record."""
    from jsonschema import Draft202012Validator

    schema = json.loads(paths.resource("schemas", "documents-1.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    documents = [SORTS[sort](number, rows=rows) for number in range(count)]
    records = [record(document, FORM) for document in documents]
    judge(documents[0], FORM)
    ours, theirs = [], []
    gc.freeze()
    for document, one in zip(documents, records, strict=True):
        ours.append(_milliseconds(partial(judge, document, FORM)))
        theirs.append(_milliseconds(lambda one=one: validator.validate([one])))  # type: ignore[misc]
    return percentile(ours, 0.5), percentile(theirs, 0.5)


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _children(spans: Sequence[tuple[int, int]], sort: str) -> tuple[float, list[list[float]]]:
    """Wall seconds of children at the same time, and what each says."""
    started = time.perf_counter()
    processes = [
        subprocess.Popen(
            python("-c", _CHILD.format(first=first, last=last, sort=sort)), stdout=subprocess.PIPE
        )
        for first, last in spans
    ]
    said = [json.loads(process.communicate()[0]) for process in processes]
    return time.perf_counter() - started, said


def main(projects: int = 10_000) -> None:
    """Print milliseconds a form and seconds a library."""
    print(f"  {len(rules())} rules, Python {sys.version.split()[0]}")
    for sort in SORTS:
        for rows, count in ((8, 400), (30, 120), (200, 30)):
            ours, theirs = _single(rows, sort, count)
            print(
                f"  one form, {rows:3} rows, {sort:6}: {ours:6.2f} ms; "
                f"jsonschema {theirs:6.2f} ms; {ours / theirs:.2f} of it"
            )
    for sort in SORTS:
        _, ((seconds, megabytes, findings),) = _children([(0, projects)], sort)
        print(
            f"  {projects} projects, {sort}: {seconds:.2f} s on one core, "
            f"{megabytes:.0f} MB, {findings:.0f} findings"
        )
        half = projects // 2
        wall, said = _children([(0, half), (half, projects)], sort)
        busy = max(seconds for seconds, *_ in said)
        print(f"  in two processes, each its half: {busy:.2f} s, with all that is around it {wall:.2f} s")
