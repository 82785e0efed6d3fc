from bot.corpus.duplicates import duplicates, near_duplicates
from bot.corpus.likeness import Pair
from tests.bot.corpus.made_up import examples


def test_the_same_words_of_two_intents_come_first() -> None:
    found = duplicates(
        examples(
            {
                "make_repayment": ["怎么还款", "怎么還款?", "去哪里还钱"],
                "ask_rate": ["利息多少"],
                "ask_limit": ["利息 多少。"],
            }
        )
    )
    assert [[one.text for one in same.examples] for same in found] == [
        ["利息多少", "利息 多少。"],
        ["怎么还款", "怎么還款?"],
    ]
    assert [same.across for same in found] == [True, False]


def test_nearly_the_same_words_are_found_and_the_same_are_left_out() -> None:
    known = examples(
        {
            "early_repayment": ["想提前还清可以吗", "想提前还清可以吗?", "想提前还清可以嘛"],
            "make_repayment": ["想提前还可以吗"],
        }
    )
    likeness = {(0, 1): 1.0, (0, 2): 0.9, (0, 3): 0.8, (1, 3): 0.79}
    pairs = [Pair(first=one, second=two, likeness=much) for (one, two), much in likeness.items()]
    found = near_duplicates(known, pairs)
    assert [(one.second.text, one.likeness, one.across) for one in found] == [
        ("想提前还可以吗", 0.8, True),
        ("想提前还清可以嘛", 0.9, False),
    ]
