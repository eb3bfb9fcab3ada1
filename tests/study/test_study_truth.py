"""Known counts laid out in many shapes: what is given whole comes back exactly, and nothing else is added."""

from datetime import date

from hand_made import OFFENCE, YEARS, code, document, figures, picture, settings, table
from hypothesis import given
from hypothesis import settings as speed
from hypothesis import strategies as st

from answerable.model import Period
from answerable.study.assemble import assemble
from answerable.study.decisions import Replay

FORCES = ("Kent", "Essex", "Norfolk", "Suffolk", "Dorset")
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
LABELS = tuple(str(year) for year in YEARS)
WHOLE = ("rows", "columns", "months", "split", "offences", "sexes", "calendar months")
NOT_WHOLE = (
    "calendar",
    "missing month",
    "one offence",
    "part",
    "sexes alone",
    "victims",
    "online",
    "total of nine",
)
# Twelve months for each of three years: everything else is a sum of them.
truth = st.lists(st.lists(st.integers(0, 60), min_size=12, max_size=12), min_size=3, max_size=3)


def parts(count):
    """A count in two parts that add up to it."""
    return count // 3, count - count // 3


def laid(shape, months, force, turned):
    """A document that prints the counts in one shape."""
    sums = [sum(year) for year in months]
    two = [[parts(n)[k] for n in sums] for k in (0, 1)]
    title = "Number of sexual offences recorded"
    match shape:
        case "rows" | "columns":
            rows, columns, values = ["Total"], list(LABELS), [sums]
        case "months" | "split":
            rows, columns, values = (
                list(MONTHS),
                list(LABELS),
                [[year[k] for year in months] for k in range(12)],
            )
            if shape == "split":
                rows, values = [*rows, "Total"], [*values, sums]
        case "calendar months":
            days = [(2020 + y + (k > 8), MONTHS[k], months[y][k]) for y in range(3) for k in range(12)]
            rows, columns, values = [(str(y), m) for y, m, _ in days], ["Count"], [[n] for *_, n in days]
        case "offences":
            rows, columns, values = ["Rape", "Other sexual offences"], list(LABELS), two
        case "sexes":
            rows, columns, values = ["Male", "Female", "Total"], list(LABELS), [*two, sums]
        case "calendar":
            rows, columns, values = ["Total"], ["2020", "2021", "2022"], [sums]
        case "missing month":
            rows, columns, values = (
                list(MONTHS[1:]),
                list(LABELS),
                [[year[k] for year in months] for k in range(1, 12)],
            )
        case "one offence":
            rows, columns, values = ["Rape"], list(LABELS), [sums]
        case "part":
            rows, columns, values = ["Total"], [f"{label} (Apr to Dec)" for label in LABELS], [sums]
        case "sexes alone":
            rows, columns, values = ["Male", "Female"], list(LABELS), two
        case "victims":
            rows, columns, values, title = ["Total"], list(LABELS), [sums], "Victims of sexual offences"
        case "online":
            rows, columns, values, title = (
                ["Total"],
                list(LABELS),
                [sums],
                "Sexual offences recorded as online",
            )
        case _:
            rows = [*MONTHS[:9], "Total"]
            nine = [sum(year[:9]) for year in months]
            columns, values = list(LABELS), [*[[year[k] for year in months] for k in range(9)], nine]
    if turned:
        rows, columns, values = columns, rows, [list(line) for line in zip(*values, strict=True)]
    return document(table(rows, columns, values, title=title), body=force, file=f"{force}/reply.html")


@speed(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WHOLE), truth, st.booleans()), min_size=1, max_size=5),
)
def test_what_is_given_whole_comes_back_exactly(shapes):
    documents = [laid(shape, months, FORCES[n], turned) for n, (shape, months, turned) in enumerate(shapes)]
    made = picture(documents, *FORCES)
    for n, (_, months, _) in enumerate(shapes):
        assert figures(made, FORCES[n]) == [sum(year) for year in months]
    for y, total in enumerate(made.totals):
        assert total.figure.low == total.figure.high == sum(sum(months[y]) for _, months, _ in shapes)
        assert total.bodies == len(shapes)


@speed(max_examples=60, deadline=None)
@given(st.sampled_from(NOT_WHOLE), truth, st.booleans(), truth)
def test_what_is_not_whole_is_never_added(shape, months, turned, others):
    made = picture(
        [laid(shape, months, "Kent", turned), laid("rows", others, "Essex", turned)], "Kent", "Essex"
    )
    assert all(isinstance(found, str) and found != "silent" for found in figures(made, "Kent"))
    assert [total.figure.low for total in made.totals] == [sum(year) for year in others]
    assert (
        any("Kent" in finding.where for finding in made.findings)
        or figures(made, "Kent") == ["not given"] * 3
    )


@speed(max_examples=30, deadline=None)
@given(truth, st.permutations(range(4)), st.sampled_from(WHOLE))
def test_the_order_of_documents_changes_nothing(months, order, shape):
    documents = [
        laid(shape, months, "Kent", turned=False),
        laid("rows", months, "Essex", turned=True),
        laid("calendar", months, "Norfolk", turned=False),
        laid("columns", months, "Suffolk", turned=False),
    ]
    straight = picture(documents, *FORCES)
    shuffled = picture([documents[n] for n in order], *FORCES)
    assert straight.entries == shuffled.entries
    assert straight.totals == shuffled.totals
    assert straight.growth == shuffled.growth


@speed(max_examples=30, deadline=None)
@given(truth)
def test_one_period_asked_and_none_printed_is_the_question_s(months):
    # A table without any period answers for the one period that was asked about, and for no more.
    sheet = table(["Rape", "Other sexual offences", "Total"], ["Count"], [[1], [2], [3]])
    reply = document(sheet, body="Kent", dated=date(2024, 1, 1))
    asked = settings("Kent", periods=(Period.year(2021),), offence=OFFENCE)
    made = assemble(asked, (reply,), Replay())
    assert figures(made) == [3]
    assert made.units[0].bodies == (code("Kent"),)
