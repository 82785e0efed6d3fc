"""Keeps customers' words out of Rasa's log; it must not know the app.

Stock Rasa 3.6.21 writes the text of a message, and with an exception the local variables of every
frame, into its log. Event names, ids and the kinds of errors are enough to find a fault.
"""

from __future__ import annotations

from typing import Any

KEPT = frozenset(
    {"event", "level", "timestamp", "logger", "action_name", "url", "status", "exc_info"}
)


def only_names(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop every value of a log event that is not known to be free of a person's words."""
    return {name: value for name, value in event.items() if name in KEPT}


def install() -> None:
    """Put :func:`only_names` where Rasa anonymises, and render errors without local variables."""
    import rasa.utils.log_utils as rasa_logs
    import structlog

    rasa_logs._anonymizer = only_names
    structlog.processors.dict_tracebacks = structlog.processors.ExceptionRenderer(_kinds)


def _kinds(exc_info: Any) -> list[dict[str, Any]]:
    """The chain of an error as kinds and places: no message, which may quote a text, no locals."""
    chain: list[dict[str, Any]] = []
    error = exc_info[1]
    while error is not None:
        frames, trace = [], error.__traceback__
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
            trace = trace.tb_next
        chain.append({"kind": type(error).__name__, "frames": frames[-8:]})
        error = error.__cause__ or error.__context__
    return chain
