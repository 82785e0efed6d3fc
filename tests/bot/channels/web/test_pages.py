import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.web.assets import assets
from tests.bot.channels.web.bank import Bank, application


def client_of(**settings: Any) -> TestClient:
    return TestClient(application(Bank(), **settings), follow_redirects=False)


@pytest.fixture
def client() -> Iterator[TestClient]:
    with client_of() as client:
        yield client


def test_the_root_leads_to_the_chat(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/chat")


def test_the_page_has_no_inline_code_and_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/chat")
    assert answer.status_code == 200
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", answer.text)
    for script in re.findall(r"<script[^>]*>", answer.text):
        assert "src=" in script or 'type="application/json"' in script
    for address in re.findall(r"(?:src|href)=\"([^\"]+)\"", answer.text):
        assert address.startswith(("/chat", "#", "tel:"))
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for name in ("x-content-type-options", "referrer-policy", "permissions-policy"):
        assert answer.headers[name]
    assert answer.headers["cache-control"] == "no-store"


def test_it_says_that_it_is_a_machine(client: TestClient) -> None:
    assert "自动助手" in client.get("/chat?lang=zh_CN").text
    assert "automated assistant" in client.get("/chat?lang=en").text


@pytest.mark.parametrize(
    ("query", "accepted", "tag"),
    [
        ("", "", "zh-CN"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr,de;q=0.9,zh-TW;q=0.5,en;q=0.1", "zh-Hant-TW"),
        ("", "en;q=0.3,zh-CN;q=0.8", "zh-CN"),
        ("", "xx;q=much,;q=,*", "zh-CN"),
        ("?lang=en", "zh-CN", "en"),
        ("?lang=zh_Hant_TW", "en", "zh-Hant-TW"),
        ("?lang=%3Cscript%3E", "en", "en"),
    ],
)
def test_its_language(client: TestClient, query: str, accepted: str, tag: str) -> None:
    answer = client.get(f"/chat{query}", headers={"accept-language": accepted})
    assert f'<html lang="{tag}"' in answer.text


def test_the_lender_is_written_as_text() -> None:
    with client_of(lender="</script><b>&") as client:
        text = client.get("/chat").text
    assert "<b>" not in text
    assert "&lt;/script&gt;" in text


def test_a_session_is_kept_and_renewed(client: TestClient) -> None:
    first = client.get("/chat").headers["set-cookie"]
    again = client.get("/chat").headers["set-cookie"]
    assert first.partition(".")[0] == again.partition(".")[0]


def test_a_forged_session_becomes_a_new_one(client: TestClient) -> None:
    forged = "shandai_chat=aaaa.bbbb.cccc"
    cookie = client.get("/chat", headers={"cookie": forged}).headers["set-cookie"]
    assert not cookie.startswith("shandai_chat=aaaa.")


def test_over_https_in_other_sites_pages_the_cookie_is_partitioned() -> None:
    with client_of(
        public_url="https://chat.example.com", embed_origins=("https://www.example.com",)
    ) as client:
        cookie = client.get("/chat").headers["set-cookie"]
    assert cookie.endswith("HttpOnly; Secure; SameSite=None; Partitioned")


def test_files_are_kept_for_ever_under_the_name_of_their_version(client: TestClient) -> None:
    page = client.get("/chat").text
    for address in re.findall(r"\"(/chat/static/[^\"]+)\"", page):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_of_another_version_is_not_kept(client: TestClient) -> None:
    assert client.get("/chat/static/old/chat.js").headers["cache-control"] == "no-store"
    version = assets().version
    for name in ("nothing.js", "%2e%2e%2fpages.py", "..%5cpages.py"):
        assert client.get(f"/chat/static/{version}/{name}").status_code == 404


def test_every_module_imports_files_that_are_there() -> None:
    files = assets().files
    for name, asset in files.items():
        for imported in re.findall(rb"from \"\./([^\"]+)\"", asset.content):
            assert imported.decode() in files, f"{name} imports {imported!r}"


def test_the_launcher_speaks_every_language(client: TestClient) -> None:
    answer = client.get("/chat/embed.js")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert '"zh-Hant-TW"' in answer.text
    assert "/*TEXTS*/" not in answer.text
    assert (
        client.get("/chat/embed.js", headers={"if-none-match": answer.headers["etag"]}).status_code
        == 304
    )
