"""The IPTC's schema of ninjs 3.1, as a judge (its own part on GeoJSON, of which we send none, is not followed)."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SCHEMA = json.loads((Path(__file__).parent / "data/ninjs/ninjs-schema_3.1.json").read_text(encoding="utf-8"))


def _anything(_uri: str) -> Resource[Any]:
    return DRAFT202012.create_resource({})


formats = FormatChecker(formats=())
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})+")  # RFC 3986


@formats.checks("uri")  # type: ignore[untyped-decorator]
def _is_address(value: object) -> bool:
    return not isinstance(value, str) or ADDRESS.fullmatch(value) is not None


@formats.checks("date-time", raises=ValueError)  # type: ignore[untyped-decorator]
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


_judge = Draft202012Validator(
    SCHEMA,
    format_checker=formats,
    registry=Registry(retrieve=_anything),  # type: ignore[call-arg]  # attrs gives it an alias
)


def faults(item: Any) -> list[str]:
    """Return what is wrong with a news item: where, and what."""
    return [f"{error.json_path}: {error.message}" for error in _judge.iter_errors(item)]
