"""Whether a customer got one answer to each message, in order, at the channel too; pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.services.delivery import DeliveryState
from bot.services.records import MessageStatus
from tests.crash.kept import KeptMessage, KeptPart, KeptTalk

CLOSED = {MessageStatus.ANSWERED, MessageStatus.FAILED}


@dataclass(kw_only=True, slots=True)
class Verdict:
    """What is wrong with a conversation, and how much was lost or doubled of it."""

    breaches: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    flagged: list[str] = field(default_factory=list)

    def lose(self, what: str) -> None:
        """Something never arrived."""
        self.lost += 1
        self.breaches.append(f"lost: {what}")

    def double(self, what: str) -> None:
        """Something arrived, or was kept, more often than it may."""
        self.doubled += 1
        self.breaches.append(f"doubled: {what}")


def judge_answers(talk: KeptTalk, sent: Collection[str], verdict: Verdict) -> None:
    """Every message is kept once, each with one reply, in the order of the turns."""
    if len(talk.ids) != 1:
        verdict.breaches.append(f"{len(talk.ids)} conversations instead of one")
    kept = Counter(one.channel_id for one in talk.messages if one.incoming)
    for message in sent:
        if not kept[message]:
            verdict.lose(f"message {message} was not stored")
        elif kept[message] > 1:
            verdict.double(f"message {message} was stored {kept[message]} times")
    for stranger in set(kept) - set(sent):
        verdict.breaches.append(f"message {stranger} was never sent")
    replies = Counter(one.turn for one in talk.messages if not one.incoming)
    for one in talk.messages:
        if one.incoming:
            _judge_answer(one, replies[one.turn], verdict)
    if replies[0] > 1:
        verdict.double(f"{replies[0]} openings")
    turns = [one.turn for one in talk.messages if not one.incoming]
    if turns != sorted(turns):
        verdict.breaches.append(f"replies out of order: {turns}")


def _judge_answer(one: KeptMessage, replies: int, verdict: Verdict) -> None:
    if one.status not in CLOSED:
        verdict.breaches.append(f"turn {one.turn} is {one.status}")
    if not replies:
        verdict.lose(f"no reply to turn {one.turn}")
    elif replies > 1:
        verdict.double(f"{replies} replies to turn {one.turn}")


def judge_tracker(talk: KeptTalk, heard: Mapping[str, int], verdict: Verdict) -> None:
    """Rasa has heard no message twice."""
    for one in talk.messages:
        if one.incoming and heard.get(one.id, 0) > 1:
            verdict.double(f"Rasa heard turn {one.turn} {heard[one.id]} times")


def judge_chat(parts: Sequence[KeptPart], shown: Sequence[str], verdict: Verdict) -> None:
    """The chat shows every part in order, once; twice only where it is flagged as a re-send."""
    at = 0
    for part in parts:
        name = f"part {part.sequence}.{part.part}"
        if part.state not in {DeliveryState.SENT, DeliveryState.UNSURE}:
            verdict.breaches.append(f"{name} is {part.state}")
        times = 0
        while times < 1 + part.resends and shown[at : at + 1] == [part.text.strip()]:
            at, times = at + 1, times + 1
        if not times:
            verdict.lose(f"{name} ({part.state}) was not shown in its place")
        if part.resends:
            verdict.flagged.append(f"{name} shown {times} times, {part.state}")
    for text in shown[at:]:
        verdict.double(f"shown without cause: {text[:40]!r}")


def judge_page(talk: KeptTalk, entries: Sequence[tuple[int, str]], verdict: Verdict) -> None:
    """The page was shown every reply in order, once."""
    kept = [(one.sequence, one.text) for one in talk.messages if not one.incoming]
    shown = Counter(sequence for sequence, _ in entries)
    for sequence, _text in kept:
        if not shown[sequence]:
            verdict.lose(f"reply {sequence} was not shown")
        elif shown[sequence] > 1:
            verdict.double(f"reply {sequence} was shown {shown[sequence]} times")
    if list(entries) != kept and not verdict.breaches:
        verdict.breaches.append("the page shows the replies in another order or other words")
