"""Who may come in: accounts, second factors, invitations. The part of the workspace that has a database of its own.

``web.db`` in the negotiation's folder holds sign-in names, password hashes, second factors, sessions, invitations and
what a person marks for himself; never anything of the record. An account names a participant and a person; institution,
role and clearance are read from the record each time that a seat is taken.
"""
