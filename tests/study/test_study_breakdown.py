from itertools import pairwise

from hand_made import YEARS, document, kinds, picture, table, years
from hypothesis import given
from hypothesis import strategies as st

from answerable.study import levels

LAST = ("2022/23",)


def items(made, dimension):
    breakdown = next(found for found in made.breakdowns if found.dimension == dimension)
    return {name: figure.low for name, _, figure in breakdown.items}, breakdown


def two(first, second):
    return picture(
        [document(*first, body="Kent", file="Kent/r.html"), document(*second, body="Essex", file="Essex/r.html")],
        "Kent", "Essex",
    )  # fmt: skip


def test_sexes_are_added_over_the_units_that_give_them():
    title = "Sexual offences recorded by sex of victim"
    made = two(
        [table(("Male", "Female", "Unknown", "Total"), LAST, [[1], [5], [2], [8]], title=title)],
        [table(("F", "M"), LAST, [[10], [3]], title=title)],
    )
    found, breakdown = items(made, "sex")
    assert found == {"male": 4, "female": 15, "unknown": 2}
    assert [unit.name for unit in breakdown.units] == ["Essex", "Kent"] or len(breakdown.units) == 2
    assert "1 of 2" in breakdown.note
    assert breakdown.base is None  # one of the two prints no total


def test_a_breakdown_given_twice_is_counted_once_and_not_at_all_where_the_files_differ():
    def letter(file, male):
        return document(
            table(("Male", "Female", "Total"), LAST, [[male], [5], [male + 5]]), body="Kent", file=file
        )

    same = picture([letter("Kent/a.html", 1), letter("Kent/b.html", 1)])
    found, _ = items(same, "sex")
    assert found == {"male": 1, "female": 5}
    assert "needs-decision" not in kinds(same)
    differ = picture([letter("Kent/a.html", 1), letter("Kent/b.html", 2)])
    assert differ.breakdowns == ()
    assert any("by sex" in finding.what for finding in differ.findings if finding.kind == "needs-decision")


def test_the_base_stands_beside_where_every_unit_prints_it():
    made = picture([document(table(("Male", "Female", "Total"), LAST, [[1], [5], [7]]), body="Kent")])
    found, breakdown = items(made, "sex")
    assert found == {"male": 1, "female": 5}
    assert breakdown.base.low == 7
    assert breakdown.note == "The categories shown add up to 6, of 7."


def test_victims_are_not_mixed_with_offences():
    made = two(
        [table(("Male", "Female"), LAST, [[1], [5]], title="Sexual offences recorded by sex")],
        [table(("Male", "Female"), LAST, [[100], [300]], title="Victims of sexual offences by sex")],
    )
    found, breakdown = items(made, "sex")
    assert found == {"male": 1, "female": 5}
    assert [unit.name for unit in breakdown.units] == ["Kent"]


def test_a_breakdown_of_victims_says_so():
    reply = document(
        table(("Male", "Female"), LAST, [[1], [5]], title="Victims of sexual offences by sex"), body="Kent"
    )
    _, breakdown = items(picture([reply]), "sex")
    assert "victims" in breakdown.note


def test_ages_are_added_in_the_bands_that_nest():
    made = two(
        [table(("0-15", "16-17", "18+"), LAST, [[1], [2], [4]])],
        [table(("Under 16", "16 to 17", "18-24", "25 and over"), LAST, [[10], [20], [40], [80]])],
    )
    found, _ = items(made, "age")
    assert found == {"0-15": 11, "16-17": 22, "18+": 124}


def test_ages_that_do_not_nest_are_not_added():
    made = two(
        [table(("0-15", "16-24", "25+"), LAST, [[1], [2], [4]])],
        [table(("0-17", "18-24", "25+"), LAST, [[10], [20], [40]])],
    )
    found, _ = items(made, "age")
    assert found == {"0-24": 33, "25+": 44}


def test_offences_are_added_at_the_level_of_the_coarsest():
    made = two(
        [table(("Rape", "Other sexual offences"), LAST, [[1], [2]])],
        [
            table(
                ("Rape", "019/08 Rape of a female aged 16 or over", "Other sexual offences", "Sexual offences"),
                LAST, [[10], [9], [20], [30]],
            )
        ],
    )  # fmt: skip
    found, breakdown = items(made, "offence")
    assert found == {"subclass:rape": 11, "subclass:other-sexual-offences": 22}
    assert breakdown.base.low == 33


def test_finer_offences_count_only_where_they_are_all():
    codes = ("19C Rape of a Female aged 16 and over", "88A Sexual Grooming")
    coarse = [table(("Rape", "Other sexual offences"), LAST, [[1], [2]])]
    found, breakdown = items(two(coarse, [table((*codes, "Total"), LAST, [[10], [20], [30]])]), "offence")
    assert found == {"subclass:rape": 11, "subclass:other-sexual-offences": 22}
    assert len(breakdown.units) == 2
    made = two(coarse, [table((*codes, "Total"), LAST, [[10], [20], [31]])])
    found, breakdown = items(made, "offence")
    assert found == {"subclass:rape": 1, "subclass:other-sexual-offences": 2}
    assert "parent-and-child" in kinds(made)


def test_outcomes_are_added_at_the_parent_line():
    split = [line for line in ("15-cps", "15-police") if line in {o.code for o in _outcomes()}]
    assert levels.ancestors("outcome", split[0])[-1] == "15"
    made = two(
        [table((("Outcome 15"), ("Outcome 16")), LAST, [[1], [2]], stub=("Outcome",))],
        [table((("Outcome 15"), ("Outcome 18")), LAST, [[10], [20]], stub=("Outcome",))],
    )
    found, _ = items(made, "outcome")
    assert found == {"15": 11, "16": 2, "18": 20}


def _outcomes():
    from answerable.codebook import outcomes

    return outcomes.all_outcomes()


def test_the_latest_period_with_a_breakdown_is_taken():
    sheet = table(("Male", "Female"), ("2020/21", "2021/22"), [[1, 2], [5, 6]])
    found, breakdown = items(picture([document(sheet, years([6, 8, 9]), body="Kent")]), "sex")
    assert breakdown.period == YEARS[1]
    assert found == {"male": 2, "female": 6}


bands = st.lists(st.integers(1, 90), min_size=1, max_size=6, unique=True).map(sorted)


@given(bands, bands, st.lists(st.integers(0, 9), min_size=120, max_size=120))
def test_shared_bands_hold_what_both_hold(first, second, people):
    def printed(cuts):
        edges = [0, *cuts, 120]
        return [f"{a}-{b - 1}" if b - 1 > a else str(a) for a, b in pairwise(edges)]

    shared = levels.shared("age", [printed(first), printed(second)])
    for cuts in (first, second):
        sums = {}
        for code in printed(cuts):
            low, _, high = code.partition("-")
            count = sum(people[int(low) : int(high or low) + 1])
            sums[shared[code]] = sums.get(shared[code], 0) + count
        for code, count in sums.items():
            low, _, high = code.rstrip("+").partition("-")
            assert count == sum(people[int(low) : int(high or low) + 1])
    assert set(shared[code] for code in printed(first)) == set(shared[code] for code in printed(second))  # noqa: C401
