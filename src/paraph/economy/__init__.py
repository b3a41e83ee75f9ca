"""What an offer would do: tariff simulation in general and partial equilibrium.

Pure functions of figures: the facts of this room are read by ``world.load`` and ``elasticities.load`` alone. Money is
in US$ thousand inside (as the sources have it) and in US$ million where it is shown; rates are fractions (0.46).
"""

import os

# Matrices of some hundred rows are factored faster by one thread than by several that wait for each other; numpy and
# scipy read this when they are first loaded, and whoever wants another number sets it before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
