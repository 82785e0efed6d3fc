from pathlib import Path

from tests.benchmarks.training import taught

TAUGHT = """
nlu:
  - intent: greet
    examples: |
      - 你好
      - hello
  - intent: thanks
    examples: |
      - 谢谢
  - lookup: method/bullet
    examples: |
      - 到期一次还
rules:
  - rule: thanks
"""


def test_examples_are_counted_over_all_files(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "a.yml").write_text(TAUGHT, encoding="utf-8")
    (tmp_path / "b.yml").write_text(TAUGHT.replace("thanks", "goodbye"), encoding="utf-8")

    assert taught(tmp_path) == {
        "intents": 3,
        "examples": 6,
        "fewest_examples": 1,
        "lookup_terms": 2,
        "rules": 2,
    }
