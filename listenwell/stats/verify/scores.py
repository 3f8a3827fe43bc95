"""Adapters for Net Promoter Score, effort and means."""

from collections.abc import Callable, Mapping
from typing import Any

from listenwell.stats.effort import effort
from listenwell.stats.mean import mean, mean_difference
from listenwell.stats.nps import Nps, category, nps, nps_change, standard_error, variance
from listenwell.stats.nps_intervals import score_nps, wald_nps
from listenwell.stats.verify.vectors import cleaned, confidence, counts, tallied

Given = Mapping[str, Any]


def _scores(given: Given | list) -> dict[int, int]:
    """Counts by score; a vector that has only the three groups puts each on one of its scores."""
    if isinstance(given, list):
        return tallied(cleaned(given, {}))
    if "detractors" in given:
        return {0: given["detractors"], 7: given["passives"], 10: given["promoters"]}
    return counts(given)


def _fields(score: Nps) -> dict[str, Any]:
    return {
        "nps": score.value,
        "n": score.base,
        "detractors": score.detractors,
        "passives": score.passives,
        "promoters": score.promoters,
        "lower": score.lower,
        "upper": score.upper,
        "var": score.variance,
        "se": score.standard_error,
    }


def nps_score(given: Given) -> dict[str, Any]:
    return _nps(given, nps)


def nps_adjusted_wald_ci(given: Given) -> dict[str, Any]:
    return _nps(given, nps)


def nps_wald_ci(given: Given) -> dict[str, Any]:
    return _nps(given, wald_nps)


def nps_iterative_score_ci(given: Given) -> dict[str, Any]:
    return _nps(given, score_nps)


def _nps(given: Given, function: Callable[..., Nps]) -> dict[str, Any]:
    return _fields(function(_scores(given), confidence(given)))


def nps_categories(given: Given) -> dict[str, Any]:
    return {"category": [category(score) for score in given["scores"]]}


def nps_se(given: Given) -> dict[str, Any]:
    """From shares and a number of answers, or from the answers."""
    if "p_promoter" not in given:
        return _fields(nps(_scores(given)))
    shares = given["p_promoter"], given["p_passive"], given["p_detractor"]
    return {
        "nps": shares[0] - shares[2],
        "var": variance(*shares),
        "se": standard_error(*shares, given["n"]),
    }


def nps_difference_test(given: Given) -> dict[str, Any]:
    """`delta` is the difference the test is about, that of the adjusted scores."""
    change = nps_change(_scores(given["current"]), _scores(given["previous"]), confidence(given))
    return {
        "delta": change.shrunken,
        "raw_delta": change.difference,
        "se": change.standard_error,
        "p": change.p,
        "lower": change.lower,
        "upper": change.upper,
    }


def ces(given: Given) -> dict[str, Any]:
    easy = effort(counts(given), given.get("scale_max", given.get("points", 7)), confidence(given))
    shares = {"pct_agree": easy.agree.value, "pct_top2": easy.top_two.value}
    return {
        "mean": easy.mean.value,
        "n": easy.base,
        "lower": easy.agree.lower,
        "upper": easy.agree.upper,
        **{name: None if share is None else 100 * share for name, share in shares.items()},
    }


def mean_ci(given: Given) -> dict[str, Any]:
    average = mean(counts(given, "x"), confidence(given))
    return {
        "mean": average.value,
        "n": average.base,
        "sd": average.sd,
        "ci": [average.lower, average.upper],
        "lower": average.lower,
        "upper": average.upper,
    }


def mean_difference_test(given: Given) -> dict[str, Any]:
    first, second = (_sample(given, name) for name in ("a", "b"))
    change = mean_difference(first, second, confidence(given))
    return {
        "diff": change.difference,
        "t": change.t,
        "df": change.df,
        "p": change.p,
        "ci": [change.lower, change.upper],
        "lower": change.lower,
        "upper": change.upper,
    }


def _sample(given: Given, name: str) -> dict[float, int]:
    """A list of answers, or counts of answers."""
    if isinstance(given[name], Mapping):
        return counts({"counts": given[name]})
    return tallied(cleaned(given[name], given))
