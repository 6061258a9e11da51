import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.forms.coded_name import CodedName, read_coded_name


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("37000060707 产业扶持专项资金", "37000060707", "产业扶持专项资金"),
        ("20231000060707 产业扶持楼宇租赁经费", "20231000060707", "产业扶持楼宇租赁经费"),
        ("37000060707\u3000产业扶持专项资金", "37000060707", "产业扶持专项资金"),
        ("37000060707\n产业扶持专项资金", "37000060707", "产业扶持专项资金"),
        ("３７０００ 产业", "", "３７０００ 产业"),
        ("３７００００６０７０７ 产业", "37000060707", "产业"),
        ("37000060707 人才引进", "37000060707", "人才引进"),
        ("20231000060707产业扶持", "20231000060707", "产业扶持"),
        ("37000060707项目支出", "37000060707", "项目支出"),
        ("51000021R000000000000-村级经费", "51000021R000000000000", "村级经费"),
        ("51000021R000000000000村级经费", "51000021R000000000000", "村级经费"),
        ("(433001)办公费", "433001", "办公费"),
        ("（433001）办公费", "433001", "办公费"),
        ("[610001]运转", "610001", "运转"),
        ("【610001】 运转", "610001", "运转"),
        ("〔101〕财政局", "101", "财政局"),
        ("219001-维修", "219001", "维修"),
        ("219001—维修", "219001", "维修"),
        ("101-财政局", "101", "财政局"),
        ("610001-2024年春节慰问", "610001", "2024年春节慰问"),
        ("610001：运转", "610001", "运转"),
        ("610001_运转", "610001", "运转"),
        ("37000060707", "37000060707", ""),
        ("[610001]", "610001", ""),
    ],
)
def test_a_code_in_front_is_set_apart(text: str, code: str, name: str) -> None:
    assert read_coded_name(text) == CodedName(code, name)


@pytest.mark.parametrize(
    "name",
    [
        "财金局工作业务经费", "财金局劳务派遣经费(三保外刚性)", "2024年春节慰问", "2024 年春节慰问",
        "2024-2025年度供暖", "2024—春节慰问", "(2024)春节慰问", "5G网络建设", "120急救中心经费",
        "12345热线运行经费", "12345 热线运行经费", "101 财政局", "20240101活动", "20240101-20241231租赁",
        "10000000元专项", "100000 户改造", "100-200万元项目", "110kV-变电站", "220KV-输变电",
        "(一期)工程", "2.10200E+17 产业", "8个村", "12345", "",
    ],
)  # fmt: skip
def test_digits_that_belong_to_the_name_stay_there(name: str) -> None:
    assert read_coded_name(name) == CodedName("", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  产业扶持  ", "产业扶持"),
        ("产业扶持\n专项资金", "产业扶持专项资金"),
        ("产业扶持 \r\n 专项资金", "产业扶持专项资金"),
        ("产业\t扶持", "产业 扶持"),
        ("App  Store\nfee", "App Store fee"),
    ],
)
def test_blanks_are_put_in_order_in_the_reading(text: str, name: str) -> None:
    assert read_coded_name(text).name == name


@given(st.text(alphabet=st.sampled_from("0123456789-()[]【】 \n年元R项") | st.characters()))
def test_no_character_of_any_text_is_lost(text: str) -> None:
    read = read_coded_name(text)

    assert read.name == "" or "".join(read.name.split()) in "".join(text.split())
    assert bool(read.code) or "".join(read.name.split()) == "".join(text.split())
