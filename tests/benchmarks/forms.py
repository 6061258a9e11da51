"""Varied forms for the benchmarks: the same for a number, so that peers print the same sheets."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from perfdesk.documents.document import Document, Row

TARGET = "project-target@dalian-2024"

# the 3,755 characters of GB2312's first plane rows, the ones ordinary texts are made of
_CHARACTERS = "".join(
    bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
)
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def varied(number: int, *, rows: int = 8) -> Document:
    """A plausible form, different for every number."""
    random = Random(number)
    words = [("".join(random.choices(_CHARACTERS[:1700], k=2))) for _ in range(60)]

    def phrase(least: int, most: int) -> str:
        return "".join(random.choices(words, k=random.randint(least, most)))

    def goal() -> str:
        return ",".join(phrase(4, 8) for _ in range(5)) + "。"

    amount = f"{random.uniform(5, 9000):.2f}"
    texts = {
        "title": "本级预算项目绩效目标表",
        "year": "2024",
        "filler": "",
        "money.unit": "万元",
        "project.name": f"{phrase(3, 6)}经费",
        "period": "2024年1月至2024年12月",
        "department": f"{phrase(4, 6)}局",
        "unit": f"{phrase(4, 6)}局",
        "goal.total": goal(),
        "goal.annual": goal(),
    }
    for period in ("total", "annual"):
        texts |= {
            f"funds.{period}.sum": amount,
            f"funds.{period}.fiscal": amount,
            f"funds.{period}.other": "",
        }
    return Document(
        f"{number:032x}",
        f"p{number:031x}",
        TARGET,
        texts,
        tuple(_row(random, phrase, at, rows) for at in range(rows)),
    )


def _row(random: Random, phrase: object, at: int, rows: int) -> Row:
    first, second = _LEVELS[at * len(_LEVELS) // rows]
    assert callable(phrase)
    value = random.choice(
        [f"≥{random.randint(2, 9000)}份", f"≥{random.randint(80, 99)}%", "≤5%", "=4套", "优秀"]
    )
    return Row(f"r{at}", {"level1": first, "level2": second, "name": f"{phrase(2, 6)}数量", "value": value})


def office(number: int) -> Iterator[Document]:
    """The forms of a whole town: as many projects, of four years, 20 departments and 200 units."""
    random = Random(number)
    names = [varied(-1 - place).texts for place in range(220)]
    several = [varied(place) for place in range(min(number, 500))]
    for place in range(number):
        unit = random.randrange(200)
        form = several[place % len(several)]
        texts = {**form.texts} | {
            "year": str(2022 + place % 4),
            "department": names[unit // 10]["department"],
            "unit": names[20 + unit]["unit"],
            "project.name": f"{37000000000 + place} {form.texts['project.name']}",
        }
        yield replace(form, uid=f"{place:032x}", project=f"p{place:031x}", texts=texts)


def write_library(path: Path, number: int) -> None:
    """A library of an office, judged as if the window had kept it."""
    from perfdesk.documents.edits import PutDocument, Step
    from perfdesk.library.library import Library

    documents = tuple(office(number))
    judged = {document.uid: (place % 3, place % 5) for place, document in enumerate(documents)}
    with Library.create(path) as library:
        library.commit(Step("", tuple((each.uid, PutDocument(each)) for each in documents)), judged=judged)
