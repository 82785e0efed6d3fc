"""The answers that need nothing of the customer's own case: one text for each question's case."""

from collections.abc import Mapping

from bot.texts.replies.topics.account import ACCOUNT
from bot.texts.replies.topics.borrowing import BORROWING
from bot.texts.replies.topics.repaying import REPAYING
from bot.texts.replies.topics.talk import TALK

# intent -> case -> text; the general answer has the case "". Placeholders: ``Facts.shown``.
TOPICS: Mapping[str, Mapping[str, str]] = {**TALK, **BORROWING, **REPAYING, **ACCOUNT}
