"""Adapters for what hangs together: reliability, agreement, drivers, quadrants, Pareto."""

from collections.abc import Mapping
from typing import Any

from listenwell.stats.agreement import cohen_kappa
from listenwell.stats.drivers import Drivers, key_drivers
from listenwell.stats.importance_performance import Attribute, importance_performance
from listenwell.stats.pareto import pareto
from listenwell.stats.reliability import LISTWISE, PAIRWISE, cronbach_alpha
from listenwell.stats.verify.vectors import ROWS, cleaned, column, confidence

Given = Mapping[str, Any]


def alpha(given: Given) -> dict[str, Any]:
    """Without a word on gaps in a field's name, gaps are pairwise, as in psych::alpha."""
    items = given["items"]
    columns = {name: column(given, name) if ROWS in given else cleaned(items[name], given) for name in items}
    scale = (given["scale_min"], given["scale_max"]) if "scale_min" in given else None
    ways = {
        way: cronbach_alpha(columns, given.get("reversed", ()), scale, way, confidence(given))
        for way in (LISTWISE, PAIRWISE)
    }
    fields = {}
    for prefix, found in (("", ways[PAIRWISE]), *((f"{way}_", found) for way, found in ways.items())):
        fields |= {
            f"{prefix}raw_alpha": found.value,
            f"{prefix}std_alpha": found.standardized,
            f"{prefix}average_r": found.average_correlation,
            f"{prefix}n": found.base,
            f"{prefix}lower": found.lower,
            f"{prefix}upper": found.upper,
            f"{prefix}raw_alpha_if_dropped": {item.name: item.alpha_if_dropped for item in found.items},
            f"{prefix}item_rest_r": {item.name: item.item_rest for item in found.items},
        }
    return fields


def kappa(given: Given) -> dict[str, Any]:
    found = cohen_kappa(given["table"], confidence(given))
    return {
        "kappa": found.value,
        "n": found.base,
        "lower": found.lower,
        "upper": found.upper,
        "agreement": found.agreement,
    }


def johnson_relative_weights(given: Given) -> dict[str, Any]:
    found = _drivers(given)
    return {
        "raw": [driver.weight.value for driver in found.drivers],
        "rescaled_pct": [None if driver.share is None else 100 * driver.share for driver in found.drivers],
        "r2": found.value,
        "n": found.base,
    }


def lmg_shapley(given: Given) -> dict[str, Any]:
    found = _drivers(given)
    return {"lmg": [driver.shapley for driver in found.drivers], "r2": found.value, "n": found.base}


def _drivers(given: Given) -> Drivers:
    names = [given["outcome"], *given["drivers"]]
    if ROWS in given:
        columns = {name: column(given, name) for name in names}
    else:
        columns = {name: cleaned(given["data"][name], given) for name in names}
    # No resamples: worked examples name weights, not bootstrap bounds.
    return key_drivers(columns[names[0]], {name: columns[name] for name in names[1:]}, resamples=0)


def ipa_quadrants(given: Given) -> dict[str, Any]:
    attributes = [
        Attribute(one["name"], one["importance"], one["performance"]) for one in given["attributes"]
    ]
    hair = given.get("crosshair", "grand_mean")
    if isinstance(hair, Mapping):
        hair = hair["importance"], hair["performance"]
    found = importance_performance(attributes, hair)
    return {
        "importance_mean": found.importance,
        "performance_mean": found.performance,
        "importance": found.importance,
        "performance": found.performance,
        "quadrant": found.quadrants,
    }


def pareto_chart(given: Given) -> dict[str, Any]:
    chart = pareto(given["counts"], given.get("other", "other"))
    shares = {"pct": "share", "cum_pct": "cumulative_share"}
    return {
        "order": [cause.name for cause in chart.causes],
        "counts": [cause.count for cause in chart.causes],
        "cum": [cause.cumulative for cause in chart.causes],
        **{
            name: [
                None if (share := getattr(cause, field)) is None else 100 * share for cause in chart.causes
            ]
            for name, field in shares.items()
        },
    }
