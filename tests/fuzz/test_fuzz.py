"""A short run of every target, the same inputs each time."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.targets import Target, targets

EXAMPLES = {"html": 60, "encodings": 60, "scrapes": 40, "sentences": 40, "texts": 20, "archives": 40, "import": 40}


@pytest.mark.parametrize("target", targets().values(), ids=lambda target: target.name)
def test_nothing_but_documented_errors_comes_out(target: Target) -> None:
    count = EXAMPLES.get(target.name, 100)
    checks = [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.large_base_example,
    ]
    run = given(target.draws)(target.check)
    settings(max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=checks)(run)()
