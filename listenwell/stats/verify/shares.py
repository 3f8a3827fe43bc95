"""Adapters for shares and for comparisons of shares."""

from collections.abc import Callable, Mapping
from typing import Any

from listenwell.stats.comparisons import (
    BH,
    BY,
    HOLM,
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    holm,
    homogeneity,
    pairwise,
)
from listenwell.stats.csat import csat
from listenwell.stats.estimate import Estimate
from listenwell.stats.mean import mean
from listenwell.stats.proportion import (
    agresti_coull,
    clopper_pearson,
    difference,
    pooled_z,
    wald_difference,
    wilson,
)
from listenwell.stats.verify.vectors import ROWS, column, confidence, counts, number
from listenwell.stats.weighted import weighted_mean, weighted_proportion

Given = Mapping[str, Any]


def wilson_ci(given: Given) -> dict[str, Any]:
    return _interval(given, wilson)


def agresti_coull_ci(given: Given) -> dict[str, Any]:
    return _interval(given, agresti_coull)


def exact_ci(given: Given) -> dict[str, Any]:
    return _interval(given, clopper_pearson)


def _interval(given: Given, function: Callable[..., Estimate]) -> dict[str, Any]:
    """One share, or a list of them under "cases"."""
    cases = given.get("cases")
    pairs = [(given["x"], given["n"])] if cases is None else cases
    estimates = [function(x, n, confidence(given)) for x, n in pairs]
    fields = {
        "p": [estimate.value for estimate in estimates],
        "lower": [estimate.lower for estimate in estimates],
        "upper": [estimate.upper for estimate in estimates],
    }
    return {name: values[0] if cases is None else values for name, values in fields.items()}


def csat_top2_box(given: Given) -> dict[str, Any]:
    found = counts(given)
    points = given.get("points", given.get("scale_max", max(given.get("valid", [5]))))
    share, average = csat(found, points, confidence(given)), mean(found)
    fields = {
        "valid_n": share.base,
        "n": share.base,
        "top2": found.get(points, 0) + found.get(points - 1, 0),
        "csat": share.value,
        "wilson": [share.lower, share.upper],
        "lower": share.lower,
        "upper": share.upper,
        "mean": average.value,
        "counts": {value: found[value] for value in sorted(found)},
    }
    if ROWS in given:
        fields |= _weighted(given, points)
    return fields


def _weighted(given: Given, points: int) -> dict[str, Any]:
    """The weighted figures, where the data set has its column of weights."""
    name = given.get("weight", "WEIGHT")
    if not given[ROWS] or name not in given[ROWS][0]:
        return {}
    weights, answers = _weights_and_answers(given, name)
    top = [int(answer >= points - 1) for answer in answers]
    share = weighted_proportion(weights, top, confidence=confidence(given))
    return {
        "weighted_csat": share.value,
        "weighted_mean": weighted_mean(weights, answers).value,
        "weighted_lower": share.lower,
        "weighted_upper": share.upper,
        "n_eff": share.effective_n,
    }


def _weights_and_answers(given: Given, name: str) -> tuple[list[float], list[float]]:
    answers = column(given, given["question"])
    kept = [
        (row[name], answer) for row, answer in zip(given[ROWS], answers, strict=True) if answer is not None
    ]
    return [float(weight) for weight, _ in kept], [answer for _, answer in kept]


def weighted_proportion_ci(given: Given) -> dict[str, Any]:
    if ROWS in given:
        weights, answers = _weights_and_answers(given, given["weight"])
        positive = given.get("positive", sorted(given["valid"])[-2:])
        successes, totals = [int(answer in positive) for answer in answers], None
    else:
        weights, successes = given["weights"], given.get("successes", given.get("x"))
        totals = given.get("totals", given.get("n"))
    share = weighted_proportion(weights, successes, totals, confidence(given))
    return {
        "p": share.value,
        "n": share.base,
        "n_eff": share.effective_n,
        "deff": share.design_effect,
        "lower": share.lower,
        "upper": share.upper,
        "unweighted": share.unweighted,
    }


def two_prop_diff_ci(given: Given) -> dict[str, Any]:
    change = difference(given["x1"], given["n1"], given["x2"], given["n2"], confidence(given))
    return {"diff": change.difference, "lower": change.lower, "upper": change.upper, "p": change.p}


def two_prop_z_test(given: Given) -> dict[str, Any]:
    (x1, x2), (n1, n2) = given["x"], given["n"]
    test = pooled_z(x1, n1, x2, n2, given.get("correct", False))
    plain = wald_difference(x1, n1, x2, n2, confidence(given))
    return {
        "z": test.z,
        "chisq": test.chi_square,
        "p": test.p,
        "diff": plain.difference,
        "wald_ci": [plain.lower, plain.upper],
    }


def chisq_homogeneity(given: Given) -> dict[str, Any]:
    """Successes of samples (x, n), or a whole table."""
    rows = given.get("table") or [[x, n - x] for x, n in zip(given["x"], given["n"], strict=True)]
    test = homogeneity(rows)
    return {"chisq": test.value, "df": test.df, "p": test.p}


def multiplicity_bh(given: Given) -> dict[str, Any]:
    return _adjusted(given, benjamini_hochberg, BH, "bh_rejected")


def multiplicity_by(given: Given) -> dict[str, Any]:
    return _adjusted(given, benjamini_yekutieli, BY, "by_rejected")


def multiplicity_holm(given: Given) -> dict[str, Any]:
    return _adjusted(given, holm, HOLM, "holm_rejected")


def _adjusted(given: Given, function: Callable[..., list[float]], name: str, rejected: str) -> dict[str, Any]:
    """P-values as they come, or those of all pairs of samples (p12, p13, ...)."""
    if "p" not in given:
        pairs = pairwise(given["x"], given["n"], name, given.get("correct", False))
        return {f"p{pair.first + 1}{pair.second + 1}": pair.adjusted for pair in pairs}
    adjusted, q = function(given["p"]), number(given.get("q", 0.05))
    return {
        "adjusted": adjusted,
        rejected: sum(p <= q for p in adjusted),
        "rejected": sum(p <= q for p in adjusted),
        "bonferroni_rejected": sum(p <= q for p in bonferroni(given["p"])),
    }
