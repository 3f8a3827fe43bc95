"""Figures an auditor can recompute: counts in, a frozen result with base, interval, method and source out.

Pure functions of the standard library and msgspec; nothing is read, stored or drawn at random unseen.
"No data" is None, never 0; bad input is a ValueError in one sentence.

    estimate               Estimate and Change: what figures come back as
    proportion             a share and its change (Wilson, Newcombe, pooled z); others to compare with
    csat                   satisfaction: top-2-box
    nps, nps_intervals     Net Promoter Score and its change; plain Wald and score intervals
    effort                 Customer Effort Score
    mean                   mean rating and its change (t, Welch)
    comparisons            do segments differ; many comparisons (BH, BY, Holm)
    response_rate          AAPOR response rates
    weighting, weighted    post-stratification, raking, effective n; weighted share and mean
    control_charts         p, np, c, u and XmR charts
    overdispersion         Laney's p' and u', and when they are due
    run_rules              Western Electric and Nelson signals
    pareto                 which causes make most complaints
    importance_performance quadrants of stated importance and performance
    drivers                key drivers, with relative_importance (Johnson, Shapley) and matrices
    bootstrap              intervals of driver weights that were computed from sums
    reliability            Cronbach's alpha
    agreement              Cohen's kappa
    themes                 distinctive terms of two groups of comments
    suppression            small cells that must stay hidden at publication
    sums                   PairSums: n, x, y, xx, yy, xy
    distributions, checks  tail areas and quantiles; what input is refused
    verify/                worked examples run through these functions (import it by itself)
"""

from listenwell.stats.agreement import Kappa, cohen_kappa
from listenwell.stats.comparisons import (
    Family,
    Homogeneity,
    Pair,
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    holm,
    homogeneity,
    judge_family,
    pairwise,
)
from listenwell.stats.control_charts import (
    Chart,
    XmrChart,
    c_chart,
    np_chart,
    p_chart,
    u_chart,
    xmr_chart,
)
from listenwell.stats.csat import csat
from listenwell.stats.drivers import Driver, Drivers, key_drivers, key_drivers_from_sums
from listenwell.stats.effort import Effort, effort
from listenwell.stats.estimate import Change, Estimate
from listenwell.stats.importance_performance import Attribute, Quadrants, importance_performance
from listenwell.stats.mean import Mean, MeanChange, mean, mean_difference
from listenwell.stats.nps import Nps, NpsChange, category, nps, nps_change
from listenwell.stats.nps_intervals import score_nps, wald_nps
from listenwell.stats.overdispersion import (
    clearly_overdispersed,
    laney_p_chart,
    laney_u_chart,
    rate_chart,
    share_chart,
)
from listenwell.stats.pareto import Cause, Pareto, pareto
from listenwell.stats.proportion import (
    ZTest,
    agresti_coull,
    clopper_pearson,
    difference,
    pooled_z,
    wald_difference,
    wilson,
)
from listenwell.stats.relative_importance import relative_weights, shapley
from listenwell.stats.reliability import Alpha, Item, cronbach_alpha, cronbach_alpha_from_sums
from listenwell.stats.response_rate import AaporRates, aapor_rates, response_rate
from listenwell.stats.run_rules import NELSON, WESTERN_ELECTRIC, Signal, signals
from listenwell.stats.sums import PairSums
from listenwell.stats.suppression import Suppression, suppress
from listenwell.stats.themes import Term, distinctive_terms
from listenwell.stats.weighted import Weighted, weighted_mean, weighted_proportion
from listenwell.stats.weighting import EffectiveBase, Weights, kish, poststratify, rake

__all__ = [
    "NELSON",
    "WESTERN_ELECTRIC",
    "AaporRates",
    "Alpha",
    "Attribute",
    "Cause",
    "Change",
    "Chart",
    "Driver",
    "Drivers",
    "EffectiveBase",
    "Effort",
    "Estimate",
    "Family",
    "Homogeneity",
    "Item",
    "Kappa",
    "Mean",
    "MeanChange",
    "Nps",
    "NpsChange",
    "Pair",
    "PairSums",
    "Pareto",
    "Quadrants",
    "Signal",
    "Suppression",
    "Term",
    "Weighted",
    "Weights",
    "XmrChart",
    "ZTest",
    "aapor_rates",
    "agresti_coull",
    "benjamini_hochberg",
    "benjamini_yekutieli",
    "bonferroni",
    "c_chart",
    "category",
    "clearly_overdispersed",
    "clopper_pearson",
    "cohen_kappa",
    "cronbach_alpha",
    "cronbach_alpha_from_sums",
    "csat",
    "difference",
    "distinctive_terms",
    "effort",
    "holm",
    "homogeneity",
    "importance_performance",
    "judge_family",
    "key_drivers",
    "key_drivers_from_sums",
    "kish",
    "laney_p_chart",
    "laney_u_chart",
    "mean",
    "mean_difference",
    "np_chart",
    "nps",
    "nps_change",
    "p_chart",
    "pairwise",
    "pareto",
    "pooled_z",
    "poststratify",
    "rake",
    "rate_chart",
    "relative_weights",
    "response_rate",
    "score_nps",
    "shapley",
    "share_chart",
    "signals",
    "suppress",
    "u_chart",
    "wald_difference",
    "wald_nps",
    "weighted_mean",
    "weighted_proportion",
    "wilson",
    "xmr_chart",
]
