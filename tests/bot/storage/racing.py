"""Several threads do one thing at once, each over an engine of its own, as processes would."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from bot.services.ports import UnitsOfWork
from bot.storage.engine import make_engine
from bot.storage.unit_of_work import units_of_work

PATIENCE_MS = 10_000


def at_once[Result](
    engine: Engine, racers: int, race: Callable[[UnitsOfWork, int], Result]
) -> list[Result]:
    """Run `race` in every racer at the same moment; return what each came to, in their order."""
    url = engine.url
    if url.get_backend_name() == "postgresql":  # races are about locks, not about the disk
        url = url.update_query_dict({"options": "-c synchronous_commit=off"})
    engines = [make_engine(url, PATIENCE_MS) for _ in range(racers)]
    together = threading.Barrier(racers)

    def run(number: int) -> Result:
        uow = units_of_work(engines[number])
        with uow(reading=True):
            together.wait(10)  # connected
        return race(uow, number)

    try:
        with ThreadPoolExecutor(racers) as pool:
            return list(pool.map(run, range(racers)))
    finally:
        for one in engines:
            one.dispose()
