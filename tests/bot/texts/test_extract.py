from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from bot.texts import extract
from bot.texts.extract import (
    extract_catalogue,
    extract_domain,
    extract_products,
    is_translated,
    rendered,
    updated,
)

DOMAIN = """
version: "3.1"
intents: [greet]
responses:
  utter_hello:
    - text: "你好"
      buttons:
        - title: 借钱
          payload: /borrow
    - text: |
        第一行
        第二行
      custom: {text: 不是文字}
  utter_empty:
    - text: ""
slots:
  text: {type: text, initial_value: 不提取}
"""


def test_texts_and_titles_of_responses_are_found_with_their_name() -> None:
    found = list(extract_domain(BytesIO(DOMAIN.encode()), (), ()))

    assert [(text, comments) for _, _, text, comments in found] == [
        ("你好", ["utter_hello"]),
        ("借钱", ["utter_hello"]),
        ("第一行\n第二行\n", ["utter_hello"]),
    ]
    assert found[0][0] == 6


def test_named_keys_of_a_product_are_found_at_any_depth() -> None:
    text = "products:\n- id: a\n  name: 车贷\n  fees: [{name: [甲, 乙], amount: 3}]\n  kind: 类\n"

    found = extract_products(BytesIO(text.encode()), (), (), options={"keys": "name"})

    assert [text for _, _, text, _ in found] == ["车贷", "甲", "乙"]


@pytest.mark.parametrize("text", ["", "[]", "responses:", "a: 1"])
def test_a_file_without_texts_has_none(text: str) -> None:
    assert list(extract_domain(BytesIO(text.encode()), (), ())) == []


def test_python_domain_and_catalogue_are_all_read() -> None:
    found = {message.id: [name for name, _ in message.locations] for message in extract_catalogue()}

    assert "bot/texts/formatting.py" in found[("{count} 个月", "{count} 个月")]
    folders = {name.rpartition("/")[0] for names in found.values() for name in names}
    assert {"bot/dialogue/domain", "scoring/catalog", "bot/texts/replies"} <= folders


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(extract, "catalogue_path", lambda language: tmp_path / f"{language}.po")
    return tmp_path


def texts(*sources: str) -> Catalog:
    catalogue = Catalog()
    for source in sources:
        catalogue.add(source, locations=[("a.py", 0)])
    return catalogue


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(locales: Path) -> None:
    first = updated("en", texts("旧", "旧的"))
    for message in first:
        message.string = "old"
    (locales / "en.po").write_bytes(rendered(first, "en"))

    second = updated("en", texts("旧", "新"))

    assert {message.id: message.string for message in second if message.id} == {
        "旧": "old",
        "新": None,  # never guessed from a likeness
    }
    assert b"#~" not in rendered(second, "en")


def test_the_source_language_translates_itself_and_not_the_template(locales: Path) -> None:
    template = texts("甲")

    own = updated("zh_CN", template).get("甲")
    other = updated("en", template).get("甲")

    assert own is not None
    assert own.string == "甲"
    assert other is not None
    assert not is_translated(other)


def test_the_same_texts_give_the_same_file(locales: Path) -> None:
    once = rendered(updated("en", texts("甲", "乙")), "en")
    (locales / "en.po").write_bytes(once)

    assert rendered(updated("en", texts("乙", "甲")), "en") == once
    assert b"Date" not in once
