"""The negotiating text, pure: provisions, brackets, notation, comparison, consolidation, convergence.

Nothing here reads a disk, a clock or the network, knows a framework, or keeps state between calls other than
caches of pure functions. Data in, data out.
"""
