"""Every intent is answered in every language, with nothing known and with a need known."""

import re
from typing import Any

import pytest

from actions.action_answer import ActionAnswer
from actions.context import Context
from bot.services.cases import CASES
from bot.services.records import Conversation
from bot.texts.languages import LANGUAGES
from bot.texts.replies.topics import TOPICS
from tests.actions.calls import call
from tests.bot.services.lent import NEED

INTENTS = sorted({*TOPICS, *CASES, "credit_education", "change_language"} - {"thanks"})
KNOWN: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "a need known": {**NEED, "options": ["home-improvement"], "product": "home-improvement"},
}
# A word of each case, to hear all of them.
ASKED = [(intent, "…") for intent in INTENTS] + [
    (intent, words[0].replace("…", "").removesuffix("~"))
    for intent, cases in CASES.items()
    for words in cases.values()
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", KNOWN)
def test_every_question_is_answered(
    context: Context, talk: Conversation, known: str, language: str
) -> None:
    for intent, text in ASKED:
        said = call(
            ActionAnswer(context),
            text,
            intent=intent,
            slots=KNOWN[known],
            conversation=talk.id,
            language=language,
        )
        where = f"{intent} {text!r}: {said.text!r}"
        assert said.text.strip(), where
        assert "{" not in said.text, where
        assert "None" not in said.text, where
        assert len(said.text.split("\n\n")) <= 3, where
        assert len(re.findall(r"[？?]", said.text)) <= 1, where
        assert len(said.payloads) <= 4, where
        # The reply that queues for a person has nothing left to choose.
        assert said.payloads or intent == "human_agent", where
        assert not re.search(r"系统繁忙|system is busy", said.text), where
