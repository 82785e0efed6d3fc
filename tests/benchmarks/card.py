"""How well the card ranks real people it was not fitted on, beside plain models in one run."""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from scoring.training.fit import CARD, TEST_SHARE, train_card
from scoring.training.stated_inputs import DATA_NAME, read_sample

SHARED = Path(os.environ.get("SHANDAI_SHARED_DATA", ROOT.parent / "shared" / "data"))
DATA = SHARED / "give_me_some_credit.csv.gz"
SHIPPED = ROOT / "scoring" / "cards" / "stated-v1.json"
SEED = 42


def measure_card(path: Path) -> dict[str, Any]:
    """Fit the card and the models beside it on one split, and measure on the people held out.

    Args:
        path: the data file.

    Returns:
        The figures, or under `skipped` the reason why there are none.
    """
    if not path.is_file():
        return {"skipped": f"the data file {path.name} is not there"}
    sample = read_sample(path)
    began = time.perf_counter()
    trained = train_card(sample, version=SHIPPED.stem, seed=SEED)
    seconds = time.perf_counter() - began
    return {
        "data": DATA_NAME,
        "people": len(sample.bad),
        "bad_share": float(sample.bad.mean()),
        "held_out_share": TEST_SHARE,
        "seed": SEED,
        "seconds": seconds,
        "card": CARD,
        "models": {
            name: {"auc": found.auc, "ks": found.ks} for name, found in trained.measured.items()
        },
        "same_as_shipped": _is_shipped(trained.document),
    }


def _is_shipped(document: Mapping[str, object]) -> bool:
    """Tell whether the card that was fitted here has the points of the one that is shipped."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    fitted = json.loads(json.dumps(document))
    return all(fitted[part] == shipped[part] for part in ("scale", "intercept", "characteristics"))
