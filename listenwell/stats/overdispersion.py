"""Do large samples make everything a signal? Laney's p' and u' charts, and when to choose them.

With thousands of answers a period, binomial limits shrink until ordinary week-to-week variation lies
outside them. Laney widens (or narrows) the limits by sigma_z, the ratio of the variation found to the
variation supposed.
"""

import math
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from listenwell.stats.control_charts import (
    Chart,
    Spread,
    draw,
    p_chart,
    rate_spread,
    share_spread,
    sigma_ratio,
    u_chart,
)

LANEY = "Laney 2002, Qual Eng 14:531, doi:10.1081/QEN-120003555"


def laney_p_chart(successes: Sequence[int], bases: Sequence[int], exclude: Collection[int] = ()) -> Chart:
    """p' chart of a share, 0 to 1: pbar +- 3 sigma_p sigma_z, clipped to [0, 1].

    sigma_z is the mean moving range of the standardised shares over 1.128. Fewer than two periods in
    the baseline give no limits. `exclude` and missing periods as in `p_chart`.
    Small samples: sigma_z from few periods is itself rough; 20 or more.

    Raises ValueError as `p_chart` does. Source: Laney 2002, doi:10.1081/QEN-120003555.

    >>> chart = laney_p_chart([500, 900, 600], [1000, 1000, 1000])
    >>> round(chart.sigma_z, 1), chart.beyond
    (20.8, ())
    """
    return _widened(share_spread(successes, bases, exclude), (0.0, 1.0), "Laney p' chart")


def laney_u_chart(counts: Sequence[int], exposures: Sequence[float], exclude: Collection[int] = ()) -> Chart:
    """u' chart of a rate per unit of exposure: ubar +- 3 sigma_u sigma_z, clipped at 0.

    As `laney_p_chart`, with the Poisson standard deviation.

    Raises ValueError as `u_chart` does. Source: Laney 2002, doi:10.1081/QEN-120003555.

    >>> round(laney_u_chart([500, 900, 600], [10, 10, 10]).sigma_z, 1)
    12.0
    """
    return _widened(rate_spread(counts, exposures, exclude), (0.0, math.inf), "Laney u' chart")


def share_chart(successes: Sequence[int], bases: Sequence[int], exclude: Collection[int] = ()) -> Chart:
    """The chart of a share that fits: p', where sigma_z is clearly above 1, else p.

    Raises ValueError as `p_chart` does. Source: see `clearly_overdispersed`.

    >>> share_chart([5, 8, 6], [50, 50, 50]).method
    'p chart, 3-sigma limits from 3 periods'
    """
    plain = p_chart(successes, bases, exclude)
    return laney_p_chart(successes, bases, exclude) if clearly_overdispersed(plain) else plain


def rate_chart(counts: Sequence[int], exposures: Sequence[float], exclude: Collection[int] = ()) -> Chart:
    """The chart of a rate that fits: u', where sigma_z is clearly above 1, else u.

    Raises ValueError as `u_chart` does. Source: see `clearly_overdispersed`.

    >>> rate_chart([10, 12, 8], [5, 5, 5]).method
    'u chart, 3-sigma limits from 3 periods'
    """
    plain = u_chart(counts, exposures, exclude)
    return laney_u_chart(counts, exposures, exclude) if clearly_overdispersed(plain) else plain


def clearly_overdispersed(chart: Chart) -> bool:
    """Is sigma_z above what chance gives a stable process once in 20 times?

    Threshold 1 + 1.645 sqrt(0.826 / (m - 1)) for m periods: 1.34 at 20. The 0.826 is the large-sample
    variance of a mean moving range of normal values in units of sigma^2 / (m - 1) (see Source).
    Under two periods, or no sigma_z: False.

    Source: Cryer & Ryan 1990, J Qual Technol 22:187, doi:10.1080/00224065.1990.11979239.

    >>> clearly_overdispersed(p_chart([500, 900, 600], [1000, 1000, 1000]))
    True
    """
    if chart.sigma_z is None or chart.base < 2:
        return False
    return chart.sigma_z > 1 + 1.645 * math.sqrt(0.826 / (chart.base - 1))


def _widened(spread: Spread, clip: tuple[float, float], method: str) -> Chart:
    ratio = sigma_ratio(spread)
    wide = [None if one is None or ratio is None else one * ratio for one in spread.sigma]
    return draw(replace(spread, sigma=wide), clip, method, LANEY, ratio)
