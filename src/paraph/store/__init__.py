"""Where things lie: the shared ledger, each delegation's vault, keys, disclosed files, and the folder that holds them.

``ledger`` states the contract, ``sqlite`` and ``postgres`` keep it; ``vault`` is another place and never reads the
ledger; ``keys`` holds the secret halves; ``disclosures`` the files handed over; ``place`` is the folder of it all.
Nothing here interprets an entry: what was signed is kept, found again and given back as the same bytes.
"""
