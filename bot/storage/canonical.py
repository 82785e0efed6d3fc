"""One JSON text for equal values, so that hashes and replays agree; knows no table."""

import json
from collections.abc import Mapping
from typing import Any


def canonical_json(value: Mapping[str, Any]) -> str:
    """Return the only JSON text of a value: sorted keys, no spaces, no escapes but needed ones.

    Raises:
        TypeError: a value that is not plain JSON, a Decimal or a date among them; write those
            as strings.
        ValueError: a float that is not finite.
    """
    return storable(
        json.dumps(
            value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
    )


def storable(text: str) -> str:
    """Return the text with a replacement sign for what not every database can keep.

    PostgreSQL keeps no NUL, and neither engine a surrogate without its partner.
    """
    return (
        text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
