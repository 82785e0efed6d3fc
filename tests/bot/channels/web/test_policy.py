import pytest

from bot.channels.web.policy import is_own_origin, page_headers


def policy(host: str = "chat.example.com", public: str = "", embed: tuple[str, ...] = ()) -> str:
    headers = page_headers(host=host, public_url=public, embed_origins=embed)
    return headers["Content-Security-Policy"]


def test_a_page_may_do_nothing_but_what_it_needs() -> None:
    assert policy() == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; "
        "connect-src 'self' ws://chat.example.com wss://chat.example.com; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_named_sites_may_show_it() -> None:
    text = policy(embed=("https://www.example.com", "https://shop.example.com"))
    assert text.endswith("frame-ancestors 'self' https://www.example.com https://shop.example.com")


def test_the_socket_of_the_public_address_may_be_used_too() -> None:
    assert "wss://outside.example.com" in policy(public="https://outside.example.com")


@pytest.mark.parametrize("host", ["x; script-src *", "a b", "", "x'", "a,b", "user@host"])
def test_a_forged_host_adds_nothing_to_the_policy(host: str) -> None:
    assert "connect-src 'self'; " in policy(host)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_hosts_of_this_machine(host: str) -> None:
    assert f"ws://{host}" in policy(host)


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://chat.local:8000", True),
        ("https://CHAT.local:8000", True),
        ("https://outside.example.com", True),
        ("http://outside.example.com", False),
        ("https://outside.example.com.evil.test", False),
        ("https://evil.test", False),
        ("http://chat.local", False),
        ("ftp://chat.local:8000", False),
        ("null", False),
        ("", False),
        (None, False),
    ],
)
def test_whose_pages_may_talk(origin: str | None, own: bool) -> None:
    found = is_own_origin(origin, host="chat.local:8000", public_url="https://outside.example.com")
    assert found is own


def test_an_empty_host_is_nobodys() -> None:
    assert not is_own_origin("http://", host="", public_url="")
