"""How the whole suite draws its examples: time is measured by the benchmarks, never asserted here."""

from hypothesis import HealthCheck, settings

settings.register_profile("perfdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("perfdesk")
