"""What an export says of its requests: JSON, requests.csv, names of authorities, states, days."""

import json
from datetime import date

import pytest
from batch_made import ANSWERED, kent, take
from hand_made import code
from hypothesis import given
from hypothesis import strategies as st
from tests.generators.batch import Batch, whole_batch

from answerable.read import read_file
from answerable.study import SettingsError
from answerable.study.requests import bodies_named, load, message_day, save
from answerable.study.site import EXPECTED, Request, SiteState, same_state
from answerable.study.site_json import read_json
from answerable.study.units import folder_hint


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    return take(whole_batch().to_folder(folder / "export"), folder / "study")


class TestTheJson:
    def test_it_gives_the_state_where_no_dashboard_does(self, tmp_path):
        made = Batch().request("Kent Police", "", "offences", ANSWERED)
        made.json(
            "offences", described_state="rejected", updated_at="2024-06-01T10:00:00Z", info_request_events=[]
        )
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert (taken.requests[0].says, taken.requests[0].as_of) == ("rejected", date(2024, 6, 1))
        assert not list(taken.study.path.rglob("*.json"))

    @pytest.mark.parametrize(("changed", "kept"), [("2024-07-02", "rejected"), ("2024-06-01", "successful")])
    def test_the_newer_of_the_two_holds_and_the_difference_is_said(self, tmp_path, changed, kept):
        made = kent(ANSWERED).json("offences", described_state="rejected", updated_at=f"{changed}T10:00:00Z")
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert taken.requests[0].says == kept
        assert [finding.kind for finding in taken.findings] == ["site-states"]

    def test_what_is_none_is_said(self, tmp_path):
        made = kent(ANSWERED)
        made.files["offences.json"] = b"[1, 2]"
        assert [f.kind for f in take(made.to_folder(tmp_path / "x"), tmp_path / "s").findings] == [
            "site-json"
        ]

    def test_a_reminder_moves_no_day(self):
        events = [
            {"event_type": "sent", "created_at": "2024-05-01T09:00:00Z"},
            {"event_type": "followup_sent", "created_at": "2024-06-10T09:00:00Z"},
        ]
        said = read_json(
            json.dumps({"described_state": "waiting_response", "info_request_events": events}).encode()
        )
        assert (said.sent, said.clarified) == (date(2024, 5, 1), None)

    def test_who_asked_is_not_kept(self, taken):
        assert "not read" not in (taken.study.path / "requests.csv").read_text(encoding="utf-8")

    def test_an_unclassified_reply(self):
        said = read_json(b'{"described_state": "waiting_response", "awaiting_description": true}')
        assert said.says == "waiting_classification"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda s: (
                st.lists(s)
                | st.dictionaries(
                    st.sampled_from(
                        ["described_state", "info_request_events", "event_type", "created_at", "updated_at"]
                    ),
                    s,
                )
            ),
        )
    )
    def test_any_json_is_read_or_refused(self, value):
        said = read_json(json.dumps(value).encode())
        assert said is None or isinstance(said.says, str)


names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)
days = st.none() | st.dates()
requests = st.builds(
    Request, names, st.lists(st.sampled_from(["E23000032", "E23000028", "BTP"]), unique=True).map(tuple), st.just(""), names,
    st.sampled_from([*SiteState]).map(str), days, days, days, st.none() | st.integers(0, 999), days,
)  # fmt: skip


@given(st.lists(requests, max_size=4))
def test_requests_are_kept_as_they_are(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("kept")
    save(folder, made)
    assert load(folder) == tuple(made)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("body,authority", "who,authority", "lacks the columns body"),
        ("\nE23000032,", "\nNowhere,", "line 2, body.* no body in the codebook"),
        (",2024-05-01,", ",May,", "'sent' is 'May'"),
        (",1,2024", ",one,2024", "'replies' is 'one'"),
    ],
)
def test_a_spoilt_list_of_requests_is_one_sentence(tmp_path, old, new, words):
    study = take(kent(ANSWERED).to_folder(tmp_path / "x"), tmp_path / "s").study
    path = study.path / "requests.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        study.picture(reader=read_file)


def test_a_folder_named_twice_is_one_sentence(tmp_path):
    one = Request("Kent Police", ("E23000032",), "Kent Police - x")
    save(tmp_path, [one, one])
    with pytest.raises(SettingsError, match="twice"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("authority", "names"),
    [
        ("Kent Police", ["Kent"]), ("Metropolitan Police Service (MPS)", ["Metropolitan Police"]),
        ("Police Service of Northern Ireland (PSNI)", ["PSNI"]), ("Hampshire and Isle of Wight Constabulary", ["Hampshire"]),
        ("Warwickshire and West Mercia Police", ["Warwickshire", "West Mercia"]), ("Kent Police (PCC)", []),
        ("Sussex Police and Crime Commissioner", []), ("Kent County Council", []), ("London Borough of Barnet", []),
    ],
)  # fmt: skip
def test_names_of_authorities(authority, names):
    assert bodies_named(authority) == tuple(code(name) for name in names)


def test_the_site_s_states():
    printed = [
        "waiting_response",
        "waiting_clarification",
        "gone_postal",
        "not_held",
        "rejected",
        "successful",
        "partially_successful",
        "internal_review",
        "error_message",
        "requires_admin",
        "user_withdrawn",
        "attention_requested",
        "vexatious",
        "not_foi",
        "overdue",
    ]
    assert None not in {
        SiteState.of(state) for state in [*printed, "very overdue", "Very Overdue", "Partially successful"]
    }
    assert SiteState.of("overdue") == SiteState.OVERDUE
    assert SiteState.of("") is None
    assert same_state("waiting_response", "very overdue")
    assert not same_state("rejected", "successful")
    assert all(EXPECTED.values())


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-31-101500", date(2024, 5, 31)),
        ("2024-02-30-101500", None),
        ("attachments-1", None),
        ("2024-05-31", None),
    ],
)
def test_days_of_messages(stamp, day):
    assert message_day(stamp) == day


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("Kent Police - essex_police_offences/2024-05-20-160000/attachments-1/table.csv", ["Kent"]),
        ("Kent County Council - kent_police/2024-05-20-160000/attachments-1/table.csv", []),
        ("Sussex Police and Crime Commissioner - x/2024-05-20-160000/incoming_1.txt", []),
        ("export.zip/Kent Police - x/2024-05-20-160000/incoming_1.txt", ["Kent"]),
        ("Essex/Kent table.csv", ["Essex"]),
    ],
)
def test_an_export_put_among_the_replies_by_hand(shown, names):
    assert folder_hint(shown) == tuple(code(name) for name in names)
