"""The language of a conversation, as chosen by the customer."""

from bot.services.ports import UnitsOfWork

CHOSEN = "language_chosen"


def change_language(uow: UnitsOfWork, conversation: str, language: str) -> None:
    """Keep a chosen language; from now on what the customer writes does not change it."""
    with uow() as work:
        work.conversations.set_language(conversation, language)
        work.conversations.update_state(conversation, {CHOSEN: True})
        work.commit()
