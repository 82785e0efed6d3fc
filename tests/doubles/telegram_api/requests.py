"""Read a call out of an HTTP request: query, urlencoded, multipart and JSON, as Telegram does."""

import json
from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from tests.doubles.telegram_api.values import Call, Json, Upload, bad_request


def read_call(method: str, query: str, content_type: str, body: bytes, at: float) -> Call:
    """Return the call of a request.

    Raises:
        ApiError: the body is no JSON object or its encoding is unknown.
    """
    values: Json = dict(parse_qsl(query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        values.update(_json_object(body))
    elif kind == "multipart/form-data":
        for name, upload, text in _parts(content_type, body):
            if upload:
                files[name] = upload
            else:
                values[name] = text
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif body:
        raise bad_request("unsupported content type")
    return Call(method=method, values=values, files=files, at=at)


def _json_object(body: bytes) -> Json:
    try:
        values = json.loads(body)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request as JSON object")
    return values


def _parts(content_type: str, body: bytes) -> list[tuple[str, Upload | None, str]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parts: list[tuple[str, Upload | None, str]] = []
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name, file_name = _parameter(part, "name"), part.get_filename()
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)  # a part of a form has no parts of its own
        if file_name is None:
            parts.append((name, None, content.decode()))
        else:
            parts.append((name, Upload(name=file_name, content=content), ""))
    return parts


def _parameter(part: Message, name: str) -> str:
    return str(part.get_param(name, "", header="content-disposition"))


def decoded(values: Mapping[str, Any], name: str, missing: Any = None) -> Any:
    """A parameter that is a JSON value, decoded whether the body was a form or JSON."""
    value = values.get(name)
    if value is None or value == "":
        return missing
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def whole(values: Mapping[str, Any], name: str, missing: int = 0) -> int:
    """A whole number; what is none counts as missing, as on the real server."""
    try:
        return int(values.get(name, missing))
    except (TypeError, ValueError):
        return missing


def true(values: Mapping[str, Any], name: str) -> bool:
    """Whether a flag is set, however it was encoded."""
    return str(values.get(name, "")).lower() in {"true", "1", "yes"}
