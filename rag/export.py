"""Answers, summaries and rows as plain JSON values: the form of `--json`, exports and evals."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, cast


def to_json(value: object) -> str:
    """Give one line of JSON, with every character that is not ASCII kept."""
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: object) -> Any:
    """Give dataclasses as dicts, tuples as lists and dates as ISO 8601 strings, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in cast(dict[object, object], value).items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in cast(list[object], value)]
    if isinstance(value, date):
        return value.isoformat()
    return value
