"""Published figures are held against each other; rounding is told apart from contradiction."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from paraph.record.figures import Agreement, Rule, check_figures, quantity
from paraph.record.state import Figure, Mark

MARK = Mark("US", "chief", "2025-05-19T13:00:00Z", "")
AMOUNTS = st.decimals(min_value=Decimal(1), max_value=Decimal(10_000), places=6)


def figures(prefix: str = "goods", period: str = "2024", **given: str | tuple[str, str]) -> dict[str, Figure]:
    found = {}
    for name, value in given.items():
        number, change = value if isinstance(value, tuple) else (value, "")
        found[f"{prefix}-{name}-{period}"] = Figure({}, number, "US$ bn", period, {}, change, MARK)
    return found


def verdicts(found: dict[str, Figure]) -> dict[Rule, Agreement]:
    return {check.rule: check.agreement for check in check_figures(found)}


def test_the_figures_of_2024_agree_but_for_rounding() -> None:
    published = figures(exports=("13.1", "32.9"), imports=("136.6", "19.3"), total="149.6", deficit=("123.5", "18.1"))
    assert verdicts(published) == {
        Rule.TOTAL: Agreement.ROUNDING,
        Rule.DEFICIT: Agreement.EXACT,
        Rule.CHANGE: Agreement.ROUNDING,
    }
    total = check_figures(published)[0]
    assert (total.published, total.computed) == (Decimal("149.6"), Decimal("149.7"))


def test_a_slip_of_the_pen_is_a_contradiction() -> None:
    assert verdicts(figures(exports="13.1", imports="136.6", total="146.9", deficit="132.5")) == {
        Rule.TOTAL: Agreement.CONTRADICTION,
        Rule.DEFICIT: Agreement.CONTRADICTION,
    }
    changed = figures(exports=("13.1", "32.9"), imports=("136.6", "19.3"), deficit=("123.5", "28.1"))
    assert verdicts(changed)[Rule.CHANGE] is Agreement.CONTRADICTION


@given(AMOUNTS, AMOUNTS, st.integers(0, 4))
def test_honest_rounding_never_contradicts(exports: Decimal, imports: Decimal, places: int) -> None:
    assume(imports > exports)

    def rounded(value: Decimal) -> str:
        return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

    found = figures(
        exports=rounded(exports),
        imports=rounded(imports),
        total=rounded(exports + imports),
        deficit=rounded(imports - exports),
    )
    assert Agreement.CONTRADICTION not in verdicts(found).values()


def test_figures_of_another_year_or_another_trade_are_not_compared() -> None:
    assert check_figures(figures(exports="1", period="2023") | figures(imports="2", total="9")) == []
    services = figures("services", imports="2", exports="1", total="3")
    assert [check.name for check in check_figures(figures(imports="2", total="9") | services)] == [
        "services-total-2024"
    ]


def test_what_is_no_plain_number_is_left_alone() -> None:
    assert check_figures(figures(exports="1e400", imports="2", total="9")) == []
    assert quantity("-2.5") == Decimal("-2.5")
    assert not any(quantity(text) for text in ("NaN", "Infinity", "1e9", "", "1,000"))
