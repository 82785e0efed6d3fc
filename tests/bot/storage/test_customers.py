import threading

import pytest

from bot.services.delivery import AccountStatus
from bot.services.ports import UnitsOfWork
from bot.services.records import Customer, NotFound
from bot.storage.tables import ID_LENGTH
from tests.bot.storage.conftest import NOON


def ensure(uow: UnitsOfWork, user: str = "u1", language: str = "zh_CN") -> Customer:
    with uow() as work:
        customer = work.customers.ensure(
            channel="console", channel_user_id=user, language=language, at=NOON
        )
        work.commit()
    return customer


def test_a_new_account_makes_a_customer(uow: UnitsOfWork) -> None:
    made = ensure(uow)
    assert (made.language, made.status, made.created_at) == ("zh_CN", "active", NOON)
    assert len(made.id) == ID_LENGTH
    assert made.id.isalnum()
    with uow(reading=True) as work:
        assert work.customers.get(made.id) == made


def test_a_known_account_is_the_same_customer_in_their_own_language(uow: UnitsOfWork) -> None:
    assert ensure(uow, language="en") == ensure(uow, language="zh_CN")
    assert ensure(uow, user="u2").id != ensure(uow).id


def test_the_same_name_on_another_channel_is_another_customer(uow: UnitsOfWork) -> None:
    here = ensure(uow)
    with uow() as work:
        there = work.customers.ensure(
            channel="telegram", channel_user_id="u1", language="en", at=NOON
        )
    assert there.id != here.id


def test_an_unknown_customer_is_not_found(uow: UnitsOfWork) -> None:
    with uow(reading=True) as work, pytest.raises(NotFound, match="no customer nobody"):
        work.customers.get("nobody")


def test_one_account_seen_by_many_at_once_is_one_customer(uow: UnitsOfWork) -> None:
    found: list[str] = []
    together = threading.Barrier(8)

    def meet() -> None:
        together.wait(10)
        found.append(ensure(uow).id)

    threads = [threading.Thread(target=meet) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_account_may_be_written_to_until_something_says_otherwise(uow: UnitsOfWork) -> None:
    customer = ensure(uow)
    ensure(uow, user="u2")
    with uow(reading=True) as work:
        account = work.customers.account(customer=customer.id, channel="console")
        with pytest.raises(NotFound, match="no account on telegram"):
            work.customers.account(customer=customer.id, channel="telegram")
    assert (account.customer, account.channel_user_id) == (customer.id, "u1")
    assert account.status is AccountStatus.ACTIVE


@pytest.mark.parametrize("status", [AccountStatus.STOPPED, AccountStatus.BLOCKED])
def test_a_status_is_news_once(uow: UnitsOfWork, status: AccountStatus) -> None:
    customer = ensure(uow)
    with uow() as work:
        changed = work.customers.set_status(channel="console", channel_user_id="u1", status=status)
        assert changed is not None
        assert (changed.customer, changed.status) == (customer.id, status)
        again = work.customers.set_status(channel="console", channel_user_id="u1", status=status)
        assert again is None
        assert work.customers.account(customer=customer.id, channel="console") == changed


def test_an_unknown_account_has_no_status(uow: UnitsOfWork) -> None:
    with uow() as work:
        unknown = work.customers.set_status(
            channel="console", channel_user_id="nobody", status=AccountStatus.BLOCKED
        )
    assert unknown is None


def test_what_the_customer_said_outlasts_a_block(uow: UnitsOfWork) -> None:
    ensure(uow)

    def become(status: AccountStatus) -> AccountStatus | None:
        with uow() as work:
            changed = work.customers.set_status(
                channel="console", channel_user_id="u1", status=status
            )
            work.commit()
        return changed.status if changed else None

    assert become(AccountStatus.STOPPED) is AccountStatus.STOPPED
    assert become(AccountStatus.BLOCKED) is None
    assert become(AccountStatus.ACTIVE) is AccountStatus.ACTIVE  # /start
    assert become(AccountStatus.BLOCKED) is AccountStatus.BLOCKED
    assert become(AccountStatus.STOPPED) is AccountStatus.STOPPED
