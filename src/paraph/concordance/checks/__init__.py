"""The checks: what two language versions say that is not the same."""
