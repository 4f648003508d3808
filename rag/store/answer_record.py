"""An answer as it is kept: the JSON of `rag.export` and the way back, numbering and spans included."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from rag.errors import StoreError
from rag.export import to_json
from rag.types import Answer, parse_published

T = TypeVar("T")


def dump_answer(answer: Answer) -> str:
    """Give the answer as one line of JSON from which `load_answer` makes an equal one."""
    return to_json(answer)


def load_answer(record: str) -> Answer:
    """Give the answer that `dump_answer` wrote; fields that a later version dropped are passed over.

    Raises:
        StoreError: the record is no answer.
    """
    try:
        return _built(Answer, json.loads(record))
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"a stored answer cannot be read ({error}); delete its conversation") from error


def _built(kind: type[T], row: dict[str, Any]) -> T:
    hints = get_type_hints(kind)
    names = {field.name for field in fields(cast(Any, kind))}
    return kind(**{name: _value(hints[name], row[name]) for name in names & row.keys()})


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _value(next(part for part in get_args(hint) if part is not type(None)), value)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if origin is Literal or origin is dict:
        return value
    if hasattr(hint, "__dataclass_fields__"):
        return _built(hint, value)
    return parse_published(value) if hint is date else value
