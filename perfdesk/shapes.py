"""Plain values into frozen dataclasses, checked by pydantic's validator: one class for each thing, no twin.

pydantic's core is told the shape straight from the dataclass. Its own generator of schemas would do the same;
loading that takes as long as half a bare window.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

T = TypeVar("T")


class Unfit(ValueError):  # noqa: N818  (data that does not fit, not a mistake of the program)
    """Values that do not have a shape: `key`, where, dotted; `is_unknown`, whether nobody knows that key."""

    def __init__(self, key: str, value: object, *, is_unknown: bool, is_missing: bool) -> None:
        super().__init__(f"{key}: {value!r:.60}")
        self.key = key
        self.value = value
        self.is_unknown = is_unknown
        self.is_missing = is_missing


def fit(shape: type[T], value: object) -> T:
    """What plain values (of JSON or TOML) spell out; Unfit names the first key that does not fit.

    A dataclass may hold text, numbers, other dataclasses, tuples of one type or of a fixed length, mappings,
    literals, and None beside a type. A key it does not know is refused.
    """
    from pydantic_core import ValidationError  # noqa: PLC0415  (kept out of the first paint)

    key: Any = shape
    try:
        made: T = _validator(key).validate_python(value)
    except ValidationError as error:
        # a misspelt key is both unknown and missing under its right name: the unknown one says more
        first = min(error.errors(), key=lambda each: each["type"] != "unexpected_keyword_argument")
        raise Unfit(
            ".".join(str(part) for part in first["loc"]),
            first["input"],
            is_unknown=first["type"] == "unexpected_keyword_argument",
            is_missing=first["type"] == "missing",
        ) from error
    return made


@cache
def _validator(shape: Any) -> "SchemaValidator":
    from pydantic_core import SchemaValidator  # noqa: PLC0415

    return SchemaValidator(_schema(shape))


def _schema(shape: Any) -> "CoreSchema":
    from pydantic_core import core_schema as core  # noqa: PLC0415

    plain: dict[Any, CoreSchema] = {
        str: core.str_schema(),
        int: core.int_schema(),
        float: core.float_schema(),
        bool: core.bool_schema(),
    }
    if shape in plain:
        return plain[shape]
    if is_dataclass(shape):
        return _dataclass(shape)
    origin, arguments = get_origin(shape), get_args(shape)
    if origin is Literal:
        return core.literal_schema(list(arguments))
    if origin is tuple and arguments[-1] is ...:
        return core.tuple_schema([_schema(arguments[0])], variadic_item_index=0)
    if origin is tuple:
        return core.tuple_schema([_schema(each) for each in arguments])
    if origin in {dict, Mapping}:
        return core.dict_schema(*map(_schema, arguments))
    if origin is UnionType and arguments[1:] == (type(None),):
        return core.nullable_schema(_schema(arguments[0]))
    raise TypeError(f"{shape} cannot stand in a shape")


def _dataclass(shape: Any) -> "CoreSchema":
    from pydantic_core import core_schema as core  # noqa: PLC0415

    hints = get_type_hints(shape)
    members = [core.dataclass_field(each.name, _member(each, hints[each.name])) for each in fields(shape)]
    return core.dataclass_schema(
        shape,
        core.dataclass_args_schema(shape.__name__, members),
        [each.name for each in fields(shape)],
        frozen=True,
        slots=True,
        config=core.CoreConfig(extra_fields_behavior="forbid"),
    )


def _member(member: "Field[Any]", hint: Any) -> "CoreSchema":
    from pydantic_core import core_schema as core  # noqa: PLC0415

    schema = _schema(hint)
    if member.default is not MISSING:
        return core.with_default_schema(schema, default=member.default)
    if member.default_factory is not MISSING:
        return core.with_default_schema(schema, default_factory=member.default_factory)
    return schema
