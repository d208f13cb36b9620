"""Hypothesis with the profile of this project: the same examples in every run, so what fails here fails for everyone.

Tests take it from here and not from itself: to load it takes as long as a dozen tests, and most runs need none of it.
"""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

__all__ = ["HealthCheck", "example", "given", "settings", "st"]

# No clock, and no database beside the sources.
settings.register_profile(
    "project", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")
