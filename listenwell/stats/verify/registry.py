"""Which adapter computes which statistic: a new statistic is a row here and an adapter."""

from collections.abc import Callable, Mapping
from typing import Any

from listenwell.stats.verify import charts, samples, scores, shares, structure

Adapter = Callable[[Mapping[str, Any]], dict[str, Any]]

STATISTICS: dict[str, Adapter] = {
    "agresti_coull_ci": shares.agresti_coull_ci,
    "agresti_coull": shares.agresti_coull_ci,
    "chisq_homogeneity": shares.chisq_homogeneity,
    "csat_top2_box": shares.csat_top2_box,
    "exact_ci": shares.exact_ci,
    "exact": shares.exact_ci,
    "multiplicity_bh": shares.multiplicity_bh,
    "multiplicity_by": shares.multiplicity_by,
    "multiplicity_holm": shares.multiplicity_holm,
    "two_prop_diff_ci": shares.two_prop_diff_ci,
    "two_prop_z_test": shares.two_prop_z_test,
    "weighted_proportion_ci": shares.weighted_proportion_ci,
    "wilson_ci": shares.wilson_ci,
    "ces": scores.ces,
    "mean_ci": scores.mean_ci,
    "mean_difference": scores.mean_difference_test,
    "nps": scores.nps_score,
    "nps_adjusted_wald_ci": scores.nps_adjusted_wald_ci,
    "nps_categories": scores.nps_categories,
    "nps_difference_test": scores.nps_difference_test,
    "nps_iterative_score_ci": scores.nps_iterative_score_ci,
    "nps_se": scores.nps_se,
    "nps_wald_ci": scores.nps_wald_ci,
    "c_chart": charts.c,
    "laney_p_prime": charts.laney_p,
    "laney_u_prime": charts.laney_u,
    "nelson_rules": charts.nelson_rules,
    "np_chart": charts.np,
    "p_chart": charts.p,
    "u_chart": charts.u,
    "western_electric_rules": charts.western_electric_rules,
    "xmr_chart": charts.xmr,
    "kish_effective_n": samples.kish_effective_n,
    "poststratification": samples.poststratification,
    "raking": samples.raking,
    "response_rate": samples.response_rates,
    "small_cell_suppression": samples.small_cell_suppression,
    "cohen_kappa": structure.kappa,
    "cronbach_alpha": structure.alpha,
    "ipa_quadrants": structure.ipa_quadrants,
    "johnson_relative_weights": structure.johnson_relative_weights,
    "lmg_shapley": structure.lmg_shapley,
    "pareto": structure.pareto_chart,
}
