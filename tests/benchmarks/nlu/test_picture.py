from pathlib import Path

from matplotlib.image import imread

from tests.benchmarks.nlu.messages import judged
from tests.benchmarks.nlu.picture import draw_confusions


def test_the_picture_grows_with_the_intents(tmp_path: Path) -> None:
    few = [judged("greet", "greet"), judged("out_of_scope", "nlu_fallback")]
    many = [judged(f"intent_{n}", f"intent_{n % 7}") for n in range(40)]

    draw_confusions(few, tmp_path / "few.png", title="few")
    draw_confusions(many, tmp_path / "many.png", title="many")

    small, large = (imread(tmp_path / f"{name}.png").shape for name in ("few", "many"))
    assert small[0] < large[0]
    assert (tmp_path / "many.png").stat().st_size < 200_000
