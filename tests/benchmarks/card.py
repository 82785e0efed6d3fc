"""How well the card ranks real people it was not fitted on, beside plain models in one run."""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from scoring.training.fit import CARD, TEST_SHARE, train_card
from scoring.training.schema import parse_schema
from scoring.training.table import read_table

SHARED = Path(os.environ.get("SHANDAI_SHARED_DATA", ROOT.parent / "shared" / "data"))
DATA = SHARED / "give_me_some_credit.csv.gz"
SHIPPED = ROOT / "scoring" / "cards" / "stated-v1.json"
SCHEMA = ROOT / "scoring" / "training" / "schemas" / "give_me_some_credit.yml"
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
    table = read_table(path, parse_schema(SCHEMA.read_text(encoding="utf-8")))
    began = time.perf_counter()
    trained = train_card(table, version=SHIPPED.stem, seed=SEED)
    seconds = time.perf_counter() - began
    return {
        "data": table.schema.source,
        "people": len(table.bad),
        "bad_share": float(table.bad.mean()),
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
