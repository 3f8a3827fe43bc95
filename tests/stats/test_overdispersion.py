"""Laney's p' and u' charts, and when they are chosen."""

import random

from listenwell.stats import (
    clearly_overdispersed,
    laney_p_chart,
    laney_u_chart,
    p_chart,
    rate_chart,
    share_chart,
    u_chart,
    xmr_chart,
)

from .drawn import near

# qicharts2: emergency attendances seen within four hours, 20 weeks (Mohammed et al. 2013)
SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320]
SEEN += [267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]
CAME = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529]
CAME += [279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]
CLOTH = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
ROLLS = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]


def test_laney_p_gives_the_published_limits():
    chart = laney_p_chart(SEEN, CAME)
    assert (chart.center, chart.sigma_z) == near((0.952899711344191, 10.6404218634965), 1e-9)
    assert chart.lower[:2] == near((0.940129644177514, 0.940046418625136))
    assert chart.upper[:2] == near((0.965669778510868, 0.965753004063246))


def test_the_textbook_weeks_are_all_signals_to_the_plain_chart_and_none_to_laneys():
    assert len(p_chart(SEEN, CAME).beyond) == 16
    assert laney_p_chart(SEEN, CAME).beyond == ()


def test_laney_u_gives_the_reference_limits():
    # Laney 2002 on qcc dyedcloth
    chart = laney_u_chart(CLOTH, ROLLS)
    assert (chart.center, chart.sigma_z) == near((1.4232558139534883, 0.6787955546811913))
    assert (chart.lower[4], chart.upper[4]) == near((0.6350494720197664, 2.2114621558872103))


def test_laney_limits_are_the_plain_ones_times_sigma_z():
    plain, wide = p_chart(SEEN, CAME), laney_p_chart(SEEN, CAME)
    assert wide.sigma == near([one * wide.sigma_z for one in plain.sigma], 1e-15)


def test_the_fitting_chart_is_chosen():
    assert share_chart(SEEN, CAME).method.startswith("Laney p' chart")
    assert share_chart([5, 8, 6], [50, 50, 50]).method.startswith("p chart")
    assert rate_chart(CLOTH, ROLLS).method.startswith("u chart")
    assert rate_chart([500, 900, 600], [10, 10, 10]).method.startswith("Laney u' chart")


def test_a_stable_process_is_called_overdispersed_about_once_in_twenty():
    chance = random.Random("stable")  # noqa: S311 - the same processes on every run
    found = 0
    for _ in range(400):
        seen = [sum(chance.random() < 0.4 for _ in range(60)) for _ in range(20)]
        found += clearly_overdispersed(p_chart(seen, [60] * 20))
    assert 0.02 <= found / 400 <= 0.09


def test_too_few_periods_decide_nothing():
    assert not clearly_overdispersed(p_chart([], []))
    assert not clearly_overdispersed(p_chart([1], [2]))
    assert not clearly_overdispersed(xmr_chart([1, 9, 1]))
    one = laney_p_chart([1], [2])
    assert (one.sigma_z, one.lower, one.beyond) == (None, (None,), ())
    assert laney_u_chart([], []).center is None


def test_no_spread_at_all_gives_limits_on_the_line_and_no_signal():
    chart = laney_p_chart([0, 0, 0], [5, 5, 5])
    assert (chart.lower, chart.upper, chart.beyond) == ((0.0,) * 3, (0.0,) * 3, ())


def test_an_excluded_period_does_not_widen_the_limits():
    quiet = [20, 22, 19, 21, 20, 22]
    assert u_chart([*quiet, 90], [1] * 7, exclude=[6]).sigma_z == u_chart(quiet, [1] * 6).sigma_z
