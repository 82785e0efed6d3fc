"""The models that the card is set beside, each with its settings named here and nowhere else."""

import warnings
from collections.abc import Callable, Mapping

import numpy as np
from interpret.glassbox import ExplainableBoostingClassifier
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, StandardScaler

from tests.benchmarks.scoring.inputs import Floats, Inputs

type Challenger = Callable[[Inputs, Inputs, int], Floats]

BINS = 8
# The grid of the boosting that may choose its own size; the choice is made inside the training
# rows, so that nobody can say that it was held down.
LEAVES = (4, 8, 15, 31)
RATES = (0.03, 0.08)


def logistic_regression(train: Inputs, test: Inputs, _seed: int) -> Floats:
    """Raw inputs: medians where unknown with an indicator, scaled; categories one-hot."""
    numbers = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
    )
    return _fitted(_linear(train, numbers), train, test)


def binned_regression(train: Inputs, test: Inputs, _seed: int) -> Floats:
    """Eight quantile bins a number, one-hot, with bins of their own for what is unknown."""
    numbers = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        KBinsDiscretizer(n_bins=BINS, encode="onehot", quantile_method="averaged_inverted_cdf"),
    )
    return _fitted(_linear(train, numbers), train, test)


def gradient_boosting(train: Inputs, test: Inputs, seed: int) -> Floats:
    """Histogram gradient boosting, 250 trees of 15 leaves; special codes are values like others."""
    model = _boosting(train, seed, leaves=15, rate=0.03, trees=250)
    return _probability(model.fit(train.values, train.bad), test.values)


def tuned_boosting(train: Inputs, test: Inputs, seed: int) -> Floats:
    """The same with leaves and learning rate chosen on a fifth of the training rows."""
    rows = np.arange(len(train.bad))
    inner, outer = train_test_split(rows, test_size=0.2, stratify=train.bad, random_state=seed)
    fit, check = train.rows(inner), train.rows(outer)
    best: tuple[float, int, float, int] = (np.inf, LEAVES[0], RATES[0], 100)
    for leaves in LEAVES:
        for rate in RATES:
            model = _boosting(train, seed, leaves=leaves, rate=rate, trees=600)
            model.set_params(early_stopping=True, validation_fraction=0.15, n_iter_no_change=20)
            model.fit(fit.values, fit.bad)
            chance = np.clip(_probability(model, check.values), 1e-6, 1 - 1e-6)
            loss = -float(np.mean(np.where(check.bad == 1, np.log(chance), np.log(1 - chance))))
            best = min(best, (loss, leaves, rate, int(model.n_iter_)))
    _, leaves, rate, trees = best
    model = _boosting(train, seed, leaves=leaves, rate=rate, trees=trees)
    return _probability(model.fit(train.values, train.bad), test.values)


def additive_boosting(train: Inputs, test: Inputs, seed: int) -> Floats:
    """InterpretML's explainable boosting machine without interactions, 8 bags."""
    kinds = ["nominal" if is_category else "continuous" for is_category in train.categorical]
    model = ExplainableBoostingClassifier(
        feature_names=list(train.names),
        feature_types=kinds,
        interactions=0,
        outer_bags=8,
        random_state=seed,
        n_jobs=2,
    )
    return _probability(model.fit(train.values, train.bad), test.values)


CHALLENGERS: Mapping[str, Challenger] = {
    "logistic regression, raw inputs": logistic_regression,
    "logistic regression, 8 bins": binned_regression,
    "gradient boosting": gradient_boosting,
    "gradient boosting, tuned": tuned_boosting,
    "additive boosting (EBM)": additive_boosting,
}


def _linear(train: Inputs, numbers: Pipeline) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", numbers, train.numbers),
            ("categories", OneHotEncoder(handle_unknown="ignore"), train.categories),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=3000))


def _boosting(
    train: Inputs, seed: int, *, leaves: int, rate: float, trees: int
) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=min(60, max(5, len(train.bad) // 50)),
        l2_regularization=1.0,
        categorical_features=train.categories or None,
        early_stopping=False,
        random_state=seed,
    )


def _fitted(model: Pipeline, train: Inputs, test: Inputs) -> Floats:
    with warnings.catch_warnings():
        # Most counts of late payments are 0, so they have fewer than eight quantile bins.
        warnings.filterwarnings("ignore", message="Bins whose width are too small")
        warnings.filterwarnings("ignore", message="Feature .* is constant")
        model.fit(train.measured, train.bad)
    return _probability(model, test.measured)


def _probability(model: Pipeline | HistGradientBoostingClassifier, values: Floats) -> Floats:
    return np.asarray(model.predict_proba(values)[:, 1], dtype=np.float64)
