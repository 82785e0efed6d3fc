"""Run by Rasa's interpreter: parses texts one at a time and says how long each took.

python rasa_parse_script.py MODEL ASKED ANSWERED

ASKED holds a list of texts as JSON; ANSWERED gets a list of what came of each, in their order.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent

WARM_UP = 5


def main(model: str, asked: str, answered: str) -> None:
    """Parse every text of one file and write intents, rankings and seconds to the other."""
    texts = json.loads(Path(asked).read_text(encoding="utf-8"))
    found = asyncio.run(parse(Agent.load(model), texts))
    Path(answered).write_text(json.dumps(found), encoding="utf-8")


async def parse(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """Parse one text after the other; the first few once before, which does not count."""
    for text in texts[:WARM_UP]:
        await agent.parse_message(text)
    found = []
    for text in texts:
        began, worked = time.perf_counter(), time.process_time()
        parsed = await agent.parse_message(text)
        seconds, processor = time.perf_counter() - began, time.process_time() - worked
        found.append(
            {
                # A message in which no word is known may come back without any name.
                "intent": parsed["intent"]["name"] or "nlu_fallback",
                "ranking": [[one["name"], one["confidence"]] for one in parsed["intent_ranking"]],
                "seconds": seconds,
                "processor_seconds": processor,
            }
        )
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
