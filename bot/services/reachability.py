"""Whether a customer may be written to unasked: said by them, or told by the platform."""

from collections.abc import Mapping
from datetime import datetime

from bot.services.delivery import AccountStatus
from bot.services.ports import UnitOfWork, UnitsOfWork

_EVENTS: Mapping[AccountStatus, str] = {
    AccountStatus.ACTIVE: "contact_allowed",
    AccountStatus.STOPPED: "contact_stopped",
    AccountStatus.BLOCKED: "contact_blocked",
}


def change_status(
    work: UnitOfWork, channel: str, channel_user_id: str, status: AccountStatus, at: datetime
) -> bool:
    """Note a new status within a unit of work, with its audit entry; False when nothing changed.

    What was still to be sent to an account that blocked us is closed.
    """
    account = work.customers.set_status(
        channel=channel, channel_user_id=channel_user_id, status=status
    )
    if account is None:
        return False
    closed = work.outbox.unreachable(account.id) if status is AccountStatus.BLOCKED else 0
    work.audit.append(
        event=_EVENTS[status],
        actor="platform" if status is AccountStatus.BLOCKED else "customer",
        subjects={"customer": account.customer, "account": account.id},
        at=at,
        detail={"channel": channel, "closed": closed},
    )
    return True


def note_blocked(uow: UnitsOfWork, channel: str, channel_user_id: str, at: datetime) -> bool:
    """The platform says that the customer blocked us: an opt-out of everything."""
    with uow() as work:
        changed = change_status(work, channel, channel_user_id, AccountStatus.BLOCKED, at)
        work.commit()
    return changed


def choose_contact(uow: UnitsOfWork, conversation: str, *, wanted: bool, at: datetime) -> bool:
    """The customer says whether they want to be written to; False when they had said so before."""
    with uow() as work:
        talk = work.conversations.get(conversation)
        account = work.customers.account(customer=talk.customer, channel=talk.channel)
        changed = change_status(
            work,
            talk.channel,
            account.channel_user_id,
            AccountStatus.ACTIVE if wanted else AccountStatus.STOPPED,
            at,
        )
        work.commit()
    return changed
