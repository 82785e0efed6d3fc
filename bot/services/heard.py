"""What was heard in one message of a customer: intent, entities, words. Pure; knows no Rasa."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_QUESTION = re.compile(
    r"[??]|吗|呢|嗎|多少|怎么|怎麼|怎样|怎樣|什么|什麼|为什么|為什麼|为啥|凭啥|哪|几时|多久|多高"
    r"|能不能|会不会|會不會|是不是|有没有|有沒有|可不可以|要不要|咋"
    r"|\b(?:what|why|how|when|where|which|who|can i|could i|do i|does|is it|is there|are there)\b"
    r"|\bwill\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"不对|不對|不是|错了|錯了|说错|說錯|打错|打錯|更正|改成|改为|改為|改到|换成|換成|应该是|應該是"
    r"|其实|其實|还是.{0,6}吧"
    r"|\b(?:no,|sorry|actually|i mean|i meant|correction|make it|wrong|should be)\b"
    r"|\b(?:change (?:it|that)|not \w+ but)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^\W*(?:没|没有|沒有|无|無|零|0|一?个?都?没有?(?:过)?|没有过|从来没有|从没有?过?|从不|没欠|没有的"
    r"|没呢|没啊|都没有?"
    r"|none|no|nope|zero|nothing|never|not any|no one|nobody|i (?:have|got) none"
    r"|i don'?t have any)\W*(?:了|的|呢|啊|呀|哦)?\W*$",
    re.IGNORECASE,
)
# A statement about other things needs more than this to be told from nonsense.
CLEARLY_ELSE = 0.9
_VAGUE = re.compile(
    r"随便|隨便|都行|都可以|看着办|看著辦|无所谓|無所謂|越多越好|能借多少|你说|你定|你看着|不知道|不清楚"
    r"|没想好|沒想好|不确定|不確定|说不准|說不準|说不好|忘了|记不清"
    r"|\b(?:whatever|any(?:thing)?|as much as|up to you|don'?t know|not sure|no idea)\b"
    r"|\b(?:you decide|don'?t care|can'?t remember)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HeardEntity:
    """One entity: its name, its JSON value, the role its neighbours gave it, and its words."""

    name: str
    value: Any
    role: str | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlsoHeard:
    """A further intent of the message, said by one of its clauses, which begins at ``start``."""

    intent: str
    confidence: float
    start: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One message, understood as far as words alone allow.

    Attributes:
        text: the customer's words (identifiers already taken out).
        intent: a name of the shared vocabulary, or ``nlu_fallback``.
        confidence: 0..1 as the classifier gave it; 1 for a chosen button.
        entities: in order of appearance.
        ranking: next likely intents with their confidences, best first.
        also: further intents that other clauses say, in order.
        main_at: where in the text the main intent is said.
    """

    text: str
    intent: str
    confidence: float
    entities: tuple[HeardEntity, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    also: tuple[AlsoHeard, ...] = ()
    main_at: int = 0

    def of(self, name: str) -> Iterator[HeardEntity]:
        """Yield the entities called ``name``."""
        return (entity for entity in self.entities if entity.name == name)

    def first(self, name: str) -> HeardEntity | None:
        """Return the first entity called ``name``, if any."""
        return next(self.of(name), None)

    def value(self, name: str) -> Any:
        """Return the value of the first entity called ``name``, or None."""
        entity = self.first(name)
        return None if entity is None else entity.value

    def says(self, intents: Collection[str]) -> bool:
        """Whether the message means one of ``intents``, mainly or besides."""
        return self.intent in intents or any(one.intent in intents for one in self.also)

    def topics(self) -> set[str]:
        """Return the canonical topics named in the message."""
        return {str(entity.value) for entity in self.of("topic")}

    @property
    def chosen(self) -> bool:
        """Whether this came from a button, not from typed words."""
        return self.text.startswith("/")

    @property
    def asks(self) -> bool:
        """Whether the words look like a question."""
        return not self.chosen and _QUESTION.search(self.text) is not None

    @property
    def is_nonsense(self) -> bool:
        """Whether the words are neither a question nor clearly about something else: 香蕉苹果."""
        doubtful = self.intent == "out_of_scope" and self.confidence < CLEARLY_ELSE
        return doubtful and not self.asks

    @property
    def corrects(self) -> bool:
        """Whether the words look like a correction of something said before."""
        return not self.chosen and _CORRECTION.search(self.text) is not None

    @property
    def says_none(self) -> bool:
        """Whether the whole message says "none"."""
        return not self.chosen and _NONE.match(self.text) is not None

    @property
    def is_vague(self) -> bool:
        """Whether the customer leaves the answer open (随便, not sure)."""
        return not self.chosen and _VAGUE.search(self.text) is not None


def heard_from_message(message: Mapping[str, Any]) -> Heard:
    """Build a :class:`Heard` from a parsed message in Rasa's JSON form.

    Unknown or missing keys are read as "nothing heard", never as an error: a message that could
    not be understood must still be answered.
    """
    text = str(message.get("text") or "")
    intent = message.get("intent") or {}
    ranking: Iterable[Mapping[str, Any]] = message.get("intent_ranking") or ()
    return Heard(
        text=text,
        intent=str(intent.get("name") or "nlu_fallback"),
        confidence=float(intent.get("confidence") or 0.0),
        entities=tuple(
            HeardEntity(
                name=str(entity.get("entity")),
                value=entity.get("value"),
                role=entity.get("role"),
                text=text[entity.get("start") or 0 : entity.get("end") or 0],
            )
            for entity in message.get("entities") or ()
        ),
        ranking=tuple(
            (str(rank.get("name")), float(rank.get("confidence") or 0.0))
            for rank in ranking
            if rank.get("name") not in (None, "nlu_fallback")
        ),
        also=tuple(
            AlsoHeard(
                intent=str(one.get("name")),
                confidence=float(one.get("confidence") or 0.0),
                start=int(one.get("start") or 0),
                text=text[one.get("start") or 0 : one.get("end") or 0],
            )
            for one in message.get("also") or ()
        ),
        main_at=int(message.get("main_at") or 0),
    )
