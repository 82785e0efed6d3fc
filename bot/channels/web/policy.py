"""What a browser is told to refuse, and which pages may talk to the socket; pure."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:]+\](?::\d{1,5})?")
_NO_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def page_headers(*, host: str, public_url: str, embed_origins: tuple[str, ...]) -> dict[str, str]:
    """Return the security headers of the page.

    Args:
        host: as the request names it; anything but a host name is left out.
        public_url: where customers reach the gateway, or nothing.
        embed_origins: sites that may show the page in theirs.
    """
    hosts = [one for one in (host, urlsplit(public_url).netloc) if _HOST.fullmatch(one)]
    # 'self' means the socket too, but not to every browser in use.
    sockets = [f"{scheme}://{one}" for one in dict.fromkeys(hosts) for scheme in ("ws", "wss")]
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": " ".join(["'self'", *sockets]),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(["'self'", *embed_origins]),
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": _NO_FEATURES,
        "Cache-Control": "no-store",
    }


def is_own_origin(origin: str | None, *, host: str, public_url: str) -> bool:
    """Tell whether a page of this gateway speaks; a browser never leaves the header out."""
    parts = urlsplit(origin or "")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return False
    outside = urlsplit(public_url)
    if outside.netloc and (parts.scheme, parts.netloc.lower()) == (
        outside.scheme,
        outside.netloc.lower(),
    ):
        return True
    return parts.netloc.lower() == host.lower()
