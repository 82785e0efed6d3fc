"""The labelled messages that are only ever measured on, and how a recognised intent is judged."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.errors import BenchmarkError

LANGUAGES = ("zh", "en")
OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"
REJECTIONS = frozenset({OUT_OF_SCOPE, FALLBACK})
UNTAGGED = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One labelled message.

    Attributes:
        text: what the customer wrote; never shown in a report.
        intent: the label.
        also_acceptable: other labels that could be defended.
        language: one of `LANGUAGES`.
        tag: `hard`, `near_oos`, `far_oos`, or `plain` when its source has no tag.
    """

    text: str = field(repr=False)
    intent: str
    also_acceptable: frozenset[str]
    language: str
    tag: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a pipeline made of one message.

    Attributes:
        message: the message.
        intent: the intent that came out on top, `nlu_fallback` included.
        likeliest: the intent on top when `nlu_fallback` is set aside.
        confidence: the confidence of `likeliest`.
    """

    message: Message
    intent: str
    likeliest: str
    confidence: float

    @property
    def understood(self) -> str:
        """The intent with not understanding counted as out of scope."""
        return OUT_OF_SCOPE if self.intent == FALLBACK else self.intent

    @property
    def is_right(self) -> bool:
        """Whether it is the label."""
        return self.understood == self.message.intent

    @property
    def is_acceptable(self) -> bool:
        """Whether it is the label or another that could be defended."""
        return self.is_right or self.understood in self.message.also_acceptable

    @property
    def is_rejected(self) -> bool:
        """Whether the message was turned away, in either way."""
        return self.intent in REJECTIONS

    @property
    def is_in_scope(self) -> bool:
        """Whether the label is something the assistant does."""
        return self.message.intent != OUT_OF_SCOPE


def read_dev_sets(folder: Path) -> Sequence[Message]:
    """Read `nlu_dev_zh.jsonl` and `nlu_dev_en.jsonl`.

    Raises:
        BenchmarkError: one of them is not there.
    """
    paths = [folder / f"nlu_dev_{language}.jsonl" for language in LANGUAGES]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise BenchmarkError(
            f"{' and '.join(missing)}: not in {folder}. Nothing can be measured without the "
            "labelled messages; name their folder with --data or SHANDAI_SHARED_DATA."
        )
    return [
        parse_message(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def parse_message(line: str) -> Message:
    """Return the message of one line of JSON."""
    row = json.loads(line)
    tag = re.search(r"\[(\w+)\]", row["source"])
    return Message(
        text=row["text"],
        intent=row["intent"],
        also_acceptable=frozenset(row["also_acceptable"]),
        language=row["lang"],
        tag=tag[1] if tag else UNTAGGED,
    )
