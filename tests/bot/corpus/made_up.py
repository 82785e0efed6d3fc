"""Small corpora, written for the tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.corpus.examples import Example


def examples(by_intent: Mapping[str, Sequence[str]]) -> tuple[Example, ...]:
    return tuple(
        Example(text=text, intent=intent, file="made_up.yml", line=line)
        for intent, texts in by_intent.items()
        for line, text in enumerate(texts, start=1)
    )


def write(folder: Path, by_intent: Mapping[str, Sequence[str]], name: str = "made_up.yml") -> Path:
    blocks = "".join(
        f"  - intent: {intent}\n    examples: |\n"
        + "".join(f"      - {text}\n" for text in texts)
        + "\n"
        for intent, texts in by_intent.items()
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f'version: "3.1"\n\nnlu:\n{blocks}', encoding="utf-8")
    return folder


# Two intents that anybody can tell apart; forty ways to say each.
BORROW = [
    f"{want}{sum_}{what}"
    for want in ("想借", "要借", "我要贷", "能借我", "急需")
    for sum_ in ("三万", "五千", "十万", "两万")
    for what in ("周转", "装修")
]
COMPLAIN = [
    f"{who}{manner}{what}"
    for who in ("你们客服", "催收的人", "那个经理", "这家公司", "你们平台")
    for manner in ("太", "真", "实在", "一直")
    for what in ("没礼貌", "骗人")
]
