"""The models in general equilibrium, each a handful of parameters, all solved by one set of equations.

Parameters and variants after Ignatenko, Lashkaripour, Macedoni and Simonovska (2025). None of them is known exactly:
an answer is the range over the models, not the figure of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from paraph.economy.world import Array
from paraph.errors import N_


@dataclass(frozen=True)
class Model:
    """``elasticity`` ε: how trade answers to costs, in percent for a percent. ``labour`` κ: how much more is worked
    for a higher real wage. ``scale`` ψ: how productivity grows with what is made. ``pass_through``: the share of a
    duty that firms pass on. ``relief``: revenue lowers the income tax; else each household gets a lump sum.
    ``affiliates``: a share of sales is earned where goods are sold. ``value_added`` β: the share of labour in
    costs, the rest being goods bought from all sectors and countries; 1 is no such input.
    ``balanced_with_home``: transfers that balance every country's trade with the United States.
    """

    elasticity: float = 4.0
    labour: float = 0.5
    scale: float = 0.67 / 4
    pass_through: float = 1.0
    relief: bool = True
    affiliates: bool = True
    value_added: float = 1.0
    balanced_with_home: bool = False

    def demand(self, affiliates: Array) -> Array:
        """φ by importer: by how many percent a duty of a percent weighs on sales, relative to cost.

        >>> import numpy as np
        >>> Model(affiliates=False).demand(np.zeros(2)).round(12)
        array([1., 1.])
        """
        return (1 + self.scale) / (1 - affiliates) - self.scale - 1 + self.pass_through


@dataclass(frozen=True)
class Named:
    """A model with the name it goes by and what it is, both message keys."""

    title: str
    about: str
    model: Model


STANDARD = "standard"
MODELS: dict[str, Named] = {
    STANDARD: Named(
        N_("Standard"),
        N_("One sector; firms earn part of their sales where they sell; revenue from duties lowers the income tax."),
        Model(),
    ),
    "lump-sum": Named(
        N_("Lump-sum rebate"),
        N_("As standard, but revenue from duties goes to households in equal sums, so nobody works more for it."),
        Model(relief=False),
    ),
    "eaton-kortum": Named(
        N_("Eaton-Kortum"),
        N_("Sales are earned where goods are made, and transfers between countries stay (Dekle, Eaton and Kortum)."),
        Model(affiliates=False),
    ),
    "pass-through": Named(
        N_("Partial pass-through"),
        N_("As standard, but firms pass on a quarter of a duty only."),
        Model(pass_through=0.25),
    ),
    "elastic": Named(
        N_("High elasticity"),
        N_("As standard, but trade answers twice as strongly to costs (8 in place of 4)."),
        Model(elasticity=8.0),
    ),
    "input-output": Named(
        N_("Input-output"),
        N_("As standard, but half of costs are materials and parts, which duties make dearer too."),
        Model(value_added=0.49),
    ),
}
"""By name; ``MODELS[STANDARD]`` is the one whose figures are shown where there is room for one only."""

BALANCED = Named(
    N_("Balanced trade"),
    N_("Trade with the United States is balanced by transfers first; what duties add to that (Ossa)."),
    Model(balanced_with_home=True),
)
