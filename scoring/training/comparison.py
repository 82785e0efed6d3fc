"""Other models on the same inputs, rows and split, to set beside the card; none is exported."""

import warnings
from collections.abc import Mapping

import numpy as np
from interpret.glassbox import ExplainableBoostingClassifier
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from scoring.training.stated_inputs import Floats
from scoring.training.table import Table

BINS = 8
TREES = 250
BAGS = 4

type Model = Pipeline | HistGradientBoostingClassifier | ExplainableBoostingClassifier


def challengers(table: Table, *, seed: int) -> Mapping[str, Model]:
    """Return the unfitted models by the name they are reported under.

    Linear models take special codes for unknown, and tell unknown apart; boosting sees every code.
    """
    inputs = table.schema.inputs
    categories = [place for place, one in enumerate(inputs) if not one.is_number]
    numbers = [place for place, one in enumerate(inputs) if one.is_number]
    filled = {"strategy": "median", "add_indicator": True, "keep_empty_features": True}
    one_hot = make_pipeline(
        SimpleImputer(strategy="constant", fill_value=-1.0),
        OneHotEncoder(handle_unknown="ignore"),
    )
    scaled = make_pipeline(SimpleImputer(**filled), StandardScaler())
    cut = make_pipeline(
        SimpleImputer(**filled),
        KBinsDiscretizer(n_bins=BINS, encode="onehot", quantile_method="averaged_inverted_cdf"),
    )
    linear = {
        name: make_pipeline(
            ColumnTransformer([("numbers", part, numbers), ("categories", one_hot, categories)]),
            LogisticRegression(max_iter=2000),
        )
        for name, part in (
            ("logistic regression, raw inputs", scaled),
            ("logistic regression, 8 bins", cut),
        )
    }
    boosting = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=0.03,
        max_leaf_nodes=15,
        min_samples_leaf=min(60, max(5, len(table.bad) // 50)),
        l2_regularization=1.0,
        categorical_features=categories or None,
        early_stopping=False,
        random_state=seed,
    )
    additive = ExplainableBoostingClassifier(
        feature_names=[one.name for one in inputs],
        feature_types=["continuous" if one.is_number else "nominal" for one in inputs],
        interactions=0,
        outer_bags=BAGS,
        random_state=seed,
        n_jobs=1,
    )
    return {**linear, "gradient boosting": boosting, "additive boosting (EBM)": additive}


def compare(train: Table, test: Table, *, seed: int) -> dict[str, Floats]:
    """Fit every challenger on the training rows; return its probabilities for the others."""
    found = {}
    for name, model in challengers(train, seed=seed).items():
        is_linear = isinstance(model, Pipeline)
        # Threads that wait for each other on a busy machine take longer than one that works.
        with warnings.catch_warnings(), threadpool_limits(limits=1):
            # Most counts of late payments are 0, so they have fewer than eight quantile bins.
            warnings.filterwarnings("ignore", message="Bins whose width are too small")
            warnings.filterwarnings("ignore", message="Feature .* is constant")
            warnings.filterwarnings("ignore", message="Missing values detected")
            model.fit(_seen(train) if is_linear else train.values, train.bad)
            chance = model.predict_proba(_seen(test) if is_linear else test.values)[:, 1]
        found[name] = np.asarray(chance, dtype=np.float64)
    return found


def _seen(table: Table) -> Floats:
    values = table.values.copy()
    for place, one in enumerate(table.schema.inputs):
        values[np.isin(values[:, place], one.special), place] = np.nan
    return values
