"""An invented card with every kind of bin, for tests."""

import json
from typing import Any

from scoring.card_bins import Characteristic
from scoring.scorecard import Card, parse_card


def numbered() -> Characteristic:
    return mixed_card().characteristics[0]


def mixed_document() -> dict[str, Any]:
    seen = {"woe": "0", "share": "0.2"}
    return {
        "version": "mixed-v1",
        "scale": {"points": 600, "odds": "20", "pdo": 40},
        "target": "90 days past due",
        "horizon_months": 12,
        "intercept": 500,
        "characteristics": [
            {
                "name": "months",
                "risk": "rises",
                "bins": [
                    {"high": "3.5", "points": 20, **seen},
                    {"low": "3.5", "high": "9", "points": 12, **seen},
                    {"low": "9", "points": 0, **seen},
                    {"special": ["-7", "-8"], "points": 30, **seen},
                    {"special": ["-9"], "points": 5, **seen},
                    {"missing": True, "points": 8, **seen},
                ],
            },
            {
                "name": "job",
                "risk": "either",
                "reason": "job_kind",
                "bins": [
                    {"categories": ["clerk", "baker"], "points": 9, **seen},
                    {"categories": ["driver"], "points": 0, **seen},
                    {"missing": True, "points": 4, **seen},
                ],
            },
        ],
        "training": {"data": "none"},
    }


def mixed_card(**changes: Any) -> Card:
    return parse_card(json.dumps(mixed_document() | changes))
