import pytest

from bot.services.languages import CHOSEN, change_language
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound
from tests.bot.services.lent import opened


def test_a_chosen_language_is_kept_for_the_conversation_and_the_customer(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    change_language(uow, talk.id, "en")
    with uow(reading=True) as work:
        kept = work.conversations.get(talk.id)
        assert (kept.language, kept.state) == ("en", {CHOSEN: True})
        assert work.customers.get(talk.customer).language == "en"


def test_others_keep_theirs(uow: UnitsOfWork, talk: Conversation) -> None:
    other = opened(uow, "u2")
    change_language(uow, talk.id, "en")
    with uow(reading=True) as work:
        assert work.conversations.get(other.id).language == "zh_CN"


def test_an_unknown_conversation_is_named(uow: UnitsOfWork) -> None:
    with pytest.raises(NotFound):
        change_language(uow, "nobody", "en")
