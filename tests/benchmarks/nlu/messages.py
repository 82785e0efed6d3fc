"""Judged messages for the tests of this folder."""

from tests.benchmarks.nlu.dev_set import UNTAGGED, Judged, Message


def judged(
    label: str,
    understood: str,
    *,
    also: tuple[str, ...] = (),
    tag: str = UNTAGGED,
    language: str = "en",
    likeliest: str | None = None,
    confidence: float = 0.9,
) -> Judged:
    """Return a message with `label` that was `understood` as that intent."""
    message = Message(
        text="", intent=label, also_acceptable=frozenset(also), language=language, tag=tag
    )
    return Judged(
        message=message,
        intent=understood,
        likeliest=likeliest or understood,
        confidence=confidence,
    )
