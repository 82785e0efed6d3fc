"""Text of a YAML data file into one checked value; it must not know where the text comes from."""

import yaml
from pydantic import TypeAdapter, ValidationError

from scoring.errors import InvalidData


def parse_yaml[T](text: str, schema: TypeAdapter[T]) -> T:
    """Read one value from YAML text; every scalar stays text until the schema types it.

    Raises:
        InvalidData: the text is not YAML or does not fit the schema; names the first field.
    """
    try:
        # BaseLoader makes strings only: no float can come between the file and a Decimal.
        data: object = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (builds no objects)
    except yaml.YAMLError as error:
        raise InvalidData("file", "is not YAML", str(error)) from error
    try:
        return schema.validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InvalidData(_path(data, first["loc"]), first["msg"], "correct the file") from error


def _path(data: object, loc: tuple[int | str, ...]) -> str:
    """Write a location like ``products.shop-turnover.terms``: ids in place of list numbers."""
    names: list[str] = []
    for step in loc:
        label: object = None
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            if isinstance(data, dict):
                label = data.get("id") or data.get("code")
        elif isinstance(data, dict):
            data = data.get(step)
        names.append(str(label or step))
    return ".".join(names) or "file"
