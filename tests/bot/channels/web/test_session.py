from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.web.session import COOKIE, Sessions, new_customer

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def sessions(
    *, key: str = "k", secure: bool = False, embedded: bool = False, at: datetime = NOW
) -> Sessions:
    return Sessions(secret_key=key, secure=secure, embedded=embedded, now=lambda: at)


def value(header: str) -> str:
    name, _, rest = header.partition("=")
    assert name == COOKIE
    return rest.partition(";")[0]


def test_a_cookie_names_its_customer() -> None:
    customer = new_customer()
    assert sessions().customer(value(sessions().header(customer))) == customer


def test_nobody_guesses_a_customer() -> None:
    assert len({new_customer() for _ in range(100)}) == 100
    assert len(new_customer()) == 32


def test_every_changed_sign_makes_it_nobodys() -> None:
    cookie = value(sessions().header("a1b2"))
    for at, sign in enumerate(cookie):
        forged = cookie[:at] + ("x" if sign != "x" else "y") + cookie[at + 1 :]
        # The last sign of unpadded base64 carries bits that are not read.
        assert sessions().customer(forged) is None or at == len(cookie) - 1, at


@pytest.mark.parametrize("cookie", [None, "", ".", "a.b.c", "a1b2", "ü.ü.ü", "\0", "a" * 5000])
def test_what_is_no_cookie_is_nobodys(cookie: str | None) -> None:
    assert sessions().customer(cookie) is None


def test_another_key_reads_nothing() -> None:
    assert sessions(key="other").customer(value(sessions().header("a1b2"))) is None


def test_it_lives_thirty_days() -> None:
    cookie = value(sessions().header("a1b2"))
    assert sessions(at=NOW + timedelta(days=30)).customer(cookie) == "a1b2"
    assert sessions(at=NOW + timedelta(days=30, seconds=1)).customer(cookie) is None


@pytest.mark.parametrize(
    ("secure", "embedded", "attributes"),
    [
        (False, False, "SameSite=Lax"),
        (False, True, "SameSite=Lax"),
        (True, False, "Secure; SameSite=Lax"),
        (True, True, "Secure; SameSite=None; Partitioned"),
    ],
)
def test_where_it_may_go(secure: bool, embedded: bool, attributes: str) -> None:
    header = sessions(secure=secure, embedded=embedded).header("a1b2")
    assert header.partition("; ")[2] == f"Path=/; Max-Age=2592000; HttpOnly; {attributes}"
