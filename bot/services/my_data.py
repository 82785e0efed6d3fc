"""What is kept of a customer, counted, for the customer."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.consents import MARKETING, PREQUALIFICATION
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitsOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What is kept: since when, how much, what was agreed to, and whether we may write."""

    since: datetime
    messages: int
    decisions: int
    prequalification: bool
    marketing: bool
    contact: bool


def kept_of(uow: UnitsOfWork, conversation: str) -> Kept:
    """Count what is kept of the customer of a conversation."""
    with uow(reading=True) as work:
        talk = work.conversations.get(conversation)
        customer = work.customers.get(talk.customer)
        account = work.customers.account(customer=customer.id, channel=talk.channel)
        agreed = {
            purpose: work.consents.active(customer=customer.id, purpose=purpose) is not None
            for purpose in (PREQUALIFICATION, MARKETING)
        }
        return Kept(
            since=customer.created_at,
            messages=talk.sequence,
            decisions=len(work.decisions.of_customer(customer.id)),
            prequalification=agreed[PREQUALIFICATION],
            marketing=agreed[MARKETING],
            contact=account.status is AccountStatus.ACTIVE,
        )
