from bot.corpus.duplicates import duplicates
from bot.corpus.examples import read_examples
from bot.settings import ROOT


def test_the_shipped_examples_do_not_contradict_each_other() -> None:
    found = duplicates(read_examples(ROOT / "nlu_data" / "nlu"))
    assert [[one.place for one in same.examples] for same in found if same.across] == []
