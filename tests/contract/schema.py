"""The part of JSON Schema that Rasa's schema of an action's answer uses; knows no other keyword."""

from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "null": (type(None),),
    "boolean": (bool,), "number": (int, float), "integer": (int,),
}  # fmt: skip
_KNOWN = {"type", "properties", "patternProperties", "required", "items", "oneOf", "const"}


def faults(value: Any, schema: Mapping[str, Any], where: str = "answer") -> Iterator[str]:
    """Yield what is wrong with ``value``; nothing when the schema accepts it."""
    unknown = set(schema) - _KNOWN
    if unknown:
        raise NotImplementedError(f"{where}: the schema uses {sorted(unknown)}")
    if "const" in schema and value != schema["const"]:
        yield f"{where} is {value!r}, not {schema['const']!r}"
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not isinstance(value, tuple(kind for name in names for kind in _TYPES[name])):
            yield f"{where} is a {type(value).__name__}, not {' or '.join(names)}"
    yield from _inner_faults(value, schema, where)
    if "oneOf" in schema:
        fitting = sum(not list(faults(value, branch, where)) for branch in schema["oneOf"])
        if fitting != 1:
            yield f"{where} fits {fitting} of the branches, not one"


def _inner_faults(value: Any, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{where} lacks {name}"
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from faults(value[name], inner, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from faults(one, schema["items"], f"{where}[{place}]")
