import yaml

from tests.benchmarks.nlu.pipelines import (
    configuration,
    default_pipeline,
    our_pipeline,
    without_extractors,
)


def names(language: str) -> list[str]:
    return [component["name"] for component in default_pipeline(language, epochs=1)]


def test_ours_is_what_the_product_trains() -> None:
    written = yaml.safe_load(configuration(our_pipeline(), "zh"))

    assert written["pipeline"] == our_pipeline()
    assert written["language"] == "zh"
    assert "policies" not in written


def test_the_default_pipeline_cuts_chinese_with_jieba() -> None:
    assert names("zh")[0] == "JiebaTokenizer"
    assert names("en")[0] == "WhitespaceTokenizer"
    assert names("zh")[1:] == names("en")[1:]


def test_what_finds_entities_can_be_left_out() -> None:
    pipeline = [{"name": "a.Tokenizer"}, {"name": "b.LexiconExtractor"}, {"name": "Fallback"}]

    assert [one["name"] for one in without_extractors(pipeline)] == ["a.Tokenizer", "Fallback"]
