"""The reader of the notation: nothing lost, nothing guessed, nothing too deep."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paraph.text.attribution import CODE, Certainty, Stance, examine, readable
from paraph.text.brackets import Alternative, Bracket, Runs, project, show
from paraph.text.convention import CONVENTIONS, DELETION, EU, PARAPH, TPP, UNFCCC, Convention
from paraph.text.markup import Brace, Escape, Footnote, Group, Leaf, Link, Option, Parsed, Role, Text, unparse, walk
from paraph.text.markup import Bracket as Marked
from paraph.text.notation import parse
from paraph.text.numbering import read_number
from paraph.text.options import no_text, regions
from paraph.text.reading import normal, reading, runs
from paraph.text.remarks import reservations
from paraph.text.tally import tally
from paths import SHARED, needs_shared

PARTIES = ("US", "VN", "AU")
CONVENTION = st.sampled_from(sorted(CONVENTIONS.values(), key=lambda convention: convention.name))


def listed(entries: str, separator: str | None = None) -> list[str]:
    return entries.split(separator)


# Everything that means something to the reader, so that Hypothesis meets it often.
MARKS = st.sampled_from(
    [
        *listed(
            r"""[ ] { } \ \[ [^7] [^7]: ]( ](http://a.b) ][r] ! US VN : ; / // Option <u> </u> propose oppose phản
        Placeholder Note: X x * shall 1. (a) … Điều {:toc}"""
        ),
        *(
            "![a](http://a.b)",
            "[US: ",
            "[VN/AU oppose: ",
            "Option 1:",
            "**Option 2:**",
            " phản đối",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\n- ",
            ": ",
            "\n[r]: http://a.b\n",
        ),
    ]
)
NOTATION = st.lists(MARKS | st.text(max_size=3), max_size=40).map("".join)


def codes(parsed: Parsed) -> list[str]:
    return [found.code for found in parsed.diagnostics]


def squares(parsed: Parsed) -> list[Marked]:
    return [node for node, leaving, _ in walk(parsed) if isinstance(node, Marked) and not leaving]


def owned(text: str, convention: Convention = TPP, parties: tuple[str, ...] = PARTIES) -> Runs:
    return runs(parse(text, convention, parties=parties))


class TestNothingIsLost:
    @given(NOTATION, CONVENTION, st.sampled_from([(), PARTIES]))
    def test_what_was_read_prints_as_it_stood(
        self, text: str, convention: Convention, parties: tuple[str, ...]
    ) -> None:
        parsed = parse(text, convention, parties=parties)
        assert unparse(parsed) == text
        leaves_and_marks = []
        for node, leaving, _ in walk(parsed):
            if isinstance(node, Leaf):
                assert text[node.start : node.end] == node.source != ""
                leaves_and_marks.append(node)
            elif not leaving:
                assert text[node.start : node.end] == unparse([node])
        assert all(a.start <= b.start for a, b in pairwise(leaves_and_marks))

    @given(NOTATION, CONVENTION)
    def test_every_bracket_is_in_the_tree_or_reported(self, text: str, convention: Convention) -> None:
        parsed = parse(text, convention)
        missing = [n for n, leaving, _ in walk(parsed) if isinstance(n, Group) and not leaving and not n.closed]
        strays = [n for n, _, _ in walk(parsed) if type(n).__name__ == "Stray"]
        reported = [code for code in codes(parsed) if code.startswith(("unclosed", "unopened"))]
        assert len(missing) + len(strays) == len(reported)

    @pytest.mark.parametrize(
        ("text", "kinds", "doubts"),
        [
            ("[a {b] c}", [("Bracket", True), ("Brace", False)], ["unclosed-brace", "unopened-brace"]),
            ("{a [b} c]", [("Brace", False), ("Bracket", True)], ["unclosed-brace", "unopened-brace"]),
            ("[a <u>b] c</u>", [("Bracket", True), ("Addition", False)], ["unclosed-addition", "unopened-addition"]),
            ("[[a]", [("Bracket", False), ("Bracket", True)], ["unclosed-bracket"]),
            ("[a]]", [("Bracket", True)], ["unopened-bracket"]),
        ],
    )
    def test_a_bracket_is_never_broken_by_a_brace(
        self, text: str, kinds: list[tuple[str, bool]], doubts: list[str]
    ) -> None:
        parsed = parse(text, DELETION)
        assert [(type(node).__name__, node.closed) for node in squares(parsed)] == kinds
        assert codes(parsed) == doubts

    @needs_shared
    @pytest.mark.parametrize("convention", CONVENTIONS.values(), ids=CONVENTIONS)
    def test_real_drafts(self, convention: Convention) -> None:
        for path in sorted((SHARED / "bracketed").glob("*.md")):
            text = path.read_bytes().decode()
            assert unparse(parse(text, convention)) == text

    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("[US: ", "]"), ("{", "}"), ("[", ""), ("", "]")])
    def test_no_nesting_is_too_deep(self, opening: str, closing: str) -> None:
        text = opening * 10_000 + "shall" + closing * 10_000
        parsed = parse(text)
        assert unparse(parsed) == text
        assert runs(parsed)
        assert tally(parsed).words_inside + tally(parsed).words_outside == 1


# -- bracket algebra ---------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab []{}\\:/UNVS;,.1\nđ") | st.characters(codec="utf-8"), max_size=8)
OWNERS = st.lists(st.sampled_from(PARTIES), unique=True, max_size=3).map(tuple)


def _alternatives(content: st.SearchStrategy[Runs]) -> st.SearchStrategy[Bracket]:
    @st.composite
    def bracket(draw: st.DrawFn) -> Bracket:
        order = draw(st.permutations(PARTIES))
        cuts = sorted(draw(st.lists(st.integers(0, 3), min_size=2, max_size=4)))
        shares = [tuple(order[a:b]) for a, b in pairwise([0, *cuts])]
        return Bracket(tuple(Alternative(owners, draw(content)) for owners in shares))

    return bracket()


RUNS: st.SearchStrategy[Runs] = st.recursive(
    st.lists(WORDS, max_size=2).map(tuple),
    lambda inner: st.lists(WORDS | _alternatives(inner), max_size=4).map(tuple),
    max_leaves=12,
)


def _unattributed(found: Runs) -> list[Alternative]:
    return [
        a
        for run in found
        if isinstance(run, Bracket)
        for each in run.alternatives
        for a in [*([each] if not each.owners else []), *_unattributed(each.content)]
    ]


class TestBracketAlgebra:
    @given(RUNS)
    def test_reading_undoes_printing(self, original: Runs) -> None:
        # Words that nobody owns and that begin with a party's code and a colon cannot be told from an attribution.
        printed = [examine(show(each.content), PARTIES) for each in _unattributed(original)]
        assume(not any(found and found[1] is not Certainty.DOUBTFUL for found in printed))
        found = runs(parse(show(original), PARAPH, parties=PARTIES))
        assert found == normal(original)
        for party in (*PARTIES, "XX"):
            assert project(found, party) == project(original, party)

    def test_neighbours_are_rivals(self) -> None:
        one = Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",))))
        assert owned("[US: shall][VN: may]", PARAPH) == (one,)
        assert owned("[US: shall] [VN: may]") == (one,)
        assert len(owned("[US: shall] [VN: may]", PARAPH)) == 3
        assert [found.code for found in reading(parse("[US: a] [VN: b]", TPP, parties=PARTIES)).diagnostics] == [
            "rivals-apart"
        ]

    def test_one_owner_twice_is_no_rival(self) -> None:
        assert len(owned("[US: a] [US: b]")) == 3
        assert [len(run.alternatives) for run in owned("[US: a][VN: b][US: c]") if isinstance(run, Bracket)] == [2, 1]
        assert project(owned("[US: a][US: b]", PARAPH), "US") == "ab"

    def test_unattributed_brackets_apart_stay_apart(self) -> None:
        assert [type(run) for run in owned("[, oceans] [, forests]", UNFCCC)] == [Bracket, str, Bracket]
        assert len(owned("[shall][should][other]", UNFCCC)) == 1

    def test_opposition_alone_leaves_the_others(self) -> None:
        (one,) = owned("[US propose: include] [US oppose: also mean]")
        assert isinstance(one, Bracket)
        assert [each.owners for each in one.alternatives] == [("US",), ("VN", "AU")]
        three = owned("[US oppose: may] [US/AU propose: shall]")
        assert [project(three, party) for party in PARTIES] == ["shall", "may", "shall"]
        unknown = reading(parse("[US oppose: also mean]", TPP))
        assert [found.code for found in unknown.diagnostics] == ["owner-unknown"]

    def test_a_bracket_that_is_never_closed_takes_nobodys_words_away(self) -> None:
        found = owned("Each Party [US: shall act. [VN: Now.] Always.")
        assert project(found, "VN") == "Each Party [US: shall act. Now. Always."

    def test_placeholders_are_words_that_all_share_except_in_our_own_printing(self) -> None:
        assert owned("within [X] days") == ("within [X] days",)
        assert owned("within [X] days", PARAPH)[1] == Bracket((Alternative((), ("X",)),))

    def test_remarks_can_be_set_aside(self) -> None:
        parsed = parse("Sugar {to be moved} is free. [Note: check]", TPP)
        assert runs(parsed) == ("Sugar {to be moved} is free. [Note: check]",)
        assert runs(parsed, remarks=False) == ("Sugar  is free. ",)

    def test_proposed_deletions_and_additions(self) -> None:
        found = owned("Sugar is [US: not] <u>VN: always</u> free.", DELETION)
        assert project(found, "US") == "Sugar is   free."
        assert project(found, "VN") == "Sugar is not always free."
        assert project(found, "AU") == "Sugar is not  free."


# -- what is a bracket of dispute ----------------------------------------------------------------------------------


class TestWhatIsNoDispute:
    def test_links_footnotes_images_and_escapes(self) -> None:
        text = "See [the draft](http://a.org/x_(1)), ![map](map.png), [it][src], [src].[^7] \\[no\\]\n\n"
        text += "[src]: http://a.org\n[^7]: Note"
        parsed = parse(text, UNFCCC)
        assert unparse(parsed) == text
        assert squares(parsed) == []
        assert [unparse([node]) for node, leaving, _ in walk(parsed) if isinstance(node, Link) and not leaving] == [
            "[the draft](http://a.org/x_(1))",
            "![map](map.png)",
            "[it][src]",
            "[src]",
        ]
        assert [node.defines for node, _, _ in walk(parsed) if isinstance(node, Footnote)] == [False, True]
        assert [node.value for node, _, _ in walk(parsed) if isinstance(node, Escape)] == ["[", "]"]

    def test_rival_words_are_no_reference_link(self) -> None:
        assert len(squares(parse("[shall][should]", UNFCCC))) == 2

    def test_form_of_a_link_without_an_address_is_reported(self) -> None:
        parsed = parse("paragraph [x](a) above", UNFCCC)
        assert (codes(parsed), len(squares(parsed))) == (["maybe-link"], 1)

    @pytest.mark.parametrize(
        ("text", "role", "doubts"),
        [
            ("- [ ] agreed", Role.TICK, ["tick-or-blank"]),
            ("- [x] agreed", Role.TICK, ["tick-or-blank"]),
            ("within [ ] days", Role.PLACEHOLDER, ["tick-or-blank"]),
            ("within [X] days", Role.PLACEHOLDER, []),
            ("12 [-18] month", Role.WORDING, []),
            ("[E]ach Party", Role.WORDING, []),
            ("[X]YZ", Role.WORDING, []),
            ("[1. ]In civil matters", Role.WORDING, []),
            ("[, oceans]", Role.WORDING, []),
            ("[…]", Role.PLACEHOLDER, []),
            ("[TBD]", Role.PLACEHOLDER, []),
            ('[*Placeholder* for "support";]', Role.PLACEHOLDER, []),
            ("[Placeholder: the mandate]", Role.PLACEHOLDER, []),
            ("[Chờ bổ sung]", Role.PLACEHOLDER, []),
            ("[Note: for the lawyers]", Role.REMARK, []),
            ("[Negotiator's note: for the lawyers]", Role.REMARK, []),
            ("[NOTE: for the lawyers]", Role.REMARK, []),
            ("*[Further words may follow.]*", Role.WORDING, []),
            ("{National Treatment}", Role.TITLE, []),
            ("## Article 4 {Đối xử quốc gia}", Role.TITLE, []),
            ("{This paragraph would replace paragraph 2}", Role.REMARK, []),
            ("{Transparency}", Role.REMARK, ["maybe-title"]),
            ("{:toc}", Role.LAYOUT, []),
            ("# Article 3 {#a3.1 .wide}", Role.LAYOUT, []),
        ],
    )
    def test_roles(self, text: str, role: Role, doubts: list[str]) -> None:
        parsed = parse(text, UNFCCC)
        assert ([node.role for node in squares(parsed)], codes(parsed)) == ([role], doubts)


# -- attributions --------------------------------------------------------------------------------------------------

P, O, C = Stance.PROPOSE, Stance.OPPOSE, Stance.CONSIDER  # noqa: E741


class TestAttributions:
    @pytest.mark.parametrize(
        ("text", "groups"),
        [
            ("US: shall", [("US", P)]),
            ("US:shall", [("US", P)]),
            ("US/AU propose; VN oppose: all", [("US AU", P), ("VN", O)]),
            (
                "US/SG propose; CL/MY/NZ/PE//VN/BN/CA/JP/MX 15 oppose: 6.",
                [("US SG", P), ("CL MY NZ PE VN BN CA JP MX", O)],
            ),
            ("US/AU/SG/PE: For", [("US AU SG PE", P)]),
            ("CLpropose: x", [("CL", P)]),
            ("NZ/ VN: x", [("NZ VN", P)]),
            ("US, AU and NZ support; VN considering: x", [("US AU NZ", P), ("VN", C)]),
            ("VN đề xuất; US phản đối; AU đang cân nhắc: x", [("VN", P), ("US", O), ("AU", C)]),
            ("**US/VN:** x", [("US VN", P)]),
            ("MX[^15] oppose: x", [("MX", O)]),
            ("EU/CH/J: x", [("EU CH J", P)]),
        ],
    )
    def test_forms(self, text: str, groups: list[tuple[str, Stance]]) -> None:
        for opening, closing in ("[]", "{}"):
            (node,) = squares(parse(f"{opening}{text}{closing}", EU))
            assert node.attribution is not None
            assert [(" ".join(group.parties), group.stance) for group in node.attribution.groups] == groups
            assert isinstance(node, Brace) == (opening == "{")

    @pytest.mark.parametrize(
        "text",
        listed(
            "Note: x|Placeholder: x|Option (a): x|Article 5: x|ARTICLE 5: x|NB: x|NOTE: x|12:30|: x|us: x|US|X|E]ach: x"
            "|II: x|Preamble: x",
            "|",
        ),
    )
    def test_words_with_a_colon_are_words(self, text: str) -> None:
        parsed = parse(f"[{text}]", TPP)
        assert all(node.attribution is None for node in squares(parsed))
        assert codes(parsed) in ([], ["unopened-bracket"])

    def test_footnote_number_is_kept(self) -> None:
        (node,) = squares(parse("[PE/MX 15 oppose: x]", TPP))
        assert node.attribution is not None
        assert node.attribution.groups[0].footnotes == ("15",)

    def test_a_party_taken_for_one_is_reported_once(self) -> None:
        parsed = parse("[US: a] b\n[US: c]", TPP, source="draft.md")
        assert [str(found) for found in parsed.diagnostics] == [
            "draft.md:1:1: US was taken for a party (2 times); the parties are not known. [assumed-party]"
        ]
        assert codes(parse("[US: a]", TPP, parties=PARTIES)) == []

    @pytest.mark.parametrize(
        ("text", "parties", "doubt"),
        [
            ("[XX: a]", PARTIES, "maybe-attribution"),
            ("[A: a]", (), "maybe-attribution"),
            ("[US propose include]", PARTIES, "maybe-attribution"),
            ("[US]", PARTIES, "maybe-attribution"),
            ("[US/XX: a]", PARTIES, "unknown-party"),
            ("[XX propose: a]", PARTIES, "unknown-party"),
            ("[US propose; US/VN oppose: a]", PARTIES, "contradiction"),
            ("[US considering: a]", PARTIES, "considering"),
        ],
    )
    def test_doubts(self, text: str, parties: tuple[str, ...], doubt: str) -> None:
        parsed = parse(f"One\n  two {text}", TPP, parties=parties)
        assert [(found.code, found.line, found.column) for found in parsed.diagnostics] == [(doubt, 2, 7)]
        assert str(parsed.diagnostics[0])

    @pytest.mark.parametrize(
        ("text", "party", "footnotes", "doubt"),
        [
            ("[US12: x]", "US", ("12",), "assumed-party"),
            ("[EUROPE oppose: x]", "EUROPE", (), "assumed-party"),
            ("[EUROPE: x]", None, (), "maybe-attribution"),
            ("[A1: x]", None, (), "maybe-attribution"),
        ],
    )
    def test_a_code_that_is_not_known_is_weighed(
        self, text: str, party: str | None, footnotes: tuple[str, ...], doubt: str
    ) -> None:
        parsed = parse(text, TPP)
        (node,) = squares(parsed)
        assert codes(parsed) == [doubt]
        found = node.attribution
        assert (found.groups[0].parties, found.groups[0].footnotes) == ((party,), footnotes) if found else party is None

    @given(st.from_regex(CODE, fullmatch=True), st.sampled_from([PARAPH, TPP, UNFCCC, EU]))
    def test_a_known_code_is_a_party_whatever_it_looks_like(self, code: str, convention: Convention) -> None:
        for text in (f"[{code}: x]", f"[US/{code}: x]"):
            parsed = parse(text, convention, parties=["US", code])
            (node,) = squares(parsed)
            assert node.attribution is not None
            assert code in node.attribution.parties()
            assert codes(parsed) == []

    @given(st.from_regex(CODE, fullmatch=True).filter(readable))
    def test_in_our_own_printing_a_code_needs_no_introduction(self, code: str) -> None:
        (node,) = squares(parse(f"[{code}: x]", PARAPH))
        assert node.attribution is not None
        assert node.attribution.parties() == (code,)

    def test_a_long_list_that_is_none_is_given_up_at_once(self) -> None:
        parsed = parse("[" + "/".join(["US12"] * 60) + "!: x]", TPP)
        assert all(node.attribution is None for node in squares(parsed))

    def test_a_party_known_by_name(self) -> None:
        (node,) = squares(parse("[Japan/EU-27 oppose: x]", TPP, parties=["Japan", "EU-27"]))
        assert node.attribution is not None
        assert node.attribution.parties(Stance.OPPOSE) == ("Japan", "EU-27")


# -- options, numbers, reservations ----------------------------------------------------------------------------------


class TestOptions:
    def spans(self, text: str) -> list[list[str]]:
        parsed = parse(text, UNFCCC)
        return [[text[s.start : s.end].strip() for s in region.options] for region in regions(parsed)]

    @pytest.mark.parametrize(
        "heading",
        listed(
            "Option {}:|**Option {}:**|**Option {}**:|**Option {}**.|**Option {}**|Phương án {}:|1. Option {}:"
            "|   **Option {}:**|Option ({}):|**Option{}:**|**Option {}[^6]:**",
            "|",
        ),
    )
    def test_headings(self, heading: str) -> None:
        text = f"{heading.format(1)} Sugar\n\n{heading.format(2)} No text\n"
        assert self.spans(text) == [["Sugar", "No text"]]
        (region,) = regions(parse(text, UNFCCC))
        assert [no_text(parse(text, UNFCCC), span) for span in region.options] == [False, True]

    @pytest.mark.parametrize(
        "text", ["Under option 1: x", "see Option 1 above", "Option 1 of the text\n", "An Option 1:"]
    )
    def test_mentions_are_no_headings(self, text: str) -> None:
        assert not [node for node, _, _ in walk(parse(text, UNFCCC)) if isinstance(node, Option)]

    def test_a_region_ends_at_a_heading_or_further_out(self) -> None:
        assert self.spans("Option I:\n\n1. a\n\nOption II: b\n\n## Next\n\nc") == [["1. a", "b"]]
        assert self.spans("1. x\n\n    Option 1: a\n\n    Option 2: b\n\n2. y") == [["a", "b"]]
        assert self.spans("1. Option 1: a\n\n   Option 2: b\n\n2. Option 1: c") == [["a", "b"], ["c"]]

    def test_regions_nest(self) -> None:
        inner = "Option 1:\n\n    Option (a): a\n\n    Option (b): b\n\nOption 2: c"
        assert self.spans(inner) == [["a", "b"], ["Option (a): a\n\n    Option (b): b", "c"]]

    def test_a_bracket_ends_the_option_that_heads_it_and_no_other(self) -> None:
        assert self.spans("x [Option 1: a] y") == [["a"]]
        assert self.spans("Option 1: a [b\n\nc] d") == [["a [b\n\nc] d"]]

    def test_an_option_out_of_order_is_reported(self) -> None:
        assert codes(parse("Option 2: x", UNFCCC)) == ["option-out-of-order"]
        assert codes(parse("Option 1: x\n\nOption II: y", UNFCCC)) == ["option-out-of-order"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("shown", "path", "inserted", "alternative"),
        [
            ("3", "3", 0, 0),
            ("3.", "3", 0, 0),
            ("3 bis", "3", 2, 0),
            ("3.3ter", "3 3", 3, 0),
            ("3.3quat", "3 3", 4, 0),
            ("(17quater)", "17", 4, 0),
            ("3.3alt", "3 3", 0, 1),
            ("3 alt 2", "3", 0, 2),
            ("3.3bis Alt", "3 3", 2, 1),
            ("Article 2.3(a)(iv)", "2 3 a iv", 0, 0),
            ("Điều 5 bis", "5", 2, 0),
            ("Article QQ.A.1", "QQ A 1", 0, 0),
            ("(đ)", "đ", 0, 0),
        ],
    )
    def test_parts(self, shown: str, path: str, inserted: int, alternative: int) -> None:
        found = read_number(shown)
        assert found is not None
        assert (" ".join(found.path), found.inserted, found.alternative) == (path, inserted, alternative)

    @pytest.mark.parametrize("shown", ["", "shall", "Each Party", "3 shall", "bis", "alternative", "Article"])
    def test_words_are_no_numbers(self, shown: str) -> None:
        assert read_number(shown) is None

    def test_bis_follows_and_alt_replaces(self) -> None:
        ter, alternative = read_number("3 ter"), read_number("3alt")
        assert ter is not None
        assert alternative is not None
        assert ter.follows == read_number("3 bis")
        assert alternative.replaces == read_number("3")
        assert ter.replaces is alternative.follows is None


@pytest.mark.parametrize(
    ("text", "parties", "subject", "target"),
    [
        ("JP reserves its position pending the outcome of Article QQ.A.1.", "JP", "", "Article QQ.A.1"),
        ("[US/AU reserve their positions on Article 5.2(a).]", "US AU", "Article 5.2(a)", ""),
        ("VN and US reserve their positions.", "VN US", "", ""),
        ("VN bảo lưu lập trường về Điều 4 chờ kết quả của Điều 7.2.", "VN", "Điều 4", "Điều 7.2"),
    ],
)
def test_reservations(text: str, parties: str, subject: str, target: str) -> None:
    (found,) = reservations(parse(text, TPP))
    assert (" ".join(found.parties), found.subject, found.target) == (parties, subject, target)


def test_several_reservations_stand_side_by_side() -> None:
    found = reservations(
        parse("US reserves its position. VN reserves its position on Article 2. AU bảo lưu ý kiến.", TPP)
    )
    assert [each.parties for each in found] == [("US",), ("VN",), ("AU",)]
    assert found[1].subject == "Article 2"


def test_no_reservation_where_nobody_reserves() -> None:
    assert reservations(parse("Each Party reserves its right to act. JP has reserves.", TPP)) == ()


# -- counts, by other means ------------------------------------------------------------------------------------------


def _deepest(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth = max(depth + {"[": 1, "]": -1}.get(character, 0), 0)
        deepest = max(deepest, depth)
    return deepest


@needs_shared
@pytest.mark.parametrize(
    ("name", "openings", "depth", "uneven"),
    [("paris-agreement-23-oct-2015.md", 1052, 7, (446, 45)), ("paris-agreement-4-dec-2015.md", 1055, 10, (380, 37))],
)
def test_counts_of_real_drafts(name: str, openings: int, depth: int, uneven: tuple[int, int]) -> None:
    text = (SHARED / "bracketed" / name).read_bytes().decode()
    parsed = parse(text, UNFCCC)
    found = tally(parsed)
    others = sum(
        node.source.count("[") if isinstance(node, Leaf) else node.opening.count("[") + node.closing.count("[")
        for node, leaving, _ in walk(parsed)
        if not leaving and not isinstance(node, Marked | Text)
    )
    assert text.count("[") == found.brackets + others == openings
    assert found.depth == _deepest(text) == depth
    assert found.unattributed == found.brackets
    assert (found.paragraphs, found.uneven_paragraphs) == uneven
    paragraphs = [words for words in re.split(r"\n\s*\n", text) if words.strip()]
    assert uneven == (len(paragraphs), sum(words.count("[") != words.count("]") for words in paragraphs))


def test_tally_by_owner_and_crossing() -> None:
    found = tally(parse("[US: a\n\n- b] c [US/VN: d] [e [f]] [^1] [x", TPP, parties=PARTIES))
    assert found.by_owner == {"US": 2, "VN": 1}
    assert (found.brackets, found.depth, found.unclosed, found.unattributed) == (5, 2, 1, 3)
    assert (found.crossing_paragraphs, found.crossing_items) == (1, 1)
    assert (found.words_inside, found.words_outside, found.footnotes) == (5, 2, 1)
