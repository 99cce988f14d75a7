"""Agreement against published examples."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.desk.team.agreement import Level, agreement, krippendorff

# Four observers, twelve units, some codings missing: the example of Krippendorff (2011), section D and E.
A = (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None)
B = (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3)
C = (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None)
D = (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None)
UNITS = list(zip(A, B, C, D, strict=True))


@pytest.mark.parametrize(("level", "alpha"), [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)])
def test_the_published_values_of_four_observers(level, alpha):
    assert krippendorff(UNITS, level) == pytest.approx(alpha, abs=0.0006)


def test_the_published_value_of_two_observers_and_two_categories():
    one = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    two = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert krippendorff(list(zip(one, two, strict=True)), Level.NOMINAL) == pytest.approx(0.095, abs=0.0006)


def test_the_published_value_of_two_observers_and_five_categories():
    one, two = "aabbdcccedda", "babbbccceddd"
    assert krippendorff(list(zip(one, two, strict=True)), Level.NOMINAL) == pytest.approx(0.692, abs=0.0006)


def test_exact_match_counts_units_that_two_or_more_coded():
    found = agreement("status", Level.NOMINAL, UNITS)
    assert (found.units, found.exact) == (11, pytest.approx(8 / 11))
    none = agreement("status", Level.NOMINAL, [("a", None)])
    assert (none.units, none.exact, none.alpha) == (0, None, None)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(st.sampled_from([1, 2, 3, None]), min_size=2, max_size=4), min_size=1, max_size=20))
def test_alpha_does_not_depend_on_the_order_of_units_or_coders(units):
    for level in Level:
        before = krippendorff(units, level)
        after = krippendorff([unit[::-1] for unit in units[::-1]], level)
        assert (before is None) == (after is None)
        if before is not None:
            assert before == pytest.approx(after)
            assert before <= 1.0 + 1e-9


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=20))
def test_perfect_agreement_is_one_or_undefined(values):
    found = krippendorff([(value, value) for value in values], Level.NOMINAL)
    assert found is None if len(set(values)) == 1 else found == pytest.approx(1.0)
