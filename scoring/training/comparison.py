"""Other models on the same inputs, rows and split, to set beside the card; none is exported."""

import warnings
from collections.abc import Mapping

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, StandardScaler

from scoring.training.metrics import Discrimination, discrimination
from scoring.training.stated_inputs import Floats, Ints

BINS = 8
TREES = 250
# Below every value, so that enough missing inputs get a quantile bin of their own.
MISSING = -1.0


def challengers(seed: int) -> Mapping[str, Pipeline | HistGradientBoostingClassifier]:
    """Return the unfitted models by the name they are reported under."""
    return {
        "logistic regression, raw inputs": make_pipeline(
            SimpleImputer(strategy="median"),
            StandardScaler(),
            LogisticRegression(max_iter=1000),
        ),
        "logistic regression, 8 bins": make_pipeline(
            SimpleImputer(strategy="constant", fill_value=MISSING),
            KBinsDiscretizer(n_bins=BINS, encode="onehot", quantile_method="averaged_inverted_cdf"),
            LogisticRegression(max_iter=1000),
        ),
        "gradient boosting": HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=0.03,
            max_leaf_nodes=15,
            min_samples_leaf=60,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=seed,
        ),
    }


def compare(
    train: tuple[Floats, Ints], test: tuple[Floats, Ints], *, seed: int
) -> dict[str, Discrimination]:
    """Fit every challenger on the training rows and measure it on the others."""
    measured = {}
    for name, model in challengers(seed).items():
        with warnings.catch_warnings():
            # Most counts of late payments are 0, so they have fewer than eight quantile bins.
            warnings.filterwarnings("ignore", message="Bins whose width are too small")
            model.fit(*train)
        risk = np.asarray(model.predict_proba(test[0])[:, 1], dtype=np.float64)
        measured[name] = discrimination(test[1], risk)
    return measured
