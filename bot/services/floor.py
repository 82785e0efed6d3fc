"""Who has the floor: an agent takes a conversation over, speaks in it, and gives it back.

The bot keeps a reply only while it owns the conversation, an agent only while they do; each checks
it in the transaction that keeps the words, so that the two never both speak.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.errors import ShandaiError
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, JsonObject, Message

# How long an agent who says nothing keeps a conversation from other agents; the bot never takes
# one back by itself.
HELD = timedelta(minutes=15)

# What is to be delivered of a reply, given with the conversation it is said in.
Plan = Callable[[Conversation, Message], Sequence[JsonObject]]


class NotTheOwner(ShandaiError):
    """The conversation is another agent's, or the bot's."""


class SpokenMeanwhile(ShandaiError):
    """Something was said that the agent had not seen when they wrote."""


def take_over(uow: UnitsOfWork, conversation: str, agent: str, at: datetime) -> Conversation:
    """Make an agent the owner; what awaits an answer is for them, what the bot thinks is dropped.

    Raises:
        NotFound: there is no such conversation.
        NotTheOwner: another agent has it.
    """
    with uow() as work:
        before = work.conversations.get(conversation)
        if not work.conversations.hand_over(conversation, agent=agent, until=at + HELD, now=at):
            raise NotTheOwner(f"conversation {conversation} is another agent's")
        work.messages.leave_to_agent(conversation)
        if before.lease_holder != agent:
            _note(work, "conversation_taken", conversation, agent, at)
        taken = work.conversations.get(conversation)
        work.commit()
    return taken


def hand_back(uow: UnitsOfWork, conversation: str, agent: str, at: datetime) -> None:
    """Make the bot the owner again; it answers what comes from now on.

    Raises:
        NotTheOwner: the agent does not own it.
    """
    with uow() as work:
        if not work.conversations.hand_back(conversation, agent=agent):
            raise NotTheOwner(f"conversation {conversation} is not this agent's")
        _note(work, "conversation_given_back", conversation, agent, at)
        work.commit()


def agent_says(
    uow: UnitsOfWork,
    conversation: str,
    agent: str,
    text: str,
    expected_sequence: int,
    at: datetime,
    plan: Plan,
) -> Message:
    """Keep what an agent says together with its deliveries, and prolong their right to speak.

    Args:
        uow: storage.
        conversation: its id.
        agent: who speaks.
        text: what they say.
        expected_sequence: the newest place the agent had seen.
        at: now.
        plan: what is to be delivered of it; empty for a channel that fetches its replies.

    Raises:
        NotTheOwner: the agent does not own it.
        SpokenMeanwhile: there is a newer place; nothing was kept.
    """
    with uow() as work:
        # From here on nobody changes the owner or adds a message until this ends.
        if not work.conversations.speaks(conversation, agent=agent, until=at + HELD):
            raise NotTheOwner(f"conversation {conversation} is not this agent's")
        talk = work.conversations.get(conversation)
        if talk.sequence != expected_sequence:
            raise SpokenMeanwhile(f"the conversation is at {talk.sequence}")
        said = keep_reply(
            work, talk, turn=talk.turn, text=text, payload={"agent": agent}, at=at, plan=plan
        )
        _note(work, "agent_spoke", conversation, agent, at, {"sequence": said.sequence})
        work.commit()
    return said


def keep_reply(
    work: UnitOfWork,
    talk: Conversation,
    *,
    turn: int,
    text: str,
    payload: JsonObject,
    at: datetime,
    plan: Plan,
) -> Message:
    """Keep a reply with what is to be delivered of it, within a unit of work."""
    said = work.messages.record_outbound(
        conversation=talk.id, turn=turn, text=text, at=at, payload=payload
    )
    bodies = plan(talk, said)
    if bodies:
        account = work.customers.account(customer=talk.customer, channel=talk.channel)
        if account.status is not AccountStatus.BLOCKED:
            work.outbox.put(
                conversation=talk.id,
                account=account.id,
                channel=talk.channel,
                sequence=said.sequence,
                bodies=bodies,
                at=at,
            )
    return said


def _note(
    work: UnitOfWork,
    event: str,
    conversation: str,
    agent: str,
    at: datetime,
    detail: dict[str, int] | None = None,
) -> None:
    work.audit.append(
        event=event, actor=agent, subjects={"conversation": conversation}, at=at, detail=detail
    )
