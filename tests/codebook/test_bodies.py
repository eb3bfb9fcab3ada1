import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.codebook import bodies

SHARED = Path(__file__).parents[2] / "../shared"
FORCES = SHARED / "reference/forces_population_2019.csv"
RECORDED = SHARED / "reference/recorded_crime_by_force_2003_2014.csv"
HANSARD = SHARED / "reference/hansard_sexual_offences_by_force_2002-03_to_2005-06.csv"


def needs(path: Path):
    return pytest.mark.skipif(not path.exists(), reason=f"no {path.name} beside the project")


def short(body):
    return body.short if body else None


def test_there_are_43_and_four_others():
    assert len(bodies.territorial()) == 43
    assert [b.code for b in bodies.all_bodies()[43:]] == ["SCO", "PSNI", "BTP", "MDP"]
    assert sum(b.population for b in bodies.territorial()) == 59_439_840
    assert [b.code for b in bodies.all_bodies() if not b.territorial] == ["BTP", "MDP"]
    assert {b.nation for b in bodies.territorial()} == {"England", "Wales"}


@needs(FORCES)
def test_codes_order_names_and_populations_are_the_reference():
    with FORCES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(b.code, b.population) for b in bodies.territorial()] == [
        (r["pfa_code"], int(r["population"])) for r in rows
    ]
    for row in rows:
        assert bodies.by_name(row["pfa_name"]).code == row["pfa_code"]


@needs(RECORDED)
def test_regions_and_names_are_those_of_recorded_crime_tables():
    with RECORDED.open(encoding="utf-8") as file:
        regions = {row["body"]: row["region"] for row in csv.DictReader(file)}
    found = {body: bodies.by_name(body) for body in regions}
    assert {name for name, body in found.items() if body is None} == {"Action Fraud", "CIFAS", "UK Finance"}
    for name, body in found.items():
        if body and body.territorial:
            assert body.region == regions[name]


@needs(HANSARD)
def test_every_force_of_the_hansard_table():
    with HANSARD.open(encoding="utf-8") as file:
        names = [row["force"] for row in csv.DictReader(file)]
    codes = {
        bodies.by_name(name).code for name in names if name.lower() not in {"total", "england and wales"}
    }
    assert codes == {b.code for b in bodies.territorial()}


@needs(SHARED / "cards")
def test_every_card_names_the_body_of_its_address():
    seen = 0
    for card in sorted((SHARED / "cards").glob("*.txt")):
        text = card.read_text(encoding="utf-8")
        lines = text.splitlines()
        force = next(line for line in lines if line.startswith("force:")).removeprefix("force:").strip()
        body = bodies.by_name(force)
        if force in {"England and Wales", "East of England", "Scottish Government"}:
            assert body is None
            continue
        assert body is not None, force
        url = lines[0]
        if ".police.uk" in url:
            seen += 1
            assert bodies.find(url)[0] == bodies.Mention(
                body, bodies.find(url)[0].start, bodies.find(url)[0].end, strong=True
            )
    assert seen > 30


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("London, City of", "City of London"),
        ("Metropolitan Police(5)", "Metropolitan Police"),
        ("Metropolitan Police District", "Metropolitan Police"),
        ("Durham 1", "Durham"),
        ("Durham¹", "Durham"),
        ("Kent*", "Kent"),
        ("Kent [a]", "Kent"),
        ("The Metropolitan Police Service", "Metropolitan Police"),
        ("Heddlu De Cymru", "South Wales"),
        ("HEDDLU GOGLEDD CYMRU", "North Wales"),
        ("Heddlu Dyfed-Powys", "Dyfed-Powys"),
        ("devon & cornwall police", "Devon & Cornwall"),
        ("Devon and Cornwall", "Devon & Cornwall"),
        ("Avon & Somerset Constabulary", "Avon and Somerset"),
        ("Hampshire", "Hampshire"),
        ("Hampshire and Isle of Wight", "Hampshire"),
        ("GMP", "Greater Manchester"),
        ("psni", "PSNI"),
        ("Police Service of Northern Ireland", "PSNI"),
        ("Police Scotland", "Police Scotland"),
        ("BTP", "British Transport Police"),
        ("MoD Police", "MoD Police"),
        ("West Midlands", "West Midlands"),
        ("E23000013", "Cleveland"),
        ("northants.police.uk", "Northamptonshire"),
    ],
)
def test_printed_names(label, expected):
    assert short(bodies.by_name(label)) == expected


@pytest.mark.parametrize(
    "label",
    [
        "London", "London Police", "Mercia", "Yorkshire", "Wales", "Scotland", "Northern Ireland", "Devon",
        "Cornwall", "Avon", "Ministry of Defence", "Kent County Council", "Durham University", "West Sussex",
        "Northumberland", "Manchester", "West Midlands region", "Kent Police and Crime Commissioner", "",
        "Total", "England and Wales", "Warwickshire and West Mercia", "Clevland", "South", "Police",
        "Constabulary", "Transport Police", "Valley", "Action Fraud", "12",
    ],
)  # fmt: skip
def test_uncertain_names_name_nobody(label):
    assert bodies.by_name(label) is None


def unshared():
    forms = [(b.code, f) for b in bodies.all_bodies() for f in (b.name, b.short, *b.aliases)]
    return [(code, form) for code, form in forms if form != "London"]


@given(
    st.sampled_from(unshared()),
    st.sampled_from([str.upper, str.lower, str.title, str.strip]),
    st.sampled_from(
        [(" ", "  "), (" ", "\u00a0"), (" and ", " & "), (" & ", " and "), ("-", "–"), ("-", " ")]
    ),
    st.sampled_from(["", "(5)", " (1)", "*", "¹", " 1", " "]),
)
def test_every_form_survives_case_spacing_and_marks(form, case, swap, mark):
    code, text = form
    assert bodies.by_name(case(text).replace(*swap) + mark).code == code


@given(st.sampled_from(unshared()), st.data())
def test_a_slip_of_the_pen_never_names_another(form, data):
    code, text = form
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = text[:at] + letter + text[at + 1 :]
    # Initials are one letter apart (SYP and WYP, N Wales and S Wales): there a slip is another name.
    if len(text) > 4 and " " not in text[:2]:
        assert getattr(bodies.by_name(slip), "code", code) == code


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Warwickshire and West Mercia", ["Warwickshire", "West Mercia"]),
        ("Warwickshire/West Mercia", ["Warwickshire", "West Mercia"]),
        ("Norfolk & Suffolk", ["Norfolk", "Suffolk"]),
        ("Norfolk and Suffolk Constabularies (combined)", ["Norfolk", "Suffolk"]),
        ("Beds, Cambs & Herts", ["Bedfordshire", "Cambridgeshire", "Hertfordshire"]),
        ("Avon and Somerset and Devon & Cornwall", ["Avon and Somerset", "Devon & Cornwall"]),
        ("Devon and Cornwall", ["Devon & Cornwall"]),
        ("Avon and Somerset", ["Avon and Somerset"]),
        ("London, City of", ["City of London"]),
        ("Kent and Medway", []),
        ("London and Kent", []),
        ("Kent and Kent", []),
        ("England and Wales", []),
    ],
)
def test_merged(label, expected):
    assert [b.short for b in bodies.merged(label)] == expected


def mentions(text):
    return [(m.body.short, text[m.start : m.end], m.strong) for m in bodies.find(text)]


def test_find_takes_the_longest_name_and_says_how_strong_it_is():
    text = "West Mercia Police wrote, as Norfolk did; later Suffolk and Norfolk Constabulary."
    assert mentions(text) == [
        ("West Mercia", "West Mercia Police", True),
        ("Norfolk", "Norfolk Constabulary", True),
        ("Suffolk", "Suffolk", False),
    ]


def test_find_reads_domains_addresses_and_welsh():
    text = (
        "foi@cleveland.pnn.police.uk https://www.west-midlands.police.uk/x "
        "/foi-ai/northamptonshire-police/ Heddlu Gwent"
    )
    assert [(m[0], m[2]) for m in mentions(text)] == [
        ("Cleveland", True),
        ("West Midlands", True),
        ("Northamptonshire", True),
        ("Gwent", True),
    ]


@pytest.mark.parametrize(
    "text", ["the Met Office", "London", "a kentish town", "Kentucky", "in kent", "Mercia", "police.uk", ""]
)
def test_find_names_nobody(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the Sussex Police and Crime Commissioner", "SUSSEX POLICE & CRIME COMMISSIONER",
        "Sussex Police and\nCrime Commissioner's office", "Essex Police, Fire and Crime Commissioner",
        "Office of the Police and Crime Commissioner for Sussex", "Kent PCC", "the PCC for Kent", "Kent's Police and Crime Commissioner",
        "Police and Crime Commissioner for the West Midlands", "Surrey Police Authority", "Kent OPCC", "Durham Police Federation",
        "the Police, Fire and Crime Commissioner for North Yorkshire", "Kent Police and Crime Panel",
    ],
)  # fmt: skip
def test_a_commissioner_is_no_force(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Sussex Police and the Police and Crime Commissioner", "Sussex Police"),
        ("the Commissioner of the City of London Police", "City of London Police"),
        ("Kent Police and crime recording", "Kent Police"),
        ("The Sussex Police and Crime Commissioner asked; Sussex Police answered.", "Sussex Police"),
        ("Kent Police authorities", "Kent Police"),
    ],
)
def test_the_force_beside_its_commissioner_is_still_named(text, named):
    assert [found[1:] for found in mentions(text)] == [(named, True)]


def test_mentions_come_as_often_as_they_are_printed():
    text = "Kent Police, kent.police.uk, Kent and the Kent Police and Crime Commissioner"
    assert [(text[m.start : m.end], m.strong) for m in bodies.mentions(text)] == [
        ("Kent Police", True), ("kent.police.uk", True), ("Kent", False),
    ]  # fmt: skip


def test_find_keeps_full_names_apart_from_places():
    assert mentions("South Yorkshire Police, not North Yorkshire") == [
        ("South Yorkshire", "South Yorkshire Police", True),
        ("North Yorkshire", "North Yorkshire", False),
    ]
    assert mentions("the City of London Police and the Metropolitan Police Service") == [
        ("City of London", "City of London Police", True),
        ("Metropolitan Police", "Metropolitan Police Service", True),
    ]
    assert mentions("British Transport Police")[0][0] == "British Transport Police"


@pytest.mark.parametrize("body", bodies.all_bodies(), ids=lambda b: b.short)
def test_find_knows_every_full_name_and_domain(body):
    assert [(m.body, m.strong) for m in bodies.find(f"a letter from {body.name}.")] == [(body, True)]
    for domain in body.domains:
        assert [(m.body, m.strong) for m in bodies.find(f"foi@{domain}, please")] == [(body, True)]


def test_get_says_what_a_code_looks_like():
    assert bodies.get("E23000013").short == "Cleveland"
    with pytest.raises(KeyError, match="such as E23000013"):
        bodies.get("Cleveland")


def tile(name):
    return bodies.by_name(name).tile


def test_tiles_are_unique_and_compact():
    tiles = [b.tile for b in bodies.territorial()]
    assert len(set(tiles)) == 43
    assert all(b.tile is None for b in bodies.all_bodies() if b not in bodies.territorial())
    assert (min(r for r, _ in tiles), max(r for r, _ in tiles)) == (0, 8)
    assert (min(c for _, c in tiles), max(c for _, c in tiles)) == (0, 6)


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("Northumbria", "Durham"), ("Cumbria", "Lancashire"), ("Lancashire", "Greater Manchester"),
        ("West Yorkshire", "South Yorkshire"), ("Merseyside", "Cheshire"), ("North Wales", "Dyfed-Powys"),
        ("Dyfed-Powys", "South Wales"), ("Humberside", "Lincolnshire"), ("Norfolk", "Suffolk"),
        ("Suffolk", "Essex"), ("Essex", "Kent"), ("Metropolitan Police", "Surrey"), ("Thames Valley", "Hampshire"),
        ("Avon and Somerset", "Dorset"), ("Leicestershire", "Warwickshire"), ("Nottinghamshire", "Leicestershire"),
    ],
)  # fmt: skip
def test_neighbours_to_the_south_touch(north, south):
    (row, column), below = tile(north), tile(south)
    assert below == (row + 1, column)


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("Cumbria", "Durham"), ("Durham", "Cleveland"), ("Merseyside", "Greater Manchester"),
        ("North Wales", "Cheshire"), ("Derbyshire", "Nottinghamshire"), ("West Mercia", "Staffordshire"),
        ("West Midlands", "Warwickshire"), ("Cambridgeshire", "Norfolk"), ("South Wales", "Gwent"),
        ("Metropolitan Police", "City of London"), ("Devon & Cornwall", "Dorset"), ("Sussex", "Kent"),
        ("Bedfordshire", "Hertfordshire"), ("Wiltshire", "Hampshire"), ("Thames Valley", "Metropolitan Police"),
    ],
)  # fmt: skip
def test_neighbours_to_the_east_touch(west, east):
    row, column = tile(west)
    assert tile(east) == (row, column + 1)
