from pathlib import Path

import pytest

from bot.corpus.examples import key_of, language_of, read_examples
from bot.errors import CorpusError
from tests.bot.corpus.made_up import write


def test_examples_come_with_their_place_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"greet": ["你好", "hi there"], "thanks": ["谢谢"]}, "b.yml")
    write(tmp_path / "more", {"deny": ["不要"]})
    read = read_examples(tmp_path)
    assert [(one.intent, one.text) for one in read] == [
        ("greet", "你好"), ("greet", "hi there"), ("thanks", "谢谢"), ("deny", "不要"),
    ]  # fmt: skip
    for one in read:
        line = (tmp_path / one.file).read_text(encoding="utf-8").splitlines()[one.line - 1]
        assert line == f"      - {one.text}"
    assert read[3].place == "more/made_up.yml:6"


def test_marks_of_entities_are_no_words(tmp_path: Path) -> None:
    write(tmp_path, {"inform": ["借[三万](amount)", '[两年]{"entity": "term", "role": "loan"}还']})
    assert [one.text for one in read_examples(tmp_path)] == ["借三万", "两年还"]


def test_lookups_and_other_files_hold_no_examples(tmp_path: Path) -> None:
    (tmp_path / "lookups.yml").write_text("nlu:\n- lookup: bank\n  examples: |\n    - 甲\n")
    (tmp_path / "rules.yml").write_text("rules:\n- rule: x\n")
    assert read_examples(tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nlu: [", "no YAML"),
        ("- a", "no mapping"),
        ("nlu: x", "no list"),
        ("nlu:\n- intent: greet\n", "no list of examples"),
    ],
)
def test_a_broken_file_is_named_with_the_remedy(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "x.yml").write_text(content)
    with pytest.raises(CorpusError, match=said) as caught:
        read_examples(tmp_path)
    assert caught.value.field.startswith("x.yml")
    assert caught.value.remedy


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is no folder"):
        read_examples(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["怎么還款？", "怎么还款", "  怎么，还款!! ", "怎么\u200b还款"])
def test_signs_width_and_script_make_no_difference_to_the_key(text: str) -> None:
    assert key_of(text) == "怎么还款"


def test_a_text_of_signs_only_is_its_own_key() -> None:
    assert key_of("???") == "?"
    assert key_of("!") != key_of("?")


def test_a_chinese_character_makes_a_text_chinese() -> None:
    assert [language_of(text) for text in ("APP打不开", "app is down", "15w")] == ["zh", "en", "en"]
