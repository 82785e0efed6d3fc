"""The addresses of the web chat: page, files, launcher and socket; it knows no database."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response, WebSocket
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.ports import Door, Feed
from bot.channels.web.assets import assets
from bot.channels.web.policy import is_own_origin, page_headers
from bot.channels.web.session import COOKIE, Sessions, new_customer
from bot.channels.web.socket import NO_SESSION, TRY_AGAIN_LATER, WRONG_ORIGIN, Line
from bot.errors import UnsupportedLanguage
from bot.texts.languages import LANGUAGES, SOURCE, language_or, parse_language
from bot.texts.replies import web

TEMPLATES = Path(__file__).resolve().parent / "templates"
FOR_EVER = "public, max-age=31536000, immutable"
EMBED = "embed.js"
# Open pages of one customer in this process; more are no customer's.
MOST_LINES = 12


def router(
    *,
    door: Door,
    feed: Feed,
    secret_key: str,
    public_url: str,
    embed_origins: tuple[str, ...],
    lender: str,
    phone: str,
    count: Callable[[str], None],
    now: Callable[[], datetime],
) -> APIRouter:
    """Return the routes of the web chat.

    Args:
        door: takes what customers send.
        feed: gives what they are shown.
        secret_key: signs the cookies.
        public_url: where customers reach the gateway, or nothing.
        embed_origins: other sites that may show the chat in theirs.
        lender: the lender's name.
        phone: of the lender's staff.
        count: counts an event by its name.
        now: the time.
    """
    routes = APIRouter()
    lines: Counter[str] = Counter()
    sessions = Sessions(
        secret_key=secret_key,
        secure=urlsplit(public_url).scheme == "https",
        embedded=bool(embed_origins),
        now=now,
    )
    template = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("chat.html")

    _add_files(routes, lender=lender)

    @routes.get("/", include_in_schema=False)
    async def home() -> Response:
        return RedirectResponse("/chat")

    @routes.get("/chat", include_in_schema=False)
    async def page(request: Request) -> Response:
        chosen = _language(request.query_params.get("lang"))
        # A page follows the language of its conversation without choosing one.
        followed = chosen or _language(request.query_params.get("in"))
        language = followed or _accepted(request.headers.get("accept-language", ""))
        known = sessions.customer(request.cookies.get(COOKIE))
        customer = known or new_customer()
        headers = page_headers(
            host=request.headers.get("host", ""),
            public_url=public_url,
            embed_origins=embed_origins,
        )
        return HTMLResponse(
            template.render(
                language=language,
                tag=web.TAGS[language],
                static=f"/chat/static/{assets().version}",
                texts=web.texts(language, lender=lender, phone=phone),
                visit={
                    "chosen": chosen,
                    "followed": followed is not chosen,
                    "fresh": known is None,
                },
                lender=lender,
                phone=phone,
                languages=web.LANGUAGE_NAMES,
                tags=web.TAGS,
            ),
            headers=headers | {"Set-Cookie": sessions.header(customer), "Vary": "Accept-Language"},
        )

    @routes.websocket("/chat/socket")
    async def socket(websocket: WebSocket) -> None:
        # Accepted first: a page is not told the reason of a refused handshake.
        await websocket.accept()
        host = websocket.headers.get("host", "")
        if not is_own_origin(websocket.headers.get("origin"), host=host, public_url=public_url):
            count("web_wrong_origin")
            await websocket.close(WRONG_ORIGIN)
            return
        customer = sessions.customer(websocket.cookies.get(COOKIE))
        if customer is None:
            count("web_no_session")
            await websocket.close(NO_SESSION)
            return
        if lines[customer] >= MOST_LINES:
            count("web_too_many_lines")
            await websocket.close(TRY_AGAIN_LATER)
            return
        lines[customer] += 1
        try:
            await Line(
                websocket,
                customer=customer,
                language=_language(websocket.query_params.get("lang")) or SOURCE,
                door=door,
                feed=feed,
                count=count,
                now=now,
            ).serve()
        finally:
            lines[customer] -= 1
            if not lines[customer]:
                del lines[customer]

    return routes


def _add_files(routes: APIRouter, *, lender: str) -> None:
    """The files of the page, and the launcher for other sites."""

    @routes.get("/chat/static/{version}/{name}", include_in_schema=False)
    async def static(version: str, name: str) -> Response:
        asset = assets().files.get(name)
        if asset is None:
            return Response(status_code=404)
        # A page of another version is answered too, but keeps what it gets no longer than that.
        keep = FOR_EVER if version == assets().version else "no-store"
        return _file(asset.content, asset.media_type, {"Cache-Control": keep})

    @routes.get(f"/chat/{EMBED}", include_in_schema=False)
    async def embed(request: Request) -> Response:
        script = _embed_script(lender)
        tag = f'"{hashlib.sha256(script).hexdigest()[:16]}"'
        headers = {
            "Cache-Control": "public, max-age=300",
            "ETag": tag,
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return _file(script, "text/javascript; charset=utf-8", headers)


def _file(content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    return Response(
        content, media_type=media_type, headers={"X-Content-Type-Options": "nosniff", **headers}
    )


def _embed_script(lender: str) -> bytes:
    """The launcher with its words in every language: it is one file on another site's page."""
    words: dict[str, Any] = {
        web.TAGS[language]: web.launcher_texts(language, lender=lender) for language in LANGUAGES
    }
    script = assets().files[EMBED].content
    return script.replace(b"/*TEXTS*/ {}", json.dumps(words).encode())


def _language(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return parse_language(given)
    except UnsupportedLanguage:
        return None


def _accepted(header: str) -> str:
    """The language of a browser: the first it names that we speak, by its weights."""
    weighted = []
    for at, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), at, tag.strip()))
        except ValueError:
            continue
    spoken = (language_or(tag, "") for _, _, tag in sorted(weighted))
    return next((one for one in spoken if one), SOURCE)
