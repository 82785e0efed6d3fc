import io
import subprocess
import sys
import threading
from decimal import Decimal

import pytest
from matplotlib.image import imread

from bot.channels.pictures import plan_picture
from bot.settings import ROOT
from scoring.products import Fee, FeeManner, Method
from tests.bot.channels.pictures.plans import quote_card

FEE = Fee(
    code="service",
    name="服务费",
    payee="本公司",
    manner=FeeManner.PER_INSTALMENT,
    amount=Decimal(200),
)
# The colours of 🟦 🟧 🟩 and of the line, as shares of red, green and blue.
COLOURS = {"principal": "2F6FDE", "interest": "F08A24", "fees": "3BA55C", "balance": "38424F"}


def drawn(months: int, method: Method = Method.EQUAL_INSTALMENT, *fees: Fee) -> dict[str, int]:
    """How many pixels have each colour, in a picture of the right size."""
    card, _ = quote_card(months, method=method, fees=fees)
    picture = plan_picture(card, "zh_CN")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) < 1_000_000
    pixels = (imread(io.BytesIO(picture))[:, :, :3] * 255).round().astype(int)
    assert pixels.shape == (720, 1080, 3)
    return {
        name: int((pixels == [int(code[at : at + 2], 16) for at in (0, 2, 4)]).all(axis=2).sum())
        for name, code in COLOURS.items()
    }


@pytest.mark.parametrize("months", [1, 12, 36, 360])
def test_principal_interest_and_balance_are_seen_and_no_fee_that_is_none(months: int) -> None:
    pixels = drawn(months)

    assert pixels["principal"] > 5_000
    assert pixels["interest"] > 200
    assert pixels["balance"] > 500
    assert pixels["fees"] == 0


@pytest.mark.parametrize("method", [Method.BULLET, Method.INTEREST_ONLY])
@pytest.mark.parametrize("months", [1, 12, 60])
def test_a_plan_that_repays_at_the_end_is_drawn(method: Method, months: int) -> None:
    pixels = drawn(months, method)

    assert pixels["principal"] > 200
    assert pixels["balance"] > 500


def test_fees_have_their_own_colour() -> None:
    assert drawn(12, Method.EQUAL_INSTALMENT, FEE)["fees"] > 1_000


def test_the_same_card_is_the_same_picture_in_every_thread() -> None:
    card, _ = quote_card(24)
    pictures: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: pictures.append(plan_picture(card, "en"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(pictures) == 4
    assert len(set(pictures)) == 1


def test_a_card_without_a_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="without instalments"):
        plan_picture({"instalments": []}, "zh_CN")


def test_matplotlib_is_loaded_by_the_first_picture_and_not_before() -> None:
    asked = "import sys, bot.channels.pictures; print('matplotlib' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "False"
