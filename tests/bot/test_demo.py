from pathlib import Path

from bot.demo import CUSTOMERS, hand_in
from bot.storage.unit_of_work import units_of_work
from tests.bot.gateway.doubles import database


def test_demo_customers_are_handed_in_once(tmp_path: Path) -> None:
    engine = database(tmp_path)
    uow = units_of_work(engine)
    said = sum(len(lines) for lines in CUSTOMERS.values())

    assert hand_in(uow, "zh_CN") == said
    assert hand_in(uow, "zh_CN") == 0

    with uow(reading=True) as work:
        assert len(work.messages.unanswered()) == said
    engine.dispose()
