"""The page about the core: its example runs, and the modules it names are there."""

import re

from bot.settings import ROOT

PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")


def test_the_example_runs() -> None:
    example = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    exec(compile(example[1], "docs/scoring.md", "exec"), {})  # noqa: S102  # the example itself


def test_the_modules_named_are_there() -> None:
    table = PAGE.partition("## Where what is")[2]
    named = {name.removesuffix("/") for name in re.findall(r"`([a-z_/]+)`", table)}
    missing = {
        name
        for name in named - {"scoring"}
        if not (ROOT / "scoring" / f"{name}.py").exists() and not (ROOT / "scoring" / name).is_dir()
    }
    assert missing == set()
