"""Milliseconds in which Rasa understands a message, without any dialogue."""

import time
from typing import Any

import httpx

from tests.benchmarks.customers import CUSTOMERS
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.timing import summary


async def measure_parsing(url: str, token: str, *, times: int) -> dict[str, Any]:
    """Let Rasa parse every text that the customers say, in turn, until `times` are measured.

    Raises:
        BenchmarkError: Rasa refused.
    """
    texts = [
        text
        for one in CUSTOMERS
        for text in (one.thanks, one.rate, one.first, *one.answers.values())
    ]
    seconds = []
    async with httpx.AsyncClient(base_url=url, params={"token": token}, timeout=20) as client:
        for number in range(-len(texts), times):
            body = {"text": texts[number % len(texts)]}
            began = time.perf_counter()
            try:
                response = await client.post("/model/parse", json=body)
                response.raise_for_status()
            except httpx.HTTPError as error:
                raise BenchmarkError(f"Rasa did not parse: {type(error).__name__}") from error
            took = time.perf_counter() - began
            if number >= 0:  # each text once before, which does not count
                seconds.append(took)
    return {**summary(seconds), "texts": len(set(texts))}
