"""A database with three messages that were not understood, as the commands find it."""

from pathlib import Path

import pytest

from bot.services.collect_samples import Trouble, collect_sample, note_choice
from bot.services.ports import UnitsOfWork
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import units_of_work
from tests.bot.corpus.made_up import write
from tests.bot.services.lent import TODAY

RANKING = [("ask_rate", 0.31), ("ask_limit", 0.22), ("complaint", 0.1), ("ask_help", 0.05)]


@pytest.fixture
def uow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UnitsOfWork:
    url = f"sqlite:///{tmp_path / 'samples.db'}"
    monkeypatch.setenv("SHANDAI_DATABASE_URL", url)
    monkeypatch.setenv("SHANDAI_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SHANDAI_TODAY", TODAY.isoformat())
    monkeypatch.setenv("SHANDAI_SAMPLE_DAYS", "90")
    engine = make_engine(url)
    upgrade(engine)
    made = units_of_work(engine)
    texts = ("我叫张伟,利钱咋算", "能给多少", "what about this thingy")
    for number, text in enumerate(texts, start=1):
        for _ in range(number):
            collect_sample(
                made, text=text, language="zh_CN", ranking=RANKING, trouble=Trouble.REPAIR_1,
                model="m1", on=TODAY, keep_days=90,
            )  # fmt: skip
    for _ in range(2):
        note_choice(made, text="能给多少", intent="ask_limit")
    note_choice(made, text="能给多少", intent="ask_help")
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of examples."""
    intents = ("ask_rate", "ask_limit", "ask_loan_products", "complaint", "out_of_scope")
    return write(tmp_path / "nlu", {name: [f"关于{name}"] for name in intents})
