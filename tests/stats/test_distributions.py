"""Tail areas and quantiles, against printed tables, closed forms and (where it is installed) scipy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listenwell.stats import distributions as d

from .drawn import claims, near


@pytest.mark.parametrize(("df", "t"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (29, 2.0452), (120, 1.9799)])
def test_t_quantiles_are_those_of_the_printed_table(df, t):
    assert d.t_for(0.95, df) == near(t, 5e-5)


@pytest.mark.parametrize(("df", "x"), [(1, 3.841), (2, 5.991), (5, 11.070), (10, 18.307), (30, 43.773)])
def test_chi_square_tails_are_those_of_the_printed_table(df, x):
    assert d.chi_square_p(x, df) == near(0.05, 2e-5)


@pytest.mark.parametrize(("df1", "df2", "x"), [(1, 10, 4.9646), (5, 20, 2.7109), (30, 60, 1.6491)])
def test_f_quantiles_are_those_of_the_printed_table(df1, df2, x):
    assert d.f_quantile(0.95, df1, df2) == near(x, 5e-5)


def test_closed_forms_are_met():
    # t with 1 degree is Cauchy, with 2 algebraic; chi-square with 2 is exponential; I_x(a, 1) = x^a
    for t in (0.0, 0.3, 1.0, 7.0, 1e3):
        assert d.t_p(t, 1) == near(1 - 2 * math.atan(t) / math.pi, 1e-14)
        assert d.t_p(t, 2) == near(1 - t / math.sqrt(2 + t * t), 1e-14)
        assert d.chi_square_p(t, 2) == near(math.exp(-t / 2), 1e-14)
    for x in (0.0, 0.2, 0.5, 0.99, 1.0):
        assert d.beta_cdf(x, 3, 1) == near(x**3, 1e-14)


def test_t_with_very_many_degrees_is_normal():
    assert d.t_for(0.95, 1e7) == near(d.z_for(0.95), 1e-6)
    assert d.t_p(2.0, 1e7) == near(d.normal_p(2.0), 1e-6)


def test_far_tails_do_not_vanish_or_turn_negative():
    assert 0 < d.normal_p(30) < 1e-190
    assert 0 < d.chi_square_p(1000, 3) < 1e-200
    assert d.chi_square_p(0, 3) == 1.0


@claims
@given(st.floats(0.01, 0.99), st.floats(0.5, 500), st.floats(0.5, 500))
def test_beta_quantile_undoes_beta_cdf(p, a, b):
    assert d.beta_cdf(d.beta_quantile(p, a, b), a, b) == near(p, 1e-9)


@claims
@given(st.floats(0.0, 1.0), st.floats(0.5, 500), st.floats(0.5, 500))
def test_beta_is_symmetric(x, a, b):
    assert d.beta_cdf(x, a, b) == near(1 - d.beta_cdf(1 - x, b, a), 1e-11)


def test_scipy_agrees_where_it_is_installed():
    stats = pytest.importorskip("scipy.stats", reason="scipy is a referee only and not installed")
    for df in (1, 2.5, 10, 29.3, 1e3, 1e5):
        for t in (0.01, 1.0, 2.5, 8.0):
            assert d.t_p(t, df) == pytest.approx(2 * stats.t.sf(t, df), rel=1e-9)
        for level in (0.5, 0.95, 0.999):
            assert d.t_for(level, df) == pytest.approx(stats.t.ppf(0.5 + level / 2, df), rel=1e-9)
    for df in (1, 4, 60):
        assert d.chi_square_p(50.0, df) == pytest.approx(stats.chi2.sf(50.0, df), rel=1e-9)
    assert d.f_quantile(0.025, 9, 36) == pytest.approx(stats.f.ppf(0.025, 9, 36), rel=1e-9)
