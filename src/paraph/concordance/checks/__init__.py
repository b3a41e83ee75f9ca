"""The checks: what two language versions say that is not the same."""

from paraph.concordance.checks.comparing import Context, compare, compare_provision
from paraph.concordance.checks.finding import Finding, Severity, Span

__all__ = ["Context", "Finding", "Severity", "Span", "compare", "compare_provision"]
