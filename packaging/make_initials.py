"""Make resources/initials.txt, the first letters of the pinyin of hanzi. Run by hand, hardly ever.

    python3 -m venv VENV && VENV/bin/pip install "pypinyin>=0.50,<0.60"
    VENV/bin/python packaging/make_initials.py

One letter for each character from U+4E00 to U+9FFF, a hyphen where none is known, 64 on a line. After a blank
line, the characters that are really read in two ways in this trade, each with both letters. Those are
listed here by hand: dictionaries know several readings of 4,039 characters, nearly all of them in names and
old books only, and a filter that finds too much is no filter.
"""

from pathlib import Path

from pypinyin import Style, lazy_pinyin  # type: ignore[import-not-found,unused-ignore]

FIRST, LAST = 0x4E00, 0x9FFF
TARGET = Path(__file__).resolve().parent.parent / "resources" / "initials.txt"
DOUBLE = {
    "重": "zc",  # 重点, 重庆
    "行": "xh",  # 行政, 银行
    "长": "zc",  # 校长, 长期
    "区": "qo",  # 园区, the surname
    "调": "dt",  # 调查, 调整
    "藏": "cz",  # 收藏, 西藏
    "乐": "ly",  # 娱乐, 音乐
    "会": "hk",  # 会议, 会计
    "单": "ds",  # 单位, 单县
    "参": "cs",  # 参加, 人参
    "朝": "cz",  # 朝阳区, 朝气
    "传": "cz",  # 传播, 传记
    "弹": "dt",  # 子弹, 弹性
    "降": "jx",  # 降低, 投降
    "校": "xj",  # 学校, 校对
    "解": "jx",  # 解决, the surname
    "盛": "sc",  # 盛会, 盛器
    "石": "sd",  # 石油, 万石
    "提": "td",  # 提高, 提防
    "曾": "cz",  # 曾经, the surname
    "种": "zc",  # 种植, the surname
    "查": "cz",  # 检查, the surname
    "仇": "cq",  # 报仇, the surname
    "车": "cj",  # 车辆, 车马炮
    "厦": "sx",  # 大厦, 厦门
    "畜": "cx",  # 牲畜, 畜牧
    "宿": "sx",  # 宿舍, 星宿
    "粘": "zn",  # 粘贴, 粘性
    "率": "ls",  # 合格率, 率先
    "省": "sx",  # 省级, 反省
    "卡": "kq",  # 卡片, 关卡
    "贾": "jg",  # the surname, 商贾
    "给": "gj",  # 给付, 供给
    "尉": "wy",  # 上尉, 尉犁
}


def main() -> None:
    """Write the table."""
    letters = []
    for code in range(FIRST, LAST + 1):
        first = lazy_pinyin(chr(code), style=Style.FIRST_LETTER, errors="ignore")
        letters.append(first[0][0] if first and first[0][:1].isascii() and first[0][:1].isalpha() else "-")
    text = "".join(letters)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    doubles = [f"{sign}{both}" for sign, both in DOUBLE.items()]
    TARGET.write_text("\n".join([*lines, "", *doubles]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
