"""The signed cookie that says which customer a browser is; it knows nothing about the customer."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadSignature, TimestampSigner

COOKIE = "shandai_chat"
LIFETIME = timedelta(days=30)
_SALT = "bot.channels.web.session"


class _Signer(TimestampSigner):
    """Signs with the time of the application's clock instead of the machine's."""

    def __init__(self, key: str, now: Callable[[], datetime]) -> None:
        super().__init__(key, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
        self._now = now

    def get_timestamp(self) -> int:
        return int(self._now().timestamp())


class Sessions:
    """Reads and writes the cookie.

    Args:
        secret_key: signs; whoever knows it can be any customer.
        secure: the page is served over https.
        embedded: other sites show the page in theirs; possible over https alone.
        now: the time.
    """

    def __init__(
        self, *, secret_key: str, secure: bool, embedded: bool, now: Callable[[], datetime]
    ) -> None:
        self._signer = _Signer(secret_key, now)
        self._attributes = f"Path=/; Max-Age={int(LIFETIME.total_seconds())}; HttpOnly"
        if secure and embedded:
            # Partitioned: a browser keeps one conversation for each site that shows the chat,
            # and none of them can follow the customer to the next.
            self._attributes += "; Secure; SameSite=None; Partitioned"
        elif secure:
            self._attributes += "; Secure; SameSite=Lax"
        else:
            self._attributes += "; SameSite=Lax"

    def customer(self, cookie: str | None) -> str | None:
        """Return the customer a cookie names; None when it is missing, forged or too old."""
        if not cookie:
            return None
        try:
            age = int(LIFETIME.total_seconds())
            return self._signer.unsign(cookie, max_age=age).decode("ascii")
        except (BadSignature, UnicodeError):
            return None

    def header(self, customer: str) -> str:
        """Return the ``Set-Cookie`` value that names a customer for the next 30 days."""
        value = self._signer.sign(customer.encode("ascii")).decode("ascii")
        # Written by hand: http.cookies of Python 3.12 does not know Partitioned.
        return f"{COOKIE}={value}; {self._attributes}"


def new_customer() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_hex(16)
