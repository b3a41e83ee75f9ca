"""Trade: statistics with their sources, the nomenclature, tariff schedules, offers, the reciprocal rate.

Facts lie in ``facts/`` as small tables, each with its source, date, valuation and flow (``facts/sources.json``); what
follows from them (balances, growth, shares, applied duties) is computed and never kept.
"""
