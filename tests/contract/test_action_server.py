"""The app's side of the seam: a call as Rasa 3.6.21 sent it is answered as Rasa expects it."""

import asyncio
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic import Sanic

from actions.context import Context
from actions.server import build_app
from bot.settings import load
from bot.storage.engine import make_engine
from bot.storage.unit_of_work import units_of_work
from bot.wiring import build_lending
from tests.contract.schema import faults

HERE = Path(__file__).parent

# rasa-sdk names the two versions; this very test shows that they understand each other.
pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa:UserWarning")


def recorded(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Sanic[Any, Any]]:
    context = Context(
        settings=load({}, root=tmp_path),
        lending=build_lending(),
        unit_of_work=units_of_work(make_engine(f"sqlite:///{tmp_path / 'empty.db'}")),
    )
    made = build_app(context)
    made.config.TOUCHUP = False  # it rewrites Sanic itself, which works once a process
    yield made
    Sanic.unregister_app(made)


def post(app: Sanic[Any, Any], body: object) -> httpx.Response:
    """Serve the app on a free port for one request, as rasa-sdk is served."""

    async def once() -> httpx.Response:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            server: Any = await app.create_server(sock=listening, return_asyncio_server=True)
            await server.startup()
            await server.start_serving()
            try:
                port = listening.getsockname()[1]
                async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
                    return await client.post("/webhook", json=body)
            finally:
                server.close()
                await server.wait_closed()

    return asyncio.run(once())


@pytest.fixture
def answer(app: Sanic[Any, Any]) -> Any:
    response = post(app, recorded("action_call.json"))
    assert response.status_code == 200
    return response.json()


def test_the_recorded_call_is_answered_in_the_schema_of_rasa(answer: Any) -> None:
    assert list(faults(answer, recorded("rasa_answer_schema.json"))) == []


def test_the_answer_remembers_what_was_said_and_asks_on(answer: Any) -> None:
    slots = {one["name"]: one["value"] for one in answer["events"] if one["event"] == "slot"}
    assert slots["purpose"] == "home_improvement"
    assert slots["amount"]["value"] == "50000"
    assert slots["requested_slot"] == "term"
    assert [one["text"] for one in answer["responses"]]


def test_the_answer_has_the_shape_that_was_recorded(answer: Any) -> None:
    was = recorded("action_answer.json")
    assert set(answer) == set(was)
    assert [set(one) for one in answer["responses"]] == [set(one) for one in was["responses"]]
    assert {frozenset(one) for one in answer["events"]} == {frozenset(one) for one in was["events"]}


def test_a_further_question_of_the_message_is_answered_too(app: Sanic[Any, Any]) -> None:
    call = recorded("action_call.json")
    call["tracker"]["latest_message"] |= {
        "text": "想借5万装修,会上征信吗",
        # As MeaningClassifier writes it (bot/dialogue/components/rasa_intents.py).
        "also": [{"name": "ask_credit_report", "confidence": 0.99, "start": 8, "end": 13}],
        "main_at": 0,
    }
    said = "".join(one["text"] for one in post(app, call).json()["responses"])
    assert "5 万元" in said
    assert "征信" in said


def test_an_action_that_nobody_knows_is_refused_by_name(app: Sanic[Any, Any]) -> None:
    response = post(app, recorded("action_call.json") | {"next_action": "action_unheard_of"})
    assert response.status_code == 404
    assert response.json()["action_name"] == "action_unheard_of"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"events": {}}, "answer.events is a dict, not array"),
        ({"events": [{"event": "slot"}]}, "answer.events[0] fits 0 of the branches, not one"),
        ({"events": [{"name": "x"}]}, "answer.events[0] lacks event"),
        ({"events": [], "responses": ["x"]}, "answer.responses[0] is a str, not object"),
    ],
)
def test_the_schema_sees_what_is_wrong(answer: object, fault: str) -> None:
    assert fault in list(faults(answer, recorded("rasa_answer_schema.json")))
