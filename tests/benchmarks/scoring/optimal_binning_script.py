"""Run by the interpreter that has optbinning: reads rows, fits, writes probabilities."""

import sys

import numpy as np
from optbinning import BinningProcess
from sklearn.linear_model import LogisticRegression


def main(asked: str, answered: str) -> None:
    """Fit on the training rows of one file and write the chance of bad of the others."""
    given = np.load(asked)
    names = [f"x{place}" for place in range(given["train"].shape[1])]
    categories = [names[place] for place in given["categories"]]
    special = given["special"].tolist()
    process = BinningProcess(
        names,
        categorical_variables=categories or None,
        special_codes=special or None,
    )
    columns = process.fit_transform(given["train"], given["bad"], metric="woe")
    model = LogisticRegression(max_iter=3000).fit(columns, given["bad"])
    test = process.transform(given["test"], metric="woe")
    np.save(answered, model.predict_proba(test)[:, 1])


if __name__ == "__main__":
    main(*sys.argv[1:])
