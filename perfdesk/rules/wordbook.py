"""The words of a list as the window's table shows and changes them: shipped ones, and the office's own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfdesk.rules.office import WordList, Words

_TAKEN_AWAY = "-"
ARROW = " → "


class Word(NamedTuple):
    """A word of a list."""

    list: str
    """`directions.reverse`; of a table the line, `units.户数`"""
    text: str
    is_shipped: bool
    is_used: bool
    """Whether the office has not taken it away"""


def words_of(words: WordList, own: Words) -> list[Word]:
    """Every word of a list, the office's own last."""
    shipped = [
        Word(name, text, True, f"{_TAKEN_AWAY}{text}" not in own.get(name, ()))
        for name, texts in words.lists.items()
        for text in texts
    ]
    return shipped + list(_added(words, own))


def _added(words: WordList, own: Words) -> Iterator[Word]:
    for name, texts in own.items():
        if name == words.name or name.startswith(f"{words.name}."):
            shipped = words.lists.get(name, ())
            for text in texts:
                if not text.startswith(_TAKEN_AWAY) and text not in shipped:
                    yield Word(name, text, False, True)


def shown(words: WordList, word: Word) -> str:
    """What stands in the table: of a list the word, of a table `户数 → 户`."""
    return word.text if is_list(words) else f"{word.list.partition('.')[2]}{ARROW}{word.text}"


def is_list(words: WordList) -> bool:
    """Whether it is one list; else a table, whose lines have a name each."""
    return "." in words.name


def add(words: WordList, own: Words, typed: str) -> Mapping[str, tuple[str, ...]]:
    """The office's words with one more; ValueError, with what to type, where that cannot be understood."""
    text = " ".join(typed.split())
    name = words.name
    if not is_list(words):
        key, arrow, text = (part.strip() for part in text.partition(ARROW.strip()))
        if not key or not arrow:
            raise ValueError(f"请写成“甲{ARROW}乙”的样子，如「{_example(words)}」。")
        name = f"{words.name}.{key}"
    if not text or text.startswith(_TAKEN_AWAY):
        raise ValueError("请写出要增加的词。")
    return use(own, Word(name, text, text in words.lists.get(name, ()), False))


def _example(words: WordList) -> str:
    name, texts = next(iter(words.lists.items()))
    return f"{name.partition('.')[2]}{ARROW}{texts[0]}"


def use(own: Words, word: Word) -> Mapping[str, tuple[str, ...]]:
    """The office's words when a word is used: a shipped one is taken away no more."""
    kept = [text for text in own.get(word.list, ()) if text not in {word.text, _TAKEN_AWAY + word.text}]
    return _with(own, word.list, kept if word.is_shipped else [*kept, word.text])


def take_away(own: Words, word: Word) -> Mapping[str, tuple[str, ...]]:
    """The office's words when a word is not used: one of its own is gone."""
    kept = [text for text in own.get(word.list, ()) if text not in {word.text, _TAKEN_AWAY + word.text}]
    return _with(own, word.list, [*kept, _TAKEN_AWAY + word.text] if word.is_shipped else kept)


def _with(own: Words, name: str, texts: list[str]) -> dict[str, tuple[str, ...]]:
    others = {key: each for key, each in own.items() if key != name}
    return {**others, name: tuple(texts)} if texts else others
