"""Adapters for who answered: response rates, weights, small cells."""

from collections.abc import Mapping
from typing import Any

from listenwell.stats.response_rate import aapor_rates, response_rate
from listenwell.stats.suppression import suppress
from listenwell.stats.verify.vectors import number
from listenwell.stats.weighted import weighted_mean
from listenwell.stats.weighting import Weights, kish, poststratify, rake

Given = Mapping[str, Any]
Table = list[list[float]]


def response_rates(given: Given) -> dict[str, Any]:
    """AAPOR's six rates from dispositions (I, P, ...), or completes among invited."""
    if "I" in given:
        rates = aapor_rates(
            given["I"],
            partial=given.get("P", 0),
            refused=given.get("R", 0),
            not_contacted=given.get("NC", 0),
            other=given.get("O", 0),
            unknown=given.get("UH", 0) + given.get("UO", 0),
            eligible_share=given.get("e"),
        )
        return {f"RR{place}": getattr(rates, f"rr{place}") for place in range(1, 7)}
    rate = response_rate(given["completes"], given["invited"], given.get("bounced"))
    # As a paper prints it: whole percent.
    return {
        "rate": rate.value,
        "n": rate.base,
        "published_pct": None if rate.value is None else round(100 * rate.value),
    }


def kish_effective_n(given: Given) -> dict[str, Any]:
    """Weights one by one, or a table of weights with the answers in each cell."""
    weights = _flat(given["weights"])
    cost = kish(weights, _flat(given["cells_n"]) if "cells_n" in given else given.get("n"))
    return {"n": cost.base, "n_eff": cost.effective_n, "deff": cost.design_effect}


def _flat(values: list) -> list:
    """A table row by row; a list as it is."""
    return [cell for row in values for cell in (row if isinstance(row, list) else [row])]


def poststratification(given: Given) -> dict[str, Any]:
    answered = given["n"]
    fitted = poststratify(answered, given["population"], given.get("cap"))
    weights = [fitted.weights.get(name, 0.0) for name in answered]
    return {
        "weight": fitted.weights,
        "n_eff": fitted.effective_n,
        "kish_deff": fitted.design_effect,
        **{
            f"weighted_{name.removeprefix('stratum_')}": weighted_mean(
                weights, [values[stratum] for stratum in answered], list(answered.values())
            ).value
            for name, values in given.items()
            if name.startswith("stratum_mean")
        },
    }


def raking(given: Given) -> dict[str, Any]:
    """Weights of answered cells ("cells_n"), or a table ("seed") fitted to its margins."""
    table: Table = given["cells_n"] if "cells_n" in given else given["seed"]
    cells = {(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)}
    margins = [dict(enumerate(given[name])) for name in ("row_targets", "col_targets")]
    fitted = rake(cells, margins, given.get("cap"))
    per_cell = [[fitted.weights.get((i, j), 0.0) for j in range(len(row))] for i, row in enumerate(table)]
    filled = [[w * n for w, n in zip(*rows, strict=True)] for rows in zip(per_cell, table, strict=True)]
    return {
        "weight": per_cell,
        "table": filled,
        "weight_sum": sum(map(sum, filled)),
        "n_eff": fitted.effective_n,
        "kish_deff": fitted.design_effect,
        **_of_cell_means(given, fitted, table),
    }


def _of_cell_means(given: Given, fitted: Weights, table: Table) -> dict[str, float]:
    """Weighted mean and total of each "cell_mean_..." table."""
    weights = [fitted.weights.get((i, j), 0.0) for i, row in enumerate(table) for j in range(len(row))]
    size = sum(weight * n for weight, n in zip(weights, _flat(table), strict=True))
    found = {}
    for name, means in given.items():
        if name.startswith("cell_mean_"):
            value = weighted_mean(weights, [number(cell) or 0 for cell in _flat(means)], _flat(table)).value
            found[f"weighted_{name.removeprefix('cell_')}"] = value
            found[f"total_{name.removeprefix('cell_mean_')}"] = value * size
    return found


def small_cell_suppression(given: Given) -> dict[str, Any]:
    hidden = suppress(
        given["segments"],
        given["threshold"],
        given.get("total_published", False),
        given.get("previous"),
    )
    return {
        "suppressed": hidden.suppressed,
        "empty": hidden.empty,
        "shown": hidden.shown,
        "hide_total": hidden.hide_total,
    }
