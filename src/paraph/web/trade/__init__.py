"""Pages of trade: statistics, tariff lines, requests and offers."""
