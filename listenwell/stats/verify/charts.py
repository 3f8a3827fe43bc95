"""Adapters for control charts and run rules. Points are counted from 1 in worked examples."""

from collections.abc import Mapping
from typing import Any

from listenwell.stats.control_charts import Chart, c_chart, np_chart, p_chart, u_chart, xmr_chart
from listenwell.stats.overdispersion import laney_p_chart, laney_u_chart
from listenwell.stats.run_rules import NELSON, RULES, WESTERN_ELECTRIC, signals
from listenwell.stats.verify.vectors import per_period

Given = Mapping[str, Any]


def _fields(chart: Chart) -> dict[str, Any]:
    return {
        "center": chart.center,
        "lcl": chart.lower,
        "ucl": chart.upper,
        "sigma": chart.sigma,
        "sigma_z": chart.sigma_z,
        "beyond_1based": _from_one(chart.beyond),
        "z": chart.z,
    }


def _from_one(indexes: tuple[int, ...]) -> list[int]:
    return [index + 1 for index in indexes]


def _excluded(given: Given) -> list[int]:
    return [index - 1 for index in given.get("exclude_1based", ())]


def _series(given: Given, whole: str, part: str) -> tuple[list, list]:
    """Numbers per period over their bases; a single base stands for every period."""
    numbers = given["x"] if "x" in given else given["counts"]
    name = whole if whole in given else part
    return numbers, per_period(given, name, len(numbers))


def p(given: Given) -> dict[str, Any]:
    return _fields(p_chart(*_series(given, "n", "units"), _excluded(given)))


def np(given: Given) -> dict[str, Any]:
    numbers, sizes = _series(given, "n", "units")
    if len(set(sizes)) > 1:
        raise ValueError("an np chart needs samples of one size; unequal ones take a p chart.")
    return _fields(np_chart(numbers, sizes[0], _excluded(given)))


def c(given: Given) -> dict[str, Any]:
    return _fields(c_chart(given["counts"] if "counts" in given else given["x"], _excluded(given)))


def u(given: Given) -> dict[str, Any]:
    return _fields(u_chart(*_series(given, "units", "n"), _excluded(given)))


def laney_p(given: Given) -> dict[str, Any]:
    series = _series(given, "n", "units")
    plain = p_chart(*series, _excluded(given))
    return {
        **_fields(laney_p_chart(*series, _excluded(given))),
        "beyond_plain_p_1based": _from_one(plain.beyond),
    }


def laney_u(given: Given) -> dict[str, Any]:
    series = _series(given, "units", "n")
    plain = u_chart(*series, _excluded(given))
    return {
        **_fields(laney_u_chart(*series, _excluded(given))),
        "beyond_plain_u_1based": _from_one(plain.beyond),
    }


def xmr(given: Given) -> dict[str, Any]:
    chart = xmr_chart(given["x"], _excluded(given))
    return {**_fields(chart), "mr_bar": chart.mean_range, "mr_ucl": chart.range_limit}


def western_electric_rules(given: Given) -> dict[str, Any]:
    return _rules(given, WESTERN_ELECTRIC)


def nelson_rules(given: Given) -> dict[str, Any]:
    return _rules(given, NELSON)


def _rules(given: Given, family: tuple[str, ...]) -> dict[str, Any]:
    """Points flagged by the rules asked for, and by each rule of the family on its own."""
    asked = [given["rule"]] if "rule" in given else given.get("rules", family)
    by_lower = {name.lower(): name for name in RULES}
    names = [by_lower.get(str(rule).lower(), str(rule)) for rule in asked]
    found = signals(given["z"], names)
    first: list[int | None] = [None] * len(given["z"])
    for signal in reversed(found):
        first[signal.index] = int(signal.rule[-1])
    return {
        "flagged_1based": sorted({signal.index + 1 for signal in found}),
        "first_rule_per_point": first,
        **{rule.lower(): [signal.index + 1 for signal in signals(given["z"], [rule])] for rule in family},
    }
